"""What changes while the clock runs: jobs, members, queues, cases."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import simpy

from sim.engine.reference.view import View
from sim.rules import backstop


class Job:
    """One stay of a case (sub 0) or of one of its reviews (sub 1..) in a queue and in service."""

    __slots__ = (
        "busy", "case", "facility", "home_visit", "member", "on_site", "order", "patience_used", "pausable",
        "priority", "queued_at", "remaining", "running_since", "skill", "slot", "started", "sub", "waiting",
        "worked",
    )  # fmt: skip

    def __init__(self, case: int, sub: int, facility: int, skill: int, priority: int, slot: int) -> None:
        self.case, self.sub = case, sub
        self.facility, self.skill = facility, skill
        self.priority = priority
        self.slot = slot  # column of the case's draws, or the review's number
        self.order = -1  # when it first joined this queue: kept when sent home at closing
        self.queued_at = -1  # start of the present stint in the queue
        self.on_site = False  # somebody stands at the counter: patience, closing time
        self.waiting = False
        self.patience_used = 0
        self.home_visit = False
        self.pausable = False
        self.member: Member | None = None
        self.started = -1
        self.remaining = 0  # busy seconds still to do
        self.running_since = -1  # start of the present busy spell, -1 while paused
        self.worked = 0


class Member:
    """One person of a staff group."""

    __slots__ = (
        "duty_end", "facility", "group", "id", "idle_since", "job", "n_skills", "on_call", "overtime_since",
        "present", "share", "skills", "spell", "travel_since", "travelling", "visiting",
    )  # fmt: skip

    def __init__(self, number: int, group: int, skills: int, share: float, on_call: bool, base: int) -> None:
        self.id, self.group = number, group
        self.skills, self.n_skills = skills, skills.bit_count()
        self.share = share
        self.on_call = on_call
        self.facility = base  # where it is, or was last
        self.present = False
        self.duty_end = -1  # end of the present presence
        self.job: Job | None = None
        self.idle_since = 0
        self.spell = 0  # counts busy spells: a service end of an older spell is void
        self.overtime_since = -1
        self.visiting = False  # an on-call member at a facility that called it
        self.travelling = False
        self.travel_since = -1


class Hooks:
    """Calls that go up the dependency order of the mechanisms; bound once in engine.py."""

    dispatch: Callable[[State, int], None]  # match queue and staff of a facility
    served: Callable[[State, Job], None]  # a service ended
    reviewed: Callable[[State, int], None]  # a sub-stage of the case (trip, reviews) is over


class State:
    """The whole state of one run. Mechanisms live in the modules beside this one."""

    def __init__(self, view: View, hooks: Hooks) -> None:
        self.hooks = hooks
        self.view = view
        self.env = simpy.Environment(initial_time=0)
        self.now = 0  # whole seconds since the start, set by each event as it happens
        n, n_facilities, n_pools = view.n_cases, view.n_facilities, view.n_facilities * view.n_skills

        # Facilities, queues and staff.
        self.open = [False] * n_facilities
        self.queue: list[list[tuple[int, int, int, int, Job]]] = [[] for _ in range(n_pools)]
        self.queue_length = [0] * n_pools
        self.queue_since = [0] * n_pools
        self.queue_integral = [0] * n_pools
        self.waiting_skills: list[set[int]] = [set() for _ in range(n_facilities)]
        self.in_house = [0] * n_facilities  # people on site, waiting or in service
        self.free: list[list[Member]] = [[] for _ in range(n_facilities)]  # present and idle
        self.visitors: list[list[Member]] = [[] for _ in range(n_facilities)]  # on-call members there
        self.fresh: list[list[Job]] = [
            [] for _ in range(n_facilities)
        ]  # on site, joined since the last dispatch
        self.dispatch_due = [False] * n_facilities
        self.booked = [0] * len(view.slot_start)
        self.members = [
            Member(i, g, view.group_skills[g], view.group_share[g], view.group_on_call[g], view.group_base[g])
            for i, g in enumerate(view.member_group)
        ]
        self.requests: list[list[tuple[int, int]]] = [
            [] for _ in view.group_base
        ]  # (facility, skill) in order
        self.requested = [0] * n_facilities  # open requests to come to a facility
        self.on_call_groups: list[list[int]] = [[] for _ in range(n_facilities)]  # by base
        for group, on_call in enumerate(view.group_on_call):
            if on_call:
                self.on_call_groups[view.group_base[group]].append(group)

        # Coaching and joint assessment.
        services = len(view.family)
        self.coaching_level = [[view.start_level] * services for _ in range(n_facilities)]
        self.allotted = [-1] * len(view.group_base)  # facility that a board coaches next
        self.turn = [0] * len(view.group_base)
        self.month = [
            [0, 0, 0, 0] for _ in range(n_facilities)
        ]  # closed, solved here, handed up, helped on time

        # Leaders' sessions: who waits, by county.
        self.session_pool: list[list[int]] = [[] for _ in view.response_rate]
        self.failed = [1.0] * n
        self.session_joined = [-1] * n

        # Cases.
        self.status = [backstop.CLOSED] * n  # until accepted nothing can act on it
        self.job: list[Job | None] = [None] * n
        self.move = [0] * n  # counts moves: a pending arrival of an older move is void
        self.moved_at = [-1] * n  # start of the hand-off, review, trip or absence going on
        self.held = [-1] * n  # facility that holds the case
        self.ladder = [-1] * n  # facility from which escalation goes on after the chiefs
        self.heading = [-1] * n  # facility a hand-off goes to
        self.station_attempts = [0] * n
        self.reviews_done = [False] * n
        self.trip_done = [False] * n
        self.review_list: list[list[int] | None] = [None] * n
        self.reviews_open = [0] * n
        self.backstop_due = [False] * n
        self.by_chiefs = [False] * n
        self.last_slot = [0] * n  # draw column of the last service
        self.measured_left = sum(view.warm_up <= t < view.horizon for t in view.arose)

        # Logs.
        self.outcome = [0] * n
        self.accepted = [-1] * n
        self.due = [-1] * n
        self.first_start = [-1] * n
        self.closed = [-1] * n
        self.attempts = [0] * n
        self.handoffs = [0] * n
        self.wait = [0] * n
        self.site_wait = [0] * n
        self.work = [0] * n
        self.handoff_time = [0] * n
        self.review_time = [0] * n
        self.session_time = [0] * n
        self.visits = [0] * n  # times the enterprise came on site
        self.chiefs_took = [False] * n
        self.in_session = [False] * n
        self.detour = [False] * n  # a review, trip or hand-off stood between first service and solution
        self.score = [float("nan")] * n
        self.satisfied = [False] * n
        self.surveyed = [False] * n
        self.reported = [False] * n
        self.stages = array("q")
        self.busy = array("q")
        self.overtime = [0] * len(view.group_base)
        self.assessment = array("q")
        self.last_assessed: dict[int, int] = {}  # facility: where its latest row begins
