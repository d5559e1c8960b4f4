"""The cross-check of a run in words: verification.md, and the flags as warnings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from sim.experiment.cross_check.assumptions import REASONS
from sim.experiment.cross_check.conclude import (
    FALSE_ALARM,
    FLAG,
    INFORMATIONAL,
    NOT_CHECKED,
    OK,
    STEADY_BEYOND,
)
from sim.experiment.cross_check.observe import FLOW, LITTLE, STEADY, UTILISATION, WAIT

CHECKS: dict[str, tuple[str, str]] = {
    # check: (English, Chinese)
    LITTLE: (
        "Little's law per queue: time integral of its length = sum of the waits",
        "各队列利特尔定律：队长的时间积分 = 等候时间之和",
    ),
    UTILISATION: (
        "Utilisation law per staff group: busy time = sum of the work at cases",
        "各人员组利用率定律：忙碌时间 = 各件办理时间之和",
    ),
    FLOW: (
        "Flow balance per facility: cases in - cases on = cases whose last facility it is",
        "各设施流量平衡：进 - 出 = 以其为最后设施的件数",
    ),
    STEADY: (
        "Little's law over the window: mean cases in hand = arrival rate x time to closing",
        "计量期内利特尔定律：平均在办 = 到达率 × 办结时间",
    ),
    WAIT: (
        "Mean wait per queue beside its expectation (M/M/c, M/G/1; elsewhere Allen-Cunneen)",
        "各队列平均等候与理论期望（M/M/c、M/G/1；其余为 Allen-Cunneen 近似）",
    ),
}
VERDICTS = {
    OK: "ok 通过",
    FLAG: "FLAG 异常",
    INFORMATIONAL: "informational 仅供参考",
    NOT_CHECKED: "not checked 未检验",
}
SHOWN = 12  # rows of the table of waits


def flags(conclusions: pl.DataFrame) -> list[dict[str, str]]:
    """Tell every check that raised a flag, one warning each, by language."""
    found = []
    for check, (en, zh) in CHECKS.items():
        rows = conclusions.filter(pl.col("check") == check, pl.col("verdict") == FLAG)
        if rows.height:
            keys = ", ".join(rows["key"].to_list()[:5]) + (" ..." if rows.height > 5 else "")
            more = (
                " (the backlog grows or shrinks over the window: warm-up long enough, staff enough?)",
                "（计量期内在办件数持续变化：预热是否足够，人员是否够用？）",
            )
            words = more if check == STEADY else ("", "")
            found.append(
                {
                    "en": f"cross-check: {en}: does not hold for {rows.height} ({keys}){words[0]}",
                    "zh": f"核对：{zh}：{rows.height} 处不成立（{keys}）{words[1]}",
                }
            )
    return found


def markdown(conclusions: pl.DataFrame) -> str:
    """Return verification.md of a run, in both languages."""
    parts = [
        "# Verification 核对\n",
        "What is known of this run twice, compared. Methods: docs/cross-check.md; rows: verification.csv.\n",
        "本次运行中可由两条途径得知的量，逐一比较。方法见 docs/cross-check.md，全部行见 verification.csv。\n",
        _counts(conclusions),
        _steady(conclusions),
        _waits(conclusions),
        _flagged(conclusions),
    ]
    return "\n".join(part for part in parts if part)


def _counts(conclusions: pl.DataFrame) -> str:
    counted = conclusions.group_by("check", "verdict").len()
    counts = {(row[0], row[1]): row[2] for row in counted.iter_rows()}
    rows = [
        [f"{en}<br>{zh}", *(f"{counts.get((check, verdict), 0):,}" for verdict in VERDICTS)]
        for check, (en, zh) in CHECKS.items()
    ]
    return table(["check 检验", *VERDICTS.values()], rows)


def _steady(conclusions: pl.DataFrame) -> str:
    rows = conclusions.filter(pl.col("check") == STEADY).to_dicts()
    if not rows:
        return ""
    (row,) = rows
    return (
        f"Cases in hand 在办: {row['observed']:,.1f}; arrival rate x time to closing 到达率 × 办结时间:"
        f" {row['expected']:,.1f}. {VERDICTS[row['verdict']]} (flag beyond 异常界限 {STEADY_BEYOND:.0%})\n"
    )


def _waits(conclusions: pl.DataFrame) -> str:
    """Tabulate the textbook queues, then the busiest of the others."""
    waits = conclusions.filter(pl.col("check") == WAIT)
    checked = waits.filter(pl.col("reason") == "").sort("events", descending=True)
    others = waits.filter(pl.col("reason") != "").sort("events", descending=True)
    shown = pl.concat([checked.head(SHOWN), others.head(max(0, SHOWN - checked.height))])
    if shown.is_empty():
        return ""
    rows = [
        [
            str(row["key"]),
            f"{row['events']:,.0f}",
            _seconds(row["observed"]),
            _seconds(row["expected"]),
            _interval(row["ci_low"], row["ci_high"]),
            VERDICTS[row["verdict"]],
        ]
        for row in shown.to_dicts()
    ]
    heads = [
        "queue 队列", "services 办理次数", "mean wait 平均等候 (s)", "expected 期望 (s)",
        f"interval of the difference 差值区间 ({1 - FALSE_ALARM:.0%} in all 合计)", "verdict 结论",
    ]  # fmt: skip
    keys = sorted({key for reasons in others["reason"] for key in reasons.split(";")})
    why = [f"- {REASONS[key][0]} {REASONS[key][1]}" for key in keys]
    told = (
        "Where a wait is informational only, because 等候仅供参考，因为：\n\n" + "\n".join(why) + "\n"
        if why
        else ""
    )
    return table(heads, rows) + "\n" + told


def _flagged(conclusions: pl.DataFrame) -> str:
    rows = conclusions.filter(pl.col("verdict") == FLAG).head(SHOWN).to_dicts()
    if not rows:
        return "No flag 没有异常。\n"
    columns = ("check", "level", "key", "observed", "expected")
    return "Flags 异常：\n\n" + table(columns, [[_cell(row[name]) for name in columns] for row in rows])


def _seconds(value: Any) -> str:
    return "" if value is None else "∞" if value == float("inf") else f"{value:,.1f}"


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:+,.1f} … {high:+,.1f}"


def _cell(value: Any) -> str:
    return f"{value:,.6g}" if isinstance(value, float) else str(value)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
