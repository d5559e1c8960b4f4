"""The report of a staffing: whom to put in the stations, for least cost, so that targets are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from sim.report.chart_data import Names
from sim.report.content import Cell, Content, Lights, Paragraphs, Table
from sim.report.contents import plans
from sim.report.contents.plan_words import WORDS, words
from sim.report.contents.plans import Plan
from sim.report.contents.shared import section
from sim.report.interactive.planning import (
    heads,
    marginal,
    promise,
    robustness,
    roster,
    search,
    shortfall,
    years,
)
from sim.report.interactive.planning.columns import places
from sim.report.interactive.words import joined
from sim.report.measures import measure, number, percent
from sim.report.money import amount
from sim.report.planning.facts import precise, requirement_name
from sim.report.planning.heads import option
from sim.report.texts import LANGUAGES

ALL = "all"
LESS_TIME = "enterprise_share_0.8"  # the variant with a fifth less time for enterprises
HELD = ("presence", "skill", "load", "bound")  # constraints that are no targets
GROUPS = 8  # overloaded groups named in the warning


def content(folder: Path) -> Content:
    """Make the report of a finished staffing.

    Raises:
        InputError, ReportError: a table is missing or torn, or lacks a column.
    """
    plan = plans.load(folder, "levers")
    tables, facts = plan.tables, plan.facts
    recommends = plan.manifest.get("cost") is not None
    sections = [
        *section(words, "shortfall", shortfall.chart(tables, facts), _shortfall(plan), _reasons(plan)),
        *section(words, "years", years.chart(tables, facts), _overloaded(plan)),
        *(section(words, "heads", heads.chart(tables, facts), _levers(plan)) if recommends else []),
        *section(words, "roster", roster.chart(tables, facts) if recommends else None),
        *section(words, "binding", _binding(plan)),
        *section(words, "marginal", marginal.chart(tables, facts)),
        *section(words, "promise", promise.chart(tables, facts), plans.promise_table(plan)),
        *section(words, "robust", robustness.chart(tables, facts)),
        *section(words, "search", search.chart(tables, facts), _designs(plan)),
    ]
    return plans.content(plan, "staffing", answer(plan), sections, lights(plan), doubts(plan))


def lights(plan: Plan) -> Lights | None:
    """Hold the targets against today's network and the plan: as certified, and on fresh seeds."""
    attempts = plan.manifest.get("attempts") or 0
    phase = pl.col("phase")
    return plans.lights(
        plan,
        (
            (words("today"), "before", phase.is_in(["today_certification", "today"])),
            (words("plan"), "promised", phase == f"certification_{attempts}"),
            (words("plan.recheck"), "found", phase == "recheck"),
        ),
    )


def doubts(plan: Plan) -> list[Names]:
    """Warn if the plan rests on the time that staff have for enterprises, which nothing identifies."""
    rows = plan.tables.get("robustness")
    if rows is None or plan.manifest.get("sense") != "year":
        return []
    less = rows.filter(pl.col("variant") == LESS_TIME)["years_kept"].drop_nulls()
    if less.is_empty() or less[0] >= plan.manifest["probability"]:
        return []
    return [words("staff.rests", share=percent(less[0], 0), caution="--caution 0.8")]


def answer(plan: Plan) -> list[Names]:
    """Say which plan, how surely it keeps the targets, what it costs and how sure that is."""
    manifest = plan.manifest
    if manifest.get("cost") is None:
        now = words("staff.as_today", now=amount(manifest.get("cost_today")))
        return [_unreached(plan), _reachable(plan), now]
    return [_which(plan), _kept(plan), _costs(plan)]


def _unreached(plan: Plan) -> Names:
    """Name the targets that are out of reach; without a table of them, give the reasons."""
    rows = plan.tables.get("shortfall")
    if rows is None or rows.is_empty():
        return words("staff.unreached", reasons=joined(plans.reasons(plan), "space"))
    named = [_required(one, plan) for one in rows["requirement"].unique(maintain_order=True)]
    return words("staff.alone", targets=joined(named, "semicolon"))


def _which(plan: Plan) -> Names:
    total = _head_counts(plan)
    first = words("staff.keep" if plan.manifest.get("certified") else "staff.closest", **total)
    levers = plan.tables["levers"]
    changed = levers.filter(
        pl.col("kind") == "choice", pl.col("today").ne_missing(pl.col("recommended"))
    ).height
    return joined([first, words("staff.choices", n=changed)], "space") if changed else first


