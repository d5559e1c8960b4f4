"""The shortlist: the best distinct solutions of several location models, merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sim.planning.location import (
    INFEASIBLE,
    MAXIMAL_COVERING,
    P_MEDIAN,
    SET_COVERING,
    Ask,
    Solution,
    k_best,
    solve,
)
from sim.planning.siting.setting import Bools, Setting

BEST = 3  # solutions of each model
TIME_LIMIT = 60.0  # seconds for one solution
ROUND = 1e-9  # of a share: what sums of numbers with a fraction may be off
CAPACITATED, EQUITY = "capacitated_covering", "equitable_covering"
MODELS = (MAXIMAL_COVERING, P_MEDIAN, CAPACITATED, EQUITY, SET_COVERING)
Told = Callable[[int, int], None]


class Wish(NamedTuple):
    """What is asked of the sites."""

    p: int | None  # new stations, at most
    budget: float | None  # CNY a year, at most
    covered: float | None = None  # share of all demand within reach, at least
    town_covered: float | None = None  # the same of every town
    best: int = BEST
    models: Sequence[str] = MODELS
    time_limit: float = TIME_LIMIT

    def ask(self, model: str) -> Ask:
        """Return what a model is asked within these limits."""
        return Ask(model, self.p, budget=self.budget, floor=self.town_covered, time_limit=self.time_limit)


class Proposal(NamedTuple):
    """One solution of one model."""

    model: str
    rank: int  # from 1
    solution: Solution


class Design(NamedTuple):
    """A distinct set of sites, with every proposal of it and what it covers."""

    name: str
    sites: tuple[int, ...]
    proposals: tuple[Proposal, ...]
    cost: float  # CNY a year
    covered_share: float
    mean_minutes: float
    worst_town_share: float

    @property
    def proven(self) -> bool:
        """Whether each model that proposes it has proved that it is what it says."""
        return all(one.solution.proven for one in self.proposals)


def asks(wish: Wish, covered: float) -> dict[str, Ask]:
    """Return what each model is asked.

    Set covering is asked for the cheapest sites that cover what is wished, or else as much as the best
    covering does: whether the same can be had for less.

    Args:
        wish: numbers and models.
        covered: share of the demand that the best sites cover.
    """
    covering = wish.ask(MAXIMAL_COVERING)
    share = covered if wish.covered is None else wish.covered
    every = {
        MAXIMAL_COVERING: covering,
        P_MEDIAN: wish.ask(P_MEDIAN),
        CAPACITATED: covering._replace(capacitated=True),
        EQUITY: covering._replace(worst_first=True),
        SET_COVERING: wish.ask(SET_COVERING)._replace(share=max(0.0, share - ROUND), minimise="cost"),
    }
    return {name: every[name] for name in wish.models}


def shortlist(setting: Setting, wish: Wish, told: Told = lambda done, total: None) -> list[Design]:
    """Return distinct designs in the order in which models propose them: all first ones, all second ones, ...

    Args:
        setting: the location problem.
        wish: numbers, targets and models.
        told: hears how many proposals are made.

    Raises:
        InputError: a number is out of its bounds.
    """
    best = solve(setting.instance, wish.ask(MAXIMAL_COVERING))
    asked = asks(wish, covered_share(setting, best.sites))
    proposals: list[Proposal] = []
    for model, ask in asked.items():
        for rank, solution in enumerate(k_best(setting.instance, ask, wish.best), start=1):
            if solution.status == INFEASIBLE or not np.isfinite(solution.objective):
                break
            proposals.append(Proposal(model, rank, solution))
            told(len(proposals), len(asked) * wish.best)
    return merged(setting, [one for one in proposals if _keeps(setting, wish, one)])


def _keeps(setting: Setting, wish: Wish, one: Proposal) -> bool:
    """Whether a proposal covers what is wished: covering models maximise it, others do not look at it."""
    return wish.covered is None or covered_share(setting, one.solution.sites) >= wish.covered - ROUND


def merged(setting: Setting, proposals: Sequence[Proposal]) -> list[Design]:
    """Return each set of sites once, with all its proposals; named S1, S2, ... by rank, then by model."""
    together: dict[tuple[int, ...], list[Proposal]] = {}
    for one in sorted(proposals, key=lambda each: each.rank):  # stable: models in the order asked
        if one.solution.sites:
            together.setdefault(one.solution.sites, []).append(one)
    return [
        design_of(setting, f"S{number}", sites, own)
        for number, (sites, own) in enumerate(together.items(), start=1)
    ]


def design_of(
    setting: Setting, name: str, sites: Sequence[int], proposals: Sequence[Proposal] = ()
) -> Design:
    """Return a design with what its sites cover."""
    minutes, _ = setting.nearest(sites)
    return Design(
        name=name,
        sites=tuple(sites),
        proposals=tuple(proposals),
        cost=float(setting.instance.cost[list(sites)].sum()),
        covered_share=covered_share(setting, sites),
        mean_minutes=float(np.average(minutes, weights=setting.instance.demand)),
        worst_town_share=float(min(town_shares(setting, sites))),
    )


def covered_share(setting: Setting, sites: Sequence[int]) -> float:
    """Return the share of all demand within reach of a station, with these sites open."""
    demand = setting.instance.demand
    return float(demand[covered(setting, sites)].sum() / demand.sum())


def covered(setting: Setting, sites: Sequence[int]) -> Bools:
    """Return [Z] whether a demand point is within reach of a station, with these sites open."""
    return np.asarray(setting.nearest(sites)[0] <= setting.instance.reach)


def town_shares(setting: Setting, sites: Sequence[int]) -> list[float]:
    """Return the covered share of each town's demand, towns without any left out."""
    one = setting.instance
    inside = one.demand * covered(setting, sites)
    whole = np.bincount(one.groups, weights=one.demand)
    part = np.bincount(one.groups, weights=inside)
    return [float(share) for share in part[whole > 0] / whole[whole > 0]]


def sweep(setting: Setting, most: int, time_limit: float = TIME_LIMIT) -> Iterator[Design]:
    """Yield the best coverings with 0, 1, ... new stations, ending where one more would gain nothing."""
    before = -1.0
    for p in range(most + 1):
        found = solve(setting.instance, Ask(MAXIMAL_COVERING, p=p, time_limit=time_limit)) if p else None
        one = design_of(setting, str(p), found.sites if found else ())
        if one.covered_share <= before + ROUND:
            return
        before = one.covered_share
        yield one
