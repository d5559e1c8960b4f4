"""What changes while the clock runs, as arrays; names as in the reference's state.

Columns of cases are as narrow as the log (they become the log); all other arrays are small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np

from sim.compiled import Reals, Table, Truths, Wholes
from sim.engine.fast.timetable import MONTH
from sim.engine.fast.view import View
from sim.network.contract import WIDTHS, Bools, BusyLog, Ints, StageLog
from sim.rules import backstop

NONE = -1


class Room(NamedTuple):
    """Rows for what the number of cases does not bound. Memory that is not written to costs nothing."""

    jobs: int
    events: int
    stages: int
    spells: int

    def doubled(self) -> Room:
        """Twice the room."""
        return Room(*(2 * rows for rows in self))


def usual_room(n_cases: int) -> Room:
    """Room for a case and a review at a time, and for four stages and spells a case."""
    return Room(2 * n_cases + 1024, 4 * n_cases + 1024, 4 * n_cases + 1024, 4 * n_cases + 1024)


@dataclass
class State:
    """The whole state of one run."""

    full: bool  # some room was too small: the run is void
    room_jobs: int
    room_events: int
    room_stages: int
    room_spells: int
    now: int
    work_row: int  # statutory interval that began last
    measured_left: int
    next_arrival: int  # position in view.entry_order
    next_known: int  # position in the timetable
    arrival_when: int  # key of the next arrival
    arrival_what: int

    # The event list: a binary heap of keys of two words.
    heap_when: Wholes
    heap_what: Wholes
    heap_size: int
    dispatch_heap: Wholes  # facilities to dispatch this second
    dispatch_size: int

    # Facilities, queues and staff.
    open: Truths
    dispatch_due: Truths
    in_house: Wholes
    waiting_skills: Wholes  # bit mask
    booked: Wholes
    queue_head: Wholes  # [pools * ranks] first job of each rank
    queue_tail: Wholes
    queue_first: Wholes  # [pools] lowest rank that may have a job
    queue_length: Wholes
    queue_since: Wholes
    queue_integral: Wholes
    people_waiting: Wholes  # [pools] jobs in the queue with somebody on site
    fresh: Wholes  # [F] first of the jobs on site that joined since the last dispatch
    free: Wholes  # [F] number of idle members
    free_first: Wholes  # [piles] idle members of a group at a facility, longest idle first
    free_last: Wholes
    visitors_head: Wholes
    visitors_tail: Wholes
    request_head: Wholes  # [G] pools that asked for the group, in order
    request_tail: Wholes
    request_next: Wholes  # [pools]
    request_before: Wholes
    requested: Truths  # [pools]

    member_facility: Wholes
    member_pile: Wholes  # of its group, at its facility
    member_present: Truths
    member_duty_end: Wholes
    member_job: Wholes
    member_idle_since: Wholes
    member_overtime_since: Wholes
    member_visiting: Truths
    member_travelling: Truths
    member_travel_since: Wholes
    member_is_free: Truths
    free_next: Wholes
    free_before: Wholes
    visitors_next: Wholes
    visitors_before: Wholes

    # Jobs: rows used again when a job is over.
    free_job: int  # first row that is used again, NONE
    n_jobs: int  # rows used so far
    job_next: Wholes  # in its queue, or among the unused
    job_before: Wholes
    job_case: Wholes
    job_sub: Wholes
    job_facility: Wholes
    job_skill: Wholes
    job_priority: Wholes
    job_slot: Wholes
    job_order: Wholes
    job_queued_at: Wholes
    job_on_site: Truths
    job_waiting: Truths
    job_patience_used: Wholes
    job_pausable: Truths
    job_member: Wholes
    job_started: Wholes
    job_remaining: Wholes
    job_running_since: Wholes
    job_ends: Wholes  # when the present spell will end: an event at another time is void
    job_worked: Wholes
    job_fresh: Wholes  # next of the fresh ones; NOT_FRESH = none of them
    job_over: Truths  # over while still among the fresh ones

    # Coaching and joint assessment.
    coaching_level: Table[int]
    allotted: Wholes
    turn: Wholes
    month: Table[int]
    last_assessed: Wholes
    assessment: Table[int]
    n_assessments: int

    # Leaders' sessions: who waits, by county, oldest deadline first (as jobs).
    session_head: Wholes
    session_tail: Wholes

    # Cases.
    status: Wholes
    job: Wholes
    move: Wholes
    moved_at: Wholes
    held: Wholes
    elsewhere: Wholes  # in a hand-off where it goes; with the chiefs from where escalation goes on
    station_attempts: Wholes
    reviews_done: Truths
    trip_done: Truths
    review_next: Wholes
    reviews_open: Wholes
    backstop_due: Truths
    by_chiefs: Truths
    last_slot: Wholes
    visits: Wholes
    back_as: Wholes  # what happens when the enterprise comes (back)
    sessions_held: Wholes  # sessions that the case has been in

    # Logs.
    outcome: Wholes
    accepted: Wholes
    due: Wholes
    first_start: Wholes
    closed: Wholes
    attempts: Wholes
    handoffs: Wholes
    wait: Wholes
    site_wait: Wholes
    work: Wholes
    handoff_time: Wholes
    review_time: Wholes
    session_time: Wholes
    travelled: Wholes
    chiefs_took: Truths
    in_session: Truths
    detour: Truths  # a review, trip or hand-off stood in between; at the end: solved at first contact
    linked: Truths
    tier_last: Wholes
    score: Reals
    satisfied: Truths
    surveyed: Truths
    reported: Truths
    overtime: Wholes
    n_stages: int
    stage_case: Wholes
    stage_sub: Wholes
    stage_kind: Wholes
    stage_facility: Wholes
    stage_skill: Wholes
    stage_group: Wholes
    stage_member: Wholes
    stage_priority: Wholes
    stage_order: Wholes
    stage_joined: Wholes
    stage_started: Wholes
    stage_ended: Wholes
    stage_work: Wholes
    stage_outcome: Wholes
    n_spells: int
    busy_member: Wholes
    busy_facility: Wholes
    busy_start: Wholes
    busy_end: Wholes
    busy_case: Wholes


_CASES: dict[str, tuple[Any, Any]] = {  # column of cases: type, value at first
    "status": (np.int8, backstop.CLOSED), "job": (np.int32, NONE), "move": (np.int32, 0),
    "moved_at": (np.int32, NONE), "held": (np.int16, NONE), "elsewhere": (np.int16, NONE),
    "station_attempts": (np.int8, 0), "review_next": (np.int8, 0),
    "reviews_open": (np.int8, 0), "last_slot": (np.int8, 0), "visits": (np.int16, 0),
    "back_as": (np.int8, 0), "sessions_held": (np.int16, 0),
    "outcome": (np.int8, 0), "score": (np.float64, float("nan")),
    **{name: (WIDTHS[name].type, NONE) for name in ("accepted", "due", "first_start", "closed")},
    **{name: (WIDTHS[name].type, 0) for name in (
        "attempts", "handoffs", "wait", "site_wait", "work", "handoff_time", "review_time", "session_time",
    )},
    "travelled": (np.int32, 0), "linked": (np.bool_, 0), "tier_last": (np.int8, 0),
    **dict.fromkeys((
        "reviews_done", "trip_done", "backstop_due", "by_chiefs", "chiefs_took", "in_session", "detour",
        "satisfied", "surveyed", "reported",
    ), (np.bool_, 0)),
}  # fmt: skip


def make_state(view: View, room: Room) -> State:
    """The state before the first event."""
    arrays: Any = view
    n, n_facilities, n_groups, n_members = view.n_cases, view.n_facilities, view.n_groups, view.n_members
    n_pools = n_facilities * view.n_skills
    base = arrays.group_base[arrays.member_group]
    paired = int((arrays.board >= 0).sum())
    months = int((arrays.timetable_act == MONTH).sum())
    state: State = cast(Any, State)(  # arrays, which a checker does not take for columns
        full=False, room_jobs=room.jobs, room_events=room.events, room_stages=room.stages,
        room_spells=room.spells, now=0, work_row=0, measured_left=measured(view), next_arrival=0,
        next_known=0, arrival_when=0, arrival_what=0,
        heap_when=_empty(room.events), heap_what=_empty(room.events), heap_size=0,
        dispatch_heap=_empty(n_facilities), dispatch_size=0,
        open=_false(n_facilities), dispatch_due=_false(n_facilities), in_house=_zeros(n_facilities),
        waiting_skills=_zeros(n_facilities), booked=_zeros(len(view.slot_start)),
        queue_head=np.full(n_pools * view.n_ranks, NONE, dtype=np.int32),
        queue_tail=np.full(n_pools * view.n_ranks, NONE, dtype=np.int32),
        queue_first=np.full(n_pools, view.n_ranks, dtype=np.int64),
        queue_length=_zeros(n_pools), queue_since=_zeros(n_pools), queue_integral=_zeros(n_pools),
        people_waiting=_zeros(n_pools),
        fresh=_none(n_facilities), free=_zeros(n_facilities),
        free_first=_none(len(view.pile_group)), free_last=_none(len(view.pile_group)),
        visitors_head=_none(n_facilities), visitors_tail=_none(n_facilities),
        request_head=_none(n_groups), request_tail=_none(n_groups),
        request_next=_none(n_pools), request_before=_none(n_pools), requested=_false(n_pools),
        member_facility=base.copy(), member_pile=_none(n_members), member_present=_false(n_members),
        member_duty_end=_none(n_members),
        member_job=_none(n_members), member_idle_since=_zeros(n_members),
        member_overtime_since=_none(n_members), member_visiting=_false(n_members),
        member_travelling=_false(n_members), member_travel_since=_none(n_members),
        member_is_free=_false(n_members), free_next=_none(n_members), free_before=_none(n_members),
        visitors_next=_none(n_members), visitors_before=_none(n_members),
        free_job=NONE, n_jobs=0,
        **{f"job_{name}": _empty(room.jobs) for name in (
            "next", "before", "case", "sub", "facility", "skill", "priority", "slot", "order", "queued_at",
            "patience_used", "member", "started", "remaining", "running_since", "ends", "worked", "fresh",
        )},
        **{f"job_{name}": np.empty(room.jobs, dtype=np.bool_) for name in (
            "on_site", "waiting", "pausable", "over",
        )},
        coaching_level=np.full((n_facilities, view.n_services), view.start_level, dtype=np.int64),
        allotted=_none(n_groups), turn=_zeros(n_groups), month=np.zeros((n_facilities, 4), dtype=np.int64),
        last_assessed=_none(n_facilities),
        assessment=np.zeros((months * paired, 4), dtype=np.int64), n_assessments=0,
        session_head=_none(view.n_counties), session_tail=_none(view.n_counties),
        **{name: np.full(n, value, dtype=kind) for name, (kind, value) in _CASES.items()},
        overtime=_zeros(n_groups), n_stages=0, n_spells=0,
        **{f"stage_{name}": np.empty(room.stages, dtype=WIDTHS[name]) for name in StageLog._fields},
        **{f"busy_{name}": np.empty(room.spells, dtype=WIDTHS[name]) for name in BusyLog._fields},
    )  # fmt: skip
    return state


def measured(view: View) -> int:
    """Cases that arise in the measured window."""
    arose: Any = view.arose
    return int(((arose >= view.warm_up) & (arose < view.horizon)).sum())


def _zeros(n: int) -> Ints:
    return np.zeros(n, dtype=np.int64)


def _none(n: int) -> Ints:
    return np.full(n, NONE, dtype=np.int64)


def _empty(n: int) -> Ints:
    return np.empty(n, dtype=np.int64)


def _false(n: int) -> Bools:
    return np.zeros(n, dtype=np.bool_)
