"""A location instance: demand points, sites, minutes between them, costs and capacities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.planning.location.faults import Fault, listed, raise_if_any

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Instance:
    """What a location model is solved on; Z demand points, S sites.

    Attributes:
        demand: [Z] weight of each demand point, 0 or more (cases a year, say).
        minutes: [Z, S] travel time; inf: the site may not serve the point.
        existing: [S] open already: costs nothing and counts neither as new nor against a budget.
        cost: [S] of opening, in the unit of a budget.
        capacity: [S] in the unit of demand; inf: none.
        groups: [Z] township of each demand point, numbered from 0.
        reach: minutes within which a point counts as covered; inf: every pair that is allowed.
    """

    demand: Floats
    minutes: Floats
    existing: Bools
    cost: Floats
    capacity: Floats
    groups: Ints
    reach: float = 15.0

    @property
    def candidates(self) -> Ints:
        """Sites that are not open yet, in order."""
        return np.flatnonzero(~self.existing)

    @property
    def near(self) -> Bools:
        """[Z, S] whether a site covers a demand point."""
        return np.asarray((self.minutes <= self.reach) & np.isfinite(self.minutes))

    def coverable(self) -> Bools:
        """Return [Z] whether any site at all, existing or candidate, covers the point."""
        return np.asarray(self.near.any(axis=1))

    def scale(self) -> float:
        """Return the mean weight of a demand point (1 where all are 0): programs are solved in its unit.

        The solver's tolerances are absolute; in this unit they mean the same for every instance.
        """
        return float(self.demand.mean()) or 1.0

    def check(self) -> None:
        """Make sure that the instance can be solved.

        Raises:
            InputError: shapes differ, numbers are out of their bounds, there is no candidate, a candidate
                covers no demand point, or a demand point may be served from nowhere. One message tells all.
        """
        raise_if_any(_shapes(self))
        raise_if_any([*_bounds(self), *_places(self)])


def _shapes(one: Instance) -> list[Fault]:
    """Say which arrays do not fit; nothing else can be asked of them then."""
    faults: list[Fault] = []
    if one.minutes.ndim != 2:
        return [("minutes must have two dimensions", "minutes 须为二维")]
    zones, sites = one.minutes.shape
    sizes = {"demand": zones, "groups": zones, "existing": sites, "cost": sites, "capacity": sites}
    for name, size in sizes.items():
        shape = getattr(one, name).shape
        if shape != (size,):
            faults.append(
                (f"{name} has shape {shape}, not ({size},)", f"{name} 的形状为 {shape}，应为 ({size},)")
            )
    if not zones:
        faults.append(("there is no demand point", "没有需求点"))
    if not sites or (one.existing.shape == (sites,) and one.existing.all()):
        faults.append(("there is no candidate site", "没有候选点"))
    return faults


def _bounds(one: Instance) -> list[Fault]:
    faults: list[Fault] = []
    numbers = {"demand": (one.demand, "需求"), "cost": (one.cost, "费用")}
    for name, (values, zh) in numbers.items():
        wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
        if len(wrong):
            faults.append(
                (
                    f"{name} must be finite and not negative: {listed(wrong)}",
                    f"{zh}须为有限的非负数：{listed(wrong)}",
                )
            )
    for name, values, zh in (("minutes", one.minutes, "分钟数"), ("capacity", one.capacity, "容量")):
        if np.isnan(values).any() or (values < 0).any():
            faults.append((f"{name} must not be negative", f"{zh}不得为负"))
    if (one.groups < 0).any():
        faults.append(("townships are numbered from 0", "乡镇编号从 0 起"))
    if np.isnan(one.reach) or one.reach <= 0:
        faults.append((f"the reach must be above 0, not {one.reach}", f"半径须大于 0 分钟：{one.reach}"))
    return faults


def _places(one: Instance) -> list[Fault]:
    """Say which candidates cover nothing, and which demand points nothing can serve."""
    faults: list[Fault] = []
    useless = np.flatnonzero(~one.near.any(axis=0) & ~one.existing)
    if len(useless):
        faults.append(
            (
                f"candidates outside every demand point's reach of {one.reach:g} minutes: {listed(useless)}",
                f"候选点在 {one.reach:g} 分钟内到不了任何需求点：{listed(useless)}",
            )
        )
    alone = np.flatnonzero(~np.isfinite(one.minutes).any(axis=1))
    if len(alone):
        faults.append(
            (
                f"demand points no site may serve: {listed(alone)}",
                f"无站点可服务的需求点：{listed(alone)}",
            )
        )
    return faults
