"""Coaching 下沉, training 上挂 and the joint assessment that allots next month's coaching."""

from __future__ import annotations

from sim.engine.reference.clock import at
from sim.engine.reference.state import State
from sim.network.codes import EventKind
from sim.rules import assessment

ROSTER = int(EventKind.ROSTER)
COACHED = 3  # column of the assessment log: coaching visits that a score brought about


def plan(state: State) -> None:
    """Put the ends of all blocks and the months' ends on the clock (after the presence of that second)."""
    view = state.view
    last = view.n_facilities
    for block, time in enumerate(view.coaching_end):
        if time <= view.end:
            at(state, time, ROSTER, last, block, 0, lambda block=block: learn(state, block))  # type: ignore[misc]
    if view.rules.assessment_on:
        for month, time in enumerate(view.month_end):
            at(state, time, ROSTER, last + 1, month, 0, lambda: assess(state))


def learn(state: State, block: int) -> None:
    """A visit is over: the facility's chance to solve the class moves along the learning curve."""
    view = state.view
    facility, group = view.coaching_facility[block], view.coaching_group[block]
    if facility < 0:
        facility = state.allotted[group]
    if facility < 0:  # no assessment: the paired stations in turn
        stations = view.paired[group]
        if not stations:
            return
        facility = stations[state.turn[group] % len(stations)]
        state.turn[group] += 1
    elif view.coaching_facility[block] < 0 and facility in state.last_assessed:
        state.assessment[state.last_assessed[facility] + COACHED] += 1
    state.coaching_level[facility][view.coaching_service[block]] += view.coaching_levels[block]


def assess(state: State) -> None:
    """Month's end: score each pair; the lowest score is allotted the next month's open coaching."""
    view = state.view
    scores = [assessment.pair_score(*counts) for counts in state.month]
    for group in range(len(view.group_base)):
        lowest = -1
        for facility in view.paired[group]:
            if lowest < 0 or assessment.needs_more(scores[facility], scores[lowest]):
                lowest = facility
        state.allotted[group] = lowest
    for facility, board in enumerate(view.board):
        if board >= 0:
            state.last_assessed[facility] = len(state.assessment)
            state.assessment.extend((state.now, facility, scores[facility], 0))
    state.month = [[0, 0, 0, 0] for _ in state.month]
