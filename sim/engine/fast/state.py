"""What changes while the clock runs, as arrays; names as in the reference's state.

Columns of cases are as narrow as the log (they become the log); all other arrays are small.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from sim.engine.fast.timetable import MONTH
from sim.engine.fast.view import View
from sim.network.contract import WIDTHS, Bools, BusyLog, Floats, Ints, Narrow, StageLog
from sim.rules import backstop

NONE = -1
JOBS, EVENTS = 1024, 4096  # room at first; both grow
STAGES_PER_CASE, SPELLS_PER_CASE = 2, 2  # room for logs at first: memory that is not written to costs nothing


@dataclass
class State:
    """The whole state of one run."""

    now: int
    measured_left: int
    next_arrival: int  # position in view.entry_order
    next_known: int  # position in the timetable
    arrival_when: int  # key of the next arrival
    arrival_what: int

    # The event list: a binary heap of keys of two words.
    heap_when: Ints
    heap_what: Ints
    heap_size: int
    dispatch_heap: Ints  # facilities to dispatch this second
    dispatch_size: int

    # Facilities, queues and staff.
    open: Bools
    dispatch_due: Bools
    in_house: Ints
    waiting_skills: Ints  # bit mask
    booked: Ints
    queue_head: Narrow  # [pools * ranks] first job of each rank
    queue_tail: Narrow
    queue_first: Ints  # [pools] lowest rank that may have a job
    queue_length: Ints
    queue_since: Ints
    queue_integral: Ints
    people_waiting: Ints  # [pools] jobs in the queue with somebody on site
    fresh: Ints  # [F] first of the jobs on site that joined since the last dispatch
    free: Ints  # [F] first idle member
    visitors_head: Ints
    visitors_tail: Ints
    request_head: Ints  # [G] pools that asked for the group, in order
    request_tail: Ints
    request_next: Ints  # [pools]
    request_before: Ints
    requested: Bools  # [pools]

    member_facility: Ints
    member_present: Bools
    member_duty_end: Ints
    member_job: Ints
    member_idle_since: Ints
    member_overtime_since: Ints
    member_visiting: Bools
    member_travelling: Bools
    member_travel_since: Ints
    member_is_free: Bools
    free_next: Ints
    free_before: Ints
    visitors_next: Ints
    visitors_before: Ints

    # Jobs: rows used again when a job is over.
    free_job: int  # first unused row
    job_next: Ints  # in its queue, or among the unused
    job_before: Ints
    job_case: Ints
    job_sub: Ints
    job_facility: Ints
    job_skill: Ints
    job_priority: Ints
    job_slot: Ints
    job_order: Ints
    job_queued_at: Ints
    job_on_site: Bools
    job_waiting: Bools
    job_patience_used: Ints
    job_home_visit: Bools
    job_pausable: Bools
    job_member: Ints
    job_started: Ints
    job_remaining: Ints
    job_running_since: Ints
    job_ends: Ints  # when the present spell will end: an event at another time is void
    job_worked: Ints
    job_fresh: Ints  # next of the fresh ones; NOT_FRESH = none of them
    job_over: Bools  # over while still among the fresh ones

    # Coaching and joint assessment.
    coaching_level: Ints
    allotted: Ints
    turn: Ints
    month: Ints
    last_assessed: Ints
    assessment: Ints
    n_assessments: int

    # Leaders' sessions: who waits, by county, oldest deadline first (as jobs).
    session_head: Ints
    session_tail: Ints

    # Cases.
    status: Narrow
    job: Narrow
    move: Narrow
    moved_at: Narrow
    held: Narrow
    ladder: Narrow
    heading: Narrow
    station_attempts: Narrow
    reviews_done: Bools
    trip_done: Bools
    review_next: Narrow
    reviews_open: Narrow
    backstop_due: Bools
    by_chiefs: Bools
    last_slot: Narrow
    visits: Narrow
    back_as: Narrow  # what happens when the enterprise comes (back)
    sessions_held: Narrow  # sessions that the case has been in
    session_joined: Narrow

    # Logs.
    outcome: Narrow
    accepted: Narrow
    due: Narrow
    first_start: Narrow
    closed: Narrow
    attempts: Narrow
    handoffs: Narrow
    wait: Narrow
    site_wait: Narrow
    work: Narrow
    handoff_time: Narrow
    review_time: Narrow
    session_time: Narrow
    travelled: Narrow
    chiefs_took: Bools
    in_session: Bools
    detour: Bools  # a review, trip or hand-off stood in between; at the end: solved at first contact
    linked: Bools
    tier_last: Narrow
    score: Floats
    satisfied: Bools
    surveyed: Bools
    reported: Bools
    overtime: Ints
    n_stages: int
    stage_case: Narrow
    stage_sub: Narrow
    stage_kind: Narrow
    stage_facility: Narrow
    stage_skill: Narrow
    stage_group: Narrow
    stage_member: Narrow
    stage_priority: Narrow
    stage_order: Narrow
    stage_joined: Narrow
    stage_started: Narrow
    stage_ended: Narrow
    stage_work: Narrow
    stage_outcome: Narrow
    n_spells: int
    busy_member: Narrow
    busy_facility: Narrow
    busy_start: Narrow
    busy_end: Narrow
    busy_case: Narrow


StateTuple: Any = namedtuple("StateTuple", [field.name for field in fields(State)])

_CASES: dict[str, tuple[Any, int]] = {  # column of cases: type, value at first
    "status": (np.int8, backstop.CLOSED), "job": (np.int32, NONE), "move": (np.int32, 0),
    "moved_at": (np.int32, NONE), "held": (np.int16, NONE), "ladder": (np.int16, NONE),
    "heading": (np.int16, NONE), "station_attempts": (np.int8, 0), "review_next": (np.int8, 0),
    "reviews_open": (np.int8, 0), "last_slot": (np.int8, 0), "visits": (np.int16, 0),
    "back_as": (np.int8, 0), "sessions_held": (np.int16, 0), "session_joined": (np.int32, NONE),
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


def make_state(view: View) -> State:
    """The state before the first event."""
    n, n_facilities, n_groups, n_members = view.n_cases, view.n_facilities, view.n_groups, view.n_members
    n_pools = n_facilities * view.n_skills
    n_stages, n_spells = STAGES_PER_CASE * n + JOBS, SPELLS_PER_CASE * n + JOBS
    base = view.group_base[view.member_group]
    paired = int((view.board >= 0).sum())
    months = int((view.timetable_act == MONTH).sum())
    return State(
        now=0, measured_left=_measured(view), next_arrival=0, next_known=0, arrival_when=0, arrival_what=0,
        heap_when=_empty(EVENTS), heap_what=_empty(EVENTS), heap_size=0,
        dispatch_heap=_empty(n_facilities), dispatch_size=0,
        open=_false(n_facilities), dispatch_due=_false(n_facilities), in_house=_zeros(n_facilities),
        waiting_skills=_zeros(n_facilities), booked=_zeros(len(view.slot_start)),
        queue_head=np.full(n_pools * view.n_ranks, NONE, dtype=np.int32),
        queue_tail=np.full(n_pools * view.n_ranks, NONE, dtype=np.int32),
        queue_first=np.full(n_pools, view.n_ranks, dtype=np.int64),
        queue_length=_zeros(n_pools), queue_since=_zeros(n_pools), queue_integral=_zeros(n_pools),
        people_waiting=_zeros(n_pools),
        fresh=_none(n_facilities), free=_none(n_facilities), visitors_head=_none(n_facilities),
        visitors_tail=_none(n_facilities), request_head=_none(n_groups), request_tail=_none(n_groups),
        request_next=_none(n_pools), request_before=_none(n_pools), requested=_false(n_pools),
        member_facility=base.copy(), member_present=_false(n_members), member_duty_end=_none(n_members),
        member_job=_none(n_members), member_idle_since=_zeros(n_members),
        member_overtime_since=_none(n_members), member_visiting=_false(n_members),
        member_travelling=_false(n_members), member_travel_since=_none(n_members),
        member_is_free=_false(n_members), free_next=_none(n_members), free_before=_none(n_members),
        visitors_next=_none(n_members), visitors_before=_none(n_members),
        free_job=0, job_next=np.append(np.arange(1, JOBS, dtype=np.int64), NONE),
        **{f"job_{name}": _none(JOBS) for name in (
            "before", "case", "sub", "facility", "skill", "priority", "slot", "order", "queued_at",
            "patience_used", "member", "started", "remaining", "running_since", "ends", "worked", "fresh",
        )},
        **{f"job_{name}": _false(JOBS) for name in ("on_site", "waiting", "home_visit", "pausable", "over")},
        coaching_level=np.full((n_facilities, view.n_services), view.start_level, dtype=np.int64),
        allotted=_none(n_groups), turn=_zeros(n_groups), month=np.zeros((n_facilities, 4), dtype=np.int64),
        last_assessed=_none(n_facilities),
        assessment=np.zeros((months * paired, 4), dtype=np.int64), n_assessments=0,
        session_head=_none(view.n_counties), session_tail=_none(view.n_counties),
        **{name: np.full(n, value, dtype=kind) for name, (kind, value) in _CASES.items()},
        overtime=_zeros(n_groups), n_stages=0, n_spells=0,
        **{f"stage_{name}": np.empty(n_stages, dtype=WIDTHS[name]) for name in StageLog._fields},
        **{f"busy_{name}": np.empty(n_spells, dtype=WIDTHS[name]) for name in BusyLog._fields},
    )  # type: ignore[arg-type]  # fmt: skip


def _measured(view: View) -> int:
    return int(((view.arose >= view.warm_up) & (view.arose < view.horizon)).sum())


def _zeros(n: int) -> Ints:
    return np.zeros(n, dtype=np.int64)


def _none(n: int) -> Ints:
    return np.full(n, NONE, dtype=np.int64)


def _empty(n: int) -> Ints:
    return np.empty(n, dtype=np.int64)


def _false(n: int) -> Bools:
    return np.zeros(n, dtype=np.bool_)
