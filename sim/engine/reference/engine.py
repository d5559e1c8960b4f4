"""Running the reference engine: SimPy's clock, the mechanisms beside this file, the logs they leave."""

from __future__ import annotations

import gc
from collections.abc import Callable

from sim.engine.order import AFTER_ALL
from sim.engine.reference import arrivals, coaching, dispatch, escalation, logs, presence, sessions
from sim.engine.reference.clock import at
from sim.engine.reference.queueing import count
from sim.engine.reference.service import stop_overtime
from sim.engine.reference.state import Hooks, State
from sim.engine.reference.view import View
from sim.network.codes import StageKind, StageOutcome
from sim.network.contract import CaseTable, EngineLog, Network
from sim.rules import backstop

Progress = Callable[[int, int], None]
OPEN = int(StageOutcome.OPEN)
REPORT_EVERY = 2048  # events between two looks at the progress


def run(network: Network, table: CaseTable, progress: Progress | None = None) -> EngineLog:
    """Simulate one replication: a deterministic function of network and case table.

    ``progress(done, total)`` is called now and then with measured cases closed and in all. The run
    stops when every measured case is closed and the horizon is past, at the latest at ``clock.end``.
    """
    hooks = Hooks()
    hooks.dispatch, hooks.served, hooks.reviewed = dispatch.dispatch, escalation.served, escalation.reviewed
    collecting = gc.isenabled()
    gc.disable()  # millions of small objects, none in a circle: collecting them only costs time
    try:
        state = State(View(network, table), hooks)
        presence.plan(state)
        coaching.plan(state)
        sessions.plan(state)
        arrivals.plan(state)
        _step_to_the_end(state, progress)
        _close_books(state)
        return logs.engine_log(state, state.now)
    finally:
        if collecting:
            gc.enable()


def _step_to_the_end(state: State, progress: Progress | None) -> None:
    """Step until nothing measured is open after the horizon (whole seconds only), or the clock's end."""
    env, view = state.env, state.view
    for time in (view.horizon, view.end):  # a second to look at, whatever else happens then
        at(state, time, AFTER_ALL, -1, -1, 0, lambda: None)
    total, steps = state.measured_left, 0
    while env.peek() <= view.end:
        if state.measured_left == 0 and env.now >= view.horizon and env.peek() > env.now:
            break
        env.step()
        steps += 1
        if progress is not None and steps % REPORT_EVERY == 0:
            progress(total - state.measured_left, total)


def _close_books(state: State) -> None:
    """Everything that is still going on is logged up to now, as open."""
    for facility in range(state.view.n_facilities):
        for skill in range(state.view.n_skills):
            pool = facility * state.view.n_skills + skill
            for *_, job in sorted(state.queue[pool]):
                logs.queue_stage(state, job, OPEN)
                if job.sub == 0:
                    state.wait[job.case] += state.now - job.queued_at
                    state.site_wait[job.case] += (state.now - job.queued_at) * job.on_site
            count(state, pool, 0)
    for member in state.members:
        stop_overtime(state, member)
        hand = member.job
        if member.travelling:
            logs.busy_spell(state, member.id, member.facility, member.travel_since, -1)
        if hand is not None:
            if hand.running_since >= 0:
                logs.busy_spell(state, member.id, hand.facility, hand.running_since, hand.case)
                hand.worked += state.now - hand.running_since
            logs.service_stage(state, hand, OPEN)
    kinds = {
        backstop.HANDOFF: StageKind.HANDOFF, backstop.AWAY: StageKind.AWAY, backstop.TRIP: StageKind.TRIP,
        backstop.REVIEW: StageKind.REVIEW, backstop.SESSION: StageKind.SESSION,
        backstop.BOOKED: StageKind.APPOINTMENT,
    }  # fmt: skip
    for case, status in enumerate(state.status):
        if status in kinds:
            logs.other_stage(state, case, 0, kinds[status], state.held[case], state.moved_at[case], OPEN)
