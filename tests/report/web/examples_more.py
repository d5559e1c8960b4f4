"""Charts to try the chart code with: lines, grids, flows, maps and points."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import polars as pl

from sim.report.chart_data import ChartData, Column
from tests.report.web.examples import (
    HOSTILE,
    LONG_EN,
    LONG_ZH,
    SCENARIOS,
    chart,
    names,
    names_columns,
    numbered,
    wave,
)


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


def filled(one: ChartData, columns: list[str], value: float | None) -> ChartData:
    """The same chart with one value in whole columns: none, or without end."""
    held = [pl.lit(value, dtype=pl.Float64).alias(name) for name in columns]
    name = f"{one.name}-{'none' if value is None else 'infinite'}"
    return replace(one, name=name, rows=one.rows.with_columns(*held))
