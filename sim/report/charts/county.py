"""Satisfaction (surveyed and true) and on-time share by county, with intervals and targets."""

from __future__ import annotations

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report import style
from sim.report.data import Caption, Run, once_a_run
from sim.report.measures import ON_TIME, SURVEYED, TRUE, measure, percent
from sim.report.texts import text

LOOK = {  # colour, marker, vertical offset of the row
    SURVEYED: (style.BLUE, "o", -0.16),
    TRUE: (style.ORANGE, "D", 0.16),
    ON_TIME: (style.GREEN, "s", 0.0),
}
NETWORK = "all"


@once_a_run
def table(run: Run) -> pl.DataFrame:
    """Tabulate kpi, county (`all` = network, last), names, n, mean, interval and target.

    target is the bound `at_least` of the scenario's targets. Counties come in the scenario's order; a county
    without a value of a KPI has no row of it.
    """
    order = [*run.names("counties", "en"), NETWORK]
    rows = run.summary.filter(
        pl.col("kpi").is_in(list(LOOK)),
        (pl.col("level") == "county") | (pl.col("level") == "network"),
        pl.col("mean").is_not_null() & pl.col("mean").is_finite(),
    ).with_columns(county=pl.when(pl.col("level") == "network").then(pl.lit(NETWORK)).otherwise("key"))
    goals = {}
    targets = run.table("targets")
    if {"kpi", "level", "key", "at_least"} <= set(targets.columns):
        for kpi, level, key, at_least in targets.select("kpi", "level", "key", "at_least").iter_rows():
            if at_least:
                goals[kpi, NETWORK if level == "network" else key, level] = float(at_least)
    records = [
        {
            "kpi": row["kpi"],
            "county": row["county"],
            "name_zh": run.names("counties", "zh").get(row["county"], text("all", "zh")),
            "name_en": run.names("counties", "en").get(row["county"], text("all", "en")),
            "n": row["n"],
            "mean": row["mean"],
            "ci_low": row["ci_low"],
            "ci_high": row["ci_high"],
            "target": goals.get((row["kpi"], row["county"], row["level"])),
            "row": order.index(row["county"]),
        }
        for row in rows.iter_rows(named=True)
        if row["county"] in order
    ]
    columns = dict.fromkeys(("kpi", "county", "name_zh", "name_en"), pl.String)
    numbers = dict.fromkeys(("mean", "ci_low", "ci_high", "target"), pl.Float64)
    schema = pl.Schema({**columns, "n": pl.Int64, **numbers, "row": pl.Int64})
    return pl.DataFrame(records, schema=schema).sort("kpi", "row")


def draw(rows: pl.DataFrame, lang: str, caption: Caption) -> Figure:
    """Draw satisfaction on the left and on-time share on the right, one row a county, the network below."""
    title = text("county.title", lang)
    if rows.is_empty():
        return style.empty(title, caption, lang)
    labels = rows.select("row", "county", f"name_{lang}").unique().sort("row")
    place = {county: i for i, county in enumerate(labels["county"])}
    notes = [
        text("county.note", lang),
        style.interval_note(caption, lang),
        style.footnote(caption, lang, "named") + bases(rows, lang),
    ]
    figure = style.canvas(10.0, 1.4 + 0.42 * len(place), title, finding(rows, lang), notes, legend_rows=1)
    left, right = figure.subplots(1, 2, sharey=True)
    _panel(left, rows, (SURVEYED, TRUE), place, lang)
    _panel(right, rows, (ON_TIME,), place, lang)
    left.set_xlabel(text("county.satisfaction", lang))
    right.set_xlabel(text("county.on_time", lang))
    left.set_yticks(range(len(place)), labels[f"name_{lang}"].to_list())
    left.set_ylim(len(place) - 0.5, -0.5)
    handles = sorted(style.entries(left, right), key=lambda h: h.get_label() == text("county.target", lang))
    style.legend(figure, handles)
    return figure


def bases(rows: pl.DataFrame, lang: str) -> str:
    """Say of each KPI drawn whether it is data-informed or prior-driven."""
    drawn = [measure(kpi) for kpi in LOOK if kpi in rows["kpi"].unique()]
    comma, semicolon, end = ("、", "；", "。") if lang == "zh" else (" and ", "; ", ".")  # names hold commas
    parts = []
    for basis in ("data", "prior"):
        names = comma.join(what.name(lang) for what in drawn if what.basis == basis)
        if names:
            parts.append(text(f"basis.{basis}.kpis", lang, names=names))
    return semicolon.join(parts) + end


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Name the counties with the lowest surveyed satisfaction and on-time share."""
    counties = rows.filter(pl.col("county") != NETWORK)
    least = [counties.filter(pl.col("kpi") == kpi).sort("mean", "row") for kpi in (SURVEYED, ON_TIME)]
    if any(found.is_empty() for found in least):
        return ""
    name = f"name_{lang}"
    return text(
        "county.finding",
        lang,
        county=least[0][name][0],
        surveyed=percent(least[0]["mean"][0]),
        late=least[1][name][0],
        on_time=percent(least[1]["mean"][0]),
    )


def _panel(axes: Axes, rows: pl.DataFrame, kpis: tuple[str, ...], place: dict[str, int], lang: str) -> None:
    names = {SURVEYED: "county.surveyed", TRUE: "county.true", ON_TIME: "county.share"}
    seen: list[float] = []
    for kpi in kpis:
        colour, marker, offset = LOOK[kpi]
        found = rows.filter(pl.col("kpi") == kpi)
        y = [place[county] + offset for county in found["county"]]
        axes.plot(
            100 * found["mean"],
            y,
            ls="",
            marker=marker,
            ms=5.5,
            color=colour,
            mec=style.PAPER,
            mew=0.5,
            label=text(names[kpi], lang),
            zorder=3,
        )
        spans = zip(y, found["ci_low"].to_list(), found["ci_high"].to_list(), strict=True)
        for height, low, high in spans:
            if low is not None and high is not None:
                low, high = max(low, 0.0), min(high, 1.0)  # a t interval may pass what a share can be
                axes.plot([100 * low, 100 * high], [height, height], color=colour, lw=1.2, marker="|", ms=7)
                seen += [low, high]
        goals = [(h, t) for h, t in zip(y, found["target"].to_list(), strict=True) if t is not None]
        for i, (height, goal) in enumerate(goals):
            label = text("county.target", lang) if i == 0 else None
            axes.plot([100 * goal], [height], ls="", marker="|", ms=13, mew=2, color=style.INK, label=label)
        seen += [*found["mean"].to_list(), *(goal for _, goal in goals)]
    low, high = 100 * min(seen, default=0.0), 100 * max(seen, default=1.0)
    pad = max(0.5, 0.08 * (high - low))
    axes.set_xlim(max(-0.1 * pad, low - pad), min(100 + 0.1 * pad, high + pad))
    axes.axhline(len(place) - 1.5, color=style.FAINT, lw=0.8)
    style.tidy(axes, grid="x")
