"""Expected weekly work by facility and skill, from one replication."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import StageKind
from sim.network.contract import CaseTable, Compiled, EngineLog
from sim.rules.escalation import entry_facility
from sim.rules.solving import draw_slot

HOUR, WEEK = 3_600, 7 * 86_400
Ints = NDArray[np.int64]


def work_by_place_and_skill(
    compiled: Compiled, table: CaseTable, log: EngineLog
) -> dict[tuple[str, str], float]:
    """Return hours of work a week by (facility, skill) that measured cases ask for; 0 is left out.

    A case asks for its handling time, as drawn for the facility's tier, where it enters (after grading), and
    again wherever it is handed after somebody has worked on it in vain. Handed up only because nobody with
    the skill was there, it asks nothing more: with a visit it would not have come. So the figures are of the
    demand, not of the roster that the replication ran with. Reviews are departments' work and not counted.
    """
    rows, places = _asked(compiled, table, log)
    network, labels = compiled.network, compiled.labels
    slots = np.array([draw_slot(tier, 0) for tier in network.facilities.tier.tolist()], np.int64)
    handling = table.handling[rows, slots[places]].astype(np.float64)
    skill = network.services.skill[table.service[rows]]
    pools = places * network.n_skills + skill
    size = len(labels.facility) * network.n_skills
    weeks = (network.clock.horizon - network.clock.warm_up) / WEEK
    hours = np.bincount(pools, weights=handling, minlength=size) / HOUR / weeks
    return {
        (labels.facility[pool // network.n_skills], labels.skill[pool % network.n_skills]): float(hours[pool])
        for pool in np.flatnonzero(hours).tolist()
    }


def _asked(compiled: Compiled, table: CaseTable, log: EngineLog) -> tuple[Ints, Ints]:
    """Return rows of the case table and the facility that each asks at, measured cases only."""
    network = compiled.network
    first, last = np.searchsorted(table.arose, [network.clock.warm_up, network.clock.horizon]).tolist()
    rows = first + np.flatnonzero(table.facility[first:last] >= 0)
    case, place = _handed_on(compiled, table, log)
    measured = (case >= first) & (case < last)
    return np.concatenate((rows, case[measured])), np.concatenate(
        (_entries(compiled, table, rows), place[measured])
    )


def _entries(compiled: Compiled, table: CaseTable, rows: Ints) -> Ints:
    """Return the facility at which each case of the rows enters."""
    network = compiled.network
    facility = table.facility[rows].astype(np.int64)
    if not network.rules.grading_on:
        return facility
    tiers, parents = network.facilities.tier.tolist(), network.facilities.parent.T.tolist()
    family = network.services.family[table.service[rows]]
    keys = np.stack((facility, table.grade[rows].astype(np.int64), family))
    kinds, which = np.unique(keys, axis=1, return_inverse=True)
    entry = [entry_facility(place, grade, parents[of], tiers) for place, grade, of in kinds.T.tolist()]
    return np.array(entry, np.int64)[which.ravel()]


def _handed_on(compiled: Compiled, table: CaseTable, log: EngineLog) -> tuple[Ints, Ints]:
    """Return cases handed on after work on them, and where to; the log is in order of stages' ends."""
    network, stages = compiled.network, log.stages
    own = np.flatnonzero(stages.sub == 0)
    case, kind, held = stages.case[own], stages.kind[own], stages.facility[own]
    worked_at = np.full(len(table.arose), len(own), np.int64)
    service = np.flatnonzero(kind == StageKind.SERVICE)
    np.minimum.at(worked_at, case[service], service)
    handed = np.flatnonzero(kind == StageKind.HANDOFF)
    handed = handed[worked_at[case[handed]] < handed]
    family = network.services.family[table.service[case[handed]]]
    to = network.facilities.parent[held[handed], family]
    return case[handed].astype(np.int64), to.astype(np.int64)
