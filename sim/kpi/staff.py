"""Staff: how busy, how long past hours, at what cost."""

from __future__ import annotations

import numpy as np

from sim.kpi.registry import STAFF_LEVELS, kpi
from sim.kpi.spells import StaffTime
from sim.kpi.tally import weighed
from sim.kpi.view import View, ratio
from sim.kpi.working_time import working_days
from sim.network.contract import Floats

HOUR = 3_600
YEAR = 365 * 86_400
FULL_TIME = 8 * HOUR  # a working day


def seconds_by_key(view: View, time: StaffTime) -> Floats:
    """Return the seconds by the staff level's key: all, facility or group."""
    if view.level == "facility":
        return time.by_facility.astype(np.float64)
    group = view.measured.network.members.group
    codes = group if view.level == "group" else np.zeros_like(group)
    return weighed(codes, time.by_member, len(view.keys))


@kpi("人员利用率", "Utilisation", unit="share", direction="none", basis="prior_driven", levels=STAFF_LEVELS)
def utilisation(view: View) -> Floats:
    """Busy time in the measured window / presence in it.

    Busy time includes travel on duty and overtime, so it can pass 1. At level facility an on-call
    specialist's time counts at its base, where its presence is.
    """
    return ratio(seconds_by_key(view, view.measured.busy), seconds_by_key(view, view.measured.presence))


@kpi(
    "在岗小时数",
    "Hours of presence",
    unit="hours",
    direction="none",
    basis="prior_driven",
    levels=STAFF_LEVELS,
)
def presence_hours(view: View) -> Floats:
    """Presence of staff in the measured window."""
    return seconds_by_key(view, view.measured.presence) / HOUR


@kpi("忙碌小时数", "Busy hours", unit="hours", direction="none", basis="prior_driven", levels=STAFF_LEVELS)
def busy_hours(view: View) -> Floats:
    """Busy time of staff in the measured window, travel on duty and overtime included."""
    return seconds_by_key(view, view.measured.busy) / HOUR


@kpi("加班小时数", "Overtime", unit="hours", direction="lower", basis="prior_driven", levels=STAFF_LEVELS)
def overtime_hours(view: View) -> Floats:
    """Busy time in the measured window outside the same member's presence."""
    return seconds_by_key(view, view.measured.overtime) / HOUR


def paid_heads(view: View) -> Floats:
    """Return the heads that are paid [groups]: those of the table, or what their presence takes full-time.

    A post held for longer than eight hours a working day (evening hours, weekends) is paid pro rata. Eight
    hours: Labour Law of the PRC, article 36.
    """
    measured = view.measured
    groups = measured.network.groups
    held = weighed(measured.network.members.group, measured.presence.by_member, groups.base.size)
    full_time = FULL_TIME * working_days(measured.network.clock, *measured.window)
    needed = held / full_time if full_time > 0 else np.zeros(groups.base.size)
    return np.maximum(groups.head_count.astype(np.float64), needed)


def yearly_cost(view: View) -> Floats:
    """Return paid heads x cost per head and year by the staff level's key, at the group's base."""
    groups = view.measured.network.groups
    codes = {
        "network": np.zeros_like(groups.base),
        "facility": groups.base,
        "group": np.arange(groups.base.size, dtype=np.int64),
    }[view.level]
    return weighed(codes, paid_heads(view) * groups.cost, len(view.keys))


@kpi(
    "年人员成本",
    "Staff cost",
    unit="CNY per year",
    direction="lower",
    basis="prior_driven",
    levels=STAFF_LEVELS,
)
def staff_cost(view: View) -> Floats:
    """Paid heads x yearly cost per head, summed over staff groups, at each group's base.

    Paid heads: the group's head count, or its presence in the measured window / (8 hours x working days in
    it) where that is more, so that longer opening hours are paid for. Overtime is not.
    """
    return yearly_cost(view)


@kpi(
    "每解决一件人员成本",
    "Staff cost per solved case",
    unit="CNY per case",
    direction="lower",
    basis="prior_driven",
    levels=("network",),
)
def cost_per_solved(view: View) -> Floats:
    """Yearly staff cost x measured window / 365 days / cases solved."""
    first, last = view.measured.window
    return ratio(yearly_cost(view) * ((last - first) / YEAR), view.count(view.measured.solved))
