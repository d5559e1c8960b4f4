"""The measured cases of one replication: what every KPI reads, each prepared once.

Measured are the cases that arose in [warm_up, horizon); staff time is clipped to the same window.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kpi.column import Column
from sim.kpi.profiles import Profiles
from sim.kpi.spells import Spells, StaffTime, overtime, presence_spells, staff_time
from sim.kpi.traits import traits
from sim.kpi.working_time import worked_between
from sim.network.codes import LOST, Outcome, StaffMode
from sim.network.contract import (
    Bools,
    BusyLog,
    CaseLog,
    CaseTable,
    Demand,
    EngineLog,
    Ints,
    Labels,
    Narrow,
    Network,
    StageLog,
    narrow,
)

MILLION = 1_000_000


class Measured:
    """Measured cases [C] of one replication, their profiles [P], and the staff time of the measured window.

    The table is sorted by when the need arose, so the measured cases are one slice of it, and columns of
    cases are views. Sets of cases are masks over profiles (see :mod:`sim.kpi.profiles`).

    The log is one that holds the invariants: compiled loops go wherever its indices point.
    """

    def __init__(
        self, network: Network, demand: Demand, labels: Labels, table: CaseTable, log: EngineLog
    ) -> None:
        self.network, self.demand, self.labels = network, demand, labels
        self.table = narrow(CaseTable, **table._asdict())  # columns of the right width stay as they are
        self.log = log._replace(
            cases=narrow(CaseLog, **log.cases._asdict()),
            stages=narrow(StageLog, **log.stages._asdict()),
            busy=narrow(BusyLog, **log.busy._asdict()),
        )
        if (self.table.arose[1:] < self.table.arose[:-1]).any():
            raise ValueError("the case table is not sorted by when the need arose")
        self.window = (network.clock.warm_up, network.clock.horizon)
        first, last = np.searchsorted(self.table.arose, np.array(self.window)).tolist()
        self.rows = slice(first, last)
        self.size = last - first

    def case(self, name: str) -> NDArray[Any]:
        """Return a column of the case log, measured cases only."""
        column: NDArray[Any] = getattr(self.log.cases, name)[self.rows]
        return column

    def drawn(self, name: str) -> NDArray[Any]:
        """Return a column of the case table, measured cases only."""
        column: NDArray[Any] = getattr(self.table, name)[self.rows]
        return column

    # -- traits of the cases -----------------------------------------------------------------------

    @cached_property
    def profiles(self) -> Profiles:
        """Which cases agree in all traits."""
        return Profiles(self.size, traits(self))

    @cached_property
    def everything(self) -> Bools:
        """All measured cases."""
        return np.ones(self.profiles.n, np.bool_)

    @cached_property
    def outcome(self) -> Ints:
        """What became of the cases."""
        return self.profiles.values("outcome")

    @cached_property
    def solved(self) -> Bools:
        """Closed with a solution."""
        return np.asarray(self.outcome == Outcome.SOLVED)

    @cached_property
    def closed(self) -> Bools:
        """Closed, solved or not; lost and unserved cases are not closed but gone."""
        return np.asarray(self.solved | (self.outcome == Outcome.UNSOLVED))

    @cached_property
    def open(self) -> Bools:
        """Still open when the clock stopped."""
        return np.asarray(self.outcome == Outcome.OPEN)

    @cached_property
    def handled(self) -> Bools:
        """Closed or open: neither lost nor unserved."""
        return self.closed | self.open

    @cached_property
    def lost(self) -> Bools:
        """Reneged, balked, blocked or no-show."""
        return np.isin(self.outcome, np.array(LOST, np.int64))

    @cached_property
    def served(self) -> Bools:
        """Went to a facility at all."""
        return self.profiles.having("served")

    @cached_property
    def accepted(self) -> Bools:
        """Taken on by a facility: its promise runs."""
        return self.profiles.having("accepted")

    @cached_property
    def problem(self) -> Bools:
        """Problems, not transactions."""
        return self.profiles.having("problem")

    @cached_property
    def decided(self) -> Bools:
        """Punctuality is known: closed, or open past the promised limit when the clock stopped."""
        return self.closed | (self.open & self.profiles.having("overdue"))

    @cached_property
    def on_time(self) -> Bools:
        """Solved by the promised limit."""
        return self.solved & self.profiles.having("in_time")

    @cached_property
    def on_site(self) -> Bools:
        """Somebody came to the counter: walk-in, appointment or roving point."""
        return self.profiles.having("on_site")

    @cached_property
    def near(self) -> Bools:
        """Served, and the enterprise's own way is 15 minutes at most one way; none online, at home visits."""
        return self.served & self.profiles.having("near")

    @cached_property
    def short_wait(self) -> Bools:
        """At most 15 minutes in queues on site."""
        return self.profiles.having("short_wait")

    @cached_property
    def first_contact(self) -> Bools:
        """Solved by the first service, with no hand-off or review in between."""
        return self.profiles.having("first_contact")

    @cached_property
    def satisfied(self) -> Bools:
        """True satisfaction."""
        return self.profiles.having("satisfied")

    @cached_property
    def surveyed(self) -> Bools:
        """Closed, asked by the third party, and answering."""
        return self.profiles.having("surveyed") & self.closed

    @cached_property
    def reported(self) -> Bools:
        """Satisfied as the survey reports it."""
        return self.profiles.having("reported")

    @cached_property
    def backstop(self) -> Bools:
        """The chiefs took it."""
        return self.profiles.having("backstop")

    @cached_property
    def in_session(self) -> Bools:
        """A leaders' session took it."""
        return self.profiles.having("in_session")

    @cached_property
    def linked(self) -> Bools:
        """Cross-city case, or a bundle of two reviews or more."""
        return self.profiles.having("linked")

    @cached_property
    def tier_last(self) -> Ints:
        """Tier that held the case last."""
        return self.profiles.values("tier_last") - 1

    @cached_property
    def several_tiers(self) -> Bools:
        """More than one tier (the leaders' session counts as one) worked on the case itself."""
        return self.profiles.having("several_tiers")

    # -- whole numbers to add up -------------------------------------------------------------------

    @cached_property
    def handoffs(self) -> Narrow:
        """Hand-offs between facilities."""
        return self.case("handoffs")

    @cached_property
    def handoff_time(self) -> Narrow:
        """Calendar seconds in hand-off."""
        return self.case("handoff_time")

    @cached_property
    def review_time(self) -> Narrow:
        """Calendar seconds in reviews."""
        return self.case("review_time")

    @cached_property
    def session_time(self) -> Narrow:
        """Calendar seconds waiting for leaders' sessions."""
        return self.case("session_time")

    @cached_property
    def travel(self) -> Narrow:
        """Seconds travelled by the enterprise, both ways, all trips."""
        return self.case("travel")

    @cached_property
    def satisfaction_millionths(self) -> Narrow:
        """Probability to be satisfied at closing, in millionths, half to even; 0 while not closed.

        Whole numbers, so that sums of them are exact and the last bit of exp, which differs from machine to
        machine, is not read.
        """
        score = self.case("score")
        with np.errstate(over="ignore"):  # exp beyond what a float holds: the probability is 0
            probability = 1.0 / (1.0 + np.exp(-score))
        whole: Narrow = np.rint(np.where(np.isnan(score), 0.0, probability) * MILLION).astype(np.int32)
        return whole

    # -- durations ---------------------------------------------------------------------------------

    @cached_property
    def processing(self) -> Column:
        """Calendar seconds from accepted to closed, over handled cases."""
        return Column(self.case("closed") - self.case("accepted"), self.handled, self.closed)

    @cached_property
    def processing_work(self) -> Column:
        """Statutory working seconds from accepted to closed, over handled cases."""
        worked = worked_between(self.network.clock, self.case("accepted"), self.case("closed"))
        return Column(worked, self.handled, self.closed)

    @cached_property
    def solution(self) -> Column:
        """Calendar seconds from the need to its solution, over handled cases; unsolved ones never end."""
        return Column(self.case("closed") - self.drawn("arose"), self.handled, self.solved)

    @cached_property
    def lateness(self) -> Narrow:
        """Statutory working seconds past the promised limit, up to the end of the follow-up while open."""
        closed = self.case("closed")
        until = np.where(closed >= 0, closed, np.int32(self.log.stopped))
        late = worked_between(self.network.clock, self.case("due"), until)
        return np.maximum(late, 0, out=late)

    @cached_property
    def wait(self) -> Column:
        """Seconds in queues, over accepted cases."""
        return Column(self.case("wait"), self.accepted, self.accepted)

    @cached_property
    def site_wait(self) -> Column:
        """Seconds in queues on site, over accepted cases that came to a counter."""
        population = self.accepted & self.on_site
        return Column(self.case("site_wait"), population, population)

    @cached_property
    def in_hand(self) -> Ints:
        """Rows of the table in hand at the horizon, whenever they arose: accepted before it, not yet gone."""
        log, horizon = self.log.cases, self.network.clock.horizon
        gone = (log.closed >= 0) & (log.closed < horizon)
        return np.flatnonzero((log.accepted >= 0) & (log.accepted < horizon) & ~gone)

    # -- staff time in the measured window -----------------------------------------------------------

    @property
    def presence_spells(self) -> Spells:
        """Presence of the whole run."""
        return presence_spells(self.network.members)

    @property
    def busy_spells(self) -> Spells:
        """Busy spells of the whole run; those of on-call staff at their base, where their presence is."""
        log, groups, group = self.log.busy, self.network.groups, self.network.members.group
        base = np.where(groups.mode == StaffMode.ON_CALL, groups.base, -1)[group]
        return Spells(log.member, log.facility, log.start, log.end, base)

    @cached_property
    def presence(self) -> StaffTime:
        """Presence in the window."""
        return staff_time(self.presence_spells, *self.window, self.network.facilities.tier.size)

    @cached_property
    def busy(self) -> StaffTime:
        """Busy time in the window."""
        return staff_time(self.busy_spells, *self.window, self.network.facilities.tier.size)

    @cached_property
    def overtime(self) -> StaffTime:
        """Busy time in the window outside the same member's presence."""
        n_facilities = self.network.facilities.tier.size
        return overtime(self.busy_spells, self.network.members, *self.window, n_facilities)
