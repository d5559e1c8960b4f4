"""The contract between compile, sampling, engines and KPIs: NamedTuples of NumPy arrays.

All times are whole seconds from 00:00 of the scenario's first day. ``-1`` means "none"
in every index column. CSR pairs (``ptr``, ``...``) hold the rows of entity ``i`` at
``ptr[i]:ptr[i + 1]``. Codes are the integer enumerations of :mod:`sim.network.codes`.

What there is one of per case or stage is kept narrow, since millions of them are in memory at once:
seconds, cases and members in 32 bits (68 years), places and classes in 16, codes and steps of the ladder
in 8, uniforms in single precision. :data:`WIDTHS` is the one place that says so; arithmetic on them is done
in 64 bits.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Narrow = NDArray[np.signedinteger[Any]]  # whole numbers of the width that WIDTHS gives
Singles = NDArray[np.float32]


class Clock(NamedTuple):
    """Measured window and statutory working time."""

    warm_up: int  # seconds; cases that arise in [warm_up, horizon) are measured
    horizon: int
    end: int  # horizon + follow-up: nothing happens after it
    work_start: Ints  # [W] statutory working intervals, sorted, beyond `end` by half a year
    work_end: Ints  # [W]
    work_before: Ints  # [W] working seconds before interval i
    first_weekday: int = 0  # weekday of second 0, Monday = 0


class Facilities(NamedTuple):
    """Facilities with levers applied; a closed one lists nothing and has no opening."""

    tier: Ints  # [F]
    kind: Ints  # [F] FacilityKind
    county: Ints  # [F]
    parent: Ints  # [F, 3] by family
    chiefs: Ints  # [F] facility whose chief group backs up cases held here
    board: Ints  # [F] paired board (staff group) of the joint assessment
    queue_capacity: Ints  # [F] most people on site, waiting or in service, -1 = unlimited
    slot_capacity: Ints  # [F]
    push: Bools  # [F] hand-offs from here are pushed through the platform (lever applied)
    mutual_recognition: Bools  # [F] (lever applied)
    joint_review: Bools  # [F] (lever applied)
    out_of_area: Bools  # [F] (lever applied)
    open_ptr: Ints  # [F + 1]
    open_start: Ints  # [O] opening intervals, sorted within a facility, never touching
    open_end: Ints  # [O]
    slot_ptr: Ints  # [F + 1] appointment slots
    slot_start: Ints  # [A]


class Groups(NamedTuple):
    """Staff groups; a pool is what serves one skill at one facility."""

    base: Ints  # [G] facility
    mode: Ints  # [G] StaffMode
    role: Ints  # [G] StaffRole
    skills: Ints  # [G] bit mask over skills
    share: Floats  # [G] enterprise share after visits: work of w seconds takes ceil(w / share)
    head_count: Ints  # [G]
    cost: Floats  # [G] CNY per head and year


class Members(NamedTuple):
    """Persons. Presence of an on-call member is duty at its base."""

    group: Ints  # [M]
    presence_ptr: Ints  # [M + 1]
    presence_start: Ints  # [P] sorted within a member, never touching
    presence_end: Ints  # [P]
    presence_facility: Ints  # [P]


class Services(NamedTuple):
    """Service classes and their department reviews."""

    family: Ints  # [S]
    kind: Ints  # [S]
    skill: Ints  # [S]
    priority: Ints  # [S]
    solve: Floats  # [S, 4] chance to solve by tier
    promise: Ints  # [S] statutory working seconds
    review_tier: Ints  # [S] reviews run once, at the first facility of this tier or above
    bundle: Bools  # [S]
    out_of_area: Bools  # [S] may be filed for another city at a facility that offers it
    review_ptr: Ints  # [S + 1] rows in table order
    review_facility: Ints  # [R] department with a queue, -1 = pure delay
    review_skill: Ints  # [R] skill of that queue
    review_recognisable: Bools  # [R]


class Rotation(NamedTuple):
    """Visits of rotating specialists by pool (facility * n_skills + skill), and who can be called."""

    resident: Bools  # [F * K] a resident with the skill is based here
    visit_ptr: Ints  # [F * K + 1]
    visit_start: Ints  # [V] sorted within a pool
    visit_end: Ints  # [V]
    call_ptr: Ints  # [F * K + 1]
    call_group: Ints  # [C] on-call groups, nearest first, then by id
    travel: Ints  # [G, F] seconds of an on-call group from its base to a facility
    back: Ints  # [G, F] seconds from there to its base


class Coaching(NamedTuple):
    """Coaching and training blocks; the member's absence is already in Members' presence."""

    start: Ints  # [B] sorted by (end, group)
    end: Ints  # [B]
    group: Ints  # [B]
    facility: Ints  # [B] whose level rises, -1 = allotted by the last joint assessment
    service: Ints  # [B]
    levels: Ints  # [B] visits it counts as
    curve: Floats  # [L] share of the gap to the ceiling closed after n visits; the last value holds beyond
    ceiling: float
    start_level: int
    month_end: (
        Ints  # [H] first second of each calendar month after the start, to `clock.end`: joint assessment
    )


class Sessions(NamedTuple):
    """Leaders' sessions 政企面对面 (none while the lever is off)."""

    time: Ints  # [N] sorted
    county: Ints  # [N]
    batch: Ints  # [N]
    duration: Ints  # [N] seconds


