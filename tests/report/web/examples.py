"""Charts to try the chart code with: names that are long or hostile, values that vary; rows of values."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

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
