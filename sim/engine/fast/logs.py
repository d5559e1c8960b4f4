"""Appending to the logs of a run, and turning them into the contract's tuples."""

from __future__ import annotations

from typing import Any

from sim.compiled import shared
from sim.compiled.structs import number
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import StageKind
from sim.network.contract import BusyLog, CaseLog, EngineLog, StageLog

NONE = -1
QUEUE, SERVICE = int(StageKind.QUEUE), int(StageKind.SERVICE)


@shared
def queue_stage(state: State, job: int, outcome: int) -> None:
    """A stint in a queue that ended without service."""
    now = state.now
    row = _new_stage(state, state.job_case[job], state.job_sub[job], QUEUE, state.job_facility[job], outcome)
    state.stage_skill[row] = state.job_skill[job]
    state.stage_priority[row], state.stage_order[row] = state.job_priority[job], state.job_order[job]
    state.stage_joined[row], state.stage_started[row] = state.job_queued_at[job], now


@shared
def service_stage(view: View, state: State, job: int, outcome: int) -> None:
    """The last stint in the queue and the service after it."""
    member = state.job_member[job]
    row = _new_stage(
        state, state.job_case[job], state.job_sub[job], SERVICE, state.job_facility[job], outcome
    )
    state.stage_skill[row] = state.job_skill[job]
    state.stage_group[row], state.stage_member[row] = view.member_group[member], member
    state.stage_priority[row], state.stage_order[row] = state.job_priority[job], state.job_order[job]
    state.stage_joined[row], state.stage_started[row] = state.job_queued_at[job], state.job_started[job]
    state.stage_work[row] = state.job_worked[job]


@shared
def other_stage(
    state: State, case: int, sub: int, kind: int, facility: int, start: int, outcome: int
) -> None:
    """A stage without queue and staff: hand-off, review, session, absence, appointment, trip."""
    row = _new_stage(state, case, sub, kind, facility, outcome)
    state.stage_joined[row], state.stage_started[row] = start, state.now


@shared
def _new_stage(state: State, case: int, sub: int, kind: int, facility: int, outcome: int) -> int:
    """A row that ends now, without queue and staff so far."""
    row = state.n_stages
    state.n_stages = row + 1
    if state.n_stages == state.room_stages:  # the last row: it may be spoilt
        state.n_stages, state.full = row, True
    state.stage_case[row], state.stage_sub[row], state.stage_kind[row] = case, sub, kind
    state.stage_facility[row], state.stage_outcome[row] = facility, outcome
    state.stage_skill[row] = state.stage_group[row] = state.stage_member[row] = NONE
    state.stage_priority[row] = state.stage_order[row] = NONE
    state.stage_ended[row], state.stage_work[row] = state.now, 0
    return row


@shared
def busy_spell(state: State, member: int, facility: int, start: int, case: int) -> None:
    """One uninterrupted spell of a member's work."""
    if state.now <= start:
        return
    row = state.n_spells
    state.n_spells = row + 1
    if state.n_spells == state.room_spells:
        state.n_spells, state.full = row, True
    state.busy_member[row], state.busy_facility[row] = member, facility
    state.busy_start[row], state.busy_end[row], state.busy_case[row] = start, state.now, case


def engine_log(state: State, after: Any) -> EngineLog:
    """The logs of a run that is over, ``after`` being the packed state; the columns are the state's own."""
    arrays: Any = state
    stages, spells = number(after, "n_stages"), number(after, "n_spells")
    names = {
        "facility_last": "held", "travel": "travelled", "first_contact": "detour", "backstop": "chiefs_took"
    }  # fmt: skip
    return EngineLog(
        cases=CaseLog(*(getattr(arrays, names.get(name, name)) for name in CaseLog._fields)),
        stages=StageLog(*(getattr(arrays, f"stage_{name}")[:stages] for name in StageLog._fields)),
        busy=BusyLog(*(getattr(arrays, f"busy_{name}")[:spells] for name in BusyLog._fields)),
        queue_integral=arrays.queue_integral,
        overtime=arrays.overtime,
        coaching_level=arrays.coaching_level,
        assessment=arrays.assessment[: number(after, "n_assessments")],
        stopped=number(after, "now"),
    )