class Catalogue(NamedTuple):
    """Which facility takes which item."""

    listed: Bools  # [F, I] (delegation lever applied)
    delegated: Bools  # [F, I]
    item_service: Ints  # [I]
    item_weight: Floats  # [I]


class Rules(NamedTuple):
    """Scalars that the decision rules read (levers already applied where they act at compile time)."""

    handoff_with_push: int  # mean seconds of working time
    handoff_without_push: int
    authority: float
    appointment_lead: int
    no_show: float
    backstop_on: bool
    backstop_share: float
    backstop_solve: float
    sessions_on: bool
    session_solve: float
    grading_on: bool
    tracking_on: bool
    tracking_priority: int
    assessment_on: bool
    survey_on: bool
    survey_rate: float
    patience_on: bool
    balk_per_waiting: float
    absent_wait: int  # statutory working seconds
    absent_call: bool
    satisfaction_intercept: float
    satisfaction_wait: float  # per hour
    satisfaction_late: float
    satisfaction_lateness: float  # per statutory working day (6.5 h unless hours differ)
    satisfaction_handoff: float
    satisfaction_travel: float  # per hour
    satisfaction_unsolved: float
    working_day: int  # statutory seconds of one working day


class Counties(NamedTuple):
    """How enterprises of a county answer surveys."""

    response_rate: Floats  # [N]
    reporting_effect: Floats  # [N]


class Network(NamedTuple):
    """Everything an engine reads besides the case table."""

    clock: Clock
    facilities: Facilities
    groups: Groups
    members: Members
    services: Services
    rotation: Rotation
    coaching: Coaching
    sessions: Sessions
    catalogue: Catalogue
    counties: Counties
    rules: Rules
    n_skills: int


class Demand(NamedTuple):
    """What sampling reads besides the network (never read by an engine)."""

    zone_county: Ints  # [Z]
    travel: Ints  # [Z, F] seconds one way, door to door
    distance: Floats  # [Z, F] km on the road
    enterprises: Floats  # [Z, J]
    rate: Floats  # [Z, J, S] cases per second at profile weight 1 (enterprises x factor x yearly rate / year)
    discovered_rate: Floats  # [Z, J, S] latent problems per second that visits find
    hour_weight: (
        Floats  # [T] intensity multiplier of hour t of the run (hours from the start, to `clock.end`)
    )
    handling_mean: Floats  # [S, 6] seconds by draw slot (codes.DRAW_SLOTS)
    handling_cv: Floats  # [S]
    handling_distribution: Ints  # [S] Distribution
    review_mean: Floats  # [R] seconds (working time, or work in the department's queue)
    review_cv: Floats  # [R]
    channel_share: Floats  # [S, 4] levers applied
    grade_share: Floats  # [S, 3] subcentre, district, city
    cross_city_share: Floats  # [S]
    service_out_of_area: Bools  # [S]
    centre: Ints  # [county] district centre facility of the county (city centre if none), -1
    home_visits: Bools  # [F]
    projects: ProjectNeeds
    replay: Replay
    policy: DemandPolicy


