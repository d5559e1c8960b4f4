"""Small location instances, and every set of sites valued one by one: slow, and plain to see."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
from scipy.optimize import linprog

from sim.planning.location import MAXIMAL_COVERING, P_MEDIAN, SET_COVERING, Ask, Instance

EPS = 1e-7
Value = tuple[
    float, float
]  # the share missing in the worst township where it comes first (else 0); objective


def instance(seed: int, zones: int = 6, sites: int = 6, existing: int = 1, whole: bool = True) -> Instance:
    """Draw whole numbers: ties are frequent. Some pairs are not allowed, some points have no demand."""
    rng = np.random.default_rng(seed)
    minutes = rng.integers(1, 40, (zones, sites)).astype(float)
    minutes[rng.random((zones, sites)) < 0.15] = np.inf
    minutes[:, 0] = np.minimum(minutes[:, 0], 60)  # the first site may serve all, if from afar
    minutes[rng.integers(0, zones, sites), np.arange(sites)] = rng.integers(1, 15, sites)
    demand = rng.integers(0, 9, zones).astype(float) if whole else rng.uniform(0, 9, zones)
    demand[0] = max(demand[0], 1.0)
    capacity = np.where(rng.random(sites) < 0.1, np.inf, rng.integers(4, 20, sites))
    cost = rng.integers(1, 6, sites).astype(float)
    groups = rng.integers(0, 3, zones)
    return Instance(demand, minutes, np.arange(sites) < existing, cost, capacity, groups, 15.0)


def values(one: Instance, ask: Ask) -> dict[tuple[int, ...], Value]:
    """Value every set of new sites that meets what is asked; the least is the best."""
    found = {}
    for size in range(len(one.candidates) + 1):
        for new in combinations(one.candidates.tolist(), size):
            value = _value(one, ask, new) if _allowed(one, ask, new) else None
            if value is not None:
                found[new] = value
    return found


def _allowed(one: Instance, ask: Ask, new: tuple[int, ...]) -> bool:
    if ask.p is not None and (len(new) > ask.p or (ask.exactly and len(new) < ask.p)):
        return False
    return ask.budget is None or one.cost[list(new)].sum() <= ask.budget + EPS


def _value(one: Instance, ask: Ask, new: tuple[int, ...]) -> Value | None:
    is_open = sorted([*np.flatnonzero(one.existing).tolist(), *new])
    if ask.capacitated:
        total, worst = (_single if ask.single else _divided)(one, ask, is_open)
        if total is None:
            return None
    else:
        minutes = one.minutes[:, is_open].min(axis=1, initial=np.inf)
        if ask.model == P_MEDIAN and not np.isfinite(minutes).all():
            return None
        total, worst = _judged(one, ask, (minutes <= 15).astype(float), minutes)
    if total is None:
        return None
    if ask.model == SET_COVERING:
        total = float(len(new)) if ask.minimise == "sites" else float(one.cost[list(new)].sum())
    return (1 - worst if ask.worst_first else 0.0), total


def _means(one: Instance, of: np.ndarray) -> list[float]:
    """The weighted mean of each township that has demand."""
    found = []
    for town in set(one.groups.tolist()):
        inside = one.groups == town
        if one.demand[inside].sum() > 0:
            found.append(float((one.demand * of)[inside].sum() / one.demand[inside].sum()))
    return found


def _judged(one: Instance, ask: Ask, served: np.ndarray, minutes: np.ndarray) -> tuple[float | None, float]:
    """The objective, None where a limit is broken, and the worst township's share."""
    worst = min(_means(one, served))
    if ask.floor is not None and worst < ask.floor - EPS:
        return None, worst
    if ask.ceiling is not None and max(_means(one, minutes)) > ask.ceiling + EPS:
        return None, worst
    if ask.model == SET_COVERING:
        whole = served.min() if ask.share == 1 else 1.0
        if whole < 1 - EPS or one.demand @ served < ask.share * one.demand.sum() - EPS:
            return None, worst
        return 0.0, worst
    if ask.model == MAXIMAL_COVERING:
        return -float(one.demand @ served), worst
    return float(one.demand @ minutes), worst


def _single(one: Instance, ask: Ask, is_open: list[int]) -> tuple[float | None, float]:
    """Try every assignment of whole points; -1: not served."""
    best: tuple[float, float, float] | None = None
    for choice in product([-1, *is_open], repeat=len(one.demand)):
        judged = _try(one, ask, np.array(choice))
        if judged is not None:
            total, worst = judged
            key = (-worst if ask.worst_first else 0.0, total, worst)
            best = key if best is None or key < best else best
    return (None, 0.0) if best is None else (best[1], best[2])


def _try(one: Instance, ask: Ask, choice: np.ndarray) -> tuple[float, float] | None:
    used = choice >= 0
    far = np.where(used, one.minutes[np.arange(len(choice)), choice], np.inf)
    if ask.model == P_MEDIAN and not np.isfinite(far).all():
        return None
    if ask.model != P_MEDIAN and (far[used] > 15).any():
        return None
    for site in set(choice[used].tolist()):
        if one.demand[choice == site].sum() > one.capacity[site] + EPS:
            return None
    total, worst = _judged(one, ask, (far <= 15).astype(float), far)
    return None if total is None else (total, worst)


def _divided(one: Instance, ask: Ask, is_open: list[int]) -> tuple[float | None, float]:
    """A transportation problem from the points to the open sites; no equity that would need a second one."""
    assert ask.floor is ask.ceiling is None
    assert not ask.worst_first
    most = np.inf if ask.model == P_MEDIAN else 15.0
    pairs = [(z, s) for z, s in _pairs(one, is_open) if one.minutes[z, s] <= most]
    whole = ask.model == P_MEDIAN or (ask.model == SET_COVERING and ask.share == 1)
    cost = [one.demand[z] * (one.minutes[z, s] if ask.model == P_MEDIAN else -1.0) for z, s in pairs]
    by_zone = np.array([[float(z == zone) for z, _ in pairs] for zone in range(len(one.demand))])
    limited = [s for s in is_open if np.isfinite(one.capacity[s])]
    by_site = np.array([[one.demand[z] * (s == site) for z, s in pairs] for site in limited])
    if not pairs:
        return (None if whole or ask.share > 0 else 0.0), 0.0
    a, b = by_site.reshape(-1, len(pairs)), one.capacity[limited]
    ones = np.ones(len(one.demand))
    if whole:
        found = linprog(cost, a, b, by_zone, ones)
    else:
        found = linprog(cost, np.vstack([a, by_zone]), np.concatenate([b, ones]))
    if found.status == 2:
        return None, 0.0
    total = float(found.fun)
    if ask.model == SET_COVERING and not whole and -total < ask.share * one.demand.sum() - EPS:
        return None, 0.0
    return total, 0.0


def _pairs(one: Instance, is_open: list[int]) -> Iterator[tuple[int, int]]:
    return ((z, s) for z in range(len(one.demand)) for s in is_open if np.isfinite(one.minutes[z, s]))
