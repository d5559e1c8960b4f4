"""Bottlenecks: what one person more in a staff group does to the 90th percentile of processing time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from sim.experiment.folder import BOTTLENECKS, read_csv, run_in
from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.words import each, inner, told, worded
from sim.report.measures import COST, interval, measure, number
from sim.report.money import money
from sim.report.verdicts import verdict

SHOWN = 5  # groups: those that cut the percentile of the network most
NETWORK = "network"
KEYS: dict[str, Names] = {
    "all": {"zh": "全部办件与问题", "en": "All cases"},
    "transaction": {"zh": "办件", "en": "Transactions"},
    "problem": {"zh": "问题", "en": "Problems"},
}
TITLE: Names = {
    "zh": "瓶颈：哪组多一人最能缩短办理时长 90 分位",
    "en": "Bottlenecks: whose one more person would cut the 90th percentile of processing time",
}
CUTS: Names = {
    "zh": "“{group}”多一人，办理时长 90 分位缩短最多：{cut}（{tested} 组联合 95 % 区间 {span}），"
    "每年 {cost}（假设）。",
    "en": 'One more person in the group "{group}" would cut the 90th percentile of processing time most: by'
    " {cut} (95 % interval, all {tested} tested together: {span}), for {cost} a year (assumed).",
}
CUTS_NONE: Names = {
    "zh": "在当前业务量下，任何一组多一人都不会明显缩短办理时长 90 分位（{base} 工作小时）："
    "试了对最慢一成事项拖累最大的 {tested} 组，均无明显缩短；以 95 % 的把握，缩短都不超过 {bound}。",
    "en": "At these volumes no single person would clearly cut the 90th percentile of processing time ({base}"
    " working hours): none of the {tested} groups that hold the slowest cases back most does; with 95 %"
    " confidence none of them cuts it by more than {bound}.",
}
UNKNOWN: Names = {
    "zh": "无法判断多一人的作用：一成以上的事项在追踪期末仍未办结，90 分位为无穷大。",
    "en": "What one more person does cannot be told: more than a tenth of the cases are still open at the end"
    " of the follow-up, so the 90th percentile is infinite.",
}
NOTES: tuple[Names, ...] = (
    {
        "zh": "全网在同样的随机数下模拟两次，一次该组多一人（与第 1 名成员同样的排班）；差值为配对差。"
        "细线为 {tested} 组联合成立的区间（Bonferroni），粗线为各自的 95 % 区间；{n} 次重复。",
        "en": "The whole network simulated with and without one more head (on duty as the group's first"
        " member), by the same chances; paired differences. Thin lines hold for all {tested} tested groups"
        " together (Bonferroni), thick ones each by itself, at 95 %; {n} replications.",
    },
    {
        "zh": "只试了筛选出的 {tested} 组：若没有其排队等候，90 分位本可降低最多的各组。"
        "办理时长由情景中假设的工时、到达率等推出（先验主导）；人员成本为假设。",
        "en": "Only {tested} groups were tested: those without whose queues the percentile would be lowest."
        " Processing times follow from handling times and rates that are assumed (prior-driven); costs of"
        " staff are assumed.",
    },
)
_ENCODE = {
    "row": "group",
    "value": "effect",
    "low": "low",
    "high": "high",
    "wide_low": "simultaneous_low",
    "wide_high": "simultaneous_high",
    "panel": "panel",
    "look": "look",
}
_HOURS: Names = {"zh": "工作小时", "en": "working hours"}
_MINUTES: Names = {"zh": "个工作分钟", "en": "minutes of working time"}
_LOOKS: dict[str, Names] = {
    "look.better": {"zh": "明显缩短", "en": "clear cut"},
    "look.worse": {"zh": "明显变长", "en": "clearly longer"},
    "look.better_alone": {"zh": "仅单独看缩短", "en": "a cut, by itself only"},
    "look.worse_alone": {"zh": "仅单独看变长", "en": "longer, by itself only"},
    "look.unclear": {"zh": "不明显", "en": "not clear"},
    "look.zero": {"zh": "毫无变化", "en": "no change at all"},
    "look.none": {"zh": "无法判断", "en": "cannot be told"},
}


def chart(folder: Path) -> ChartData | None:
    """Chart bottlenecks.csv of a run, or of a comparison's base; None where it was not asked for.

    Raises:
        InputError: the file is torn.
    """
    path = run_in(folder) / BOTTLENECKS
    return of_table(read_csv(path)) if path.exists() else None


def of_table(rows: pl.DataFrame) -> ChartData | None:
    """Chart the table of `sim.planning.bottlenecks`, its first `SHOWN` groups; None of an empty one."""
    if rows.is_empty():
        return None
    shown = rows.filter(pl.col("rank") <= SHOWN).sort(
        pl.col("key").replace_strict({key: place for place, key in enumerate(KEYS)}),
        "rank",
        maintain_order=True,
    )
    listed = shown.to_dicts()
    facts = {"tested": rows["tested"][0], "n": rows["n"].max()}
    return ChartData(
        name="bottlenecks",
        renderer="intervals",
        title=TITLE,
        finding=told(lambda lang: finding(rows, lang)),
        notes=[told(lambda lang, one=one: one[lang].format(**facts)) for one in NOTES],  # type: ignore[misc]
        rows=shown.with_columns(
            *worded("panel", [KEYS[row["key"]] for row in listed]),
            *worded("group", each(listed, label)),
            look=pl.Series([_look(row) for row in listed], dtype=pl.String),
        ),
        columns=_columns(),
        encode=_ENCODE,
        texts={"x": {"zh": "90 分位的变化", "en": "change of the 90th percentile"}} | _LOOKS,
        extra={"zero": True, "share_scale": True},
    )


def finding(rows: pl.DataFrame, lang: str) -> str:
    """Say which one more person cuts the network's percentile most and by how much, or that none would."""
    network = rows.filter(pl.col("level") == NETWORK).sort("rank")
    known = network.drop_nulls(["effect", "simultaneous_low"])
    if known.is_empty():
        return UNKNOWN[lang]
    cuts = known.filter(pl.col("clear") & (pl.col("effect") < 0))
    unit, tested = known["unit"][0], int(known["tested"][0])
    if cuts.is_empty():
        bound = -min(float(known["simultaneous_low"].min() or 0.0), 0.0)  # type: ignore[arg-type]
        base = number(known["mean_base"][0], unit)
        return CUTS_NONE[lang].format(base=base, tested=tested, bound=duration(bound, lang))
    best = cuts.row(0, named=True)
    # the cut and its interval in one unit: hours, or minutes where the cut is less than one hour
    scale, of = (1, _HOURS) if best["effect"] <= -1 else (60, _MINUTES)
    ends = interval(-scale * best["simultaneous_high"], -scale * best["simultaneous_low"], unit)
    return CUTS[lang].format(
        group=inner(label(best, lang)),
        cut=f"{number(-scale * best['effect'], unit)} {of[lang]}",
        tested=tested,
        span=f"{ends} {of[lang]}",
        cost=money(best["cost"], lang),
    )


