"""The report of a siting: where to put the next stations."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sim.report.chart_data import Names
from sim.report.content import Cell, Content, Lights, Table
from sim.report.contents import gain, plans
from sim.report.contents.plan_words import words
from sim.report.contents.plans import Plan
from sim.report.contents.shared import section
from sim.report.interactive.planning import coverage, promise, selection, varied
from sim.report.interactive.planning import map as sites
from sim.report.interactive.planning.columns import kpi_names, unit_of
from sim.report.interactive.planning.texts import both
from sim.report.interactive.words import joined
from sim.report.measures import percent, signed, signed_interval
from sim.report.money import amount
from sim.report.planning import coverage_map
from sim.report.planning.facts import precise
from sim.report.planning.tables import names
from sim.report.texts import LANGUAGES


def content(folder: Path) -> Content:
    """Make the report of a finished siting.

    Raises:
        InputError, ReportError: a table is missing or torn, or lacks a column.
    """
    plan = plans.load(folder, "candidates", "coverage", "shortlist")
    tables, facts = plan.tables, plan.facts
    sections = [
        *section(words, "map", sites.chart(tables, facts), _stations(plan)),
        *section(words, "coverage", coverage.chart(tables, facts), coverage.further(tables, facts)),
        *section(words, "designs", selection.chart(tables, facts), _designs(plan)),
        *section(words, "promise", promise.chart(tables, facts), plans.promise_table(plan)),
        *section(words, "robust", varied.chart(tables, facts)),
    ]
    return plans.content(plan, "siting", answer(plan), sections, lights(plan))


def lights(plan: Plan) -> Lights | None:
    """Hold the targets against the selected design and today's network, on fresh seeds."""
    chosen = str(plan.manifest.get("selected"))
    recheck = pl.col("stage") == "recheck"
    return plans.lights(
        plan,
        (
            (words("today.recheck"), "found_before", recheck & (pl.col("solution") == "today")),
            (words("plan.recheck"), "found", recheck & (pl.col("solution") == chosen)),
        ),
    )


def answer(plan: Plan) -> list[Names]:
    """Say whether to build, which design, what it gains with its interval, its cost and how sure that is."""
    if "selection" not in plan.tables:  # the location models could not reach what was asked
        return [_unreached(plan), _within(plan, "best"), words("site.planned")]
    first = _first(plan)
    if plans.reasons(plan):
        first = joined([_unreached(plan), first], "space")
    told = [_within(plan, "models")]
    if change := _change(plan):
        told = [words("site.gain", **change), _within(plan, "design"), *_robust(plan)]
    return [first, joined(told, "space"), words("site.cost", cost=_cost(plan), sure=_sure(plan))]


def _first(plan: Plan) -> Names:
    """Name the design; where it does not clearly gain, say first that no station is worth opening."""
    chosen = plan.tables["candidates"].filter(pl.col("selected").fill_null(False))
    named = {"name": plan.manifest["selected"], "stations": _listed(chosen)}
    gains = gain.verdict(plan.tables, plan.facts)
    if gains not in (None, gain.CLEAR):
        of = {"kpi": kpi_names(plan.facts.selected_by, plan.tables), "zone": _zone(plan)}
        return words(f"site.idle.{gains}", **named, **of)
    if plan.manifest.get("decided") is False:
        return words("site.undecided", n=plan.tables["selection"].height, **named)
    return words("site.build", n=chosen.height, **named)


def _listed(rows: pl.DataFrame) -> Names:
    return joined([{lang: row[f"name_{lang}"] for lang in LANGUAGES} for row in rows.to_dicts()])


def _unreached(plan: Plan) -> Names:
    return words("site.unreached", reasons=joined(plans.reasons(plan), "space"))


def _within(plan: Plan, by: str) -> Names:
    """The share of demand within reach, today and with the design `by` which it is told; equal: it stays."""
    zones = coverage_map.table(plan.tables).filter(pl.col("layer") == "zone")
    share, more = (
        percent(coverage_map.share_within(zones, when, plan.facts.reach)) for when in ("before", "after")
    )
    of = {"reach": f"{plan.facts.reach:g}", "share": share, "more": more}
    return words(f"site.within.{by}.same" if share == more else f"site.within.{by}", **of)


def _robust(plan: Plan) -> list[Names]:
    """In how many of the varied assumptions the design is clearly better; none where none were varied."""
    clear, n = varied.clearly_better(plan.tables)
    return [words("site.robust" if clear else "site.robust.none", n=n, clear=clear)] if n else []


def _zone(plan: Plan) -> Names:
    """The smallest difference that matters, in the unit of the KPI that chose the design."""
    unit, zone = unit_of(plan.facts.selected_by[0]), float(plan.manifest["indifference"])
    share = unit["en"] == "share"
    return {
        lang: f"{100 * zone:g}{both('points')[lang]}" if share else f"{zone:g} {unit[lang]}"
        for lang in LANGUAGES
    }


