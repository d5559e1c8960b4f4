"""The report of a frontier: what money buys, over new stations and staff together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from sim.report.chart_data import Names
from sim.report.content import Cell, Content, Paragraphs, Table
from sim.report.contents import plans
from sim.report.contents.plan_words import words
from sim.report.contents.plans import Plan
from sim.report.contents.shared import section
from sim.report.interactive.planning import frontier, promise, sweep, varied
from sim.report.interactive.planning.columns import kpi_names, unit_of
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import joined, told
from sim.report.measures import measure, signed, signed_interval
from sim.report.money import amount, money_range
from sim.report.planning import frontier as points
from sim.report.planning.facts import precise
from sim.report.texts import LANGUAGES

KNEE, TODAY = "knee", "today"
BETTER = {"noise": "unsure", "dominated": "", "efficient": "met", "picked": "met", "today": ""}


def content(folder: Path) -> Content:
    """Make the report of a finished frontier.

    Raises:
        InputError, ReportError: a table is missing or torn, or lacks a column.
    """
    plan = plans.load(folder, "points")
    tables, facts = plan.tables, plan.facts
    sections = [
        *section(words, "frontier", *frontier.charts(tables, facts), _points(plan)),
        *section(words, "picks", _picks(plan)),
        *section(words, "sweep", sweep.chart(tables, facts)),
        *section(words, "promise", promise.chart(tables, facts), plans.promise_table(plan)),
        *section(words, "robust", varied.chart(tables, facts)),
    ]
    return plans.content(plan, "frontier", answer(plan), sections)


def answer(plan: Plan) -> list[Names]:
    """Say which plan is the knee, what it gains over today on fresh seeds, what it costs, how surely."""
    rows = points.table(plan.tables)
    picks = plan.manifest.get("picks") or {}
    if rows.is_empty() or not picks:
        return [words("front.none")]
    name = KNEE if KNEE in picks else next((one for one in picks if one != TODAY), TODAY)
    return [words("front.pick", words=_words(picks[name])), _gains(plan, name), _costs(rows, picks[name])]


def _words(pick: dict[str, Any]) -> Names:
    """A pick's explanation as a sentence without its full stop."""
    told = {lang: str(pick[lang]).rstrip("。.") for lang in LANGUAGES}
    return {lang: one[:1].upper() + one[1:] for lang, one in told.items()}


def _gains(plan: Plan, name: str) -> Names:
    """Tell what a pick gains in both measures over today's network, as found on fresh seeds."""
    rows = plan.tables.get("promise", pl.DataFrame())
    if rows.is_empty() or "found_gain" not in rows.columns:
        return words("front.gain", list=words("front.equal"))
    own = rows.filter(pl.col("picked").str.split(";").list.contains(name)).drop_nulls("found_gain")
    listed = [_gain(row, plan) for row in own.to_dicts()]
    return words("front.gain", list=joined(listed, "semicolon") if listed else words("front.equal"))


def _gain(row: dict[str, Any], plan: Plan) -> Names:
    """Write a gain with its interval: positive is better, whatever direction the KPI has."""
    of, turn = measure(row["kpi"]), -1.0 if measure(row["kpi"]).better == "lower" else 1.0
    ends = sorted(
        turn * row[f"found_gain_{end}"] for end in ("low", "high") if row[f"found_gain_{end}"] is not None
    )
    unit = unit_of(row["kpi"], row["unit"])
    suffix = both("points") if of.unit_en == "share" else {lang: f" {unit[lang]}" for lang in LANGUAGES}
    change = turn * row["found_gain"] + 0.0
    return words(
        "front.one",
        kpi=kpi_names((row["kpi"], row["level"], row["key"]), plan.tables),
        gain={lang: signed(change, of.unit_en) + suffix[lang] for lang in LANGUAGES},
        interval=signed_interval(ends[0], ends[1], of.unit_en) if len(ends) == 2 else "–",
    )


def _costs(rows: pl.DataFrame, pick: dict[str, Any]) -> Names:
    """Tell how many plans are efficient, what they cost, and what the pick and today's network do."""
    efficient, today = rows.filter(pl.col("efficient")), rows.filter(pl.col("today"))
    own = rows.filter(pl.col("point") == pick.get("point"))
    some = efficient if efficient.height else rows
    low, high = float(some["cost"][0]), float(some["cost"][-1])
    return words(
        "front.cost",
        n=rows.height,
        efficient=efficient.height,
        range={lang: money_range(low, high, lang) for lang in LANGUAGES},
        cost=amount(float(own["cost"][0]) if own.height else None),
        now=amount(float(today["cost"][0]) if today.height else None),
    )


def _picks(plan: Plan) -> Paragraphs | None:
    """Every picked plan in words."""
    picks = plan.manifest.get("picks") or {}
    return (
        Paragraphs([{lang: one[lang] for lang in LANGUAGES} for one in picks.values()], "list")
        if picks
        else None
    )


def _points(plan: Plan) -> Table:
    """Every plan: stations, heads, cost, both measures with their intervals, standing."""
    rows, kpis = points.table(plan.tables), plan.facts.kpis()
    named = [words(one) for one in ("point", "picked", "new", "heads", "cost")]
    named += [kpi_names((kpi, "network", "all"), plan.tables) for kpi in kpis]
    lines = []
    for row in rows.to_dicts():
        moved = "–" if row.get("heads_added") is None else f"+{row['heads_added']} −{row['heads_removed']}"
        state = both(f"frontier.{row['state']}")
        lines.append(
            [
                Cell(row["point"]),
                Cell({lang: row[f"picked_{lang}"] or "" for lang in LANGUAGES}),
                Cell("–" if row.get("new_stations") is None else f"{row['new_stations']:,}", numeric=True),
                Cell(moved, numeric=True),
                Cell(amount(row["cost"]), numeric=True),
                *(_measured(row, panel, kpi) for panel, kpi in zip(points.PANELS, kpis, strict=True)),
                Cell(state, look=BETTER[row["state"]]),
            ]
        )
    return Table([*named, words("state")], lines, words("points_all", n=rows.height))


def _measured(row: dict[str, Any], panel: str, kpi: str) -> Cell:
    """A measure of a plan with its interval."""
    of = measure(kpi)
    if row[panel] is None:
        return Cell("–", numeric=True)
    shown, span = precise(row[f"{panel}_low"], row[panel], row[f"{panel}_high"], of.unit_en)
    return Cell(told(lambda lang: shown + of.behind(lang)), "" if span == "-" else span, numeric=True)
