"""Appending to the logs of a run, and turning them into the contract's tuples."""

from __future__ import annotations

from typing import Any

from sim.compiled import shared
from sim.engine.fast.events import longer
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
    if row == len(state.stage_case):
        _longer_stages(state)
    state.n_stages = row + 1
    state.stage_case[row], state.stage_sub[row], state.stage_kind[row] = case, sub, kind
    state.stage_facility[row], state.stage_outcome[row] = facility, outcome
    state.stage_skill[row] = state.stage_group[row] = state.stage_member[row] = NONE
    state.stage_priority[row] = state.stage_order[row] = NONE
    state.stage_ended[row], state.stage_work[row] = state.now, 0
    return row


@shared
def _longer_stages(state: State) -> None:
    state.stage_case, state.stage_sub = longer(state.stage_case), longer(state.stage_sub)
    state.stage_kind, state.stage_facility = longer(state.stage_kind), longer(state.stage_facility)
    state.stage_skill, state.stage_group = longer(state.stage_skill), longer(state.stage_group)
    state.stage_member, state.stage_priority = longer(state.stage_member), longer(state.stage_priority)
    state.stage_order, state.stage_joined = longer(state.stage_order), longer(state.stage_joined)
    state.stage_started, state.stage_ended = longer(state.stage_started), longer(state.stage_ended)
    state.stage_work, state.stage_outcome = longer(state.stage_work), longer(state.stage_outcome)


@shared
def busy_spell(state: State, member: int, facility: int, start: int, case: int) -> None:
    """One uninterrupted spell of a member's work."""
    if state.now <= start:
        return
    row = state.n_spells
    if row == len(state.busy_case):
        _longer_spells(state)
    state.n_spells = row + 1
    state.busy_member[row], state.busy_facility[row] = member, facility
    state.busy_start[row], state.busy_end[row], state.busy_case[row] = start, state.now, case


@shared
def _longer_spells(state: State) -> None:
    state.busy_member, state.busy_facility = longer(state.busy_member), longer(state.busy_facility)
    state.busy_start, state.busy_end = longer(state.busy_start), longer(state.busy_end)
    state.busy_case = longer(state.busy_case)


def engine_log(
    state: State, numbers: tuple[int, int, int, int], stages: StageLog, spells: BusyLog
) -> EngineLog:
    """The logs of a run that is over; the columns are those of the state, not copies."""
    _, stopped, n_stages, n_spells = numbers
    arrays: Any = state
    names = {
        "facility_last": "held", "travel": "travelled", "first_contact": "detour", "backstop": "chiefs_took"
    }  # fmt: skip
    return EngineLog(
        cases=CaseLog(*(getattr(arrays, names.get(name, name)) for name in CaseLog._fields)),
        stages=StageLog(*(column[:n_stages] for column in stages)),
        busy=BusyLog(*(column[:n_spells] for column in spells)),
        queue_integral=arrays.queue_integral,
        overtime=arrays.overtime,
        coaching_level=arrays.coaching_level,
        assessment=arrays.assessment[: int((arrays.assessment[:, 0] > 0).sum())],
        stopped=int(stopped),
    )
