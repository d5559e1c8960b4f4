"""The report of a calibration: what reported figures say of the parameters, and what they leave open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from sim.experiment.folder import read_csv, read_manifest
from sim.report.calibration import parameters as tabled
from sim.report.calibration.write import remarks
from sim.report.chart_data import Names
from sim.report.content import Block, Cell, Content, Paragraphs, Section, Table
from sim.report.contents import shared
from sim.report.contents.calibration_words import words
from sim.report.contents.shared import section
from sim.report.interactive.calibration import candidates, parameters, plausibility, targets
from sim.report.interactive.words import told
from sim.report.measures import percent
from sim.report.numbers import estimate, p_text, unit_name
from sim.report.texts import LANGUAGES

FILES = (
    *("calibrated.yaml", "posterior.yaml", "targets.csv", "parameters.csv", "simulated.csv", "draws.csv"),
    *("scenario", "manifest.json"),
)
NEEDED = ("targets", "parameters", "candidates")
FURTHER = ("combinations", "at_least", "plausibility", "confounding", "waves", "emulators")
NARROWED = tabled.NARROWED
DIRECTIONS = 6  # combinations of parameters told
SHARE, SATISFIED = "share", "true_satisfaction"  # a unit; a quantity
Tables = dict[str, pl.DataFrame]


def content(folder: Path) -> Content:
    """Make the report of a finished calibration.

    Raises:
        InputError: a table is missing or torn.
    """
    manifest = read_manifest(folder) or {}
    held = [*NEEDED, *(name for name in FURTHER if (folder / f"{name}.csv").exists())]
    tables = {name: read_csv(folder / f"{name}.csv") for name in held}
    scenario, source = manifest["scenario"], manifest.get("register") or {}
    return Content(
        kind="calibration",
        title=words("title", scenario={lang: scenario[f"name_{lang}"] for lang in LANGUAGES}),
        facts=words(
            "facts",
            source={lang: source.get(f"title_{lang}", "–") for lang in LANGUAGES},
            n=tables["targets"].height,
            days=manifest["days"],
            warm_up=manifest["warm_up_days"],
            draws=manifest["draws"],
            seed=manifest["seed"],
        ),
        answer=answer(tables, manifest),
        warnings=[*([words("quick")] if manifest.get("quick") else []), *shared.warnings(manifest)],
        sections=[
            *_sections(tables, manifest),
            _assumptions(tables["parameters"]),
            shared.files(folder, {name: words(name) for name in FILES}),
        ],
        provenance=shared.provenance(manifest),
    )


def answer(tables: Tables, manifest: dict[str, Any]) -> list[Names]:
    """Say how well the figures are met, what they teach, and how sure that is."""
    before, after = (manifest["misfit"][one] for one in ("before", "after"))
    fits = words(
        "fits",
        n=tables["targets"].height,
        inside=int(tables["targets"]["inside"].sum()),
        before=f"{before['factor']:.2f}",
        after=f"{after['factor']:.2f}",
        p0=f"{before['points']:.2f}",
        p1=f"{after['points']:.2f}",
    )
    return [fits, _learnt(tables["parameters"]), _sure(tables)]


def _learnt(rows: pl.DataFrame) -> Names:
    """Tell how many parameters the figures narrow, and which one most."""
    narrowed = rows.filter(pl.col("narrowing") >= NARROWED).sort("narrowing", descending=True)
    if narrowed.is_empty():
        return words("learns_nothing", n=rows.height)
    most = narrowed.row(0, named=True)
    unit = told(lambda lang: unit_name(most["unit"], lang))
    span = estimate(most["q05"], most["q50"], most["q95"], most["unit"])[1]
    return words(
        "learns",
        n=rows.height,
        narrowed=narrowed.height,
        vague=rows.height - narrowed.height,
        name={lang: most[f"name_{lang}"] for lang in LANGUAGES},
        share=percent(most["narrowing"], 0),
        span={lang: f"{span} {unit[lang]}".strip() for lang in LANGUAGES},
    )


def _sure(tables: Tables) -> Names:
    """Tell what the other figures alone predict, what to ask for, and that priors are assumed."""
    rows = tables["targets"]
    meets = (rows["loo_low"] <= rows["reported_high"].fill_null(float("inf"))) & (
        rows["loo_high"] >= rows["reported_low"]
    )
    asked = tables["candidates"].sort("reduction", descending=True, nulls_last=True).to_dicts()
    return words(
        "sure",
        n=rows.height,
        held=int(meets.sum()),
        ask={lang: asked[0][f"name_{lang}"] if asked else "–" for lang in LANGUAGES},
        assumed=int(tables["parameters"]["assumed"].sum()),
    )


def _sections(tables: Tables, manifest: dict[str, Any]) -> list[Section]:
    rough = {
        name: [told(lambda lang, name=name: " ".join(remarks(name, manifest, lang)))]  # type: ignore[misc]
        for name in ("targets", "parameters")
    }
    notes = {name: [one for one in found if one["zh"]] for name, found in rough.items()}
    asked = candidates.chart(tables["candidates"], notes["parameters"])
    facts = plausibility.chart(tables["plausibility"]) if "plausibility" in tables else None
    return [
        *section(
            words, "fits", targets.chart(tables["targets"], notes["targets"]), _figures(tables["targets"])
        ),
        *section(words, "register", _register(manifest)),
        *section(
            words,
            "parameters",
            parameters.chart(tables["parameters"], notes["parameters"]),
            _parameters(tables["parameters"]),
            _combinations(tables),
            _at_least(tables),
        ),
        *section(words, "candidates", asked),
        *section(words, "confounding", *_confounding(tables, manifest)),
        *section(words, "facts", facts),
        *section(words, "checks", *_checks(tables, manifest)),
    ]


def _figures(rows: pl.DataFrame) -> Table:
    """Every figure: reported, before and after, predicted, and which error in it would show."""
    heads = ("figure", "use", "reported", "before", "after", "predicted", "left_out", "detect")
    return Table(
        [words(one) for one in heads], [_figure(row) for row in rows.to_dicts()], words("figures_all")
    )


def _figure(row: dict[str, Any]) -> list[Cell]:
    unit, fine = row["unit"], row["model"] == "satisfaction"
    high = row["reported_low"] if row["reported_high"] is None else row["reported_high"]
    reported = estimate(row["reported_low"], None, high, unit, fine=fine)[1]
    one_sided = "≥ " if row["reported_high"] is None else ""
    ends = (("<", row["detect_below"]), (">", row["detect_above"]))
    detect = ", ".join(f"{sign} {factor:.2g}" for sign, factor in ends if factor is not None) or "–"
    spans = [
        Cell(
            estimate(row[f"{name}low"], row[f"{name}median"], row[f"{name}high"], unit, fine=fine)[1],
            p_text(row[f"{name}p"]),
            numeric=True,
            look=look,
        )
        for name, look in (("", "met" if row["inside"] else "missed"), ("loo_", ""))
    ]
    return [
        Cell({lang: row[f"name_{lang}"] for lang in LANGUAGES}, told(lambda lang: unit_name(unit, lang))),
        Cell(words(f"use.{row['use']}")),
        Cell(one_sided + reported, numeric=True),
        *(
            Cell(estimate(None, row[one], None, unit, fine=fine)[0], numeric=True)
            for one in ("before", "after")
        ),
        *spans,
        Cell(detect, numeric=True),
    ]


def _register(manifest: dict[str, Any]) -> Paragraphs:
    """Figures that are not used and totals that do not fit, as the register's checks found them."""
    lines = [
        words("refused", id=one["id"], quote=one["quote"], reason=one["reason"])
        for one in manifest.get("refused") or []
    ]
    lines += [{lang: one[lang] for lang in LANGUAGES} for one in manifest.get("inconsistencies") or []]
    return Paragraphs(lines, "list") if lines else Paragraphs([words("register_fine")])


