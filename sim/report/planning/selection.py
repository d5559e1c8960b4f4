"""The shortlisted designs as they were simulated: mean and interval of each, and which was selected."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from scipy import stats

from sim.report import beside, style
from sim.report.measures import measure, number, percent
from sim.report.numbers import SATISFACTION_DIGITS
from sim.report.planning.facts import Facts, at_chart, axis_label, empty, kpi_name, precise
from sim.report.planning.tables import Tables, names
from sim.report.planning.texts import text

WIDTH, NAME_WIDTH, ROW = 12.4, 4.3, 0.4  # inches
MOST = 30  # designs shown, those that stayed longest
LEVEL = 0.95  # of the intervals
SELECTED, STAYED, LEFT, BEST = "selected", "stayed", "left", "best"
LOOK: dict[str, dict[str, Any]] = {  # each differs from the others in shape, not in colour alone
    SELECTED: {"marker": "*", "color": style.BLUE, "ms": 11, "lw": 2.4},
    STAYED: {"marker": "o", "color": style.BLUE, "ms": 5.5, "lw": 1.6},
    LEFT: {"marker": "s", "color": style.MUTED, "mfc": style.PAPER, "ms": 4.5, "lw": 1.2},
}


def table(tables: Tables) -> pl.DataFrame:
    """Tabulate selection.csv, a row for each design.

    Columns: those of the file; state (selected, stayed, left); low and high: mean -+ t x sd / sqrt(n), null
    with fewer than two replications; name_zh and name_en: the design and its sites, where shortlist.csv and
    candidates.csv tell them.
    """
    found = tables["selection"].with_columns(
        state=pl.when(pl.col("selected").fill_null(False))
        .then(pl.lit(SELECTED))
        .when(pl.col("eliminated_at").is_null())
        .then(pl.lit(STAYED))
        .otherwise(pl.lit(LEFT))
    )
    halves = [_half(n, sd) for n, sd in found.select("replications", "sd").iter_rows()]
    found = found.with_columns(half=pl.Series(halves, dtype=pl.Float64))
    rows = found.with_columns(low=pl.col("mean") - pl.col("half"), high=pl.col("mean") + pl.col("half"))
    labels = {lang: _labels(tables, lang) for lang in ("zh", "en")}
    return rows.with_columns(
        pl.col("solution").replace(labels[lang]).alias(f"name_{lang}") for lang in ("zh", "en")
    ).drop("half")


def ordered(rows: pl.DataFrame, better: str) -> pl.DataFrame:
    """Put the selected design first, then those that stayed longest, better ones first; at most `MOST`."""
    rank = pl.col("state").cast(pl.Enum([SELECTED, STAYED, LEFT])).to_physical()
    worse = pl.col("mean") * (-1.0 if better == "higher" else 1.0)
    stay = pl.col("eliminated_at").fill_null(0)
    return rows.sort(rank, -stay, worse, maintain_order=True).head(MOST)


def _half(n: int | None, sd: float | None) -> float | None:
    if n is None or sd is None or n < 2:
        return None
    return float(stats.t.ppf((1 + LEVEL) / 2, n - 1)) * sd / math.sqrt(n)


def _labels(tables: Tables, lang: str) -> dict[str, str]:
    """Map each solution to its own name with the names of its sites."""
    if "shortlist" not in tables:
        return {}
    of = dict(tables["candidates"].select("id", f"name_{lang}").iter_rows()) if "candidates" in tables else {}
    of = names(tables, "facilities", lang) | of
    labels = {}
    for solution, sites in tables["shortlist"].select("solution", "sites").iter_rows():
        named = [of.get(site, site) for site in (sites or "").replace(";", " ").split()]
        labels[solution] = (
            solution + text("colon", lang) + text("comma", lang).join(named) if named else solution
        )
    return labels


def finding(rows: pl.DataFrame, lang: str, facts: Facts) -> str:
    """Tell which design is selected, or has the best mean so far; `rows` as `ordered` puts them."""
    of, best = measure(facts.selected_by[0]), rows.row(0, named=True)
    decided = facts.manifest.get("decided") is not False
    return text(
        "selection.finding" if best["state"] == SELECTED and decided else "selection.undecided",
        lang,
        n=rows.height,
        best=best["solution"],
        kpi=kpi_name(facts.selected_by, lang),
        value=_with_unit(best["mean"], of.unit_en, of.unit(lang)),
        runs=f"{int(rows['replications'].sum()):,}",
    )


def draw(rows: pl.DataFrame, lang: str, facts: Facts) -> Figure:
    """Draw mean and interval of each design, the selected one first, numbers beside."""
    title = text("selection.title", lang)
    if rows.is_empty():
        return empty(title, facts, lang)
    kpi, decided = facts.selected_by, facts.manifest.get("decided") is not False
    of = measure(kpi[0])
    rows = ordered(rows, of.better)
    name = kpi_name(kpi, lang)
    notes = facts.notes(
        lang, text("selection.note", lang), _guarantee(facts, of.unit_en, of.unit(lang), lang)
    )
    figure = style.canvas(
        WIDTH, 1.0 + ROW * rows.height, title, finding(rows, lang, facts), notes, legend_rows=1
    )
    labels = [_wrapped(one, lang) for one in rows[f"name_{lang}"]]
    cells = _columns(rows, of.unit_en, decided, lang)
    axes, side = figure.subplots(1, 2, sharey=True, width_ratios=beside.ratios(cells, labels, WIDTH))
    for place, row in enumerate(rows.to_dicts()):
        _mark(axes, place, row, LOOK[row["state"]], of.unit_en)
    axes.set_yticks(range(rows.height), labels)
    axes.set_ylim(rows.height - 0.4, -0.6)
    axes.margins(x=0.08)
    axes.set_xlabel(axis_label(name, of.unit(lang), lang))
    style.tidy(axes, grid="x")
    beside.draw(side, cells, range(rows.height))
    style.legend(figure, _keys(rows, decided, lang))
    return figure


def _wrapped(name: str, lang: str) -> str:
    """Break a design's name between its sites, into at most two lines."""
    comma = text("comma", lang)
    lines = [""]
    for part in name.split(comma):
        longer = f"{lines[-1]}{comma}{part}" if lines[-1] else part
        if len(lines) == 1 and lines[0] and style.text_width(longer, beside.NAME_SIZE) > NAME_WIDTH:
            lines[0] += comma.rstrip()
            lines.append(part)
        else:
            lines[-1] = longer
    return "\n".join(style.shorten(line, NAME_WIDTH + 0.1, beside.NAME_SIZE) for line in lines)


