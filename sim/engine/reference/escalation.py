"""The ladder: joining a tier, the solved draw, the hand-off to the next tier, the end above the top."""

from __future__ import annotations

from collections.abc import Callable

from sim.engine.reference import chiefs, logs, oncall, queueing, reviews, sessions
from sim.engine.reference.clock import at
from sim.engine.reference.closing import finish
from sim.engine.reference.state import Job, State
from sim.network.codes import SLOT_CHIEFS, CaseKind, EventKind, Origin, Outcome, StageKind, StageOutcome, Tier
from sim.rules import backstop, escalation, handoff, presence, priority, solving
from sim.rules.search import rank
from sim.rules.working_time import add_working, working_between

HANDOFF_ARRIVAL = int(EventKind.HANDOFF_ARRIVAL)
STATION, PROJECT, PROBLEM = int(Tier.STATION), int(Origin.PROJECT), int(CaseKind.PROBLEM)


def accept(state: State, case: int, facility: int, position: int) -> None:
    """The case is taken on: its promise starts; a graded case enters at the tier of its grade."""
    view = state.view
    service = view.service[case]
    state.accepted[case] = state.now
    state.due[case] = add_working(
        view.work_start, view.work_end, view.work_before, state.now, view.promise[service]
    )
    chiefs.watch(state, case)
    entry = facility
    if view.rules.grading_on:
        entry = escalation.entry_facility(
            facility, view.grade[case], view.parents[view.family[service]], view.tier
        )
    join_tier(state, case, entry, position if entry == facility else priority.TICKET)


def join_tier(state: State, case: int, facility: int, position: int) -> None:
    """Queue at a facility, or do what the scenario says when the skill is not there."""
    state.held[case] = facility
    what, visit = skill_there(state, case, facility)
    if what == presence.HAND_UP:
        state.detour[case] = True
        escalate(state, case)
    elif what == presence.WAIT_FOR_VISIT and position != priority.TICKET:
        await_visit(state, case, visit, lambda: queue(state, case, facility, position))
    else:
        queue(state, case, facility, priority.TICKET if what == presence.CALL else position)
        if what == presence.CALL:
            oncall.request(state, facility, state.view.skill[state.view.service[case]])


def skill_there(state: State, case: int, facility: int) -> tuple[int, int]:
    """What to do about the skill that the case needs here, and the row of the next rotating visit."""
    view, rules = state.view, state.view.rules
    pool = facility * view.n_skills + view.skill[view.service[case]]
    low, high = view.visit_ptr[pool], view.visit_ptr[pool + 1]
    i = rank(view.visit_start, low, high, state.now)  # the next visit; i - 1 may be going on
    visiting = i > low and state.now < view.visit_end[i - 1]
    wait = -1
    if i < high:
        start = view.visit_start[i]
        wait = working_between(view.work_start, view.work_end, view.work_before, state.now, start)
    low, high = view.call_ptr[pool], view.call_ptr[pool + 1]
    at_base = low < high and view.group_base[view.call_group[low]] == facility  # is there already
    what = presence.absent_skill(
        view.resident[pool], visiting, wait, rules.absent_wait, low < high, rules.absent_call or at_base
    )
    return what, i


def await_visit(state: State, case: int, visit: int, then: Callable[[], None]) -> None:
    """An enterprise on site comes back when the specialist does, with its lag."""
    view = state.view
    back = min(view.visit_start[visit] + view.return_lag[case], view.visit_end[visit] - 1)

    def come_back() -> None:
        state.visits[case] += 1
        then()

    queueing.be_away(state, case, back, come_back)


def doors_close(state: State, facility: int) -> None:
    """Closing: who waits for a skill that is not based here need not come back before it does."""
    for skill in sorted(state.waiting_skills[facility]):
        if not state.view.resident[facility * state.view.n_skills + skill]:
            visit_over(state, facility, skill)


def visit_over(state: State, facility: int, skill: int) -> None:
    """A rotating specialist has left: those still waiting for its skill, but for chiefs, decide anew."""
    for job in queueing.waiting_for(state, facility, skill):
        if job.slot == SLOT_CHIEFS:
            continue
        what, visit = skill_there(state, job.case, facility)
        if what == presence.HAND_UP:
            queueing.leave(state, job, StageOutcome.LEFT)
            state.detour[job.case] = True
            escalate(state, job.case)
        elif what == presence.CALL:
            queueing.leave_papers(state, job)
            oncall.request(state, facility, skill)
        elif what == presence.WAIT_FOR_VISIT and job.on_site:
            job.patience_used += state.now - job.queued_at
            queueing.leave(state, job, StageOutcome.LEFT)
            await_visit(state, job.case, visit, _rejoin(state, job))


