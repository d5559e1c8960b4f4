"""What one more person would buy: a heat map by staff group and skill, one for each KPI that is a target."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import FuncNorm, LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from sim.report import beside, style
from sim.report.measures import Measure, decimals, measure, percent, signed, signed_interval
from sim.report.planning.facts import Facts, at_chart, empty, kpi_name
from sim.report.planning.tables import Tables, names
from sim.report.planning.texts import text

NAME_WIDTH, ROW, CELL, SKILL_WIDTH = 2.6, 0.36, 0.36, 2.2  # inches; CELL: a skill's column
SLANT = 50  # degrees, of the skills' names
MOST = 20  # groups shown, those with the greatest effect
BAR = 0.16  # inches
# From vermilion (worse) to blue (better): told apart by colour-blind readers.
# Both sides begin with a tint, so that a small effect is not taken for none.
STEPS = ((0.0, style.VERMILION), (0.5, "#FBE3D6"), (0.5, "#D6E8F5"), (1.0, style.BLUE))
COLOURS = LinearSegmentedColormap.from_list("effect", list(STEPS))


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate marginal.csv, for each KPI the groups with the greatest clear effect, then the others.

    Columns: those of the file; better (the effect, its sign turned where the KPI is better lower); name_zh
    and name_en of the group, from the file, else the scenario's staff, else its id; skill_names_zh and
    skill_names_en (lists, one for each of the group's skills: the name of the first service that needs it,
    else the group's). At most `MOST` groups for each KPI.
    """
    rows = tables["marginal"]
    turn = {kpi: _turn(kpi) for kpi in rows["kpi"].unique()}
    rows = rows.drop_nulls("effect").with_columns(
        better=pl.col("effect") * pl.col("kpi").replace_strict(turn, default=1.0, return_dtype=pl.Float64),
        clear=pl.col("clear").fill_null(False),
        skills=pl.col("skills").fill_null(""),
    )
    for lang in ("zh", "en"):
        staff, services = names(tables, "staff", lang), names(tables, "services", lang, "skill")
        told = pl.col(f"group_{lang}") if f"group_{lang}" in rows.columns else pl.lit(None, pl.String)
        group = pl.col("group").replace(staff)
        skills = [
            [services.get(one, staff.get(who, one)) for one in cell.split(";") if one]
            for cell, who in rows.select("skills", "group").iter_rows()
        ]
        rows = rows.with_columns(
            pl.coalesce(told, group).alias(f"name_{lang}"),
            pl.col(f"facility_{lang}").fill_null(pl.col("facility")),
            pl.Series(f"skill_names_{lang}", skills, dtype=pl.List(pl.String)),
        )
    target = ("kpi", "level", "key")
    ranked = rows.sort("clear", "better", "group", descending=[True, True, False])
    order = rows.select(*target).unique(maintain_order=True).with_row_index("order")
    ranked = ranked.join(order, on=list(target), how="left").sort("order", maintain_order=True).drop("order")
    return ranked.group_by(*target, maintain_order=True).head(MOST)


def _turn(kpi: str) -> float:
    return -1.0 if measure(kpi).better == "lower" else 1.0


