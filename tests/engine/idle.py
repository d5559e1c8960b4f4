"""Who idles while a case waits: no queue may hold a job while somebody present with its skill is free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from sim.network import Compiled
from sim.network.codes import StaffMode, StageKind
from sim.network.contract import EngineLog

Span = tuple[int, int]


def idle_while_waited_for(compiled: Compiled, log: EngineLog) -> list[str]:
    """Every time of a member (on-call ones travel, and are left out) that a waiting job could have had."""
    network, stages, found = compiled.network, log.stages, []
    waiting: dict[Span, list[Span]] = defaultdict(list)
    queued = (stages.kind == StageKind.QUEUE) | (stages.kind == StageKind.SERVICE)
    for row in np.flatnonzero(queued & (stages.started > stages.joined)):
        span = (int(stages.joined[row]), int(stages.started[row]))
        waiting[int(stages.facility[row]), int(stages.skill[row])].append(span)
    busy: dict[int, list[Span]] = defaultdict(list)
    spells = (log.busy.member.tolist(), log.busy.start.tolist(), log.busy.end.tolist())
    for member, start, end in zip(*spells, strict=True):
        busy[member].append((start, end))
    members = network.members
    for member, group in enumerate(members.group.tolist()):
        if network.groups.mode[group] == StaffMode.ON_CALL:
            continue
        skills = [k for k in range(network.n_skills) if int(network.groups.skills[group]) >> k & 1]
        for row in range(members.presence_ptr[member], members.presence_ptr[member + 1]):
            place = int(members.presence_facility[row])
            there = (int(members.presence_start[row]), min(int(members.presence_end[row]), log.stopped))
            free = _free(there, sorted(busy[member]))
            for skill in skills:
                for start, end in _overlaps(free, waiting.get((place, skill), [])):
                    found.append(f"{compiled.labels.group[group]} idle from {start} to {end}")
    return found


def _free(there: Span, busy: Iterable[Span]) -> list[Span]:
    """The parts of a presence in no busy spell (sorted)."""
    free, now = [], there[0]
    for start, end in busy:
        if end > now and start < there[1]:
            free.append((now, start))
            now = end
    free.append((now, there[1]))
    return [span for span in free if span[0] < span[1]]


def _overlaps(some: list[Span], others: list[Span]) -> list[Span]:
    both = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return [span for span in both if span[0] < span[1]]
