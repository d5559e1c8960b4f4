"""The end of a case: outcome, lateness, satisfaction, survey, and what the joint assessment counts."""

from __future__ import annotations

from sim.engine.reference.state import State
from sim.network.codes import Outcome
from sim.rules import backstop, satisfaction, survey
from sim.rules.working_time import working_between

SOLVED, UNSOLVED = int(Outcome.SOLVED), int(Outcome.UNSOLVED)


def finish(state: State, case: int, outcome: int) -> None:
    """Close the case now. Only cases that somebody dealt with (solved or not) can be satisfied."""
    view = state.view
    state.outcome[case], state.closed[case] = int(outcome), state.now
    state.status[case], state.job[case] = backstop.CLOSED, None
    state.move[case] += 1
    if view.warm_up <= view.arose[case] < view.horizon:
        state.measured_left -= 1
    if outcome == SOLVED or outcome == UNSOLVED:
        judge_satisfaction(state, case, outcome == SOLVED)
        count_for_assessment(state, case, outcome == SOLVED)


def judge_satisfaction(state: State, case: int, solved: bool) -> None:
    """True satisfaction from the case's own logit, then what the survey makes of it."""
    view, rules = state.view, state.view.rules
    closed, due = state.closed[case], state.due[case]
    late = closed > due
    beyond = working_between(view.work_start, view.work_end, view.work_before, due, closed) if late else 0
    total = satisfaction.score(
        rules.satisfaction_intercept, rules.satisfaction_wait, rules.satisfaction_late,
        rules.satisfaction_lateness, rules.satisfaction_handoff, rules.satisfaction_travel,
        rules.satisfaction_unsolved, state.site_wait[case], late, beyond, rules.working_day,
        state.handoffs[case], 2 * view.travel[case] * state.visits[case], solved,
    )  # fmt: skip
    county = view.case_county[case]
    state.score[case] = total
    state.satisfied[case] = satisfaction.satisfied(view.satisfaction[case], total)
    state.surveyed[case] = survey.surveyed(
        rules.survey_on,
        view.survey_u[case],
        rules.survey_rate,
        view.response_u[case],
        view.response_rate[county],
    )
    state.reported[case] = survey.reported(
        state.satisfied[case], view.report_u[case], view.reporting_effect[county]
    )


def count_for_assessment(state: State, case: int, solved: bool) -> None:
    """Monthly counts of the station where the case began: its own work, or help from above."""
    station = state.view.facility[case]
    month = state.month[station]
    month[0] += 1
    alone = state.handoffs[case] == 0 and state.held[case] == station
    if alone and not state.by_chiefs[case] and not state.in_session[case]:
        month[1] += solved
    else:
        month[2] += 1
        month[3] += solved and state.closed[case] <= state.due[case]
