"""Why a reported figure agrees, differs or cannot be compared, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Key = Literal[
    "structure",
    "by_type",
    "uncounted",
    "outcome",
    "refused",
    "saving",
    "untold",
    "mean",
    "window_given",
    "window_open",
    "never",
    "answers",
    "no_log",
]
REASONS: dict[Key, tuple[str, str]] = {
    "structure": ("按情景的数据表计数", "counted in the scenario's tables"),
    "by_type": ("按类别计数：情景中为 {held}", "counted by type: the scenario holds {held}"),
    "uncounted": ("该情景中没有可计数的对象", "the scenario has nothing left to count"),
    "outcome": (
        "模型不模拟这一结果，或来源未说明计数的时段",
        "the model does not simulate it, or the source does not say over what time",
    ),
    "refused": ("不采用：{why}", "not used: {why}"),
    "saving": (
        "须与停用三项便利举措的运行成对比较，单次运行给不出（calibrate 会算）",
        "a paired difference against the network without the station's three ways, which one run cannot give;"
        " calibrate finds it",
    ),
    "untold": ("本次运行没有给出该数字的指标", "this run gives no KPI of it"),
    "mean": ("均值直接相比", "means are compared directly"),
    "window_given": (
        "来源给出的 {months} 个月；假设全年与计量期相同",
        "over the {months} months that the source gives; all year is taken to be like the measured window",
    ),
    "window_open": (
        "来源未给出计数时段：按模拟的速度需 {needed} 个月；校准假设为{whole} {low} 至 {high} 个月，{fits}",
        "the source gives no window: at the simulated rate it takes {needed} months; calibration assumes"
        " {low} to {high} months{whole}, {fits}",
    ),
    "never": (
        "来源未给出计数时段，而本次运行中没有此类案件",
        "the source gives no window, and no such case arose in this run",
    ),
    "answers": (
        "按约 {asked} 份答复的调查（受访比例为假设）",
        "as a survey of some {asked} answers would report it (the share that answered is assumed)",
    ),
    "no_log": (
        "所示为当地全部办结问题（含未解决）的满意率；加 --cases 运行后才能按原口径比较",
        "shown is the satisfaction with all closed problems of the place, unsolved ones too; run with --cases"
        " to compare just those that the figure is of",
    ),
}
WHOLE: dict[bool, tuple[str, str]] = {
    True: ("折合全网运行的", " of the whole network at work"),
    False: ("", ""),
}
FITS: dict[bool, tuple[str, str]] = {
    True: ("两者相容", "so that both can be so"),
    False: ("两者不相容", "so that both cannot be so"),
}
# Types of partners (partners.csv) that a figure counts apart.
TYPES: dict[str, tuple[str, str]] = {
    "law": ("律师事务所", "law firms"),
    "talent": ("人才机构", "talent agencies"),
    "testing": ("检测机构", "testing centres"),
}


def by_type(counts: Mapping[str, int]) -> tuple[str, str]:
    """Write how many there are of each type, in Chinese and English."""
    zh = "、".join(f"{TYPES[name][0]} {number}" for name, number in counts.items())
    return zh, ", ".join(f"{TYPES[name][1]} {number}" for name, number in counts.items())


def short(months: float) -> str:
    """Write months, with a decimal where there are few."""
    return f"{months:.0f}" if months >= 100 or months == int(months) else f"{months:.1f}"