def _head_counts(plan: Plan) -> dict[str, object]:
    """Heads today and recommended, saved and added."""
    of = plan.tables["levers"].filter(pl.col("kind") == "head")
    today, now = (of[name].cast(pl.Float64, strict=False).fill_null(0.0) for name in ("today", "recommended"))
    more = now - today
    counts = {
        "now": now.sum(),
        "today": today.sum(),
        "saved": -more.clip(None, 0).sum(),
        "added": more.clip(0).sum(),
    }
    return {name: f"{value:,.0f}" for name, value in counts.items()}


def _kept(plan: Plan) -> Names:
    """Tell in how many years all targets are kept: certified, on fresh seeds, today."""
    attempts = plan.manifest.get("attempts") or 0
    rows = plan.tables.get("certification", pl.DataFrame())
    found: dict[str, dict[str, Any]] = {}
    if not rows.is_empty():
        found = {row["phase"]: row for row in rows.filter(pl.col("requirement") == ALL).to_dicts()}
    certified, recheck, today = (found.get(one) for one in (f"certification_{attempts}", "recheck", "today"))
    if certified is None or recheck is None or today is None:
        return words("staff.uncertified")
    return words(
        "staff.gain",
        kept=certified["kept"],
        n=certified["n"],
        interval=_span(certified),
        found=recheck["kept"],
        found_n=recheck["n"],
        found_interval=_span(recheck),
        today=today["kept"],
        today_n=today["n"],
    )


def _span(row: dict[str, Any]) -> str:
    return f"{percent(row['low'])} … {percent(row['high'])}".replace(" %", "", 1)


def _costs(plan: Plan) -> Names:
    """Tell the cost against today's, whether it is proven the least, and what is promised."""
    manifest = plan.manifest
    cost, today, bound = manifest["cost"], manifest["cost_today"], manifest.get("cost_bound")
    if manifest.get("proven"):
        proven = words("staff.proven")
    else:
        proven = words("staff.least") if bound is None else words("staff.bound", bound=amount(bound))
    confidence = percent(manifest["confidence"], 0)
    if not manifest.get("certified"):
        sure = words("staff.uncertified")
    elif manifest.get("sense") == "mean":
        sure = words("staff.sure_mean", confidence=confidence)
    else:
        sure = words("staff.sure", confidence=confidence, probability=percent(manifest["probability"], 0))
    change = f"{100 * (cost - today) / today:+.1f} %" if today else "–"
    if manifest.get("caution", 1.0) < 1:
        caution = words("staff.cautious", share=f"{manifest['caution']:g}")
        sure = joined([sure, caution], "space")
    told = {"cost": amount(cost), "now": amount(today), "change": change}
    return words("staff.cost", **told, proven=proven, sure=sure)


def _reachable(plan: Plan) -> Names:
    """Tell what the plan that comes nearest reaches of each target that is missed."""
    rows = plan.tables.get("shortfall")
    if rows is None or rows.is_empty():
        return words("staff.uncertified")
    listed = rows.unique("requirement", keep="first", maintain_order=True).to_dicts()
    return words("staff.reachable", list=joined([_reached(row, plan) for row in listed], "semicolon"))


def _reached(row: dict[str, Any], plan: Plan) -> Names:
    """Write a target, and what was reached of it."""
    of, asked = measure(row["kpi"]), _required(row["requirement"], plan)
    shown = _plain(row["reachable"], row["kpi"])
    return {lang: f"{asked[lang]} → {shown}{of.behind(lang)}" for lang in LANGUAGES}


def _required(written: str, plan: Plan) -> Names:
    """Name a target as people read it."""
    keys = places(plan.tables)
    return {lang: requirement_name(written, lang, keys[lang]) for lang in LANGUAGES}


def _plain(value: float, kpi: str) -> str:
    """Write a value of a KPI without its interval."""
    return precise(None, value, None, measure(kpi).unit_en)[0]


def _reasons(plan: Plan) -> Paragraphs | None:
    """Why targets are missed, in the words of the search."""
    told = plans.reasons(plan)
    return Paragraphs(told) if told else None


