"""The targets of scenarios, and how the replications of runs stand to them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from sim.report.chart_data import Names
from sim.report.content import Cell, Light, Lights
from sim.report.contents.shared import both, value_cell, where
from sim.report.data import Run
from sim.report.interactive.scenarios import labels
from sim.report.lights import WITHOUT_CHANCE, light, meets
from sim.report.measures import measure, number
from sim.report.page_texts import PAGE
from sim.report.texts import LANGUAGES

SATISFACTION: Names = {
    "zh": "满意率：情景未经校准，模型中即时解决件的基础得分为假设，灯号所示的水平由它决定。",
    "en": "Satisfaction: the scenario is not calibrated, and the score that the model gives a case solved at"
    " once is assumed; it sets the level that these lights show.",
}


class Goal(NamedTuple):
    """A target: a KPI at a level and key, at least `low` and at most `high` (None: no such bound)."""

    kpi: str
    level: str
    key: str
    low: float | None
    high: float | None


def goals_of(runs: Sequence[Run]) -> list[Goal]:
    """The targets of the runs' scenarios, those of the first run first, each once.

    Where all runs have one county and no other, its target that is the network's too is left out.
    """
    found: dict[Goal, None] = {}
    for run in runs:
        found |= dict.fromkeys(_own_goals(run))
    counties = {key for run in runs for key in run.names("counties", "en")}
    twice = [
        goal
        for goal in found
        if goal.level == "county" and counties == {goal.key} and _of_network(goal) in found
    ]
    return [goal for goal in found if goal not in twice]


def _own_goals(run: Run) -> list[Goal]:
    goals = []
    for row in run.table("targets").iter_rows(named=True):
        low, high = (float(row[name]) if row.get(name) else None for name in ("at_least", "at_most"))
        goals.append(Goal(row["kpi"], row["level"], row["key"] or "all", low, high))
    return goals


def _of_network(goal: Goal) -> Goal:
    return goal._replace(level="network", key="all")


def values(run: Run, goal: Goal) -> dict[int, float]:
    """The KPI that a target speaks of, by replication; nothing for replications without a value."""
    return run.values(goal.kpi, goal.level, goal.key)


def met_counts(run: Run, goals: Sequence[Goal]) -> dict[int, int]:
    """How many of the targets each replication meets; only replications that have a value of every one."""
    held = [values(run, goal) for goal in goals]
    whole = [number for number in (held[0] if held else {}) if all(number in one for one in held)]
    return {
        number: sum(meets(one[number], goal.low, goal.high) for one, goal in zip(held, goals, strict=True))
        for number in whole
    }


def summary_row(run: Run, goal: Goal) -> dict[str, object] | None:
    """The row of summary.csv of a target's KPI; None where the run lacks it."""
    return run.summary_row(goal.kpi, goal.level, goal.key)


def reached(run: Run, goal: Goal) -> Cell:
    """What a run reached of a target's KPI: mean and interval."""
    return value_cell(summary_row(run, goal))


def light_of(run: Run, goal: Goal) -> Light:
    """Hold a target against a run."""
    return held_against(goal, list(values(run, goal).values()), reached(run, goal))


def held_against(goal: Goal, values: Sequence[float | None], reached: Cell) -> Light:
    """Hold a target against the values that replications gave, and the mean that was reached."""
    return light(values, goal.low, goal.high, reached, chance=goal.kpi not in WITHOUT_CHANCE)


def lights_of(runs: Sequence[Run]) -> Lights | None:
    """Hold every target against every run; None without targets."""
    goals = goals_of(runs)
    if not goals:
        return None
    lights = [[light_of(run, goal) for run in runs] for goal in goals]
    asking = [
        next(run for run in runs if goal in _own_goals(run)) for goal in goals
    ]  # knows the place's name
    told = [described(run, goal) for run, goal in zip(asking, goals, strict=True)]
    satisfaction = any("satisfaction" in goal.kpi for goal in goals)
    notes = [SATISFACTION] if satisfaction and any(_assumes_satisfaction(run) for run in runs) else []
    return Lights(labels(runs), told, lights, notes)


def _assumes_satisfaction(run: Run) -> bool:
    """Whether the level of satisfaction is a mere assumption: not calibrated, its intercept assumed."""
    policies = run.table("policies")
    if run.settings.get("calibration") or not {"policy", "parameter", "source"} <= set(policies.columns):
        return False
    own = policies.filter(pl.col("policy") == "satisfaction", pl.col("parameter") == "intercept")
    return any("assumed" in (source or "").lower() for source in own["source"])


def described(run: Run, goal: Goal) -> dict[str, Names]:
    """What a target asks of a run: name, where, bound, basis."""
    row = summary_row(run, goal)
    return asked(goal, where(run, goal.level, goal.key), str(row["unit"]) if row else "")


def asked(goal: Goal, where: Names, unit: str = "") -> dict[str, Names]:
    """What a target asks at a place: name, where, bound, basis; `unit` is of a KPI that is not registered."""
    what = measure(goal.kpi, unit)
    return {
        "name": both(what.name_zh, what.name_en),
        "where": where,
        "bound": {lang: bound(goal, what.unit_en, what.unit(lang)) for lang in LANGUAGES},
        "basis": PAGE[what.basis],
    }


def bound(goal: Goal, unit: str, shown: str) -> str:
    """Write what a target asks: ≥ 95.0 %, ≤ 14.0 working days, or both."""
    parts = [
        f"{sign} {number(value, unit)}"
        for sign, value in (("≥", goal.low), ("≤", goal.high))
        if value is not None
    ]
    return " · ".join(parts) + ("" if unit == "share" else f" {shown}")


def distance(run: Run, goal: Goal) -> float:
    """How far a run's mean lies within a target, over the bound; below 0: missed; -inf: no value."""
    row = summary_row(run, goal)
    mean = row["mean"] if row else None
    if not isinstance(mean, float) or math.isnan(mean):
        return -math.inf
    gaps = [mean - goal.low] if goal.low is not None else []
    gaps += [goal.high - mean] if goal.high is not None else []
    scale = max(abs(goal.low or 0.0), abs(goal.high or 0.0)) or 1.0
    return min(gaps, default=0.0) / scale
