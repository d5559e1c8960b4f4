"""The network and the case table as the compiled engine reads them; names as in the reference's view."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

import numpy as np
from numpy.typing import NDArray

from sim.engine import plan
from sim.engine.fast.timetable import Timetable, timetable
from sim.network.codes import StaffMode
from sim.network.contract import Bools, CaseTable, Floats, Ints, Narrow, Network, Rules, Singles
from sim.rules import priority


@dataclass
class View:
    """Read-only inputs of a run; the shapes are those of the contract."""

    rules: Rules
    warm_up: int
    horizon: int
    end: int
    n_facilities: int
    n_skills: int
    n_services: int
    n_groups: int
    n_members: int
    n_counties: int
    n_ranks: int  # distinct ranks in queues
    work_start: Ints
    work_end: Ints
    work_before: Ints
    tier: Ints
    parents: NDArray[np.int64]  # [families, F]
    chiefs: Ints
    chief_skill: Ints  # [F] queue of the chiefs based there, -1
    board: Ints
    queue_capacity: Ints
    slot_capacity: Ints
    push: Bools
    mutual_recognition: Bools
    joint_review: Bools
    out_of_area: Bools
    open_ptr: Ints
    open_start: Ints
    open_end: Ints
    slot_ptr: Ints
    slot_start: Ints
    group_base: Ints
    group_skills: Ints
    group_share: Floats
    group_on_call: Bools
    group_rotating: Bools
    group_n_skills: Ints
    base_ptr: Ints  # [F + 1] on-call groups by base
    base_group: Ints
    paired_ptr: Ints  # [G + 1] paired stations by group
    paired_station: Ints
    member_group: Ints
    family: Ints
    kind: Ints
    skill: Ints
    priority: Ints
    rank_of: Ints  # [ranks] number of a rank among those that occur, -1
    solve: Floats
    promise: Ints
    review_tier: Ints
    bundle: Bools
    class_out_of_area: Bools
    review_ptr: Ints
    review_facility: Ints
    review_skill: Ints
    review_recognisable: Bools
    resident: Bools
    visit_ptr: Ints
    visit_start: Ints
    visit_end: Ints
    call_ptr: Ints
    call_group: Ints
    call_travel: Ints
    coaching_group: Ints
    coaching_facility: Ints
    coaching_service: Ints
    coaching_levels: Ints
    curve: Floats
    ceiling: float
    start_level: int
    session_county: Ints
    session_batch: Ints
    session_duration: Ints
    county_has_sessions: Bools
    delegated: Bools
    response_rate: Floats
    reporting_effect: Floats
    timetable_when: Ints  # [E] keys of what is known beforehand, sorted
    timetable_act: Ints  # [E]
    timetable_row: Ints  # [E]
    calendar: Ints
    calendar_batch: Ints
    roster: Ints
    roster_batch: Ints
    n_cases: int
    arose: Narrow
    entry: Narrow
    case_county: Narrow
    service: Narrow
    item: Narrow
    channel: Narrow
    origin: Narrow
    facility: Narrow
    travel: Narrow
    grade: Narrow
    cross_city: Bools
    handling: Narrow
    solve_u: Singles
    handoff: Singles
    review: Narrow
    trip: Narrow
    session_u: Singles
    satisfaction: Floats
    survey_u: Singles
    response_u: Singles
    report_u: Singles
    patience: Narrow
    balk_u: Singles
    return_lag: Narrow
    no_show_u: Singles
    late: Narrow
    entry_order: Narrow


ViewTuple: Any = namedtuple("ViewTuple", [field.name for field in fields(View)])


def make_view(network: Network, table: CaseTable) -> View:
    """Lay a network and a case table out for the compiled engine; large arrays are shared, not copied."""
    clock, facilities, groups = network.clock, network.facilities, network.groups
    services, rotation, coaching, sessions = (
        network.services, network.rotation, network.coaching, network.sessions,
    )  # fmt: skip
    on_call = groups.mode == StaffMode.ON_CALL
    base_ptr, base_group = _rows_of(
        [
            [g for g in np.flatnonzero(on_call).tolist() if groups.base[g] == f]
            for f in range(len(facilities.tier))
        ]
    )
    paired_ptr, paired_station = _rows_of(plan.paired_stations(network))
    n_counties = len(network.counties.response_rate)
    known: Timetable = timetable(network)
    ranks = _ranks(network)
    columns = {name: np.ascontiguousarray(column) for name, column in table._asdict().items()}
    columns["case_county"] = columns.pop("county")
    del columns["key"], columns["zone"], columns["industry"]
    return View(
        rules=_plain(network.rules),
        warm_up=int(clock.warm_up), horizon=int(clock.horizon), end=int(clock.end),
        n_facilities=len(facilities.tier), n_skills=int(network.n_skills), n_services=len(services.family),
        n_groups=len(groups.base), n_members=len(network.members.group), n_counties=n_counties,
        n_ranks=int(ranks.max()) + 1,
        work_start=clock.work_start, work_end=clock.work_end, work_before=clock.work_before,
        tier=facilities.tier, parents=np.ascontiguousarray(facilities.parent.T), chiefs=facilities.chiefs,
        chief_skill=np.array(plan.chief_skills(network), dtype=np.int64), board=facilities.board,
        queue_capacity=facilities.queue_capacity, slot_capacity=facilities.slot_capacity,
        push=facilities.push, mutual_recognition=facilities.mutual_recognition,
        joint_review=facilities.joint_review, out_of_area=facilities.out_of_area,
        open_ptr=facilities.open_ptr, open_start=facilities.open_start, open_end=facilities.open_end,
        slot_ptr=facilities.slot_ptr, slot_start=facilities.slot_start,
        group_base=groups.base, group_skills=groups.skills, group_share=groups.share, group_on_call=on_call,
        group_rotating=groups.mode == StaffMode.ROTATING,
        group_n_skills=np.array([skills.bit_count() for skills in groups.skills.tolist()], dtype=np.int64),
        base_ptr=base_ptr, base_group=base_group, paired_ptr=paired_ptr, paired_station=paired_station,
        member_group=network.members.group,
        family=services.family, kind=services.kind, skill=services.skill, priority=services.priority,
        rank_of=ranks, solve=services.solve, promise=services.promise, review_tier=services.review_tier,
        bundle=services.bundle, class_out_of_area=services.out_of_area, review_ptr=services.review_ptr,
        review_facility=services.review_facility, review_skill=services.review_skill,
        review_recognisable=services.review_recognisable,
        resident=rotation.resident, visit_ptr=rotation.visit_ptr, visit_start=rotation.visit_start,
        visit_end=rotation.visit_end, call_ptr=rotation.call_ptr, call_group=rotation.call_group,
        call_travel=rotation.travel,
        coaching_group=coaching.group, coaching_facility=coaching.facility,
        coaching_service=coaching.service, coaching_levels=coaching.levels, curve=coaching.curve,
        ceiling=float(coaching.ceiling), start_level=int(coaching.start_level),
        session_county=sessions.county, session_batch=sessions.batch, session_duration=sessions.duration,
        county_has_sessions=np.isin(np.arange(n_counties), sessions.county),
        delegated=network.catalogue.delegated, response_rate=network.counties.response_rate,
        reporting_effect=network.counties.reporting_effect,
        timetable_when=known.when, timetable_act=known.act, timetable_row=known.row,
        calendar=known.calendar, calendar_batch=known.calendar_batch,
        roster=known.roster, roster_batch=known.roster_batch,
        n_cases=len(table.arose), **columns,
    )  # fmt: skip


def _plain(rules: Rules) -> Rules:
    """The scalars as Python numbers of the declared kind: a compiled function is made for one kind each."""
    kinds = get_type_hints(Rules)
    return Rules(*(kinds[name](value) for name, value in rules._asdict().items()))


def _ranks(network: Network) -> Ints:
    """Number of each rank among those that jobs can have: queues keep one list for each."""
    levels = set(network.services.priority.tolist())
    if network.rules.tracking_on:
        levels |= {min(level, network.rules.tracking_priority) for level in levels}
    positions = (priority.APPOINTMENT, priority.ON_SITE, priority.TICKET)
    ranks = {priority.BACKSTOP}
    ranks |= {priority.queue_rank(level, False, 0, position) for level in levels for position in positions}
    number = np.full(max(ranks) + 1, -1, dtype=np.int64)
    number[sorted(ranks)] = np.arange(len(ranks))
    return number


def _rows_of(rows: list[list[int]]) -> tuple[Ints, Ints]:
    """Lists as a CSR pair."""
    ptr = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    return ptr, np.array([one for row in rows for one in row], dtype=np.int64)
