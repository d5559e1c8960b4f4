"""Solving a location model: one program, or two where the worst township comes first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import numpy as np

from sim.planning.location import ask as asking
from sim.planning.location import covering_cuts, maximal_covering, p_median, set_covering
from sim.planning.location.ask import MAXIMAL_COVERING, P_MEDIAN, SET_COVERING, Ask
from sim.planning.location.equity import add_limits, add_worst
from sim.planning.location.formulation import Formulation
from sim.planning.location.instance import Floats, Instance
from sim.planning.location.program import INFEASIBLE, OPTIMAL, TIME_LIMIT, Solved
from sim.planning.location.read import WHOLE, Reading, read
from sim.planning.location.solution import Solution

Build = Callable[[Instance, Ask, Iterable[Collection[int]]], Formulation]
BUILD: dict[str, Build] = {
    SET_COVERING: set_covering.build,
    MAXIMAL_COVERING: maximal_covering.build,
    P_MEDIAN: p_median.build,
}
SLACK = 1e-7  # by which the second program may fall short of the worst township's share
SHARE_UNIT = 1000.0  # a covered share is maximised in thousandths: the solver's tolerance is 1e-6


def solve(instance: Instance, ask: Ask, forbidden: Iterable[Collection[int]] = ()) -> Solution:
    """Solve a model, to a proof or until the time limit.

    Args:
        instance: demand points and sites.
        ask: model and options.
        forbidden: sets of new sites that are excluded, each as exactly that set.

    Raises:
        InputError: the instance or what is asked of it has faults; one message tells all.
    """
    instance.check()
    asking.check(ask, instance)
    excluded = [frozenset(one) for one in forbidden]
    formulation = BUILD[ask.model](instance, ask, excluded)
    add_limits(formulation, instance, ask)
    if ask.worst_first:
        solved, seconds = _worst_first(formulation, instance, ask)
    elif covering_cuts.applies(ask):
        solved = covering_cuts.minimise_by_cuts(formulation, instance, ask, excluded)
        seconds = solved.seconds
    else:
        solved = formulation.program.minimise(formulation.cost, ask.time_limit)
        seconds = solved.seconds
    reading = None if solved.x is None else read(formulation, instance, ask, solved.x, excluded)
    return _solution(formulation, instance, ask, solved, reading, seconds)


def _worst_first(formulation: Formulation, instance: Instance, ask: Ask) -> tuple[Solved, float]:
    """Find the greatest covered share that the worst township can have, then the best total that keeps it.

    Returns:
        What was found in the end, and the seconds of both programs.
    """
    program = formulation.program
    t = add_worst(formulation, instance)
    first = np.zeros(program.columns)
    first[t] = -SHARE_UNIT
    solved = program.minimise(first, ask.time_limit)
    if solved.x is None or solved.status != OPTIMAL:
        # the bound is one of the worst township's share, not of the total
        return solved._replace(bound=-np.inf), solved.seconds
    kept = read(formulation, instance, ask, solved.x).worst - SLACK
    cost = np.append(formulation.cost, np.zeros(program.columns - len(formulation.cost)))
    left = max(ask.time_limit - solved.seconds, 1.0)
    second = program.minimise(cost, left, fixed=(t, kept))
    seconds = solved.seconds + second.seconds
    if second.x is None:  # out of time: what was found first stands, its total unproven
        bound = second.bound if second.bound < np.inf else -np.inf
        second = solved._replace(status=TIME_LIMIT, bound=bound)
    return second, seconds


def _solution(
    formulation: Formulation,
    instance: Instance,
    ask: Ask,
    solved: Solved,
    reading: Reading | None,
    seconds: float,
) -> Solution:
    """Return what the solver found, valued anew in the instance's units."""
    bound = formulation.unit * (solved.bound + formulation.constant)
    if reading is None:
        zones = len(instance.demand)
        nobody, nothing = np.full(zones, -1), np.zeros(zones)
        bound = float("nan") if solved.status == INFEASIBLE else bound
        empty = Reading((), nobody, nothing, float("nan"), float("nan"))
        return _told(ask, instance, solved.status, empty, bound, float("nan"), False, seconds)
    value = reading.objective
    proven = solved.status == OPTIMAL and abs(value - bound) <= _tolerance(formulation, value)
    if proven:
        return _told(ask, instance, OPTIMAL, reading, value, 0.0, True, seconds)
    gap = abs(value - bound) / abs(value) if value else (0.0 if bound == value else float("inf"))
    return _told(ask, instance, solved.status, reading, bound, gap, False, seconds)


def _tolerance(formulation: Formulation, value: float) -> float:
    """Return by how much a proven objective may differ from its bound: the solver's own tolerances."""
    return 10 * WHOLE * abs(formulation.unit) + WHOLE * abs(value)


def _told(
    ask: Ask,
    instance: Instance,
    status: str,
    reading: Reading,
    bound: float,
    gap: float,
    proven: bool,
    seconds: float,
) -> Solution:
    served: Floats = reading.served
    return Solution(
        ask.model,
        status,
        reading.sites,
        reading.objective,
        reading.worst,
        bound,
        gap,
        proven,
        seconds,
        float(instance.cost[list(reading.sites)].sum()),
        reading.assignment,
        served,
        np.asarray(served >= 1 - WHOLE),
    )
