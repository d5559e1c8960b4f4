"""Spells of time (presence, busy), added up by member, by facility and by hour of the week."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.compiled import compiled
from sim.network.contract import Ints, Members, Narrow

HOUR = 3600
HOURS_PER_WEEK = 168


class Spells(NamedTuple):
    """Spells [start, end) of members at facilities; columns of one length, as wide as those of a BusyLog."""

    member: Narrow
    facility: Narrow
    start: Narrow
    end: Narrow
    base: Ints  # [members] facility at which a member's time counts wherever it is spent, -1 = where it is


class StaffTime(NamedTuple):
    """Seconds of staff."""

    by_member: Ints  # [M]
    by_facility: Ints  # [F]


def presence_spells(members: Members) -> Spells:
    """Return the presence of all members."""
    counts = np.diff(members.presence_ptr)
    return Spells(
        np.repeat(np.arange(counts.size, dtype=np.int32), counts),
        members.presence_facility.astype(np.int16),
        members.presence_start.astype(np.int32),
        members.presence_end.astype(np.int32),
        np.full(counts.size, -1, np.int64),
    )


def staff_time(spells: Spells, first: int, last: int, n_facilities: int) -> StaffTime:
    """Add up the seconds of the spells inside [first, last)."""
    return StaffTime(*_staff_time(*spells, first, last, n_facilities))


def overtime(spells: Spells, members: Members, first: int, last: int, n_facilities: int) -> StaffTime:
    """Add up the seconds of the spells inside [first, last) and outside their member's presence."""
    presence = members.presence_ptr, members.presence_start, members.presence_end
    return StaffTime(*_overtime(*spells, *presence, first, last, n_facilities))


def by_hour_of_week(spells: Spells, first: int, last: int, n_facilities: int, first_weekday: int) -> Ints:
    """Return the seconds [facility, 168] inside [first, last) by hour of the week, Monday 00:00 first."""
    return _by_hour_of_week(*spells, first, last, n_facilities, first_weekday)


@compiled
def _staff_time(
    member: Narrow,
    facility: Narrow,
    start: Narrow,
    end: Narrow,
    base: Ints,
    first: int,
    last: int,
    n_facilities: int,
) -> tuple[Ints, Ints]:
    by_member, by_facility = np.zeros(len(base), np.int64), np.zeros(n_facilities, np.int64)
    for spell in range(len(member)):
        who = member[spell]
        seconds = min(int(end[spell]), last) - max(int(start[spell]), first)
        if seconds > 0:
            by_member[who] += seconds
            by_facility[base[who] if base[who] >= 0 else facility[spell]] += seconds
    return by_member, by_facility


@compiled
def _overtime(
    member: Narrow,
    facility: Narrow,
    start: Narrow,
    end: Narrow,
    base: Ints,
    presence_ptr: Ints,
    presence_start: Ints,
    presence_end: Ints,
    first: int,
    last: int,
    n_facilities: int,
) -> tuple[Ints, Ints]:
    """Go on, for each member, from the presence of its last spell: spells come nearly in order of time."""
    by_member, by_facility = np.zeros(len(base), np.int64), np.zeros(n_facilities, np.int64)
    last_seen = presence_ptr[:-1].copy()
    for spell in range(len(member)):
        who = member[spell]
        begin, finish = max(int(start[spell]), first), min(int(end[spell]), last)
        if begin >= finish:
            continue
        at, stop = last_seen[who], presence_ptr[who + 1]
        while at < stop and presence_end[at] <= begin:
            at += 1
        while at > presence_ptr[who] and presence_end[at - 1] > begin:
            at -= 1
        last_seen[who] = at
        seconds = finish - begin
        while at < stop and presence_start[at] < finish:
            seconds -= min(finish, presence_end[at]) - max(begin, presence_start[at])
            at += 1
        by_member[who] += seconds
        by_facility[base[who] if base[who] >= 0 else facility[spell]] += seconds
    return by_member, by_facility


@compiled
def _by_hour_of_week(
    member: Narrow,
    facility: Narrow,
    start: Narrow,
    end: Narrow,
    base: Ints,
    first: int,
    last: int,
    n_facilities: int,
    first_weekday: int,
) -> Ints:
    total = np.zeros((n_facilities, HOURS_PER_WEEK), np.int64)
    for spell in range(len(member)):
        who = member[spell]
        place = base[who] if base[who] >= 0 else int(facility[spell])
        begin, finish = max(int(start[spell]), first), min(int(end[spell]), last)
        hour = begin // HOUR
        while begin < finish:
            until = min(finish, (hour + 1) * HOUR)
            total[place, (hour + first_weekday * 24) % HOURS_PER_WEEK] += until - begin
            begin, hour = until, hour + 1
    return total
