"""A page with every renderer and its edge cases, for browser tests and for looking: `write(path)`."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import polars as pl

from sim.report.assets import ECHARTS, SCRIPTS, STYLE, script
from sim.report.chart_data import ChartData, Column

HOSTILE = "<img onerror=alert(1) src=x>"
LONG_ZH = "湖州市吴兴区织里镇童装产业园企业综合服务驿站（含夜间延时服务与法律服务专窗）"
LONG_EN = (
    "Evening hours at township, park and brand stations of the childrenswear district of Zhili in Wuxing"
)
INF = math.inf


def names(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def names_columns(name: str, pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {f"{name}_zh": [zh for zh, _ in pairs], f"{name}_en": [en for _, en in pairs]}


def numbered(count: int, zh: str = "驿站", en: str = "station") -> list[tuple[str, str]]:
    return [(f"{zh} {i + 1}", f"{en} {i + 1}") for i in range(count)]


def wave(i: float, size: float = 1.0) -> float:
    """Values that vary without a random generator."""
    return size * (0.5 + 0.5 * math.sin(1.7 * i + 0.3 * i * i))


SCENARIOS = [
    ("湖州现状", "Huzhou today"),
    (LONG_ZH, LONG_EN),
    (HOSTILE, HOSTILE),
    ("增加两名常驻专员", "Two more resident specialists"),
]


def chart(
    name: str,
    renderer: Any,
    data: dict[str, list[Any]],
    columns: list[Column],
    encode: dict[str, str],
    **more: Any,
) -> ChartData:
    more.setdefault("finding", names("例图：" + name, "Example: " + name))
    more.setdefault("notes", [names("说明文字。" * 12, "A note that is long enough to be wrapped. " * 5)])
    return ChartData(
        name=name,
        renderer=renderer,
        title=names("图 " + name, "Chart " + name),
        rows=pl.DataFrame(data, strict=False),
        columns=columns,
        encode=encode,
        **more,
    )


def intervals(name: str, rows: list[tuple[str, str]], **more: Any) -> ChartData:
    count = len(rows)
    value = [wave(i) - 0.5 for i in range(count)]
    data = {
        **names_columns("row", rows),
        "value": value,
        "low": [v - 0.2 for v in value],
        "high": [v + 0.2 for v in value],
    }
    columns = [
        Column("row", names("驿站", "station")),
        Column("value", names("差值", "difference"), "points"),
        Column("low", names("下限", "low"), "points"),
        Column("high", names("上限", "high"), "points"),
    ]
    columns[0] = Column("row", names("驿站", "station"), "names")
    encode = {"row": "row", "value": "value", "low": "low", "high": "high"}
    more.setdefault("texts", {"x": names("与基准之差", "difference from the base")})
    return chart(name, "intervals", data, columns, encode, extra={"zero": True}, **more)


def differences(name: str) -> ChartData:
    """Small multiples as a comparison draws them: 12 measures in their own units, three what-ifs."""
    looks = ["better", "worse", "unclear", "better_alone", "worse_alone", "neutral", "zero", "alone", "none"]
    kpis = [
        ("办结事项", "Cases solved", "件", "cases", 60.0),
        ("按时办结率", "On-time share", "share", "share", 0.006),
        (
            "办理时长（工作小时）第 90 百分位",
            "Processing time in working hours, 90th percentile",
            "工作小时",
            "working hours",
            1.2,
        ),
    ] * 4
    rows = []
    for k, (zh, en, unit_zh, unit_en, size) in enumerate(kpis):
        for s, (name_zh, name_en) in enumerate(SCENARIOS[1:]):
            i = 3 * k + s
            look = looks[i % len(looks)]
            value = None if look == "none" else 0.0 if look == "zero" else (wave(i) - 0.5) * size
            alone = look in ("none", "zero", "alone")
            rows.append(
                {
                    "kpi_zh": f"{zh} {k + 1}",
                    "kpi_en": f"{en} {k + 1}",
                    "unit_zh": unit_zh,
                    "unit_en": unit_en,
                    "row_zh": name_zh,
                    "row_en": name_en,
                    "value": INF if i == 5 else value,
                    "low": None if alone else value - size / 8,
                    "high": None if alone else value + size / 8,
                    "wide_low": None if alone else value - size / 4,
                    "wide_high": INF if i == 4 else None if alone else value + size / 4,
                    "look": look,
                }
            )
    frame = pl.DataFrame(rows, infer_schema_length=None)
    columns = [
        Column("kpi", names("指标", "KPI"), "names"),
        Column("unit", names("单位", "unit"), "names", hidden=True),
        Column("row", names("情景", "scenario"), "names"),
        *(
            Column(one, names(zh, en), "points", "unit")
            for one, zh, en in (
                ("value", "差值", "difference"),
                ("low", "下限", "low"),
                ("high", "上限", "high"),
                ("wide_low", "同时下限", "simultaneous low"),
                ("wide_high", "同时上限", "simultaneous high"),
            )
        ),
        Column("look", names("判断", "verdict"), hidden=True),
    ]
    roles = {one: one for one in ("row", "value", "low", "high", "wide_low", "wide_high", "look", "unit")} | {
        "panel": "kpi"
    }
    return chart(name, "intervals", frame.to_dict(as_series=False), columns, roles, extra={"zero": True})


def intervals_of_series(name: str) -> ChartData:
    counties = numbered(6, "区县", "county")
    places = [(c, s) for c in counties for s in SCENARIOS]
    value = [0.9 + 0.1 * wave(i) for i in range(len(places))]
    data = {
        **names_columns("row", [c for c, _ in places]),
        **names_columns("series", [s for _, s in places]),
        "value": value,
        "low": [v - 0.01 for v in value],
        "high": [min(1.0, v + 0.01) for v in value],
        "target": [0.95] * len(places),
        "look": ["met" if v >= 0.95 else "missed" for v in value],
    }
    columns = [
        Column("row", names("区县", "county"), "names"),
        Column("series", names("情景", "scenario"), "names"),
        Column("value", names("按时办结率", "on-time share"), "share"),
        Column("low", names("下限", "low"), "share"),
        Column("high", names("上限", "high"), "share"),
        Column("target", names("目标", "target"), "share"),
        Column("look", names("判断", "verdict"), hidden=True),
    ]
    encode = {one: one for one in ("row", "series", "value", "low", "high", "look")} | {"reference": "target"}
    return chart(name, "intervals", data, columns, encode)


def bars(name: str, rows: list[tuple[str, str]], stacked: bool, series: int) -> ChartData:
    lanes = SCENARIOS[:series]
    places = [(r, s) for r in rows for s in lanes]
    value = [
        wave(i, 100.0 if stacked else 200.0) - (0 if stacked else 60.0 * (i % 5 == 4))
        for i in range(len(places))
    ]
    data = {
        **names_columns("row", [r for r, _ in places]),
        **names_columns("series", [s for _, s in places]),
        "value": value,
        "low": [None if stacked else v - 12 for v in value],
        "high": [None if stacked else v + 12 for v in value],
    }
    columns = [
        Column("row", names("设施", "facility"), "names"),
        Column("series", names("情景", "scenario"), "names"),
        Column("value", names("积压", "backlog"), "number", names("件", "cases")),
        Column("low", names("下限", "low"), "number", names("件", "cases")),
        Column("high", names("上限", "high"), "number", names("件", "cases")),
    ]
    encode = {one: one for one in ("row", "series", "value", "low", "high")}
    reference = {} if stacked else {"reference": {"value": 150.0, "text": names("目标 150", "target 150")}}
    return chart(name, "bars", data, columns, encode, extra={"stacked": stacked, **reference})


def bars_of_looks(name: str) -> ChartData:
    looks = ["better", "worse", "unclear", "met", "missed", "unsure", "added", "closed"]
    data = {
        **names_columns("row", numbered(len(looks))),
        "value": [wave(i) for i in range(len(looks))],
        "look": looks,
    }
    columns = [
        Column("row", names("设施", "facility"), "names"),
        Column("value", names("占比", "share"), "share"),
        Column("look", names("判断", "verdict"), hidden=True),
    ]
    return chart(name, "bars", data, columns, {"row": "row", "value": "value", "look": "look"})


def lines(name: str, kind: str, series: int, points: int, **extra: Any) -> ChartData:
    lanes = [(f"系列 {i + 1}", f"series {i + 1}") for i in range(series)]
    if series == len(SCENARIOS):
        lanes = SCENARIOS
    places = [(p, k) for k in range(series) for p in range(points)]
    x: list[Any] = [p * 0.1 for p, _ in places]
    if kind == "date":
        x = [f"2024-{1 + p // 28:02d}-{1 + p % 28:02d}" for p, _ in places]
    if kind == "text":
        x = [f"c{p}" for p, _ in places]
    value = [20 + 10 * k + wave(p / 5 + k, 8.0) for p, k in places]
    data = {
        "x": x,
        **names_columns("series", [lanes[k] for _, k in places]),
        "value": [None if i == 7 else v for i, v in enumerate(value)],
        "low": [v - 2 for v in value],
        "high": [v + 2 for v in value],
    }
    columns = [
        Column(
            "x", names("时间", "time"), "number" if kind == "number" else "date" if kind == "date" else "text"
        ),
        Column("series", names("情景", "scenario"), "names"),
        Column("value", names("在办", "open"), "number", names("件", "cases")),
        Column("low", names("下限", "low"), "number", names("件", "cases")),
        Column("high", names("上限", "high"), "number", names("件", "cases")),
    ]
    encode = {one: one for one in ("x", "series", "value", "low", "high")}
    return chart(name, "lines", data, columns, encode, extra=extra)


def lines_in_panels(name: str) -> ChartData:
    kinds = [("办件", "transactions"), ("问题", "problems")]
    places = [(k, s, p) for k in kinds for s in SCENARIOS for p in range(31)]
    data = {
        "x": [p * 0.1 for *_, p in places],
        **names_columns("series", [s for _, s, _ in places]),
        **names_columns("panel", [k for k, *_ in places]),
        "value": [1 - math.exp(-p / (4 + SCENARIOS.index(s))) for _, s, p in places],
    }
    columns = [
        Column("x", names("办理时长 ÷ 承诺时限", "processing time ÷ promise"), "number"),
        Column("series", names("情景", "scenario"), "names"),
        Column("panel", names("类别", "kind"), "names"),
        Column("value", names("累计比例", "cumulative share"), "share"),
    ]
    encode = {one: one for one in ("x", "series", "panel", "value")}
    marks = [{"x": 1.0, "text": names("承诺时限", "promise")}]
    return chart(name, "lines", data, columns, encode, extra={"min": 0, "max": 1, "marks": marks})


def heat(name: str, rows: int, days: int, hours: int, scenarios: int) -> ChartData:
    week = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    cells = [
        (s, r, d, h)
        for s in SCENARIOS[:scenarios]
        for r in range(rows)
        for d in range(days)
        for h in range(hours)
    ]
    facilities = [(LONG_ZH, LONG_EN), (HOSTILE, HOSTILE), *numbered(rows)]
    value = [None if h < 8 or h > 19 or d > 5 else wave(r + d / 3 + h) for _, r, d, h in cells]
    data = {
        **names_columns("scenario", [s for s, *_ in cells]),
        **names_columns("y", [facilities[r] for _, r, *_ in cells]),
        **names_columns("day", [(week[d], english[d]) for _, _, d, _ in cells]),
        "hour": [f"{h:02d}" for *_, h in cells],
        "value": value,
        "mark": [(r + d + h) % 37 == 0 for _, r, d, h in cells],
    }
    columns = [
        Column("scenario", names("情景", "scenario"), "names"),
        Column("y", names("设施", "facility"), "names"),
        Column("day", names("星期", "weekday"), "names"),
        Column("hour", names("钟点", "hour")),
        Column("value", names("利用率", "utilisation"), "share"),
        Column("mark", names("无人当班时仍在办理", "work while nobody is on duty"), hidden=True),
    ]
    encode = {"x": "hour", "y": "y", "value": "value", "group": "day", "mark": "mark"}
    texts = {
        "x": names("星期与钟点", "weekday and clock hour"),
        "empty": names("无人在岗", "nobody present"),
    }
    return chart(
        name,
        "heat",
        data,
        columns,
        encode,
        choose="scenario",
        texts=texts,
        extra={"max": 1.0},
        notes=[],
    )


TIERS = [
    ("arrive", "到达", "arrive"),
    ("station", "驿站", "station"),
    ("subcentre", "产业分中心", "industry sub-centre"),
    ("district", "区县企服中心", "district centre"),
    ("city", "市企服中心", "city centre"),
    ("solved", "办结", "solved"),
    ("lost", HOSTILE, HOSTILE),
]


def flow(name: str, links: list[tuple[str, str, float]], scenarios: int) -> ChartData:
    tier = {key: (zh, en) for key, zh, en in TIERS}
    rows = [(s, a, b, v * (1 + 0.2 * i)) for i, s in enumerate(SCENARIOS[:scenarios]) for a, b, v in links]
    data = {
        **names_columns("scenario", [s for s, *_ in rows]),
        **names_columns("source", [tier[a] for _, a, *_ in rows]),
        **names_columns("target", [tier[b] for _, _, b, _ in rows]),
        "value": [v for *_, v in rows],
    }
    columns = [
        Column("scenario", names("情景", "scenario"), "names"),
        Column("source", names("从", "from"), "names"),
        Column("target", names("到", "to"), "names"),
        Column("value", names("事项", "cases"), "number", names("件", "cases")),
    ]
    extra = {"order": [{"id": key, "zh": zh, "en": en} for key, zh, en in TIERS]}
    encode = {"source": "source", "target": "target", "value": "value"}
    return chart(name, "flow", data, columns, encode, choose="scenario", extra=extra)


LINKS = [
    ("arrive", "station", 12000.0),
    ("arrive", "district", 1500.0),
    ("station", "solved", 9000.0),
    ("station", "district", 2200.0),
    ("station", "subcentre", 300.0),
    ("subcentre", "solved", 250.0),
    ("subcentre", "city", 2.0),
    ("district", "city", 400.0),
    ("district", "solved", 3200.0),
    ("district", "station", 40.0),
    ("city", "solved", 380.0),
    ("station", "lost", 500.0),
]
KINDS = [
    ("township", "镇街", "township"),
    ("park", "园区", "park"),
    ("business_district", "商圈", "business district"),
    ("embedded", "嵌入式", "embedded in a store"),
    ("brand", "品牌", "brand"),
    ("roving", "流动", "roving"),
    ("subcentre", "产业分中心", "industry sub-centre"),
    ("district_centre", "区县企服中心", "district centre"),
    ("city_centre", "市企服中心", "city centre"),
]


def places(name: str, count: int, cells: int, covered: bool) -> ChartData:
    looks = ["plain"] * 5 + ["added", "closed", "changed", "removed"]
    label = [(LONG_ZH, LONG_EN), (HOSTILE, HOSTILE), *numbered(max(0, count - 2))][:count]
    data = {
        "id": [f"s{i}" for i in range(count)],
        **names_columns("name", label),
        "kind": [KINDS[i % len(KINDS)][0] for i in range(count)],
        "lon": [119.4 + wave(3 * i, 1.0) for i in range(count)],
        "lat": [30.4 + wave(2 * i + 1, 0.8) for i in range(count)],
        "load": [None if i == 3 else wave(i, 180.0) for i in range(count)],
        "reach": [4.5] * count,
        "look": [looks[i % len(looks)] for i in range(count)],
    }
    columns = [
        Column("id", names("编号", "id"), hidden=True),
        Column("name", names("设施", "facility"), "names"),
        Column("kind", names("类别", "kind")),
        Column("lon", names("经度", "longitude"), "number"),
        Column("lat", names("纬度", "latitude"), "number"),
        Column("load", names("负荷", "load"), "number", names("忙时/周", "busy hours a week")),
        Column("reach", names("可达半径", "radius"), "number", names("公里", "km"), hidden=True),
        Column("look", names("变化", "change"), hidden=True),
    ]
    encode = {
        "id": "id",
        "x": "lon",
        "y": "lat",
        "name": "name",
        "kind": "kind",
        "size": "load",
        "reach": "reach",
        "look": "look",
    }
    side = max(1, math.isqrt(cells))
    step = [1.0 / side, 0.8 / side]
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    outlines = [
        {
            "id": f"c{i}",
            "names": names(f"镇 {i}", f"town {i}"),
            "county": names(f"区县 {i % side % 5}", f"county {i % side % 5}"),
            "rings": [
                [[119.4 + (i % side + dx) * step[0], 30.4 + (i // side + dy) * step[1]] for dx, dy in corners]
            ],
            **({"covered": i % 3 > 0} if covered else {}),
        }
        for i in range(cells)
    ]
    texts = {
        "size": names("负荷", "load"),
        "reach": names("15 分钟可达", "within 15 minutes"),
    }
    kinds = [{"id": key, "zh": zh, "en": en} for key, zh, en in KINDS]
    return chart(name, "map", data, columns, encode, texts=texts, extra={"cells": outlines, "kinds": kinds})


def scatter(name: str, count: int, series: int, line: bool) -> ChartData:
    lanes = SCENARIOS[:series]
    label = [(LONG_ZH[:16], LONG_EN[:30]), (HOSTILE, HOSTILE), *numbered(count, "方案", "design")][:count]
    x = [10.0 + 3 * i for i in range(count)]
    y = [0.9 + 0.08 * (1 - math.exp(-i / 3)) for i in range(count)]
    data = {
        **names_columns("name", label),
        **names_columns("series", [lanes[i % series] for i in range(count)]),
        "x": x,
        "y": y,
        "x_low": [v - 1 for v in x],
        "x_high": [v + 1 for v in x],
        "low": [v - 0.004 for v in y],
        "high": [v + 0.004 for v in y],
    }
    columns = [
        Column("name", names("方案", "design"), "names"),
        Column("series", names("情景", "scenario"), "names"),
        Column("x", names("年成本", "cost a year"), "number", names("百万元", "million CNY")),
        Column("y", names("按时办结率", "on-time share"), "share"),
        *(
            Column(one, names(one, one), kind, hidden=True)  # type: ignore[arg-type]
            for one, kind in (
                ("x_low", "number"),
                ("x_high", "number"),
                ("low", "share"),
                ("high", "share"),
            )
        ),
    ]
    encode = {one: one for one in ("name", "series", "x", "y", "x_low", "x_high", "low", "high")}
    extra = {"line": "series"} if line else {}
    return chart(name, "scatter", data, columns, encode | {"label": "name"}, extra=extra)


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
    ]


def page(charts: list[ChartData], lang: str = "en") -> str:
    """One page that draws charts; `?lang=zh` opens it in Chinese."""
    data = json.dumps([one.as_json() for one in charts], ensure_ascii=False).replace("<", "\\u003c")
    scripts = "\n".join(
        f"<script>{script(name)}</script>".replace("</script></", "</") for name in (ECHARTS, *SCRIPTS)
    )
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Charts 图表</title><link rel="icon" href="data:,"><style>body {{ margin: 1rem auto; max-width: 1000px; padding: 0 12px }}
{script(STYLE)}</style></head><body><main><h1>Charts 图表</h1><h2>All 全部</h2></main>
{scripts}
<script>
const lang = new URLSearchParams(location.search).get('lang') || '{lang}';
document.documentElement.lang = lang;
window.figures = {data}.map((one) => Yizhan.figure(document.querySelector('main'), one, {{ lang, level: 3 }}));
</script></body></html>"""


def write(path: Path, charts: list[ChartData] | None = None) -> Path:
    """Write the gallery to a file, or a page of other charts."""
    path.write_text(page(cases() if charts is None else charts), encoding="utf-8")
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]))
