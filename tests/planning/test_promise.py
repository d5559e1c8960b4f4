"""Promises beside what came out, by hand."""

import numpy as np
import pytest

from sim.planning.promise import KPIS, asked_for, promises
from sim.planning.requirement import Requirement

SHARE = ("on_time_share", "network", "all")
TRAVEL = ("travel_minutes_mean", "network", "all")


def columns(*values):
    return np.array(values, np.float64).T


def row_of(one, other, requirements=()):
    kpis = (SHARE,)
    before = (columns([0.5, 0.7]), columns([0.4]))
    return promises(kpis, requirements, before, (columns(one), columns(other))).to_dicts()[0]


def test_means_and_intervals_by_hand():
    row = row_of([0.90, 0.92], [0.91, 0.93, 0.92])
    half = 12.706204736432095 * 0.01  # t(0.975, 1) x sd / sqrt(2), sd = 0.02 / sqrt(2)
    assert row["promised"] == pytest.approx(0.91)
    assert (row["promised_low"], row["promised_high"]) == pytest.approx((0.91 - half, 0.91 + half))
    assert (row["before"], row["found_before"]) == pytest.approx((0.6, 0.4))
    assert (row["n"], row["found_n"], row["unit"], row["bound"]) == (2, 3, "share", None)
    assert row["found"] == pytest.approx(0.92)


def test_without_a_bound_it_holds_if_chance_explains_the_difference():
    promised = [0.90, 0.91, 0.92, 0.91]
    assert row_of(promised, [0.91, 0.92, 0.90, 0.92])["held"]
    assert not row_of(promised, [0.95, 0.96, 0.95, 0.96])["held"]
    assert row_of([0.9, 0.9], [0.9, 0.9])["held"]  # what never varies
    assert not row_of([0.9, 0.9], [0.8, 0.8])["held"]


@pytest.mark.parametrize(("bound", "held"), [(0.92, True), (0.93, False)])
def test_with_a_bound_it_holds_if_the_mean_found_keeps_it(bound, held):
    row = row_of([0.99, 0.99], [0.92, 0.93], [Requirement(*SHARE, bound, at_least=True)])
    assert (row["bound"], row["held"]) == (bound, held)


def test_what_is_kept_of_each_replication():
    found = asked_for(SHARE, [Requirement(*TRAVEL, 10, at_least=False)])
    assert found[0] == SHARE
    assert len(found) == len(set(found)) == 1 + len(KPIS)
    assert TRAVEL in found