def parts(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Part the table by KPI; the keys end the names of the charts' files."""
    found = {}
    for part in rows.partition_by("kpi", "level", "key", maintain_order=True):
        kpi, level, key = part.select("kpi", "level", "key").row(0)
        where = "" if level == "network" else f"-{level}-{key}"
        found[f"-{kpi}{where}"] = part
    return found or {"": rows}


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw the groups of one KPI against their skills; beside them effect, interval, worth, busy share."""
    title = text("marginal.title", lang)
    if rows.is_empty():
        return empty(title, facts, lang)
    first = rows.row(0, named=True)
    of = measure(first["kpi"], first["unit"] or "")
    unit = effect_unit(of, lang)
    notes = facts.notes(lang, text("marginal.note", lang), text(f"marginal.{of.better}", lang))
    skills = _skills(rows, lang)
    named = [beside.wrapped(label(row, lang), NAME_WIDTH) for row in rows.to_dicts()]
    cells = _columns(rows, of.unit_en, unit, lang)
    lines = [line for one in named for line in one.split("\n")]
    widest = max(style.text_width(line, beside.NAME_SIZE) for line in lines)
    plot, numbers = max(1.2, CELL * len(skills)), sum(one.width + beside.GAP for one in cells)
    width = max(8.6, 2 * 0.6 * style.MARGIN + widest + plot + numbers + BAR + beside.PADS + 0.9)
    longest = max(style.text_width(name, style.LABEL_SIZE) for _, name in skills)
    height = max(3.0, 0.3 + longest * math.sin(math.radians(SLANT)) + ROW * rows.height)
    figure = style.canvas(width, height, title, finding(rows, lang), notes, legend_rows=1)
    axes, side, bar = figure.subplots(1, 3, width_ratios=[plot, numbers, BAR])
    scale = _heat(axes, rows, skills, of.unit_en)
    axes.set_yticks(range(rows.height), named)
    side.sharey(axes)
    beside.draw(side, cells, range(rows.height))
    _scale(figure, bar, scale, rows, of.unit_en)
    bar.set_ylabel(text("marginal.bar", lang, unit=unit))
    style.legend(figure, _keys(lang))
    return figure


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Tell where one more person clearly does most for the KPI of `rows`, and in how many groups any does."""
    first, clear = rows.row(0, named=True), int(rows["clear"].sum())
    of = measure(first["kpi"], first["unit"] or "")
    effect = f"{signed(first['effect'], of.unit_en)} {effect_unit(of, lang)}"
    name = kpi_name((first["kpi"], first["level"], first["key"]), lang)
    told = {"kpi": name, "n": clear, "of": rows.height, "name": label(first, lang), "effect": effect}
    return text("marginal.finding" if clear and first["better"] > 0 else "marginal.nothing", lang, **told)


def effect_unit(of: Measure, lang: str) -> str:
    """Return the unit of a change: percentage points of a share."""
    return text("points", lang).strip() if of.unit_en == "share" else of.unit(lang)


def _scale(figure: Figure, bar: Axes, scale: ScalarMappable, rows: pl.DataFrame, unit: str) -> None:
    """Draw the colour bar, of the part of the scale that clear effects reach."""
    figure.colorbar(scale, cax=bar)
    bar.spines[:].set_visible(False)
    bar.tick_params(length=0)
    reached = [0.0, *(at_chart(one, unit) for one in rows.filter(pl.col("clear"))["effect"])]
    if max(reached) > min(reached):
        bar.set_ylim(min(reached), max(reached))


def label(row: dict[str, Any], lang: str) -> str:
    """The group's name, with its facility's where the name does not begin with it."""
    name, place = row[f"name_{lang}"], row[f"facility_{lang}"] or ""
    stem = place.removesuffix("驿站").removesuffix(" station")
    return name if stem and stem in name else f"{place}{text('separator', lang)}{name}" if place else name


def _skills(rows: pl.DataFrame, lang: str) -> list[tuple[str, str]]:
    """The skills of the groups shown, id and name (a long one cut), in the order of their first group."""
    found: dict[str, str] = {}
    for ids, shown in rows.select("skills", f"skill_names_{lang}").iter_rows():
        for one, name in zip([each for each in ids.split(";") if each], shown, strict=True):
            found.setdefault(one, style.shorten(name, SKILL_WIDTH))
    return list(found.items()) or [("", "-")]


def _heat(axes: Axes, rows: pl.DataFrame, skills: list[tuple[str, str]], unit: str) -> ScalarMappable:
    """Colour a cell for each skill of each group; what is not clear is hatched grey."""
    most = max(at_chart(abs(one), unit) for one in rows["effect"]) or 1.0
    colours = COLOURS if _turn(rows["kpi"][0]) > 0 else COLOURS.reversed()
    scale = ScalarMappable(FuncNorm((_root, _square), -most, most), colours)
    columns = {one: place for place, (one, _) in enumerate(skills)}
    for place, row in enumerate(rows.to_dicts()):
        red, green, blue, _ = colours((_root(at_chart(row["effect"], unit) / most) + 1) / 2)
        for one in [each for each in row["skills"].split(";") if each] or [""]:
            cell = Rectangle((columns[one] - 0.5, place - 0.5), 1, 1, ec=style.PAPER, lw=1.2)
            if row["clear"]:
                cell.set_facecolor((red, green, blue))
            else:
                cell.set(facecolor=style.CLOSED, hatch="////", edgecolor=style.PAPER)
            axes.add_patch(cell)
    axes.set(xlim=(-0.5, len(skills) - 0.5), ylim=(rows.height - 0.5, -0.5))
    labels = [name for _, name in skills]
    axes.set_xticks(range(len(skills)), labels, rotation=SLANT, ha="right", rotation_mode="anchor")
    axes.tick_params(length=0)
    axes.spines[:].set(visible=True, color=style.FAINT)
    axes.set_yticks(np.arange(0.5, rows.height - 1), minor=True)
    axes.grid(True, which="minor", axis="y", lw=0.5)
    axes.tick_params(which="minor", length=0)
    return scale


def _root(values: Any) -> Any:
    """The square root with the sign: one great effect shall not leave the others without colour."""
    return np.sign(values) * np.sqrt(np.abs(values))


def _square(roots: Any) -> Any:
    return np.sign(roots) * np.square(roots)


def _columns(rows: pl.DataFrame, unit: str, shown: str, lang: str) -> list[beside.Column]:
    listed = rows.to_dicts()
    most = max(abs(row["effect"]) for row in listed)
    digits = None if unit == "share" else decimals(most, unit)  # alike in all rows
    cells = {
        "effect": [_change(row["effect"], unit, digits) for row in listed],
        "interval": [signed_interval(row["low"], row["high"], unit) or "-" for row in listed],
        "worth": [_change(row["value_per_100k"], unit, digits) for row in listed],
        "busy": ["-" if row["busy_share"] is None else percent(row["busy_share"], 0) for row in listed],
    }
    return [beside.Column.of(text(f"marginal.head.{head}", lang, unit=shown), cells[head]) for head in cells]


def _change(value: float | None, unit: str, digits: int | None) -> str:
    """Write a change with the decimals of its column; one that they do not show is about none."""
    if not value:
        return "-" if value is None else "0"
    shown = signed(value, unit, digits)
    return shown if float(shown.replace(",", "")) else "≈ 0"


def _keys(lang: str) -> list[Artist]:
    unclear = Patch(fc=style.CLOSED, ec="#AAAAAA", hatch="////", lw=0, label=text("marginal.unclear", lang))
    return [unclear]
