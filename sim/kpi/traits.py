"""The traits of cases that KPIs ask for; a new question is a line here and a property of Measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kpi.profiles import Trait
from sim.kpi.stages import tiers_worked
from sim.network.codes import CaseKind, Channel, Outcome, Tier

if TYPE_CHECKING:
    from sim.kpi.measured import Measured

QUARTER_HOUR = 900
FLAGS = ("first_contact", "satisfied", "surveyed", "reported", "backstop", "in_session", "linked")


def traits(measured: Measured) -> Iterator[Trait]:
    """Yield name, number of values and values [C] of each trait, one at a time: only one is in memory."""
    case, drawn, network = measured.case, measured.drawn, measured.network
    closed, due, channel = case("closed"), case("due"), drawn("channel")
    yield "outcome", len(Outcome), case("outcome")
    yield "tier_last", len(Tier) + 1, case("tier_last") + 1
    yield "problem", 2, (network.services.kind == CaseKind.PROBLEM)[drawn("service")]
    yield "served", 2, drawn("facility") >= 0
    yield "accepted", 2, case("accepted") >= 0
    yield "overdue", 2, (due >= 0) & (due < measured.log.stopped)
    yield "in_time", 2, closed <= due
    yield "on_site", 2, np.isin(channel, codes(Channel.WALK_IN, Channel.APPOINTMENT, Channel.ROVING))
    stays = np.isin(channel, codes(Channel.ONLINE, Channel.HOME_VISIT))
    yield "near", 2, stays | (drawn("travel") <= QUARTER_HOUR)
    yield "short_wait", 2, case("site_wait") <= QUARTER_HOUR
    for name in FLAGS:
        yield name, 2, case(name)
    tiers = tiers_worked(measured.log.stages, network.facilities.tier, measured.rows.start, measured.size)
    yield "several_tiers", 2, tiers + case("in_session") > 1


def codes(*members: int) -> NDArray[np.int8]:
    """Return the codes as narrow as the columns they are looked for in."""
    return np.array(members, np.int8)