def _shortfall(plan: Plan) -> Table | None:
    """Targets out of reach: the bound, what can be reached, how much a year differs from another."""
    rows = plan.tables.get("shortfall")
    if rows is None or rows.is_empty():
        return None
    listed = rows.unique("requirement", keep="first", maintain_order=True).to_dicts()
    return Table(
        [words("target"), words("reachable"), words("spread")],
        [
            [
                Cell(_required(row["requirement"], plan)),
                Cell(_plain(row["reachable"], row["kpi"]), numeric=True, look="missed"),
                Cell(f"± {_spread(row)}", numeric=True),
            ]
            for row in listed
        ],
    )


def _spread(row: dict[str, Any]) -> str:
    unit = measure(row["kpi"]).unit_en
    return percent(row["spread"], 3) if unit == "share" else number(row["spread"], unit)


def _overloaded(plan: Plan) -> Paragraphs | None:
    """Warn of groups that the plan leaves busy for longer than they are present."""
    over = plan.manifest.get("overloaded") or []
    if not over:
        return None
    names = ", ".join(f"{name} ({percent(share, 0)})" for name, share in over[:GROUPS])
    return Paragraphs([words("staff.overloaded", names=names)], "warning")


def _levers(plan: Plan) -> Table | None:
    """The levers that change; those that stay are counted by what holds them."""
    rows = plan.tables["levers"].filter(pl.col("today").ne_missing(pl.col("recommended")))
    if rows.is_empty():
        return None
    named = [words(one) for one in ("lever", "facility", "today", "recommended", "change", "held_by")]
    lines = [_lever(row, plan) for row in rows.to_dicts()]
    return Table(named, lines, words("levers_changed", n=rows.height))


def _lever(row: dict[str, Any], plan: Plan) -> list[Cell]:
    settings = [row.get(f"option_{when}") or row[when] for when in ("today", "recommended")]
    choice = row["kind"] == "choice"
    named = [{lang: option(one, lang) if choice else str(one) for lang in LANGUAGES} for one in settings]
    return [
        Cell({lang: row[f"name_{lang}"] for lang in LANGUAGES}),
        Cell({lang: row[f"facility_{lang}"] or "" for lang in LANGUAGES}),
        *(Cell(one, numeric=not choice) for one in named),
        Cell(amount(row.get("cost_change") or 0.0, signed=True), numeric=True),
        Cell(_held_by(row.get("held_by") or "", plan)),
    ]


def _held_by(constraint: str, plan: Plan) -> Names:
    """Say why a lever is not a step lower: a target, or one of the other constraints."""
    if f"held.{constraint}" in WORDS:
        return words(f"held.{constraint}")
    return _required(constraint, plan)


def _binding(plan: Plan) -> Table | None:
    """What holds the plan: each target with its slack, and how many levers it or another constraint holds."""
    rows = plan.tables.get("binding")
    if rows is None or rows.is_empty():
        return None
    lines = []
    for row in rows.to_dicts():
        held = row["constraint"] in HELD
        unit = "" if held else measure(row["kpi"]).unit_en
        values = [Cell("–", numeric=True)] * 2
        if not held and row["mean"] is not None and row["slack"] is not None:
            values = [
                Cell(_plain(row["mean"], row["kpi"]), numeric=True),
                Cell(_slack(row["slack"], unit), numeric=True),
            ]
        lines.append(
            [
                Cell(_held_by(row["constraint"], plan)),
                *values,
                Cell("–" if row["levers"] is None else f"{row['levers']:,}", numeric=True),
            ]
        )
    return Table([words(one) for one in ("constraint", "mean", "slack", "held")], lines)


def _slack(value: float, unit: str) -> Names:
    """Write how far a mean lies from its bound, less the reserve for bad years."""
    if unit == "share":
        return {"zh": f"{100 * value:+.2f} 个百分点", "en": f"{100 * value:+.2f} points"}
    shown = f"{'+' if value > 0 else ''}{number(value, unit)}"
    return {"zh": shown, "en": shown}


def _designs(plan: Plan) -> Table | None:
    """Every design that the search simulated, in its order."""
    rows = plan.tables.get("designs")
    if rows is None or rows.is_empty():
        return None
    kept = {True: Cell(words("kept.yes"), look="met"), False: Cell(words("kept.no"), look="missed")}
    lines = [
        [
            Cell(row["design"]),
            Cell(search.stage_name(row["stage"])),
            Cell(amount(row["cost"]), numeric=True),
            kept[bool(row["feasible"])],
        ]
        for row in rows.to_dicts()
    ]
    named = [words(one) for one in ("design", "stage", "cost", "kept")]
    return Table(named, lines, words("designs_all", n=rows.height))
