"""What only the charts of selections say; the rest is in `sim.report.texts`."""

from __future__ import annotations

from sim.report import texts as common
from sim.report.interactive.words import Texts

TEXTS: dict[str, tuple[str, str]] = {
    name: (zh, en)
    for name, zh, en in (
        ("means", "各情景的均值", "The mean of each scenario"),
        ("means.finding", "选定：{name}（{value}）", "Selected: {name} ({value})"),
        (
            "means.undecided",
            "尚未分出；目前均值最好：{name}（{value}）",
            "Not decided; best mean so far: {name} ({value})",
        ),
        (
            "means.note",
            "横线：均值的 95 % 区间，各看各的；方法在选择时比较的是差值，因此区间重叠也可能分得出高下。",
            "Lines: 95 % interval of each mean, seen alone. The method compares differences, and may "
            "tell scenarios"
            " apart whose lines overlap.",
        ),
        ("trajectory", "选择的过程：均值随步数的变化", "The selection step by step"),
        (
            "trajectory.finding",
            "共 {steps} 步、{runs} 次重复；淘汰 {out} 个情景",
            "{steps} steps, {runs} replications in all; scenarios eliminated: {out}",
        ),
        (
            "trajectory.note",
            "被淘汰的情景不再模拟，其线到淘汰为止。",
            "Scenarios that are out are not simulated any more; their lines end there.",
        ),
        ("scenario", "情景", "scenario"),
        ("low", "区间下限", "interval from"),
        ("high", "区间上限", "interval to"),
        ("replications", "重复次数", "replications"),
        ("state", "结果", "outcome"),
        ("step", "步", "step"),
        ("selected", "选定", "selected"),
        ("best", "目前均值最好", "best mean so far"),
        ("stayed", "仍在比较", "still in"),
        ("left", "第 {at} 次后淘汰", "out after {at} replications"),
        ("out", "淘汰", "eliminated"),
    )
}
both = Texts(TEXTS, common.TEXTS)
