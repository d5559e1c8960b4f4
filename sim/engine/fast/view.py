"""The network and the case table as the compiled engine reads them; names as in the reference's view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast, get_type_hints

import numpy as np

from sim.compiled import Reals, Table, Truths, Wholes
from sim.engine import plan
from sim.engine.fast.timetable import Timetable, timetable
from sim.network.codes import StaffMode
from sim.network.contract import CaseTable, Ints, Network, Rules
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
    work_start: Wholes
    work_end: Wholes
    work_before: Wholes
    tier: Wholes
    parents: Table[int]  # [families, F]
    chiefs: Wholes
    chief_skill: Wholes  # [F] queue of the chiefs based there, -1
    board: Wholes
    queue_capacity: Wholes
    slot_capacity: Wholes
    push: Truths
    mutual_recognition: Truths
    joint_review: Truths
    out_of_area: Truths
    open_ptr: Wholes
    open_start: Wholes
    open_end: Wholes
    slot_ptr: Wholes
    slot_start: Wholes
    group_base: Wholes
    group_skills: Wholes
    group_share: Reals
    group_rotating: Truths
    group_n_skills: Wholes
    base_ptr: Wholes  # [F + 1] on-call groups by base
    base_group: Wholes
    pile_ptr: Wholes  # [F + 1] groups whose members can be there, fewest skills first
    pile_group: Wholes
    group_member_ptr: Wholes  # [G + 1]
    group_member: Wholes
    paired_ptr: Wholes  # [G + 1] paired stations by group
    paired_station: Wholes
    member_group: Wholes
    family: Wholes
    kind: Wholes
    skill: Wholes
    priority: Wholes
    rank_of: Wholes  # [ranks] number of a rank among those that occur, -1
    solve: Table[float]
    promise: Wholes
    review_tier: Wholes
    bundle: Truths
    class_out_of_area: Truths
    review_ptr: Wholes
    review_facility: Wholes
    review_skill: Wholes
    review_recognisable: Truths
    resident: Truths
    visit_ptr: Wholes
    visit_start: Wholes
    visit_end: Wholes
    call_ptr: Wholes
    call_group: Wholes
    call_travel: Table[int]
    call_back: Table[int]
    coaching_group: Wholes
    coaching_facility: Wholes
    coaching_service: Wholes
    coaching_levels: Wholes
    curve: Reals
    ceiling: float
    start_level: int
    session_county: Wholes
    session_batch: Wholes
    session_duration: Wholes
    county_has_sessions: Truths
    delegated: Table[bool]
    response_rate: Reals
    reporting_effect: Reals
    timetable_when: Wholes  # [E] keys of what is known beforehand, sorted
    timetable_act: Wholes  # [E]
    timetable_row: Wholes  # [E]
    calendar_batch: Wholes  # first row of each second's openings and closings
    calendar_facility: Wholes
    calendar_opens: Truths
    roster_batch: Wholes  # first row of each second's comings and goings
    roster_member: Wholes
    roster_facility: Wholes
    roster_until: Wholes  # end of the presence that begins, -1 = one ends
    n_cases: int
    arose: Wholes
    entry: Wholes
    case_county: Wholes
    service: Wholes
    item: Wholes
    channel: Wholes
    origin: Wholes
    facility: Wholes
    travel: Wholes
    grade: Wholes
    cross_city: Truths
    handling: Table[int]
    solve_u: Table[float]
    handoff: Table[float]
    review: Table[int]
    trip: Wholes
    session_u: Reals
    satisfaction: Reals
    survey_u: Reals
    response_u: Reals
    report_u: Reals
    patience: Wholes
    balk_u: Reals
    return_lag: Wholes
    no_show_u: Reals
    late: Wholes
    entry_order: Wholes


def make_view(network: Network, table: CaseTable) -> View:
    """Lay a network and a case table out for the compiled engine; large arrays are shared, not copied."""
    columns = {name: np.ascontiguousarray(column) for name, column in table._asdict().items()}
    columns["case_county"] = columns.pop("county")
    del columns["key"], columns["zone"], columns["industry"]
    view: View = cast(Any, View)(**_columns_of(network), n_cases=len(table.arose), **columns)
    return view


_known: list[tuple[Network, dict[str, Any]]] = []
KNOWN = 2  # networks whose columns are kept for the next replication


def _columns_of(network: Network) -> dict[str, Any]:
    """What a view takes from the network, made once for all replications."""
    for other, columns in _known:
        if other is network:
            return columns
    columns = _network_columns(network)
    _known.insert(0, (network, columns))
    del _known[KNOWN:]
    return columns


def _network_columns(network: Network) -> dict[str, Any]:
    clock, facilities, groups = network.clock, network.facilities, network.groups
    services, rotation, coaching, sessions = (
        network.services, network.rotation, network.coaching, network.sessions,
    )  # fmt: skip
    on_call = groups.mode == StaffMode.ON_CALL
    on_call_at: list[list[int]] = [[] for _ in range(len(facilities.tier))]
    for group in np.flatnonzero(on_call).tolist():
        on_call_at[groups.base[group]].append(group)
    base_ptr, base_group = _rows_of(on_call_at)
    pile_ptr, pile_group = _rows_of(_piles(network))
    group_member = np.argsort(network.members.group, kind="stable").astype(np.int64)
    group_member_ptr = np.searchsorted(
        network.members.group[group_member], np.arange(len(groups.base) + 1)
    ).astype(np.int64)
    paired_ptr, paired_station = _rows_of(plan.paired_stations(network))
    n_counties = len(network.counties.response_rate)
    known: Timetable = timetable(network)
    ranks = _ranks(network)
    return dict(
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
        group_base=groups.base, group_skills=groups.skills, group_share=groups.share,
        group_rotating=groups.mode == StaffMode.ROTATING,
        group_n_skills=np.array([skills.bit_count() for skills in groups.skills.tolist()], dtype=np.int64),
        base_ptr=base_ptr, base_group=base_group, pile_ptr=pile_ptr, pile_group=pile_group,
        group_member_ptr=group_member_ptr, group_member=group_member,
        paired_ptr=paired_ptr, paired_station=paired_station,
        member_group=network.members.group,
        family=services.family, kind=services.kind, skill=services.skill, priority=services.priority,
        rank_of=ranks, solve=services.solve, promise=services.promise, review_tier=services.review_tier,
        bundle=services.bundle, class_out_of_area=services.out_of_area, review_ptr=services.review_ptr,
        review_facility=services.review_facility, review_skill=services.review_skill,
        review_recognisable=services.review_recognisable,
        resident=rotation.resident, visit_ptr=rotation.visit_ptr, visit_start=rotation.visit_start,
        visit_end=rotation.visit_end, call_ptr=rotation.call_ptr, call_group=rotation.call_group,
        call_travel=rotation.travel, call_back=rotation.back,
        coaching_group=coaching.group, coaching_facility=coaching.facility,
        coaching_service=coaching.service, coaching_levels=coaching.levels, curve=coaching.curve,
        ceiling=float(coaching.ceiling), start_level=int(coaching.start_level),
        session_county=sessions.county, session_batch=sessions.batch, session_duration=sessions.duration,
        county_has_sessions=np.isin(np.arange(n_counties), sessions.county),
        delegated=network.catalogue.delegated, response_rate=network.counties.response_rate,
        reporting_effect=network.counties.reporting_effect,
        timetable_when=known.when, timetable_act=known.act, timetable_row=known.row,
        **{name: getattr(known, name) for name in known._fields if name.startswith(("calendar_", "roster_"))},
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


def _piles(network: Network) -> list[list[int]]:
    """By facility the groups that can be there: at home, by roster, or called; fewest skills first."""
    groups, members, rotation = network.groups, network.members, network.rotation
    there: list[set[int]] = [set() for _ in network.facilities.tier]
    for group, base in enumerate(groups.base.tolist()):
        there[base].add(group)
    group_of = np.repeat(members.group, np.diff(members.presence_ptr))
    for group, facility in set(zip(group_of.tolist(), members.presence_facility.tolist(), strict=True)):
        there[facility].add(group)
    for pool in np.flatnonzero(np.diff(rotation.call_ptr)).tolist():  # only the nearest is ever asked
        there[pool // network.n_skills].add(int(rotation.call_group[rotation.call_ptr[pool]]))
    skills = groups.skills.tolist()
    return [sorted(some, key=lambda group: (skills[group].bit_count(), group)) for some in there]
