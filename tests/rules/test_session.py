"""One uniform against 1 - (1 - p)^n must be the law of n independent attempts."""

from __future__ import annotations

import random

import pytest

from sim.rules.session import remaining, solved


def sessions_needed(u: float, p: float, most: int = 1000) -> int:
    failed = 1.0
    for n in range(1, most):
        failed = remaining(failed, p)
        if solved(u, failed):
            return n
    return most


def test_by_hand() -> None:
    assert remaining(1.0, 0.75) == 0.25
    assert remaining(0.25, 0.75) == 0.0625
    assert solved(0.74, 0.25)
    assert not solved(0.75, 0.25)
    assert solved(0.93, 0.0625)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.7])
def test_geometric_law_exactly(p: float) -> None:
    """A fine grid of uniforms: the share solved by the n-th session is p (1 - p)^(n - 1)."""
    grid = 100_000
    counts: dict[int, int] = {}
    for i in range(grid):
        n = sessions_needed((i + 0.5) / grid, p)
        counts[n] = counts.get(n, 0) + 1
    for n in range(1, 6):
        assert counts[n] / grid == pytest.approx(p * (1 - p) ** (n - 1), abs=1.5 / grid)


def test_against_a_coin_tossed_at_each_session() -> None:
    """Means of 20,000 draws each, within 4 standard errors (a geometric sd is sqrt(1 - p) / p)."""
    chance, p, n = random.Random(20240101), 0.3, 20_000
    tossed = sum(next(k for k in range(1, 10_000) if chance.random() < p) for _ in range(n)) / n
    drawn = sum(sessions_needed(chance.random(), p) for _ in range(n)) / n
    error = ((1 - p) ** 0.5 / p) * (2 / n) ** 0.5
    assert abs(tossed - drawn) < 4 * error
    assert abs(drawn - 1 / p) < 4 * error


def test_certain_and_hopeless() -> None:
    assert sessions_needed(0.999, 1.0) == 1
    assert sessions_needed(0.0, 0.0, most=50) == 50