class ProjectNeeds(NamedTuple):
    """Needs of key projects."""

    key: tuple[str, ...]  # [Q] stable name "project/service@day"
    time: Ints  # [Q] seconds, 09:00 of the need's day, within [0, clock.end)
    zone: Ints
    industry: Ints
    service: Ints
    station: Ints  # that tracks the project, -1
    subcentre: Ints  # that tracks it, -1


class Replay(NamedTuple):
    """Cases replayed from a file."""

    time: Ints  # [Y]
    zone: Ints
    industry: Ints
    service: Ints
    item: Ints  # -1 = drawn
    channel: Ints


class DemandPolicy(NamedTuple):
    """Policies of arrivals, choice and draws."""

    visits_on: bool
    self_report: float
    self_report_delay: float  # mean seconds
    tracking_on: bool
    tracking_delay: float  # mean seconds
    radius_km: float
    travel_weight: float  # per hour
    opening_weight: float  # per hour
    centre_utility: float
    outside_utility: float
    attraction: Floats  # [F]
    patience_mean: float  # seconds
    return_lag_mean: float  # seconds
    late: float
    late_mean: float  # seconds
    handoff_cv: float
    trip_mean: float  # seconds of working time
    trip_cv: float


class Labels(NamedTuple):
    """Names by index: ids (stable, used as keys of random streams) and what people read."""

    county: tuple[str, ...]
    zone: tuple[str, ...]
    industry: tuple[str, ...]
    service: tuple[str, ...]
    item: tuple[str, ...]
    facility: tuple[str, ...]
    skill: tuple[str, ...]
    group: tuple[str, ...]
    review: tuple[str, ...]  # "service/order"


class Compiled(NamedTuple):
    """A scenario as arrays: what `compile_network` returns."""

    network: Network
    demand: Demand
    labels: Labels


class CaseTable(NamedTuple):
    """All randomness of one replication, one row per case, sorted by (arose, key)."""

    key: NDArray[np.uint64]  # [N] stable identity across scenarios: hash of stream, layer, block, index
    arose: Narrow  # [N] when the need arose
    entry: Narrow  # [N] first event in the engine: joins at the counter, files online, books a slot
    zone: Narrow
    county: Narrow  # of origin
    industry: Narrow
    service: Narrow
    item: Narrow
    channel: Narrow
    origin: Narrow  # Origin
    facility: Narrow  # where it goes first; -1 = outside option (unserved)
    travel: Narrow  # seconds one way from its zone to that facility (0 online)
    grade: Narrow  # tier at which grading lets it enter (0 = station)
    cross_city: Bools
    handling: Narrow  # [N, 6] seconds of work by draw slot
    solve_u: Singles  # [N, 6]
    handoff: Singles  # [N, 6] factor of the mean hand-off delay, by number of earlier hand-offs
    review: Narrow  # [N, 4] seconds
    trip: Narrow  # working seconds of filing in the other city
    session_u: Singles
    satisfaction: Singles  # logit(u)
    survey_u: Singles
    response_u: Singles
    report_u: Singles
    patience: Narrow  # seconds on site in open time
    balk_u: Singles
    return_lag: Narrow
    no_show_u: Singles
    late: Narrow  # seconds after the slot at which it comes (0 = on time)
    entry_order: Narrow  # [N] cases by (entry, facility, id): the order in which they enter the engine


class CaseLog(NamedTuple):
    """What became of each case; row i is case i of the table."""

    outcome: Narrow  # Outcome
    accepted: Narrow  # first joined a queue, -1 never
    due: Narrow  # accepted + promise in statutory working time, -1
    first_start: Narrow  # first service start, -1
    closed: Narrow  # -1 while open
    facility_last: Narrow
    tier_last: Narrow
    attempts: Narrow  # services completed (solve draws made)
    handoffs: Narrow
    wait: Narrow  # seconds in queues
    site_wait: Narrow  # of these on site, at the counter
    work: Narrow  # seconds in the hands of staff (pauses excluded)
    handoff_time: Narrow  # calendar seconds
    review_time: Narrow  # calendar seconds, joint reviews counted once
    session_time: Narrow  # calendar seconds waiting for a leaders' session
    travel: Narrow  # seconds travelled by the enterprise, both ways, all trips
    first_contact: Bools  # solved by the first service, without hand-off or review in between
    backstop: Bools  # the chiefs took it
    in_session: Bools
    linked: Bools  # cross-city case, or a bundle of two reviews or more: what the Lianshi levers can touch
    score: Floats  # logit of the probability to be satisfied
    satisfied: Bools  # true satisfaction
    surveyed: Bools
    reported: Bools  # satisfied as the survey reports it