def _with_unit(value: float, unit: str, shown: str) -> str:
    if unit == "share":
        return percent(value, SATISFACTION_DIGITS)
    return f"{number(value, unit)} {shown}"


def _guarantee(facts: Facts, unit: str, shown: str, lang: str) -> str:
    """Say what the selection promises, or that it was cut short."""
    told = facts.manifest.get("guarantee")
    if told:
        return str(told[lang])
    zone, confidence = facts.manifest.get("indifference"), facts.manifest.get("confidence")
    if zone is None or confidence is None:
        return ""
    if facts.manifest.get("decided") is False:
        return text("selection.cut", lang)
    apart = f"{100 * zone:g}" + text("points", lang) if unit == "share" else f"{zone:g} {shown}"
    return text("selection.guarantee", lang, zone=apart, confidence=f"{confidence:g}")


def _mark(axes: Axes, place: float, row: dict[str, Any], look: dict[str, Any], unit: str) -> None:
    if row["low"] is not None and row["high"] is not None:
        ends = [at_chart(row["low"], unit), at_chart(row["high"], unit)]
        axes.plot(ends, [place, place], color=look["color"], lw=look["lw"], solid_capstyle="butt", zorder=2)
    axes.plot([at_chart(row["mean"], unit)], [place], zorder=3, **{**look, "ls": ""})


def _columns(rows: pl.DataFrame, unit: str, decided: bool, lang: str) -> list[beside.Column]:
    listed = rows.to_dicts()
    told = [precise(row["low"], row["mean"], row["high"], unit) for row in listed]
    cells = {
        "replications": [f"{row['replications']:,}" for row in listed],
        "mean": [mean for mean, _ in told],
        "interval": [span for _, span in told],
        "state": [state_text(row, decided, lang) for row in listed],
    }
    return [beside.Column.of(text(f"selection.head.{head}", lang), cells[head]) for head in cells]


def state_text(row: dict[str, Any], decided: bool, lang: str) -> str:
    """Say what became of a design: selected, still in, or out after so many replications."""
    return text(f"selection.{_state(row['state'], decided)}", lang, at=row["eliminated_at"])


def _state(state: str, decided: bool) -> str:
    """A selection that was cut short has selected nothing: what it names only has the best mean."""
    return BEST if state == SELECTED and not decided else state


def _keys(rows: pl.DataFrame, decided: bool, lang: str) -> list[Artist]:
    found = set(rows["state"])
    return [
        Line2D([], [], label=text(f"selection.key.{_state(state, decided)}", lang), **LOOK[state])
        for state in LOOK
        if state in found
    ]
