"""Counts over one day, minute by minute: who is present, who waits, who is at work, who pauses.

Steps are flat lists [at, value, at, value, ...], one pair wherever the value changes, from 0 at first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl

from sim.network.contract import Compiled

DAY, MINUTE = 86_400, 60
Span = tuple[int, int]  # [from, to) in seconds of the day


def steps_of(spans: Iterable[Span], unit: int = 1) -> list[int]:
    """Count how many spans hold each moment of the day.

    Args:
        spans: [from, to) in seconds from midnight; what lies outside the day is left out.
        unit: seconds; a span counts at the multiples of the unit that it holds.

    Returns:
        [at, value, ...], `at` in units.
    """
    change: dict[int, int] = defaultdict(int)
    last = DAY // unit
    for begin, end in spans:
        first, beyond = -(-max(begin, 0) // unit), min(-(-end // unit), last)
        if first < beyond:
            change[first] += 1
            if beyond < last:
                change[beyond] -= 1
    steps: list[int] = []
    value = 0
    for at in sorted(change):
        if change[at]:
            value += change[at]
            steps += [at, value]
    return steps


def open_spans(compiled: Compiled, offset: int) -> list[list[int]]:
    """Return, by facility, when it is open: [from, to, from, to, ...] in seconds of the day."""
    places = compiled.network.facilities
    found = []
    for first, beyond in zip(places.open_ptr[:-1], places.open_ptr[1:], strict=True):
        begins, ends = places.open_start[first:beyond] - offset, places.open_end[first:beyond] - offset
        today = (begins < DAY) & (ends > 0)
        found.append(np.stack([begins[today], ends[today]], axis=1).ravel().tolist())
    return found


def presence_steps(compiled: Compiled, offset: int) -> dict[tuple[str, str], list[int]]:
    """Count the members present, by (group, facility), over the day that begins at `offset` of the run."""
    members, labels = compiled.network.members, compiled.labels
    today = np.flatnonzero((members.presence_start < offset + DAY) & (members.presence_end > offset))
    owner = np.searchsorted(members.presence_ptr, today, side="right") - 1
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for entry, member in zip(today.tolist(), owner.tolist(), strict=True):
        desk = labels.group[members.group[member]], labels.facility[members.presence_facility[entry]]
        begin, end = members.presence_start[entry] - offset, members.presence_end[entry] - offset
        spans[desk].append((int(begin), int(end)))
    return {desk: steps_of(held) for desk, held in sorted(spans.items())}


def pauses(compiled: Compiled, stages: pl.DataFrame, offset: int) -> list[list[int]]:
    """Return, by stage, when its service rests: [from, to, from, to, ...] in seconds of the day.

    A service that took longer than its work rested while its member was absent; past the member's last
    presence it went on to its end. Only rests that touch the day are told.
    """
    members = compiled.network.members
    columns = (stages[name].to_list() for name in ("member", "started", "ended", "work_seconds"))
    found: list[list[int]] = []
    for member, started, ended, work in zip(*columns, strict=True):
        rests: list[int] = []
        if member is not None and ended - started > work:
            held = slice(members.presence_ptr[member], members.presence_ptr[member + 1])
            begins, ends = members.presence_start[held] - offset, members.presence_end[held] - offset
            near = (ends > started) & (begins < ended)
            gone = [started, *ends[near].tolist()[:-1]]
            for leave, back in zip(gone, begins[near].tolist(), strict=False):
                if leave < min(back, DAY) and back > 0:
                    rests += [leave, back]
        found.append(rests)
    return found


def queue_steps(stages: pl.DataFrame, places: Mapping[str, int]) -> list[list[int]]:
    """Count the cases that wait for a desk, by facility, at each minute."""
    waiting = stages.filter(pl.col("stage").is_in(["queue", "service"]))
    spans = zip(waiting["facility"], waiting["joined"], waiting["started"], strict=True)
    return _by_place(((place, (begin, end)) for place, begin, end in spans), places)


def busy_steps(
    stages: pl.DataFrame, rests: Sequence[Sequence[int]], places: Mapping[str, int]
) -> list[list[int]]:
    """Count the members at work on a case, by facility, at each minute; who pauses is not at work."""
    columns = stages["stage"], stages["facility"], stages["started"], stages["ended"], rests
    return _by_place(
        (
            (place, span)
            for stage, place, started, ended, rest in zip(*columns, strict=True)
            if stage == "service"
            for span in _between(started, ended, rest)
        ),
        places,
    )


def _between(started: int, ended: int, rest: Sequence[int]) -> list[Span]:
    """Split [started, ended) at its rests."""
    bounds = [started, *rest, ended]
    return [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]


def _by_place(spans: Iterable[tuple[str, Span]], places: Mapping[str, int]) -> list[list[int]]:
    held: list[list[Span]] = [[] for _ in places]
    for place, span in spans:
        held[places[place]].append(span)
    return [steps_of(one, MINUTE) for one in held]
