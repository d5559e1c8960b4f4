"""The report of a selection: which of several scenarios is best by one KPI."""

from __future__ import annotations

from pathlib import Path

from sim.report.chart_data import ChartData, Names
from sim.report.content import Cell, Content, Section, Table
from sim.report.contents import shared
from sim.report.contents.selection_words import words
from sim.report.interactive.selecting import means, trajectory
from sim.report.interactive.selecting.data import Selection, ahead, load
from sim.report.measures import number, percent, signed, signed_interval
from sim.report.page_texts import PAGE
from sim.report.planning.facts import precise
from sim.report.texts import LANGUAGES

FILES = ("selection.csv", "trajectory.csv", "values.csv", "scenarios", "manifest.json")


def content(folder: Path) -> Content:
    """Make the report of a finished selection.

    Raises:
        InputError: a table is missing or torn.
    """
    found = load(folder)
    manifest = found.manifest
    drawn: list[ChartData | None] = [means.chart(found), trajectory.chart(found)]
    return Content(
        kind="selection",
        title=words("title", kpi=found.kpi),
        facts=words(
            "facts",
            n=found.standings.height,
            start=manifest["start"],
            days=manifest["days"],
            warm_up=manifest["warm_up_days"],
            seed=manifest["seed"],
        ),
        answer=answer(found),
        warnings=shared.warnings(manifest),
        sections=[
            Section("scenarios", words("part.scenarios"), [one for one in drawn if one] + [_table(found)]),
            shared.files(folder, {name: words(name) for name in FILES}),
        ],
        provenance=shared.provenance(manifest),
    )


def answer(found: Selection) -> list[Names]:
    """Say which scenario is best, by how much it is ahead of the next, and how sure that is."""
    first, manifest = found.standings.row(0, named=True), found.manifest
    decided = manifest.get("decided") is not False
    _, span = precise(first["low"], first["mean"], first["high"], found.measure.unit_en)
    chosen = words(
        "selected" if decided else "undecided",
        n=found.standings.height,
        name=found.name(first["scenario"]),
        kpi=found.kpi,
        value=means.value(first["low"], first["mean"], first["high"], found),
        interval=span if span != "-" else "–",
    )
    return [chosen, _ahead(found), _sure(found)]


def _ahead(found: Selection) -> Names:
    """Tell by how much the selected scenario differs from the next best."""
    lead = ahead(found)
    if lead is None:
        return words("alone")
    other, difference, ends = lead
    unit = found.measure.unit_en
    points = words("points")
    suffix = points if unit == "share" else {lang: f" {found.measure.unit(lang)}" for lang in LANGUAGES}
    return words(
        "ahead" if ends is not None and (ends[0] > 0 or ends[1] < 0) else "level",
        other=found.name(other),
        difference={lang: signed(difference, unit) + suffix[lang] for lang in LANGUAGES},
        interval=signed_interval(*ends, unit) if ends else "–",
    )


def _sure(found: Selection) -> Names:
    """Tell what the method promises, or estimates; costs are not looked at."""
    manifest, of = found.manifest, found.measure
    runs = f"{int(found.standings['replications'].sum()):,}"
    if manifest["method"] == "ocba":
        promise = words("ocba", chance=percent(manifest["probability_correct"]))
    elif manifest.get("decided") is False:
        promise = words("cut")
    else:
        zone = manifest["indifference"]
        apart = {lang: f"{zone:g} {of.unit(lang)}" for lang in LANGUAGES}
        if of.unit_en == "share":
            apart = {lang: f"{100 * zone:g}{text}" for lang, text in words("points").items()}
        name = "kn" if manifest["method"] == "kn" else "knpp"
        promise = words(name, zone=apart, confidence=percent(manifest["confidence"], 0))
    return words("sure", promise=promise, runs=runs, basis=PAGE[of.basis])


def _spread(sd: float | None, unit: str) -> Names:
    """Write a standard deviation; that of a share in percentage points."""
    if unit != "share" or sd is None:
        return {lang: number(sd, unit) for lang in LANGUAGES}
    return {lang: number(100 * sd, "points") + text for lang, text in words("points").items()}


def _table(found: Selection) -> Table:
    """Every scenario: mean, deviation, replications, outcome."""
    unit, decided = found.measure.unit_en, found.manifest.get("decided") is not False
    heads = [words(one) for one in ("scenario", "mean", "sd", "replications", "outcome")]
    lines = []
    for row in found.standings.to_dicts():
        shown = means.value(row["low"], row["mean"], row["high"], found)
        _, span = precise(row["low"], row["mean"], row["high"], unit)
        lines.append(
            [
                Cell(found.name(row["scenario"]), row["scenario"]),
                Cell(shown, "" if span == "-" else span, numeric=True),
                Cell(_spread(row["sd"], unit), numeric=True),
                Cell(f"{int(row['replications']):,}", numeric=True),
                Cell(means.state(row["state"], row["eliminated_at"], decided)),
            ]
        )
    return Table(heads, lines)
