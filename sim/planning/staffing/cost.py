"""What staff costs, known before any case is simulated: it hangs on heads and presence only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.kpi.spells import presence_spells, staff_time
from sim.kpi.staff import FULL_TIME
from sim.kpi.working_time import working_days
from sim.network.contract import Compiled
from sim.scenario.schema.staff import StaffGroup

Floats = NDArray[np.float64]


def full_time_shares(compiled: Compiled) -> Floats:
    """Return the presence of each member [M] in the measured window over that of a full-time post."""
    network = compiled.network
    window = network.clock.warm_up, network.clock.horizon
    held = staff_time(presence_spells(network.members), *window, network.facilities.tier.size).by_member
    full_time = FULL_TIME * working_days(network.clock, *window)
    return held / full_time if full_time > 0 else np.zeros(held.size)


def costs_by_group(compiled: Compiled) -> dict[str, float]:
    """Return what each staff group adds to the KPI ``staff_cost``, CNY a year."""
    groups, group = compiled.network.groups, compiled.network.members.group
    shares = np.bincount(group, full_time_shares(compiled), groups.base.size)
    costs = np.maximum(groups.head_count, shares) * groups.cost
    return dict(zip(compiled.labels.group, costs.tolist(), strict=True))


def yearly_cost(compiled: Compiled) -> float:
    """Return the KPI ``staff_cost`` of the network, CNY a year."""
    return float(sum(costs_by_group(compiled).values()))


def costs_by_heads(row: StaffGroup, shares: Floats, most: int) -> list[float]:
    """Return the yearly cost of 0, 1, ..., ``most`` heads of a group.

    Args:
        row: the group.
        shares: full-time shares of its members today.
        most: heads.
    """
    if row.mode == "rotating":  # a member without a roster of its own is nowhere
        each = [*shares, *[0.0] * most][:most]
    else:
        each = [*shares, *[float(shares[-1]) if len(shares) else 1.0] * most][:most]
    present = np.concatenate([[0.0], np.cumsum(each)])
    return [float(max(heads, present[heads]) * row.cost_per_year) for heads in range(most + 1)]
