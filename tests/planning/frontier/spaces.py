"""Small spaces of plans, made by hand or at random."""

from __future__ import annotations

import numpy as np

from sim.planning.staffing.levers import Cover, Level, Lever, Space


def heads(name: str, costs: list[float], today: int, first: int = 0) -> Lever:
    """A lever of heads: one level a head, from `first` heads on, each with its cost."""
    levels = tuple(Level(str(first + one), (), cost, first + one) for one, cost in enumerate(costs))
    return Lever(name, "head", name, name, "s", (), levels, today, -1, frozenset({0}), frozenset({0}))


def choice(name: str, costs: list[float], today: int) -> Lever:
    """A lever of options."""
    levels = tuple(Level(f"o{one}", (), cost) for one, cost in enumerate(costs))
    return Lever(name, "choice", name, name, "", (), levels, today, -1, frozenset({0}), frozenset({0}))


def at_random(seed: int) -> tuple[Space, list[np.ndarray]]:
    """Four levers of heads, one choice, two covers; gains of two measures, one level unknown."""
    random = np.random.default_rng(seed)
    levers = []
    for number in range(4):
        n = int(random.integers(2, 5))
        costs = np.cumsum(random.integers(1, 9, n)).astype(float)
        levers.append(heads(f"h{number}", costs.tolist(), int(random.integers(n))))
    levers.append(choice("c", random.integers(0, 9, 3).astype(float).tolist(), 0))
    covers = (Cover("s", "", "", (0, 1), 2), Cover("s", "law", "", (1, 2, 3), 3))
    gains = []
    for lever in levers:
        known = random.normal(size=(len(lever.levels), 2))
        known[lever.today] = 0
        gains.append(known)
    unknown = int(random.integers(4))
    gains[unknown][(levers[unknown].today + 1) % len(levers[unknown].levels)] = np.nan
    return Space(tuple(levers), covers), gains
