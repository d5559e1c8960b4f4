"""Appending to the logs of a run, and turning them into the contract's arrays."""

from __future__ import annotations

import numpy as np

from sim.engine.reference.state import Job, State
from sim.network.codes import Outcome, StageKind, StageOutcome
from sim.network.contract import BusyLog, CaseLog, EngineLog, StageLog, narrow

QUEUE, SERVICE = int(StageKind.QUEUE), int(StageKind.SERVICE)
OPEN = int(StageOutcome.OPEN)
ASSESSMENT_COLUMNS = 4


def queue_stage(state: State, job: Job, outcome: int) -> None:
    """A stint in a queue that ended without service."""
    now = state.now
    state.stages.extend((job.case, job.sub, QUEUE, job.facility, job.skill, -1, -1, job.priority, job.order,
                         job.queued_at, now, now, 0, outcome))  # fmt: skip


def service_stage(state: State, job: Job, outcome: int) -> None:
    """The last stint in the queue and the service after it."""
    assert job.member is not None
    who = job.member
    state.stages.extend((job.case, job.sub, SERVICE, job.facility, job.skill, who.group, who.id, job.priority,
                         job.order, job.queued_at, job.started, state.now, job.worked, outcome))  # fmt: skip


def other_stage(
    state: State, case: int, sub: int, kind: int, facility: int, start: int, outcome: int
) -> None:
    """A stage without queue and staff: hand-off, review, session, absence, appointment, trip."""
    now = state.now
    state.stages.extend((case, sub, kind, facility, -1, -1, -1, -1, -1, start, now, now, 0, outcome))


def busy_spell(state: State, member: int, facility: int, start: int, case: int) -> None:
    """One uninterrupted spell of a member's work."""
    if state.now > start:
        state.busy.extend((member, facility, start, state.now, case))


def _columns(rows: object, names: tuple[str, ...]) -> dict[str, np.ndarray]:
    table = np.array(rows, dtype=np.int64).reshape(-1, len(names))
    return {name: table[:, i] for i, name in enumerate(names)}


def engine_log(state: State, stopped: int) -> EngineLog:
    """The logs as NumPy arrays."""
    view = state.view
    ints = {
        name: np.array(getattr(state, name), dtype=np.int64)
        for name in ("outcome", "accepted", "due", "first_start", "closed", "attempts", "handoffs", "wait",
                     "site_wait", "work", "handoff_time", "review_time", "session_time")
    }  # fmt: skip
    last = np.array(state.held, dtype=np.int64)
    tier = np.array([*view.tier, -1], dtype=np.int64)
    solved = ints["outcome"] == Outcome.SOLVED
    bundle = np.array(view.bundle, dtype=bool)
    n_reviews = np.diff(np.array(view.review_ptr, dtype=np.int64))
    service = np.array(view.service, dtype=np.int64)
    cases = narrow(
        CaseLog,
        **ints,
        facility_last=last,
        tier_last=tier[last],
        travel=2 * np.array(view.travel, dtype=np.int64) * np.array(state.visits, dtype=np.int64),
        first_contact=solved & (ints["attempts"] == 1) & ~np.array(state.detour, dtype=bool),
        backstop=np.array(state.chiefs_took, dtype=bool),
        in_session=np.array(state.in_session, dtype=bool),
        linked=np.array(view.cross_city, dtype=bool) | (bundle & (n_reviews > 1))[service],
        score=np.array(state.score, dtype=np.float64),
        satisfied=np.array(state.satisfied, dtype=bool),
        surveyed=np.array(state.surveyed, dtype=bool),
        reported=np.array(state.reported, dtype=bool),
    )
    return EngineLog(
        cases=cases,
        stages=narrow(StageLog, **_columns(state.stages, StageLog._fields)),
        busy=narrow(BusyLog, **_columns(state.busy, BusyLog._fields)),
        queue_integral=np.array(state.queue_integral, dtype=np.int64),
        overtime=np.array(state.overtime, dtype=np.int64),
        coaching_level=np.array(state.coaching_level, dtype=np.int64),
        assessment=np.array(state.assessment, dtype=np.int64).reshape(-1, ASSESSMENT_COLUMNS),
        stopped=stopped,
    )
