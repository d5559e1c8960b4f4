"""Spells of time (presence, busy): clipped to a window, cut at full hours, overlapped with one another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.network.contract import Ints, Members

HOUR = 3600
HOURS_PER_WEEK = 168


class Spells(NamedTuple):
    """Spells [start, end) of members at facilities; columns of one length."""

    member: Ints
    facility: Ints
    start: Ints
    end: Ints


def clip(spells: Spells, first: int, last: int) -> Spells:
    """Return the parts of the spells inside [first, last), in the same order."""
    start = np.maximum(spells.start, first)
    end = np.minimum(spells.end, last)
    keep = end > start
    return Spells(spells.member[keep], spells.facility[keep], start[keep], end[keep])


def presence_spells(members: Members) -> Spells:
    """Return the presence of all members as spells."""
    counts = np.diff(members.presence_ptr)
    member = np.repeat(np.arange(counts.size, dtype=np.int64), counts)
    return Spells(member, members.presence_facility, members.presence_start, members.presence_end)


def by_hour_of_week(spells: Spells, n_facilities: int, first_weekday: int) -> Ints:
    """Return the seconds [facility, 168] of the spells by hour of the week, Monday 00:00 first."""
    first_hour = spells.start // HOUR
    pieces = (spells.end - 1) // HOUR - first_hour + 1
    spell = np.repeat(np.arange(pieces.size, dtype=np.int64), pieces)
    offset = np.arange(spell.size, dtype=np.int64) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    hour = first_hour[spell] + offset
    begin = np.maximum(spells.start[spell], hour * HOUR)
    finish = np.minimum(spells.end[spell], (hour + 1) * HOUR)
    slot = (hour + first_weekday * 24) % HOURS_PER_WEEK
    cell = spells.facility[spell] * HOURS_PER_WEEK + slot
    total = np.bincount(cell, weights=finish - begin, minlength=n_facilities * HOURS_PER_WEEK)
    return total.astype(np.int64).reshape(n_facilities, HOURS_PER_WEEK)


def seconds_present(spells: Spells, presence: Spells) -> Ints:
    """Return for each spell how many of its seconds lie in the same member's presence.

    ``presence`` is sorted by (member, start) and never overlaps within a member.
    """
    if presence.start.size == 0 or spells.start.size == 0:
        return np.zeros(spells.start.size, np.int64)
    lowest = int(min(spells.start.min(), presence.start.min()))
    stride = int(max(spells.end.max(), presence.end.max())) - lowest + 1
    begin = presence.member * stride + presence.start - lowest
    length = presence.end - presence.start
    before = np.cumsum(length) - length

    def present_until(moment: Ints) -> Ints:
        place = spells.member * stride + moment - lowest
        interval = np.searchsorted(begin, place, side="right") - 1
        inside = np.maximum(interval, 0)
        covered = before[inside] + np.clip(place - begin[inside], 0, length[inside])
        return np.where(interval < 0, 0, covered)

    return present_until(spells.end) - present_until(spells.start)