def _parameters(rows: pl.DataFrame) -> Table:
    """Every parameter: prior, posterior, value in the calibrated scenario, source of the prior."""
    heads = ("parameter", "prior", "posterior", "centre", "narrowing", "source")
    lines = []
    for row in rows.sort("narrowing", descending=True, maintain_order=True).to_dicts():
        cells = [
            Cell(value, "" if span == "-" else span, numeric=True)
            for value, span in (
                estimate(row[f"{one}q05"], row[f"{one}q50"], row[f"{one}q95"], row["unit"])
                for one in ("prior_", "")
            )
        ]
        star, unit = "*" if row["assumed"] else "", told(lambda lang, row=row: unit_name(row["unit"], lang))  # type: ignore[misc]
        lines.append(
            [
                Cell({lang: row[f"name_{lang}"] + star for lang in LANGUAGES}, unit),
                *cells,
                Cell(estimate(None, row["centre"], None, row["unit"])[0], numeric=True),
                Cell(percent(max(row["narrowing"], 0.0), 0), numeric=True),
                Cell(shared.source_names(row)),
            ]
        )
    return Table([words(one) for one in heads], lines, words("parameters_all", n=rows.height))


def _combinations(tables: Tables) -> Table | None:
    """The directions that the figures tell most of, as sums of parameters."""
    rows = tables.get("combinations", pl.DataFrame())
    if rows.is_empty():
        return None
    known = rows.filter(pl.col("sd") < 1 - NARROWED)
    lines = []
    for part in known.partition_by("direction", maintain_order=True)[:DIRECTIONS]:
        sums = {
            lang: " ".join(f"{one['loading']:+.2f} {one[f'parameter_{lang}']}" for one in part.to_dicts())
            for lang in LANGUAGES
        }
        cells = [Cell(str(part["direction"][0])), Cell(f"{part['sd'][0]:.2f}", numeric=True), Cell(sums)]
        lines.append(cells)
    if not lines:
        return None
    heads = [words(one) for one in ("direction", "left", "combination")]
    return Table(heads, lines, words("combinations_all", n=len(lines)))


