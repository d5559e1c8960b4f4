"""Every system agrees with its exact answer, and is told apart from models that are known to be wrong."""

from __future__ import annotations

from functools import cache

import pytest

from sim.queueing import birth_death, mean_waiting, pollaczek_khinchine
from sim.verification.formulas import FORMULAS
from sim.verification.judge import Finding, Sample, Verdict, judge, sample
from sim.verification.system import System
from sim.verification.systems import BUILDERS, coaching, daily, general, markov, networks, reviews, sessions

# Of each: how many days and replications show it in a second or so. The queues of one station are held by
# tests/engine/test_theory.py.
SHORT = {
    markov.m_g_c_c: (60, 20),
    markov.balking: (60, 20),
    networks.handoff: (200, 20),
    networks.jackson: (100, 20),
    daily.rising: (1, 150),
    daily.drop: (1, 150),
    daily.nights: (100, 20),
    reviews.reviews: (14, 20),
    reviews.department: (60, 20),
    sessions.sessions: (600, 30),
    coaching.coaching: (56, 10),
}


@cache
def short(build) -> System:  # type: ignore[no-untyped-def]
    days, replications = SHORT[build]
    return build()._replace(days=days, replications=replications)  # type: ignore[no-any-return]


@cache
def measured(build):  # type: ignore[no-untyped-def]
    return sample(short(build))


def told(one: Sample, number: int, exact: float) -> Finding:
    """The judgement of one quantity against another value than its own."""
    quantity = one.system.quantities[number]._replace(exact=exact)
    system = one.system._replace(quantities=(quantity,))
    (finding,) = judge([one._replace(system=system, values=one.values[number : number + 1])])
    return finding


@pytest.mark.parametrize("build", SHORT, ids=lambda build: build.__name__)
def test_short_runs_agree(build) -> None:  # type: ignore[no-untyped-def]
    for row in judge([measured(build)]):
        assert row.verdict is not Verdict.DIFFERS, row
        # and narrow enough to mean something
        assert row.high - row.low < 0.35 * row.quantity.exact, row


# A model that is known to be wrong for each system: number of the quantity, and what it would be.
WRONG = {
    markov.m_m_1: (0, pollaczek_khinchine(0.5 / 1800, 1800.0, 0.0)),  # as if services were all alike
    markov.m_m_3: (0, birth_death(0.8 / 1200, 1200.0, 1).wait),  # as if each clerk had a queue
    markov.m_m_c_k: (0, birth_death(2.0, 1.0, 2, 6).lost),  # room for one more
    markov.erlang_loss: (0, birth_death(3.0, 1.0, 4, 5).lost),  # as if one could wait
    markov.m_g_c_c: (0, birth_death(3.0, 1.0, 4, 5).lost),
    markov.erlang_a: (0, birth_death(2.2, 1.0, 2, mean_patience=1.2 * 4 / 3).lost),  # patience a fifth longer
    markov.balking: (0, birth_death(2.0, 1.0, 2, 5).lost),  # as if a full house turned away instead
    general.m_g_1: (0, pollaczek_khinchine(0.5 / 1800, 1800.0, 1.0)),  # as if exponential
    general.m_d_1: (0, pollaczek_khinchine(0.6 / 1800, 1800.0, 1.0)),
    general.m_u_1: (0, pollaczek_khinchine(0.6 / 1800, 1800.0, 1.0)),
    general.priorities: (
        0,
        general.priorities().quantities[0].exact * 0.75 / 0.4,
    ),  # as if first come first served
    networks.tandem: (1, pollaczek_khinchine(0.55 / 1800, 1800.0, 0.0)),
    networks.handoff: (0, 6 / (1 + 0.7**2) ** 0.5),  # the median taken for the mean
    networks.jackson: (
        0,
        birth_death(1 / 1800, 1500.0, 1).wait,
    ),  # as if no case were graded past the station
    daily.rising: (0, birth_death(daily.STREAM.rate, daily.STREAM.mean, 4).queue),  # all clerks all day
    daily.drop: (1, 0.0),  # as if services were cut off at noon
    daily.nights: (0, birth_death(0.2 / 1800, 1800.0, 1).wait),  # as if the clerk worked day and night
    reviews.reviews: (0, max(reviews.MEANS)),  # the longest of the means
    reviews.department: (0, pollaczek_khinchine(0.5 / 1800, 1800.0, 0.0)),  # as if all reviews were alike
    sessions.sessions: (0, mean_waiting(2.8, 60, 0.7, 1 / 24)),  # as if no session were ever full
    coaching.coaching: (0, coaching.START),  # nothing learnt
}


@pytest.mark.parametrize("build", SHORT, ids=lambda build: build.__name__)
def test_wrong_models_are_told_apart(build) -> None:  # type: ignore[no-untyped-def]
    assert told(measured(build), *WRONG[build]).verdict is Verdict.DIFFERS


def test_the_chains_never_reach_the_states_at_which_they_are_cut() -> None:
    days = (daily.risen_day(daily.STREAM.mean), daily.dropped_day(daily.DROP.mean))
    for passage in (passage for day in days for passage in day):
        assert abs(sum(passage.chances.values()) - 1) < 1e-7
        assert sum(chance for state, chance in passage.chances.items() if state[-1] == daily.ROOM) < 1e-9


def test_there_are_fifteen_systems_and_more_each_with_a_formula_that_is_told() -> None:
    built = [build() for build in BUILDERS]
    assert len({system.id for system in built}) == len(built) >= 15
    assert set(WRONG) == set(BUILDERS)
    assert {system.formula for system in built} == set(FORMULAS)
    for system in built:
        assert system.quantities
        for quantity in system.quantities:
            assert 0 <= quantity.rounding < 0.02 * quantity.exact


@pytest.mark.statistics
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_long_runs_agree(build) -> None:  # type: ignore[no-untyped-def]
    """As docs/verification.md has them; p-values of one system's quantities adjusted for all systems."""
    one = sample(build())
    for row in judge([one]):
        assert row.p * 50 > 0.05, row
    assert told(one, *WRONG[build]).verdict is Verdict.DIFFERS
