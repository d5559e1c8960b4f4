"""Rows of the log refer to cases, places and persons that exist.

The checks that follow rely on it: compiled loops read and write wherever an index points.
"""

from __future__ import annotations

from sim.network.codes import StageKind
from sim.network.contract import CaseTable, EngineLog, Narrow, Network, StageLog


def rows_exist(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Every index of stages and spells lies within what it counts; -1 ("none") only where none may be."""
    n_cases, n_facilities = len(table.arose), len(network.facilities.tier)
    n_members, stages, busy = len(network.members.group), log.stages, log.busy
    known = (
        within(stages.case, 0, n_cases)
        and within(stages.facility, -1, n_facilities)
        and within(stages.skill, -1, network.n_skills)
        and within(stages.member, -1, n_members)
        and within(busy.case, -1, n_cases)
        and within(busy.facility, 0, n_facilities)
        and within(busy.member, 0, n_members)
        and len(log.queue_integral) == n_facilities * network.n_skills
        and queued_somewhere(stages)
    )
    return [] if known else ["rows: a stage, spell or queue of a case, place or person that does not exist"]


def within(values: Narrow, low: int, size: int) -> bool:
    """Do all values lie in low..size - 1?"""
    return len(values) == 0 or (int(values.min()) >= low and int(values.max()) < size)


def queued_somewhere(stages: StageLog) -> bool:
    """Has every queue a facility and a skill, and every service a member too?"""
    service = stages.kind == StageKind.SERVICE
    lacks = (stages.facility < 0) | (stages.skill < 0)
    lacks &= service | (stages.kind == StageKind.QUEUE)
    lacks |= service & (stages.member < 0)
    return not lacks.any()
