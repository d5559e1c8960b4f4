"""Calibrations of simulated truths: posteriors cover what they say, and wrong ones are found out.

The small network (tests/calibration/small) is made so that the check has power and is fair to one shared
first wave. Power: its emulators are learned from half years and its truths counted over one to two years,
so that the emulator's standard deviation of a count of joint work is about 0.7 of the count's own. Fair:
whatever such a count fixes sharply is a product of at least two parameters (a rate and the window that all
counts share, the chance to solve and the share of cases that skips the station), and a saving is stated
with an error far above its emulator's, so that the one error which the wave happened to make moves no
single parameter far within its posterior, while the likelihood of many figures together shows whether it
was allowed for.
"""

from __future__ import annotations

import numpy as np
import pytest

from calibration.repeats import LIKELIHOOD, Certain, judged, repeats
from calibration.sampler import Effort
from sim.experiment.executor import cores
from tests.calibration.small.setting import plan

SHORT = Effort(24, 20, 48, 2, 500)
FULL = Effort(100, 300, 240, 6, 20_000)
SEED = 1
REPEATS, FEWER = 500, 200  # a wrong variant needs no more to be found out
LEVEL = 0.99  # of all bands together
COVERED = (0.86, 0.94)  # 90 % less and more three standard errors of 500 repeats


@pytest.fixture(scope="module")
def short():
    return plan(SEED, SHORT)


def test_repeats_do_not_depend_on_the_number_of_processes(short):
    alone, together = list(repeats(short, 2, 1)), list(repeats(short, 2, 2, chunk=1))
    for one, other in zip(alone, together, strict=True):
        for value, same in zip(one, other, strict=True):
            np.testing.assert_array_equal(value, same)


def test_repeats_differ_and_the_ranks_are_those_of_the_draws(short):
    first, second = repeats(short, 2, 1)
    assert (first.figures != second.figures).any()
    for one in (first, second):
        assert ((one.position >= 0.05) & (one.position <= 0.95) == one.inside).all()
        assert np.abs(one.rank[:-1] / 99 - one.position).max() < 0.25  # 99 of the draws against all


def test_draws_of_the_prior_are_as_wide_as_the_prior(short):
    (found,) = repeats(short._replace(from_prior=True), 1, 1)
    assert np.abs(found.spread - 1.0).max() < 5 / np.sqrt(2 * 4000)


@pytest.fixture(scope="module")
def full():
    return plan(SEED, FULL)


def verdict(chosen, n, name):
    found = list(repeats(chosen, n, cores()))
    rows = judged(chosen, found, LEVEL)
    print(f"\n{name}: {n} repeats, R-hat median {np.median([one.rank_hat for one in found]):.2f}")
    print(f"{'':24} coverage  width  distance  uniform")
    for row in rows:
        print(f"{row.name:24} {row.coverage:8.3f} {row.spread:6.2f} {row.distance:9.3f}  {row.uniform}")
    return {row.name: row for row in rows}


@pytest.mark.statistics
def test_intervals_cover_and_ranks_are_uniform(full):
    rows = verdict(full, REPEATS, "as it is")
    wrong = {name: row.coverage for name, row in rows.items() if not COVERED[0] <= row.coverage <= COVERED[1]}
    wrong.pop(LIKELIHOOD)
    assert not wrong
    assert not [name for name, row in rows.items() if not row.uniform]


@pytest.mark.statistics
def test_emulators_that_take_themselves_to_be_exact_are_found_out(full):
    joint = full.joint.observing(full.joint.figures)
    joint.learned(Certain(full.joint.emulator), full.joint.pool)
    rows = verdict(full._replace(joint=joint), FEWER, "emulators without error")
    assert not rows[LIKELIHOOD].uniform


@pytest.mark.statistics
def test_a_posterior_that_is_the_prior_is_found_out_by_the_likelihood_alone(full):
    rows = verdict(full._replace(from_prior=True), FEWER, "posterior left out")
    assert not rows.pop(LIKELIHOOD).uniform
    assert all(row.uniform for row in rows.values())
