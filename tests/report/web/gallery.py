"""A page with every renderer and its edge cases, for browser tests and for looking: `write(path)`."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

from sim.report.assets import ECHARTS, SCRIPTS, STYLE, script
from sim.report.chart_data import ChartData
from tests.report.web.examples import (
    HOSTILE,
    LONG_EN,
    LONG_ZH,
    bars,
    bars_of_looks,
    differences,
    intervals,
    intervals_of_series,
    numbered,
)
from tests.report.web.examples_more import LINKS, filled, flow, heat, lines, lines_in_panels, places, scatter


def cases() -> list[ChartData]:
    """Every renderer: as reports use it, long and hostile names, one row, many rows, none."""
    named = [(LONG_ZH, LONG_EN), (HOSTILE, HOSTILE), *numbered(4)]
    return [
        differences("intervals-panels"),
        intervals_of_series("intervals-series"),
        intervals("intervals-names", named),
        intervals("intervals-one", numbered(1)),
        intervals("intervals-60", numbered(60)),
        intervals("intervals-empty", []),
        bars("bars-grouped", named, stacked=False, series=3),
        bars("bars-stacked", named, stacked=True, series=4),
        bars_of_looks("bars-looks"),
        bars("bars-60", numbered(60), stacked=False, series=1),
        bars("bars-one", numbered(1), stacked=False, series=1),
        bars("bars-empty", [], stacked=True, series=2),
        lines("lines-dates", "date", 4, 140),
        lines_in_panels("lines-panels"),
        lines("lines-steps", "number", 1, 30, step=True),
        lines("lines-words", "text", 2, 9),
        lines("lines-many", "number", 12, 20),
        lines("lines-one", "number", 1, 1),
        lines("lines-empty", "number", 0, 0),
        heat("heat-week", 20, 7, 24, 4),
        heat("heat-small", 3, 2, 14, 1),
        heat("heat-one", 1, 1, 1, 1),
        heat("heat-empty", 0, 0, 0, 0),
        flow("flow-tiers", LINKS, 4),
        flow("flow-one", LINKS[:1], 1),
        flow("flow-empty", [], 1),
        places("map-network", 103, 289, covered=False),
        places("map-covered", 40, 100, covered=True),
        places("map-one", 1, 0, covered=False),
        places("map-empty", 0, 0, covered=False),
        scatter("scatter-frontier", 12, 2, line=True),
        scatter("scatter-60", 60, 1, line=False),
        scatter("scatter-one", 1, 1, line=True),
        scatter("scatter-empty", 0, 1, line=False),
        *odd_cases(),
    ]


def odd_cases() -> list[ChartData]:
    """Columns without a value or without end, flows that go round, numbers that a logarithm has not."""
    few = numbered(3)
    return [
        *(
            filled(one, columns, value)
            for value in (None, math.inf)
            for one, columns in [
                (intervals("intervals", few), ["value", "high"]),
                (bars("bars", few, stacked=False, series=2), ["value", "high"]),
                (bars("stacks", few, stacked=True, series=2), ["value"]),
                (lines("lines", "date", 2, 5), ["value", "high"]),
                (heat("heat", 3, 2, 14, 1), ["value"]),
                (places("sizes", 5, 9, covered=True), ["load"]),
                (places("places", 5, 9, covered=False), ["lon"]),
                (scatter("scatter", 5, 1, line=True), ["y", "high"]),
            ]
        ),
        filled(lines("lines-x", "number", 2, 5), ["x"], None),
        lines("lines-log", "number", 1, 9, log_x=True),
        flow("flow-round", [("arrive", "station", 3.0), ("station", "arrive", 2.0)], 1),
        flow("flow-0-empty", [("arrive", "station", 0.0)], 1),
    ]


def page(charts: list[ChartData], lang: str = "en") -> str:
    """One page that draws charts; `?lang=zh` opens it in Chinese."""
    data = json.dumps([one.as_json() for one in charts], ensure_ascii=False).replace("<", "\\u003c")
    scripts = "\n".join(
        f"<script>{script(name)}</script>".replace("</script></", "</") for name in (ECHARTS, *SCRIPTS)
    )
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Charts 图表</title><link rel="icon" href="data:,">
<style>body {{ margin: 1rem auto; max-width: 1000px; padding: 0 12px }}
{script(STYLE)}</style></head><body><main><h1>Charts 图表</h1><h2>All 全部</h2></main>
{scripts}
<script>
const lang = new URLSearchParams(location.search).get('lang') || '{lang}';
document.documentElement.lang = lang;
const main = document.querySelector('main');
window.figures = {data}.map((one) => Yizhan.figure(main, one, {{ lang, level: 3 }}));
</script></body></html>"""


def write(path: Path, charts: list[ChartData] | None = None) -> Path:
    """Write the gallery to a file, or a page of other charts."""
    path.write_text(page(cases() if charts is None else charts), encoding="utf-8")
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]))