def label(row: dict[str, Any], lang: str) -> str:
    """Name a group, with its facility behind it where the group's name does not hold that."""
    name, place = str(row[f"group_{lang}"]), str(row[f"facility_{lang}"])
    stem = place.removesuffix("驿站").removesuffix(" station")
    if stem in name:
        return name
    return f"{name}（{place}）" if lang == "zh" else f"{name} ({place})"


def duration(hours: float, lang: str) -> str:
    """Write working hours; where there is less than one, how many minutes that is too."""
    written = f"{number(hours, 'working hours')} {_HOURS[lang]}"
    if not 0 < abs(hours) < 1:
        return written
    minutes = f"{number(60 * hours, 'minutes')} {'分钟' if lang == 'zh' else 'minutes'}"
    return f"{written}（{minutes}）" if lang == "zh" else f"{written} ({minutes})"


def _look(row: dict[str, Any]) -> str:
    """Name how a row is drawn: clear with all tested groups, by itself only, not, or without any change."""
    own, together = (row["low"], row["high"]), (row["simultaneous_low"], row["simultaneous_high"])
    return verdict(row["effect"], own, together, measure(row["kpi"]).better)


def _columns() -> list[Column]:
    cost = measure(COST)
    yuan: Names = {"zh": cost.unit_zh, "en": cost.unit_en}
    return [
        Column("panel", {"zh": "范围", "en": "of"}, "names"),
        Column("group", {"zh": "人员组", "en": "staff group"}, "names"),
        Column("effect", {"zh": "90 分位的变化", "en": "change"}, "points", _HOURS),
        Column("low", {"zh": "下限", "en": "low"}, "points", _HOURS),
        Column("high", {"zh": "上限", "en": "high"}, "points", _HOURS),
        Column("simultaneous_low", {"zh": "联合下限", "en": "low, all tested"}, "points", _HOURS),
        Column("simultaneous_high", {"zh": "联合上限", "en": "high, all tested"}, "points", _HOURS),
        Column("mean_base", {"zh": "现状 90 分位", "en": "today"}, "number", _HOURS),
        Column("potential", {"zh": "若无其等候可降低", "en": "lower without its queues"}, "number", _HOURS),
        Column("busy_share", {"zh": "忙碌占比", "en": "busy share"}, "share"),
        Column("cost", {"zh": "年成本（假设）", "en": "cost, assumed"}, "number", yuan),
        Column("cost_per_hour", {"zh": "每缩短一小时（假设）", "en": "per hour cut"}, "number", yuan),
        Column("n", {"zh": "重复次数", "en": "replications"}, "number"),
        Column("look", {"zh": "判断", "en": "verdict"}, hidden=True),
    ]
