"""How cases climb the tiers and where they end, one scenario at a time."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.report.chart_data import ChartData, Column, Names
from sim.report.charts import flow
from sim.report.charts.flow import ENDS, TIERS
from sim.report.data import Run
from sim.report.interactive.scenarios import SCENARIO, footnote, of_base, stacked
from sim.report.interactive.words import each, told, worded
from sim.report.measures import percent
from sim.report.texts import LANGUAGES, text

NODES = (*TIERS, *ENDS)
COLUMNS = (
    SCENARIO,
    Column("source", {"zh": "自（代号）", "en": "from (id)"}, "text", hidden=True),
    Column("target", {"zh": "至（代号）", "en": "to (id)"}, "text", hidden=True),
    Column("look", {"zh": "结局（代号）", "en": "end (id)"}, "text", hidden=True),
    Column("from", {"zh": "自", "en": "from"}, "names"),
    Column("to", {"zh": "至", "en": "to"}, "names"),
    Column(
        "value", {"zh": "每次重复平均", "en": "mean a replication"}, "number", {"zh": "件", "en": "cases"}
    ),
    Column("low", {"zh": "最小", "en": "least"}, "number", {"zh": "件", "en": "cases"}),
    Column("high", {"zh": "最大", "en": "greatest"}, "number", {"zh": "件", "en": "cases"}),
)
NOT_DRAWN = {
    "zh": "没有画出：在驿站直接解决的（{of}约 {solved} 件），转回下级和同级之间的流转（{of}约 {back} 件）。",
    "en": "Not drawn: what stations solve themselves ({of}about {solved} cases), and moves back"
    " down or within a tier ({of}about {back}).",
}
OF_BASE = {"zh": "基准", "en": "in the base "}
LOOKS = {
    "solved": "met",
    "unsolved": "missed",
    "lost": "missed",
    "open": "unsure",
}  # of ends; moves up: plain


def chart(runs: Sequence[Run]) -> ChartData | None:
    """Draw the moves up the tiers and the ends; None without a case."""
    found = stacked(runs, [flow.table(run) for run in runs])
    rank = {node: i for i, node in enumerate(NODES)}
    start, end = (
        pl.col(name).replace_strict(rank, default=None, return_dtype=pl.Int64) for name in ("from", "to")
    )
    at_once = (pl.col("from") == "station") & (pl.col("to") == "solved")
    drawn = found.filter(pl.col("from").is_in(TIERS), start < end, ~at_once).sort(
        "scenario_number", start, end
    )
    if drawn.is_empty():
        return None
    base = found.filter(pl.col("scenario_number") == 0)
    untold = {
        "solved": base.filter(at_once)["mean"].sum(),
        "back": base.filter(pl.col("from").is_in(TIERS), start >= end)["mean"].sum(),
    }
    ids = {name: drawn[name].to_list() for name in ("from", "to")}
    rows = drawn.select(
        "scenario_zh", "scenario_en", "low", "high", source="from", target="to", value="mean"
    ).with_columns(
        pl.col("target").replace_strict(LOOKS, default="plain", return_dtype=pl.String).alias("look"),
        *worded("from", each(ids["from"], lambda node, lang: text(f"flow.{node}", lang))),
        *worded("to", each(ids["to"], lambda node, lang: text(f"flow.{node}", lang))),
    )
    held = {*ids["from"], *ids["to"]}
    return ChartData(
        name="flow",
        renderer="flow",
        title=told(lambda lang: text("flow.title", lang)),
        finding=of_base(_finding(runs[0]), runs),
        rows=rows,
        columns=COLUMNS,
        encode={"source": "source", "target": "target", "value": "value", "look": "look"},
        choose="scenario" if len(runs) > 1 else None,
        notes=[
            told(lambda lang: text("flow.note", lang)),
            {
                lang: NOT_DRAWN[lang].format(
                    of=OF_BASE[lang] if len(runs) > 1 else "",
                    **{key: f"{n:,.0f}" for key, n in untold.items()},
                )
                for lang in LANGUAGES
            },
            footnote(runs[0].caption, "both"),
        ],
        texts={
            "value": {"zh": "件（每次重复平均）", "en": "cases (mean a replication)"},
            "look.plain": {"zh": "转交上级", "en": "handed up"},
            "look.met": {"zh": "解决", "en": "solved"},
            "look.missed": {"zh": "流失或未解决", "en": "lost or closed unsolved"},
            "look.unsure": {"zh": "仍在办理", "en": "still open"},
        },
        extra={
            "order": [
                {"id": node, "names": each([node], lambda one, lang: text(f"flow.{one}", lang))[0]}
                for node in NODES
                if node in held
            ]
        },
    )


def _finding(run: Run) -> Names:
    rows = flow.table(run)
    ends = flow.fates(rows)
    shares = {fate: percent(flow.at_station(ends, fate)) for fate in ("solved", "lost")}
    up = f"{flow.moves(rows, up=True)['mean'].sum():,.0f}"
    return told(lambda lang: text("flow.finding", lang, **shares, up=up))
