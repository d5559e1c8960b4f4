"""The ladder: joining a tier, the solved draw, the hand-off to the next tier, the end above the top."""

from __future__ import annotations

from sim.compiled import prefetch, real, shared, whole
from sim.engine.fast import chiefs, logs, oncall, queueing, reviews, sessions
from sim.engine.fast.closing import finish
from sim.engine.fast.events import at
from sim.engine.fast.jobs import NONE, job_over, new_job
from sim.engine.fast.queueing import QUEUE_APPOINTMENT, QUEUE_ON_SITE, REJOIN
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import (
    MAX_LEVELS,
    SLOT_CHIEFS,
    CaseKind,
    EventKind,
    Origin,
    Outcome,
    StageKind,
    StageOutcome,
    Tier,
)
from sim.rules import backstop, escalation, handoff, presence, priority, solving
from sim.rules.search import rank
from sim.rules.working_time import add_working, working_between

HANDOFF_ARRIVAL = int(EventKind.HANDOFF_ARRIVAL)
STATION, DISTRICT = int(Tier.STATION), int(Tier.DISTRICT)
PROJECT, PROBLEM = int(Origin.PROJECT), int(CaseKind.PROBLEM)
TICKET, APPOINTMENT = priority.TICKET, priority.APPOINTMENT
QUEUE, WAIT_FOR_VISIT = presence.QUEUE, presence.WAIT_FOR_VISIT
CALL, HAND_UP = presence.CALL, presence.HAND_UP
PARENT, LEADERS = escalation.PARENT, escalation.LEADERS
HANDOFF_STATUS, HANDOFF, DONE = backstop.HANDOFF, int(StageKind.HANDOFF), int(StageOutcome.DONE)
SOLVED, UNSOLVED = int(Outcome.SOLVED), int(Outcome.UNSOLVED)
STAGE_SOLVED, STAGE_UNSOLVED = int(StageOutcome.SOLVED), int(StageOutcome.UNSOLVED)
LEFT = int(StageOutcome.LEFT)


@shared
def accept(view: View, state: State, case: int, facility: int, position: int) -> None:
    """The case is taken on: its promise starts; a graded case enters at the tier of its grade."""
    service = view.service[case]
    state.accepted[case] = state.now
    state.due[case] = add_working(
        view.work_start,
        view.work_end,
        view.work_before,
        state.now,
        view.promise[service],
        state.work_row,
    )
    chiefs.watch(view, state, case)
    entry = facility
    if view.rules.grading_on:
        entry = escalation.entry_facility(
            facility, whole(view.grade[case]), view.parents[view.family[service]], view.tier
        )
    join_tier(view, state, case, entry, position if entry == facility else TICKET)


@shared
def join_tier(view: View, state: State, case: int, facility: int, position: int) -> None:
    """Queue at a facility, or do what the scenario says when the skill is not there."""
    state.held[case] = facility
    visit = next_visit(view, state, case, facility)
    what = skill_there(view, state, case, facility, visit)
    if what == HAND_UP:
        state.detour[case] = True
        escalate(view, state, case)
    elif what == WAIT_FOR_VISIT and position != TICKET:
        back_as = QUEUE_APPOINTMENT if position == APPOINTMENT else QUEUE_ON_SITE
        await_visit(view, state, case, visit, back_as, NONE)
    else:
        queue(view, state, case, facility, TICKET if what == CALL else position)
        if what == CALL:
            oncall.request(view, state, facility, view.skill[view.service[case]])


@shared
def next_visit(view: View, state: State, case: int, facility: int) -> int:
    """Row of the next rotating visit for the case's skill; the one before it may be going on."""
    pool = facility * view.n_skills + view.skill[view.service[case]]
    if view.resident[pool]:  # nobody is waited for
        return NONE
    return rank(view.visit_start, view.visit_ptr[pool], view.visit_ptr[pool + 1], state.now)