class StageLog(NamedTuple):
    """One row per stage of a case, in order of its end."""

    case: Narrow
    sub: Narrow  # 0 = the case itself, 1.. = review number
    kind: Narrow  # StageKind
    facility: Narrow
    skill: Narrow  # of the queue, -1
    group: Narrow  # -1
    member: Narrow  # -1
    priority: Narrow  # rank in the queue, lower first; -1 where there was no queue
    order: Narrow  # when it first joined this queue (kept over a closing), -1
    joined: Narrow
    started: Narrow  # service start; = ended where nothing was started
    ended: Narrow
    work: Narrow  # busy seconds between started and ended (pauses excluded)
    outcome: Narrow  # StageOutcome


class BusyLog(NamedTuple):
    """One row per uninterrupted busy spell of a member: what utilisation and the heat map are made of."""

    member: Narrow
    facility: Narrow
    start: Narrow
    end: Narrow
    case: Narrow  # -1 = travel of an on-call specialist without a case


class EngineLog(NamedTuple):
    """Everything an engine reports."""

    cases: CaseLog
    stages: StageLog
    busy: BusyLog
    queue_integral: Ints  # [F * K] time integral of queue length per pool, to the stop
    overtime: Ints  # [G] seconds worked past presence
    coaching_level: Ints  # [F, S] at the stop
    assessment: Ints  # [A, 4] month end, facility, score (permille), coaching visits that followed
    stopped: int  # the clock when the engine stopped


_SECONDS = (
    "arose", "entry", "travel", "handling", "review", "trip", "patience", "return_lag", "late", "accepted",
    "due", "first_start", "closed", "wait", "site_wait", "work", "handoff_time", "review_time",
    "session_time", "order", "joined", "started", "ended", "start", "end",
)  # fmt: skip
_INDICES = ("zone", "item", "entry_order", "case", "member")
_PLACES = ("county", "industry", "service", "facility", "facility_last", "group")
_CODES = (
    "channel", "origin", "grade", "outcome", "tier_last", "sub", "kind", "skill", "priority", "attempts",
    "handoffs",
)  # fmt: skip
_FLAGS = (
    "cross_city", "first_contact", "backstop", "in_session", "linked", "satisfied", "surveyed", "reported",
)  # fmt: skip
_CHANCES = (
    "solve_u", "handoff", "session_u", "survey_u", "response_u", "report_u", "balk_u", "no_show_u",
    "satisfaction",
)  # fmt: skip
_WIDTH_OF: tuple[tuple[tuple[str, ...], type[np.generic]], ...] = (
    (_SECONDS + _INDICES, np.int32), (_PLACES, np.int16), (_CODES, np.int8), (_FLAGS, np.bool_),
    (_CHANCES, np.float32), (("score",), np.float64), (("key",), np.uint64),
)  # fmt: skip
# Type of each column of CaseTable, CaseLog, StageLog and BusyLog, by its name.
WIDTHS: dict[str, np.dtype[Any]] = {name: np.dtype(width) for names, width in _WIDTH_OF for name in names}
Columns = TypeVar("Columns", CaseTable, CaseLog, StageLog, BusyLog)


def narrow(kind: type[Columns], /, **columns: NDArray[Any]) -> Columns:
    """Return the columns as a ``kind``, each cast to its width.

    Raises:
        OverflowError: a whole number does not fit.
    """
    cast = {}
    for name in kind._fields:
        values, width = columns[name], WIDTHS[name]
        cast[name] = np.ascontiguousarray(values, dtype=width)
        if width.kind == "i" and not np.array_equal(cast[name], values):
            raise OverflowError(f"{name}: a value does not fit {width}")
    return kind(**cast)