def _change(plan: Plan) -> dict[str, object] | None:
    """What the design changes in the KPI that chose it, on fresh seeds; None where that was not looked at."""
    kpi, row = plan.facts.selected_by, gain.promised(plan.tables, plan.facts)
    if row is None:
        return None
    unit = unit_of(kpi[0], row["unit"])
    share = unit["en"] == "share"
    suffix = both("points") if share else {lang: f" {unit[lang]}" for lang in LANGUAGES}
    told = {lang: signed(row["change"], row["unit"]) + suffix[lang] for lang in LANGUAGES}
    return {
        "kpi": kpi_names(kpi, plan.tables),
        "before": precise(row["found_low"], row["found_before"], row["found_high"], row["unit"])[0],
        "after": precise(row["found_low"], row["found"], row["found_high"], row["unit"])[0],
        "change": told,
        "interval": signed_interval(row["change_low"], row["change_high"], row["unit"]) or "–",
    }


def _cost(plan: Plan) -> Names:
    rows = plan.tables["shortlist"].filter(pl.col("solution") == plan.manifest["selected"])
    known = rows.height and "cost" in rows.columns
    return amount(float(rows["cost"][0]) if known else None)


def _sure(plan: Plan) -> Names:
    manifest = plan.manifest
    if not manifest.get("decided") or "promise" not in plan.tables:
        return words("site.unsure")
    held = plan.tables["promise"]["held"].drop_nulls()
    return words(
        "site.sure",
        n=plan.tables["selection"].height,
        confidence=percent(manifest["confidence"], 0),
        zone=_zone(plan),
        kpis=held.len(),
        held=int(held.sum()),
    )


def _stations(plan: Plan) -> Table | None:
    """The new stations: where, what they cost and reach, and where place and cost come from."""
    rows = plan.tables["candidates"].filter(pl.col("selected").fill_null(False))
    if rows.is_empty() or "cost_per_year" not in rows.columns:
        return None
    counties = {lang: names(plan.tables, "counties", lang) for lang in LANGUAGES}
    heads = [words("station"), words("county"), words("capacity")]
    heads += [words("demand", reach=f"{plan.facts.reach:g}"), words("source")]
    return Table(
        heads,
        [
            [
                Cell({lang: row[f"name_{lang}"] for lang in LANGUAGES}, row["id"]),
                Cell({lang: counties[lang].get(row["county"], row["county"] or "") for lang in LANGUAGES}),
                Cell(amount(row["cost_per_year"]), numeric=True),
                Cell(f"{row['reach_demand']:,.0f}" if row["reach_demand"] is not None else "–", numeric=True),
                Cell(row["source"] or ""),
            ]
            for row in rows.to_dicts()
        ],
    )


def _designs(plan: Plan) -> Table | None:
    """Today and every shortlisted design: who proposed it, cost, and what it covers by the location model."""
    rows = plan.tables.get("shortlist")
    if rows is None or not {"models", "cost", "covered_share"} <= set(rows.columns):
        return None
    of = {
        lang: dict(plan.tables["candidates"].select("id", f"name_{lang}").iter_rows()) for lang in LANGUAGES
    }
    today = plan.tables["budget"].filter(pl.col("p") == 0).to_dicts() if "budget" in plan.tables else []
    heads = [words(one) for one in ("design", "models", "cost")]
    heads += [words("covered", reach=f"{plan.facts.reach:g}")]
    heads += [words(one) for one in ("minutes", "worst", "proven")]
    lines = [[Cell(words("today")), Cell(""), *_covers(row), Cell("")] for row in today]
    for row in rows.to_dicts():
        sites = [
            {lang: of[lang].get(one, one) for lang in LANGUAGES} for one in (row["sites"] or "").split(";")
        ]
        chosen = "met" if row["solution"] == plan.manifest.get("selected") else ""
        lines.append(
            [
                Cell(row["solution"], joined(sites), look=chosen),
                Cell(_models(row)),
                *_covers(row),
                Cell(words("proven.yes" if row["proven"] else "proven.no")),
            ]
        )
    return Table(heads, lines, words("more_designs"))


def _models(row: dict[str, object]) -> Names:
    """Name the models that propose a design with their ranks; the best reachable one has none."""
    if not row["models"]:
        return {"zh": "–", "en": "–"}
    pairs = zip(str(row["models"]).split(";"), str(row["ranks"]).split(";"), strict=True)
    return joined([words(f"model.{model}", rank=rank) for model, rank in pairs])


def _covers(row: dict[str, float]) -> list[Cell]:
    """Cost, share within reach, minutes and the worst town of a design."""
    return [
        Cell(amount(row["cost"]), numeric=True),
        Cell(percent(row["covered_share"], 2), numeric=True),
        Cell(f"{row['mean_minutes']:.2f}", numeric=True),
        Cell(percent(row["worst_town_share"]), numeric=True),
    ]