@shared
def skill_there(view: View, state: State, case: int, facility: int, visit: int) -> int:
    """What to do about the skill that the case needs here."""
    pool = facility * view.n_skills + view.skill[view.service[case]]
    if view.resident[pool]:
        return QUEUE
    visiting = visit > view.visit_ptr[pool] and state.now < view.visit_end[visit - 1]
    wait = -1
    if visit < view.visit_ptr[pool + 1]:
        wait = working_between(
            view.work_start,
            view.work_end,
            view.work_before,
            state.now,
            view.visit_start[visit],
            state.work_row,
        )
    low, high = view.call_ptr[pool], view.call_ptr[pool + 1]
    at_base = low < high and view.group_base[view.call_group[low]] == facility  # is there already
    return presence.absent_skill(
        False, visiting, wait, view.rules.absent_wait, low < high,
        view.rules.absent_call or at_base,
    )  # fmt: skip


@shared
def await_visit(view: View, state: State, case: int, visit: int, back_as: int, job: int) -> None:
    """An enterprise on site comes back when the specialist does, with its lag."""
    lagged = view.visit_start[visit] + whole(view.return_lag[case])
    queueing.be_away(view, state, case, min(lagged, view.visit_end[visit] - 1), back_as, job)


@shared
def doors_close(view: View, state: State, facility: int) -> None:
    """Closing: who waits for a skill that is not based here need not come back before it does."""
    for skill in range(view.n_skills):
        waiting = state.waiting_skills[facility] >> skill & 1
        if waiting and not view.resident[facility * view.n_skills + skill]:
            visit_over(view, state, facility, skill)


@shared
def visit_over(view: View, state: State, facility: int, skill: int) -> None:
    """A rotating specialist has left: those still waiting for its skill, but for chiefs, decide anew."""
    pool = facility * view.n_skills + skill
    job = queueing.first_waiting(view, state, pool)
    while job >= 0:
        after = queueing.next_waiting(view, state, pool, job)
        if state.job_sub[job] == 0 and state.job_slot[job] != SLOT_CHIEFS:
            _decide_anew(view, state, facility, skill, job)
        job = after


@shared
def _decide_anew(view: View, state: State, facility: int, skill: int, job: int) -> None:
    case = state.job_case[job]
    visit = next_visit(view, state, case, facility)
    what = skill_there(view, state, case, facility, visit)
    if what == HAND_UP:
        queueing.leave(view, state, job, LEFT)
        job_over(state, job)
        state.detour[case] = True
        escalate(view, state, case)
    elif what == CALL:
        queueing.leave_papers(view, state, job)
        oncall.request(view, state, facility, skill)
    elif what == WAIT_FOR_VISIT and state.job_on_site[job]:
        state.job_patience_used[job] += state.now - state.job_queued_at[job]
        queueing.leave(view, state, job, LEFT)
        await_visit(view, state, case, visit, REJOIN, job)


@shared
def queue(view: View, state: State, case: int, facility: int, position: int) -> None:
    """Join the queue of the class's skill."""
    service = view.service[case]
    tracked = view.origin[case] == PROJECT and view.rules.tracking_on
    order = priority.queue_rank(view.priority[service], tracked, view.rules.tracking_priority, position)
    slot = solving.draw_slot(view.tier[facility], whole(state.station_attempts[case]))
    job = new_job(state, case, 0, facility, view.skill[service], order, slot)
    state.job_on_site[job] = position != TICKET
    prefetch(view.handling, case)  # read when the service starts
    queueing.join(view, state, job)