def _at_least(tables: Tables) -> Table | None:
    """The parameters that move if 'more than' is read as a plain lower bound."""
    rows = tables.get("at_least", pl.DataFrame())
    moved = rows if rows.is_empty() else rows.filter(pl.col("shift").abs() >= NARROWED)
    if moved.is_empty():
        return None
    lines = [
        [Cell({lang: row[f"name_{lang}"] for lang in LANGUAGES}), Cell(f"{row['shift']:+.2f}", numeric=True)]
        for row in moved.sort(pl.col("shift").abs(), descending=True).to_dicts()
    ]
    return Table([words("parameter"), words("shift")], lines, words("at_least_all", n=len(lines)))


def _confounding(tables: Tables, manifest: dict[str, Any]) -> list[Block]:
    """What backstop and reporting effect leave open together, and whether counties report one rate."""
    rows = tables.get("confounding", pl.DataFrame())
    if rows.is_empty():
        return []
    lines = [words("confounding_note")]
    if manifest.get("one_rate_p") is not None:
        lines.append(words("one_rate", p=p_text(manifest["one_rate_p"])))
    cells = []
    units = dict(tables["parameters"].select("name", "unit").iter_rows()) | {SATISFIED: SHARE}
    for row in rows.to_dicts():
        unit = units.get(row["quantity"], "")
        spans = [
            _span(row, f"{kind}_reporting", unit, fine=row["quantity"] == SATISFIED)
            for kind in ("with", "without")
        ]
        correlation = (
            "–" if row["correlation"] is None else f"{row['correlation']:+.2f}".replace("-0.00", "0.00")
        )
        cells.append(
            [
                Cell(
                    {lang: row[f"name_{lang}"] for lang in LANGUAGES},
                    {lang: unit_name(unit, lang) for lang in LANGUAGES},
                ),
                *(Cell(span, numeric=True) for span in spans),
                Cell(correlation, numeric=True),
            ]
        )
    heads = [words(one) for one in ("quantity", "with", "without", "correlation")]
    return [Paragraphs(lines), Table(heads, cells)]


def _span(row: dict[str, Any], name: str, unit: str, *, fine: bool) -> str:
    low, median, high = (row[f"{name}_{end}"] for end in ("low", "median", "high"))
    return estimate(low, median, high, unit, fine=fine)[1]


def _checks(tables: Tables, manifest: dict[str, Any]) -> list[Block]:
    """How chains, waves and emulators did."""
    blocks: list[Block] = []
    if "acceptance" in manifest:
        chains = words("chains", share=percent(manifest["acceptance"], 0), known=manifest["directions_known"])
        blocks.append(Paragraphs([chains]))
    if not (waves := tables.get("waves", pl.DataFrame())).is_empty():
        lines = [
            [Cell(str(wave)), Cell(f"{points:,.0f}", numeric=True), Cell(percent(space), numeric=True)]
            for wave, points, space in waves.select("wave", "points", "space_left").iter_rows()
        ]
        blocks.append(Table([words(one) for one in ("wave", "points", "space")], lines, words("waves_all")))
    if not (emulators := tables.get("emulators", pl.DataFrame())).is_empty():
        lines = [
            [
                Cell(_stage(row["stage"])),
                _output(row),
                *(Cell(f"{row[one]:z.2f}", numeric=True) for one in ("z_mean", "z_sd")),
            ]
            for row in emulators.to_dicts()
        ]
        heads = [words(one) for one in ("stage", "output", "z_mean", "z_sd")]
        blocks.append(Table(heads, lines, words("emulators_all", n=len(lines))))
    return blocks


def _stage(stage: str) -> Names:
    """Name a stage at which emulators are held against simulations."""
    name, _, number = stage.partition("_")
    return words(f"stage.{name}", n=number)


def _output(row: dict[str, Any]) -> Cell:
    """The figure that an output is emulated for, and its unit; its formula in tables of older versions."""
    if "name_zh" not in row:
        return Cell(row["output"])
    names = {lang: row[f"name_{lang}"] for lang in LANGUAGES}
    return Cell(names, told(lambda lang: unit_name(row["unit"], lang)))


def _assumptions(rows: pl.DataFrame) -> Section:
    """What stays assumed after the calibration."""
    assumed = rows.filter(pl.col("assumed"))
    names = {lang: ("、" if lang == "zh" else "; ").join(assumed[f"name_{lang}"]) for lang in LANGUAGES}
    lines = [words("prior_driven"), *([words("assumed_priors", names=names)] if assumed.height else [])]
    return Section("assumptions", words("part.assumed"), [Paragraphs(lines, "list")])