def _rejoin(state: State, job: Job) -> Callable[[], None]:
    return lambda: queueing.join(state, job)


def queue(state: State, case: int, facility: int, position: int) -> None:
    """Join the queue of the class's skill."""
    view = state.view
    service = view.service[case]
    tracked = view.origin[case] == PROJECT and view.rules.tracking_on
    order = priority.queue_rank(view.priority[service], tracked, view.rules.tracking_priority, position)
    slot = solving.draw_slot(view.tier[facility], state.station_attempts[case])
    job = Job(case, 0, facility, view.skill[service], order, slot)
    job.on_site = position != priority.TICKET
    queueing.join(state, job)


def served(state: State, job: Job) -> None:
    """A service ended: what stands before the solved draw comes first."""
    case = job.case
    if job.sub:
        logs.service_stage(state, job, StageOutcome.DONE)
        reviews.reviewed(state, case)
        return
    state.job[case] = None
    state.attempts[case] += 1
    state.last_slot[case] = job.slot
    if state.view.tier[job.facility] == STATION and job.slot != SLOT_CHIEFS:
        state.station_attempts[case] += 1
    if reviews.pending(state, case):
        logs.service_stage(state, job, StageOutcome.DONE)
        reviews.begin(state, case)
        return
    solved = is_solved(state, case)
    logs.service_stage(state, job, StageOutcome.SOLVED if solved else StageOutcome.UNSOLVED)
    settle(state, case, solved)


def reviewed(state: State, case: int) -> None:
    """A trip or the reviews are over: whatever is still pending, then the solved draw."""
    if reviews.pending(state, case):
        reviews.begin(state, case)
    else:
        settle(state, case, is_solved(state, case))


def is_solved(state: State, case: int) -> bool:
    """The solved draw of the last service against the chance at the facility that holds the case."""
    view, held, service = state.view, state.held[case], state.view.service[case]
    slot = state.last_slot[case]
    if slot == SLOT_CHIEFS:
        return view.solve_u[case][slot] < view.rules.backstop_solve
    tier = view.tier[held]
    chance = view.solve[service][tier]
    if tier == STATION and view.delegated[held][view.item[case]]:
        chance = solving.delegated_chance(chance, view.solve[service][Tier.DISTRICT], view.rules.authority)
    level = min(state.coaching_level[held][service], len(view.curve) - 1)
    chance = solving.coached_chance(chance, view.ceiling, view.curve[level])
    return view.solve_u[case][slot] < chance


def settle(state: State, case: int, solved: bool) -> None:
    """Solved: closed. Unsolved: to the chiefs if the backstop has fallen due, else up the ladder."""
    if solved:
        finish(state, case, Outcome.SOLVED)
    elif state.backstop_due[case]:
        chiefs.take_over(state, case)
    else:
        if state.by_chiefs[case]:
            state.by_chiefs[case] = False
            state.held[case] = state.ladder[case]
        escalate(state, case)


def escalate(state: State, case: int) -> None:
    """Up one step: parent of the family, leaders' session, or closed unsolved."""
    view, held = state.view, state.held[case]
    parent = view.parents[view.family[view.service[case]]][held]
    held_sessions = view.case_county[case] in view.county_has_sessions
    problem = view.kind[view.service[case]] == PROBLEM
    step = escalation.next_step(parent, problem, view.rules.sessions_on, held_sessions)
    if step == escalation.PARENT:
        hand_off(state, case, parent)
    elif step == escalation.LEADERS:
        sessions.wait(state, case)
    else:
        finish(state, case, Outcome.UNSOLVED)


def hand_off(state: State, case: int, parent: int) -> None:
    """Papers travel in working time; short where the platform pushes information both ways."""
    view, rules, held = state.view, state.view.rules, state.held[case]
    mean = handoff.mean_delay(
        view.push[held], view.push[parent], rules.handoff_with_push, rules.handoff_without_push
    )
    factors = view.handoff[case]
    seconds = handoff.delay(factors[min(state.handoffs[case], len(factors) - 1)], mean)
    state.handoffs[case] += 1
    state.detour[case] = True
    state.status[case], state.heading[case], state.moved_at[case] = backstop.HANDOFF, parent, state.now
    state.move[case] += 1
    move, start = state.move[case], state.now

    def act() -> None:
        if state.move[case] == move:
            logs.other_stage(state, case, 0, StageKind.HANDOFF, held, start, StageOutcome.DONE)
            state.handoff_time[case] += state.now - start
            join_tier(state, case, parent, priority.TICKET)

    arrival = add_working(view.work_start, view.work_end, view.work_before, state.now, seconds)
    at(state, arrival, HANDOFF_ARRIVAL, parent, case, 0, act)