@shared
def served(view: View, state: State, job: int) -> None:
    """A service ended: what stands before the solved draw comes first."""
    case = state.job_case[job]
    if state.job_sub[job] > 0:
        logs.service_stage(view, state, job, DONE)
        job_over(state, job)
        if reviews.reviewed(view, state, case):
            reviewed(view, state, case)
        return
    state.job[case] = NONE
    state.attempts[case] += 1
    state.last_slot[case] = state.job_slot[job]
    if view.tier[state.job_facility[job]] == STATION and state.job_slot[job] != SLOT_CHIEFS:
        state.station_attempts[case] += 1
    if reviews.pending(view, state, case):
        logs.service_stage(view, state, job, DONE)
        job_over(state, job)
        reviews.begin(view, state, case)
        return
    solved = is_solved(view, state, case)
    logs.service_stage(view, state, job, STAGE_SOLVED if solved else STAGE_UNSOLVED)
    job_over(state, job)
    settle(view, state, case, solved)


@shared
def reviewed(view: View, state: State, case: int) -> None:
    """A trip or the reviews are over: whatever is still pending, then the solved draw."""
    if reviews.pending(view, state, case):
        reviews.begin(view, state, case)
    else:
        settle(view, state, case, is_solved(view, state, case))


@shared
def is_solved(view: View, state: State, case: int) -> bool:
    """The solved draw of the last service against the chance at the facility that holds the case."""
    held, service, slot = whole(state.held[case]), view.service[case], state.last_slot[case]
    u = real(view.solve_u[case, slot])
    if slot == SLOT_CHIEFS:
        return u < view.rules.backstop_solve
    tier = view.tier[held]
    chance = view.solve[service, tier]
    if tier == STATION and view.delegated[held, view.item[case]]:
        chance = solving.delegated_chance(chance, view.solve[service, DISTRICT], view.rules.authority)
    level = min(state.coaching_level[held, service], len(view.curve) - 1)
    chance = solving.coached_chance(chance, view.ceiling, view.curve[level])
    return u < chance


@shared
def settle(view: View, state: State, case: int, solved: bool) -> None:
    """Solved: closed. Unsolved: to the chiefs if the backstop has fallen due, else up the ladder."""
    if solved:
        finish(view, state, case, SOLVED)
    elif state.backstop_due[case]:
        chiefs.take_over(view, state, case)
    else:
        if state.by_chiefs[case]:
            state.by_chiefs[case] = False
            state.held[case] = state.elsewhere[case]
        escalate(view, state, case)


@shared
def escalate(view: View, state: State, case: int) -> None:
    """Up one step: parent of the family, leaders' session, or closed unsolved."""
    service = view.service[case]
    parent = view.parents[view.family[service], state.held[case]]
    held_sessions = view.county_has_sessions[view.case_county[case]]
    problem = view.kind[service] == PROBLEM
    step = escalation.next_step(parent, problem, view.rules.sessions_on, held_sessions)
    if step == PARENT:
        hand_off(view, state, case, parent)
    elif step == LEADERS:
        sessions.wait(view, state, case)
    else:
        finish(view, state, case, UNSOLVED)


@shared
def hand_off(view: View, state: State, case: int, parent: int) -> None:
    """Papers travel in working time; short where the platform pushes information both ways."""
    rules = view.rules
    mean = handoff.mean_delay(
        view.push[state.held[case]], view.push[parent], rules.handoff_with_push, rules.handoff_without_push
    )
    level = min(whole(state.handoffs[case]), MAX_LEVELS - 1)
    seconds = handoff.delay(real(view.handoff[case, level]), mean)
    state.handoffs[case] += 1
    state.detour[case] = True
    state.status[case], state.elsewhere[case], state.moved_at[case] = HANDOFF_STATUS, parent, state.now
    state.move[case] += 1
    arrival = add_working(
        view.work_start, view.work_end, view.work_before, state.now, seconds, state.work_row
    )
    at(view, state, arrival, HANDOFF_ARRIVAL, parent, case, 0, whole(state.move[case]))


@shared
def handed_over(view: View, state: State, case: int, parent: int) -> None:
    """The papers are there."""
    start = whole(state.moved_at[case])
    logs.other_stage(state, case, 0, HANDOFF, whole(state.held[case]), start, DONE)
    state.handoff_time[case] += state.now - start
    join_tier(view, state, case, parent, TICKET)
