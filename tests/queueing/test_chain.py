"""Exact chains against closed forms, and delays against values worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from sim.queueing import (
    Phase,
    at_rest,
    birth_death,
    learnt,
    mean_learnt,
    mean_longest,
    mean_waiting,
    pollaczek_khinchine,
    through,
)


def queue(arrivals: float, servers: int, room: int):  # type: ignore[no-untyped-def]
    def moves(state: tuple[int, ...]) -> Iterator[tuple[float, tuple[int, ...]]]:
        (n,) = state
        if n < room:
            yield arrivals, (n + 1,)
        if n:
            yield float(min(n, servers)), (n - 1,)

    return moves


def test_a_chain_at_rest_is_the_birth_death_queue() -> None:
    chance = at_rest((0,), queue(1.5, 2, 6))
    assert chance[(6,)] == pytest.approx(birth_death(1.5, 1.0, 2, 6).lost)
    assert sum(chance.values()) == pytest.approx(1)


def test_two_states_relax_exponentially() -> None:
    moves = queue(1.0, 1, 1)
    (only,) = through({(0,): 1.0}, [Phase(0.7, moves, [lambda state: float(state[0])])])
    assert only.chances[(1,)] == pytest.approx((1 - math.exp(-1.4)) / 2, rel=1e-7)
    assert only.earned[0] == pytest.approx(0.35 - (1 - math.exp(-1.4)) / 4, rel=1e-7)


def test_phases_follow_each_other() -> None:
    """Servers for all: the mean number tends to the rate of each phase, exponentially."""
    phases = [Phase(1.0, queue(rate, 60, 60)) for rate in (2.0, 5.0)]
    first, second = through({(0,): 1.0}, phases)
    mean = [sum(n * chance for (n,), chance in one.chances.items()) for one in (first, second)]
    half = 2 * (1 - math.exp(-1))
    assert mean == pytest.approx([half, 5 + (half - 5) * math.exp(-1)], rel=1e-6)


def test_batches() -> None:
    # No session is ever full: half a period and the session until solved, and another for each failure.
    assert mean_waiting(2.0, 60, 1.0, 0.0) == pytest.approx(1.0)
    assert mean_waiting(2.0, 60, 0.5, 0.1) == pytest.approx(2.0 * (0.5 + 1 + 0.1))
    # A batch of one: M/D/1 seen at the departures of a clock, which adds half a period to its wait.
    assert mean_waiting(0.5, 1, 1.0, 0.0) == pytest.approx(0.5 * (0.5 + pollaczek_khinchine(0.5, 1.0, 0.0)))
    with pytest.raises(ValueError, match="no state of rest"):
        mean_waiting(1.0, 2, 0.5, 0.0)


def test_delays() -> None:
    assert mean_longest([3.0], [0.5]) == pytest.approx(3.0)
    # Two alike: mean x (1 + P(|Z| < spread / sqrt 2)), H. A. David, Order Statistics (1970).
    spread = math.sqrt(math.log1p(0.25))
    assert mean_longest([3.0, 3.0], [0.5, 0.5]) == pytest.approx(3 * (1 + math.erf(spread / 2)))
    assert mean_longest([1.0, 100.0], [0.1, 0.1]) == pytest.approx(100.0)


def test_learning() -> None:
    assert learnt(0.4, 0.9, math.log(2), 0) == pytest.approx(0.4)
    assert learnt(0.4, 0.9, math.log(2), 1) == pytest.approx(0.65)
    assert mean_learnt(0.4, 0.9, math.log(2), 0, 2) == pytest.approx((0.4 + 0.65) / 2)
    assert mean_learnt(0.4, 0.9, 0.3, 2, 5) == pytest.approx(
        sum(learnt(0.4, 0.9, 0.3, n) for n in (2, 3, 4)) / 3
    )
