"""What an engine knows before the first event: the timetable of doors and staff, and who the chiefs are."""

from __future__ import annotations

import numpy as np

from sim.engine.order import FACILITY_BITS, TIME_BITS
from sim.network.codes import StaffRole
from sim.network.contract import Ints, Narrow, Network

# Columns of a timetable: ends come before starts of the same second, then by facility and member.
TIME, IS_START, FACILITY, MEMBER, UNTIL = range(5)
MEMBER_BITS = 62 - TIME_BITS - FACILITY_BITS  # 262,144 members


def calendar(network: Network) -> Narrow:
    """Openings and closings up to the clock's end, [N, 5] in the order in which they are handled."""
    facilities = network.facilities
    facility = _rows(facilities.open_ptr)
    return _timetable(facilities.open_start, facilities.open_end, facility, facility * 0, network.clock.end)


def roster(network: Network) -> Narrow:
    """Comings and goings of members up to the clock's end, [N, 5] in the order in which they are handled."""
    members = network.members
    return _timetable(
        members.presence_start, members.presence_end, members.presence_facility,
        _rows(members.presence_ptr), network.clock.end,
    )  # fmt: skip


def _rows(ptr: Ints) -> Ints:
    """Row number of each entry of a CSR table."""
    return np.repeat(np.arange(len(ptr) - 1, dtype=np.int64), np.diff(ptr))


def _timetable(start: Ints, end: Ints, facility: Ints, member: Ints, last: int) -> Narrow:
    """Both ends of each interval up to the last second, in order: one sort of one packed key."""
    time = np.concatenate([end, start])
    is_start = np.repeat(np.array([0, 1], dtype=np.int64), len(start))
    where, who = np.tile(facility, 2), np.tile(member, 2)
    key = ((time << 1 | is_start) << FACILITY_BITS | where) << MEMBER_BITS | who
    order = np.argsort(key, kind="stable")
    order = order[: np.searchsorted(time[order], last, side="right")]
    columns = (time, is_start, where, who, np.tile(end, 2))
    return np.column_stack([column[order].astype(np.int32) for column in columns])


def batches(table: Narrow) -> Ints:
    """First row of each second of a timetable, and the number of rows: [seconds + 1]."""
    first = np.flatnonzero(np.diff(table[:, TIME], prepend=-1))
    return np.append(first, len(table)).astype(np.int64)


def chief_skills(network: Network) -> list[int]:
    """The chiefs' queue by facility, -1 where no chiefs are.

    It is their lowest skill that nobody else based there has, if there is one.
    """
    groups = network.groups
    base, skills = groups.base.tolist(), groups.skills.tolist()
    found, others = [-1] * len(network.facilities.tier), [0] * len(network.facilities.tier)
    chiefs = groups.role == StaffRole.CHIEF
    for group in np.flatnonzero(~chiefs).tolist():
        others[base[group]] |= skills[group]
    for group in np.flatnonzero(chiefs & (groups.head_count > 0)).tolist():
        mask = skills[group] & ~others[base[group]] or skills[group]
        if found[base[group]] < 0 and mask:
            found[base[group]] = (mask & -mask).bit_length() - 1
    return found


def paired_stations(network: Network) -> list[list[int]]:
    """Stations paired with a board, by group; who is no board itself looks after its base's pairs."""
    base = network.groups.base.tolist()
    own: list[list[int]] = [[] for _ in base]
    at_base: list[list[int]] = [[] for _ in network.facilities.tier]
    for station, board in enumerate(network.facilities.board.tolist()):
        if board >= 0:
            own[board].append(station)
            at_base[base[board]].append(station)
    return [own[group] or at_base[base[group]] for group in range(len(base))]
