"""Checks of targets: bounds make sense; KPI names are checked where the caller knows them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.scenario.checks.rows import rows
from sim.scenario.draft import Draft, hint
from sim.scenario.problems import Problem, problem
from sim.scenario.schema.target import Target


def check_bounds(draft: Draft) -> Iterator[Problem]:
    """A target has a bound, and its bounds do not cross."""
    for target, place in rows(draft, Target):
        if target.at_least is None and target.at_most is None:
            yield problem("target_without_bound", *place, "at_least")
        elif target.at_least is not None and target.at_most is not None and target.at_least > target.at_most:
            yield problem("target_bounds_cross", *place, "at_least", target.at_most)


def check_kpis(draft: Draft, known: Collection[str]) -> Iterator[Problem]:
    """Every KPI named is registered."""
    for target, place in rows(draft, Target):
        if target.kpi not in known:
            yield problem("unknown_kpi", *place, "kpi", target.kpi, **hint(target.kpi, known))
