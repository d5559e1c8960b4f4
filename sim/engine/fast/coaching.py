"""Coaching 下沉, training 上挂 and the joint assessment that allots next month's coaching."""

from __future__ import annotations

from sim.compiled import shared
from sim.engine.fast.jobs import NONE
from sim.engine.fast.state import State
from sim.engine.fast.view import View
from sim.rules import assessment

COACHED = 3  # column of the assessment log: coaching visits that a score brought about


@shared
def learn(view: View, state: State, block: int) -> None:
    """A visit is over: the facility's chance to solve the class moves along the learning curve."""
    facility, group = view.coaching_facility[block], view.coaching_group[block]
    allotted = facility < 0
    if allotted:
        facility = state.allotted[group]
    if facility < 0:  # no assessment: the paired stations in turn
        low, high = view.paired_ptr[group], view.paired_ptr[group + 1]
        if low == high:
            return
        facility = view.paired_station[low + state.turn[group] % (high - low)]
        state.turn[group] += 1
    elif allotted and state.last_assessed[facility] >= 0:
        state.assessment[state.last_assessed[facility], COACHED] += 1
    state.coaching_level[facility, view.coaching_service[block]] += view.coaching_levels[block]


@shared
def assess(view: View, state: State) -> None:
    """Month's end: score each pair; the lowest score is allotted the next month's open coaching."""
    for group in range(view.n_groups):
        lowest, least = NONE, 0
        for i in range(view.paired_ptr[group], view.paired_ptr[group + 1]):
            facility = view.paired_station[i]
            score = _score(state, facility)
            if lowest < 0 or assessment.needs_more(score, least):
                lowest, least = facility, score
        state.allotted[group] = lowest
    for facility in range(view.n_facilities):
        if view.board[facility] >= 0:
            row = state.n_assessments
            state.last_assessed[facility] = row
            state.n_assessments = row + 1
            state.assessment[row, 0], state.assessment[row, 1] = state.now, facility
            state.assessment[row, 2] = _score(state, facility)
    for facility in range(view.n_facilities):
        for column in range(4):
            state.month[facility, column] = 0


@shared
def _score(state: State, facility: int) -> int:
    return assessment.pair_score(
        state.month[facility, 0], state.month[facility, 1], state.month[facility, 2],
        state.month[facility, 3],
    )  # fmt: skip
