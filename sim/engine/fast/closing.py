"""The end of a case: outcome, lateness, satisfaction, survey, and what the joint assessment counts."""

from __future__ import annotations

from sim.compiled import real, shared, whole
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.network.codes import Outcome
from sim.rules import backstop, satisfaction, survey
from sim.rules.working_time import working_between

SOLVED, UNSOLVED = int(Outcome.SOLVED), int(Outcome.UNSOLVED)
CLOSED = backstop.CLOSED
NONE = -1


@shared
def finish(view: View, state: State, case: int, outcome: int) -> None:
    """Close the case now. Only cases that somebody dealt with (solved or not) can be satisfied."""
    state.outcome[case], state.closed[case] = outcome, state.now
    state.status[case], state.job[case] = CLOSED, NONE
    state.move[case] += 1
    if view.warm_up <= view.arose[case] < view.horizon:
        state.measured_left -= 1
    if outcome == SOLVED or outcome == UNSOLVED:
        judge_satisfaction(view, state, case, outcome == SOLVED)
        count_for_assessment(view, state, case, outcome == SOLVED)


@shared
def judge_satisfaction(view: View, state: State, case: int, solved: bool) -> None:
    """True satisfaction from the case's own logit, then what the survey makes of it."""
    rules = view.rules
    closed, due = whole(state.closed[case]), whole(state.due[case])
    late, beyond = closed > due, 0
    if late:
        beyond = working_between(view.work_start, view.work_end, view.work_before, due, closed, 0)
    total = satisfaction.score(
        rules.satisfaction_intercept, rules.satisfaction_wait, rules.satisfaction_late,
        rules.satisfaction_lateness, rules.satisfaction_handoff, rules.satisfaction_travel,
        rules.satisfaction_unsolved, whole(state.site_wait[case]), late, beyond, rules.working_day,
        whole(state.handoffs[case]), 2 * whole(view.travel[case]) * whole(state.visits[case]), solved,
    )  # fmt: skip
    county = whole(view.case_county[case])
    satisfied = satisfaction.satisfied(real(view.satisfaction[case]), total)
    state.score[case], state.satisfied[case] = total, satisfied
    state.surveyed[case] = survey.surveyed(
        rules.survey_on, real(view.survey_u[case]), rules.survey_rate, real(view.response_u[case]),
        view.response_rate[county],
    )  # fmt: skip
    state.reported[case] = survey.reported(
        satisfied, real(view.report_u[case]), view.reporting_effect[county]
    )


@shared
def count_for_assessment(view: View, state: State, case: int, solved: bool) -> None:
    """Monthly counts of the station where the case began: its own work, or help from above."""
    station = whole(view.facility[case])
    state.month[station, 0] += 1
    alone = state.handoffs[case] == 0 and state.held[case] == station
    if alone and not state.by_chiefs[case] and not state.in_session[case]:
        if solved:
            state.month[station, 1] += 1
    else:
        state.month[station, 2] += 1
        if solved and state.closed[case] <= state.due[case]:
            state.month[station, 3] += 1


@shared
def sum_up(view: View, state: State, case: int) -> None:
    """Columns of the log that follow from the others, once the clock has stopped."""
    held, service = state.held[case], view.service[case]
    state.tier_last[case] = view.tier[held] if held >= 0 else NONE
    state.travelled[case] = 2 * whole(view.travel[case]) * whole(state.visits[case])
    n_reviews = view.review_ptr[service + 1] - view.review_ptr[service]
    state.linked[case] = view.cross_city[case] or (view.bundle[service] and n_reviews > 1)
    in_between = state.detour[case]
    state.detour[case] = state.outcome[case] == SOLVED and state.attempts[case] == 1 and not in_between
