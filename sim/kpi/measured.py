"""The measured cases of one replication: the arrays that every KPI reads, each prepared once.

Measured are the cases that arose in [warm_up, horizon); staff time is clipped to the same window.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.kpi.spells import Spells, clip, presence_spells, seconds_present
from sim.kpi.working_time import worked_between
from sim.network.codes import LOST, CaseKind, Channel, Outcome, StaffMode, StageKind, Tier
from sim.network.contract import Bools, CaseTable, Demand, EngineLog, Ints, Labels, Network

FOREVER = 2**62  # seconds; stands for infinity in whole numbers


@dataclass(frozen=True, eq=False)
class Column:
    """A duration per case [C] in whole seconds, FOREVER if it never ends, and the cases it is defined for."""

    seconds: Ints
    population: Bools

    @cached_property
    def ended(self) -> Bools:
        """Cases of the population whose duration is finite."""
        return self.population & (self.seconds < FOREVER)

    @cached_property
    def order(self) -> Ints:
        """Cases of the population in ascending order of duration."""
        rows = np.flatnonzero(self.population)
        return rows[np.argsort(self.seconds[rows], kind="stable")]


class Measured:
    """Measured cases [C] of one replication and the staff time of the measured window."""

    def __init__(
        self, network: Network, demand: Demand, labels: Labels, table: CaseTable, log: EngineLog
    ) -> None:
        self.network, self.demand, self.labels, self.table, self.log = network, demand, labels, table, log
        self.window = (network.clock.warm_up, network.clock.horizon)
        measured = (table.arose >= self.window[0]) & (table.arose < self.window[1])
        self.rows = np.flatnonzero(measured)
        self.outcome = log.cases.outcome[self.rows]
        self.service = table.service[self.rows]
        self.zone = table.zone[self.rows]
        self.channel = table.channel[self.rows]
        self.facility = table.facility[self.rows]
        self.closed_at = log.cases.closed[self.rows]
        self.accepted_at = log.cases.accepted[self.rows]
        self.due = log.cases.due[self.rows]

    # -- what became of the cases --------------------------------------------------------------

    @cached_property
    def everything(self) -> Bools:
        """All measured cases."""
        return np.ones(self.rows.size, np.bool_)

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
        return self.facility >= 0

    @cached_property
    def accepted(self) -> Bools:
        """Taken on by a facility: its promise runs."""
        return self.accepted_at >= 0

    @cached_property
    def problem(self) -> Bools:
        """Problems, not transactions."""
        return np.asarray(self.network.services.kind[self.service] == CaseKind.PROBLEM)

    @cached_property
    def decided(self) -> Bools:
        """Punctuality is known: closed, or open past the promised limit when the clock stopped."""
        return self.closed | (self.open & (self.due >= 0) & (self.due < self.log.stopped))

    @cached_property
    def on_time(self) -> Bools:
        """Solved by the promised limit."""
        return self.solved & (self.closed_at <= self.due)

    @cached_property
    def on_site(self) -> Bools:
        """Somebody came to the counter: walk-in, appointment or roving point."""
        return np.isin(self.channel, (Channel.WALK_IN, Channel.APPOINTMENT, Channel.ROVING))

    # -- what the log says of the case -----------------------------------------------------------

    @cached_property
    def first_contact(self) -> Bools:
        """Solved by the first service, with no hand-off or review in between."""
        return self.log.cases.first_contact[self.rows]

    @cached_property
    def satisfied(self) -> Bools:
        """True satisfaction."""
        return self.log.cases.satisfied[self.rows]

    @cached_property
    def surveyed(self) -> Bools:
        """Closed, asked by the third party, and answering."""
        return self.log.cases.surveyed[self.rows] & self.closed

    @cached_property
    def reported(self) -> Bools:
        """Satisfied as the survey reports it."""
        return self.log.cases.reported[self.rows]

    @cached_property
    def backstop(self) -> Bools:
        """The chiefs took it."""
        return self.log.cases.backstop[self.rows]

    @cached_property
    def in_session(self) -> Bools:
        """A leaders' session took it."""
        return self.log.cases.in_session[self.rows]

    @cached_property
    def linked(self) -> Bools:
        """Cross-city case, or a bundle of two reviews or more."""
        return self.log.cases.linked[self.rows]

    @cached_property
    def tier_last(self) -> Ints:
        """Tier that held the case last."""
        return self.log.cases.tier_last[self.rows]

    @cached_property
    def handoffs(self) -> Ints:
        """Hand-offs between facilities."""
        return self.log.cases.handoffs[self.rows]

    @cached_property
    def handoff_time(self) -> Ints:
        """Calendar seconds in hand-off."""
        return self.log.cases.handoff_time[self.rows]

    @cached_property
    def review_time(self) -> Ints:
        """Calendar seconds in reviews."""
        return self.log.cases.review_time[self.rows]

    @cached_property
    def session_time(self) -> Ints:
        """Calendar seconds waiting for leaders' sessions."""
        return self.log.cases.session_time[self.rows]

    @cached_property
    def travel(self) -> Ints:
        """Seconds travelled by the enterprise, both ways, all trips."""
        return self.log.cases.travel[self.rows]

    @cached_property
    def tiers_worked(self) -> Ints:
        """Number of tiers (the leaders' session counts as one) that worked on the case itself."""
        stages = self.log.stages
        work = (stages.kind == StageKind.SERVICE) & (stages.sub == 0)
        touched = np.zeros((self.table.arose.size, len(Tier)), np.bool_)
        touched[stages.case[work], self.network.facilities.tier[stages.facility[work]]] = True
        return np.asarray(touched[self.rows].sum(axis=1) + self.in_session, np.int64)

    # -- durations -----------------------------------------------------------------------------

    @cached_property
    def processing(self) -> Column:
        """Calendar seconds from accepted to closed, over handled cases."""
        return self._until_closed(self.closed, self.closed_at - self.accepted_at)

    @cached_property
    def processing_work(self) -> Column:
        """Statutory working seconds from accepted to closed, over handled cases."""
        worked = worked_between(self.network.clock, self.accepted_at, self.closed_at)
        return self._until_closed(self.closed, worked)

    @cached_property
    def solution(self) -> Column:
        """Calendar seconds from the need to its solution, over handled cases; unsolved ones never end."""
        return self._until_closed(self.solved, self.closed_at - self.table.arose[self.rows])

    @cached_property
    def lateness(self) -> Ints:
        """Statutory working seconds past the promised limit, up to the end of the follow-up while open."""
        until = np.where(self.closed, self.closed_at, self.log.stopped)
        return np.maximum(0, worked_between(self.network.clock, self.due, until))

    @cached_property
    def wait(self) -> Column:
        """Seconds in queues, over accepted cases."""
        return Column(self.log.cases.wait[self.rows], self.accepted)

    @cached_property
    def site_wait(self) -> Column:
        """Seconds in queues on site, over accepted cases that came to a counter."""
        return Column(self.log.cases.site_wait[self.rows], self.accepted & self.on_site)

    @cached_property
    def one_way(self) -> Ints:
        """Seconds one way that the enterprise itself travels; 0 online and for home visits."""
        stays = np.isin(self.channel, (Channel.ONLINE, Channel.HOME_VISIT))
        return np.where(stays, 0, self.table.travel[self.rows])

    def _until_closed(self, ended: Bools, seconds: Ints) -> Column:
        return Column(np.where(ended, seconds, FOREVER), self.handled)

    # -- staff time in the measured window -------------------------------------------------------

    @cached_property
    def presence(self) -> Spells:
        """Presence in the window, sorted by (member, start)."""
        return clip(presence_spells(self.network.members), *self.window)

    @cached_property
    def busy(self) -> Spells:
        """Busy spells in the window; those of on-call staff at their base, where their presence is."""
        log, groups = self.log.busy, self.network.groups
        group = self.network.members.group[log.member]
        called = groups.mode[group] == StaffMode.ON_CALL
        facility = np.where(called, groups.base[group], log.facility)
        return clip(Spells(log.member, facility, log.start, log.end), *self.window)

    @cached_property
    def overtime(self) -> Ints:
        """Seconds of each busy spell of the window outside its member's presence."""
        return self.busy.end - self.busy.start - seconds_present(self.busy, self.presence)
