"""The answer of one run's report in three sentences: what it reaches, its weakest target, how sure that is.

The weakest target is the one that the fewest replications meet; of equals the one whose mean lies furthest
off, relative to its bound (or, where all are met, is nearest to it).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from sim.report.answer_words import WORDS, between, called, doubt, few, said
from sim.report.chart_data import Names
from sim.report.content import Light
from sim.report.contents.goals import Goal, described, distance, goals_of, light_of
from sim.report.data import Run
from sim.report.interactive.words import joined
from sim.report.measures import COST, ON_TIME, SURVEYED, interval, measure, number
from sim.report.money import amount
from sim.report.texts import LANGUAGES

SHOWN = (ON_TIME, SURVEYED)
STATES = ("met", "unsure", "missed", "unmeasured")


def answer_of_run(run: Run) -> list[Names]:
    """Say what a run reaches, its weakest target, and what it costs and how sure that is."""
    lights = {goal: light_of(run, goal) for goal in goals_of([run])}
    return [_reaches(run, lights), _weakest(run, lights), _sure_of_run(run)]


def _network(run: Run, kpi: str) -> dict[str, Any] | None:
    rows = run.summary.filter(pl.col("kpi") == kpi, pl.col("level") == "network")
    return rows.row(0, named=True) if rows.height else None


def _reaches(run: Run, lights: Mapping[Goal, Light]) -> Names:
    """The first sentence: how many targets stand how, and the main KPIs with their intervals."""
    found = [light.state for light in lights.values()]
    counts = [said(f"state_{state}", n=found.count(state)) for state in STATES if state in found]
    parts = [joined(counts, "comma")] if counts else []
    parts += [_value(row) for kpi in SHOWN if (row := _network(run, kpi))]
    told = joined(parts, "semicolon")
    return said("reaches" if lights else "reaches_untargeted", name=run.caption, of=len(lights), told=told)


def _weakest(run: Run, lights: Mapping[Goal, Light]) -> Names:
    """The second sentence: the target that the fewest replications meet."""
    shares = {goal: light.share for goal, light in lights.items() if light.share is not None}
    if not shares:
        return WORDS["no_targets"]
    goal = min(shares, key=lambda one: (shares[one], distance(run, one)))
    asked, light = described(run, goal), lights[goal]
    return said(
        "weakest" if shares[goal] < 1 else "weakest_met",
        target=asked["name"],
        where=asked["where"],
        bound=asked["bound"],
        value=light.reached.text,
        interval=between(light.reached.small),
        met=round(shares[goal] * light.n),
        n=light.n,
    )


def _sure_of_run(run: Run) -> Names:
    """The third sentence: cost, replications, data-informed or prior-driven."""
    paid = _network(run, COST)
    cost = WORDS["cost_unknown"] if paid is None else said("cost_of_run", cost=amount(paid["mean"]))
    n = run.caption.replications
    if n == 1:
        return joined([cost, WORDS["single"]], "space")
    rests = WORDS["run_calibrated" if run.settings.get("calibration") else "run_assumed"]
    return joined([cost, said("sure_of_run", n=n, doubt=doubt(run), rests=rests), few(n)], "space")


def _value(row: Mapping[str, Any]) -> Names:
    """A KPI with its mean and interval."""
    unit, what = row["unit"], measure(row["kpi"], row["unit"])
    spread = between(interval(row["ci_low"], row["ci_high"], unit))
    return {lang: f"{called(what, lang)} {number(row['mean'], unit)}{spread[lang]}" for lang in LANGUAGES}
