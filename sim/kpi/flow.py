"""How measured cases went from tier to tier, and to their end."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.kpi.measured import Measured
from sim.network.codes import Outcome, StageKind
from sim.network.contract import Bools, Ints, Narrow

NODES = ("station", "subcentre", "district", "city", "session", "solved", "unsolved", "lost", "open")
SESSION, SOLVED, UNSOLVED, LOST, OPEN = range(4, 9)
SERVED = int(StageKind.SESSION)  # a stage of a leaders' session is at no facility's tier
Nodes = NDArray[np.int8]


def steps(measured: Measured) -> Ints:
    """Return how many measured cases went from node to node [from, to].

    Steps within a tier are left out. A case's first node is the tier of its first queue, or of its first
    facility if it never queued; its last step leads to what became of it. Unserved cases take no step.
    """
    stages, tier = measured.log.stages, measured.network.facilities.tier
    held = (stages.kind == StageKind.QUEUE) | (stages.kind == StageKind.SERVICE)
    held |= stages.kind == StageKind.SESSION
    held &= stages.sub == 0
    last = np.full(measured.size, -1, np.int8)
    count = np.zeros((len(NODES), len(NODES)), np.int64)
    _follow(stages.case, held, stages.kind, stages.facility, tier, measured.rows.start, last, count)
    ends = np.full(len(Outcome), LOST, np.int8)
    ends[[Outcome.OPEN, Outcome.SOLVED, Outcome.UNSOLVED]] = OPEN, SOLVED, UNSOLVED
    _end(last, measured.drawn("facility"), tier, ends[measured.outcome], measured.profiles.of_case, count)
    return count


@compiled
def _follow(
    case: Narrow,
    held: Bools,
    kind: Narrow,
    facility: Narrow,
    tier: Ints,
    first: int,
    last: Nodes,
    count: Ints,
) -> None:
    """Count the steps between the stages that hold a case; leave the last node [C] of each, -1 = none."""
    for row in range(len(case)):
        at = case[row] - first
        if held[row] and 0 <= at < len(last):
            node = SESSION if kind[row] == SERVED else tier[facility[row]]
            if last[at] >= 0 and last[at] != node:
                count[last[at], node] += 1
            last[at] = node


@compiled
def _end(last: Nodes, facility: Narrow, tier: Ints, end: Nodes, profile: NDArray[Any], count: Ints) -> None:
    """Count the last step of each case that was served, from its first facility if nothing held it."""
    for at in range(len(last)):
        node = np.int64(last[at])
        if node < 0 and facility[at] >= 0:
            node = tier[facility[at]]
        if node >= 0:
            count[node, end[profile[at]]] += 1
