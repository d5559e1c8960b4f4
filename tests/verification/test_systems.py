"""Every system agrees with its exact answer, and is told apart from models that are known to be wrong."""

from __future__ import annotations

from functools import cache

import pytest

from sim.queueing import birth_death, mean_waiting, pollaczek_khinchine
from sim.verification.formulas import FORMULAS
from sim.verification.judge import Finding, Verdict, judge, sample
from sim.verification.system import System
from sim.verification.systems import BUILDERS, coaching, daily, markov, networks, reviews, sessions

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


def told(build, number: int, exact: float) -> Finding:  # type: ignore[no-untyped-def]
    """The judgement of one quantity against another value than its own."""
    one = measured(build)
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


@pytest.mark.parametrize(("build", "number", "wrong"), [
    (markov.m_g_c_c, 0, birth_death(3.0, 1.0, 4, 5).lost),  # as if one could wait
    (markov.balking, 0, birth_death(2.0, 1.0, 2, 5).lost),  # as if a full house turned away instead
    (networks.handoff, 0, 5.0),
    (networks.jackson, 0, birth_death(1 / 1800, 1500.0, 1).wait),  # as if no case were graded past it
    (daily.rising, 0, birth_death(daily.STREAM.rate, daily.STREAM.mean, 4).queue),  # all clerks all day
    (daily.drop, 1, 0.0),  # as if services were cut off at noon
    (daily.nights, 0, birth_death(0.2 / 1800, 1800.0, 1).wait),  # as if the clerk worked day and night
    (reviews.department, 0, pollaczek_khinchine(0.5 / 1800, 1800.0, 0.0)),  # as if all reviews were alike
    (reviews.reviews, 0, max(reviews.MEANS)),  # the longest of the means
    (sessions.sessions, 0, mean_waiting(2.8, 60, 0.7, 1 / 24)),  # as if no session were ever full
    (coaching.coaching, 0, coaching.START),  # nothing learnt
], ids=lambda value: getattr(value, "__name__", str(value)))  # fmt: skip
def test_wrong_models_are_told_apart(build, number: int, wrong: float) -> None:  # type: ignore[no-untyped-def]
    assert told(build, number, wrong).verdict is Verdict.DIFFERS


def test_the_chains_never_reach_the_states_at_which_they_are_cut() -> None:
    days = (daily.risen_day(daily.STREAM.mean), daily.dropped_day(daily.DROP.mean))
    for passage in (passage for day in days for passage in day):
        assert abs(sum(passage.chances.values()) - 1) < 1e-7
        assert sum(chance for state, chance in passage.chances.items() if state[-1] == daily.ROOM) < 1e-9


def test_there_are_fifteen_systems_and_more_each_with_a_formula_that_is_told() -> None:
    built = [build() for build in BUILDERS]
    assert len({system.id for system in built}) == len(built) >= 15
    assert {system.formula for system in built} == set(FORMULAS)
    for system in built:
        assert system.quantities
        for quantity in system.quantities:
            assert 0 <= quantity.rounding < 0.02 * quantity.exact


@pytest.mark.statistics
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_long_runs_agree(build) -> None:  # type: ignore[no-untyped-def]
    """As docs/verification.md has them; p-values of one system's quantities adjusted for all systems."""
    for row in judge([sample(build())]):
        assert row.p * 50 > 0.05, row
