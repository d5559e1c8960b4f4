"""The words of the report of a selection, in Chinese and English."""

from __future__ import annotations

from sim.report.interactive.words import Texts

WORDS: dict[str, tuple[str, str]] = {
    name: (zh, en)
    for name, zh, en in (
        ("title", "择优：{kpi}", "The best scenario: {kpi}"),
        (
            "facts",
            "{n} 个情景；自 {start} 起，每次重复模拟 {days} 天（其中预热 {warm_up} 天不计）；种子 {seed}",
            "{n} scenarios; from {start}; a replication simulates {days} days (the first {warm_up} are "
            "warm-up and"
            " not measured); seed {seed}",
        ),
        (
            "selected",
            "{n} 个情景中选定：{name}。{kpi}为 {value}（95 % 区间 {interval}）。",
            "Selected of {n} scenarios: {name}. {kpi}: {value} (95 % interval {interval}).",
        ),
        (
            "undecided",
            "{n} 个情景尚未分出高下；目前均值最好的是：{name}。{kpi}为 {value}（95 % 区间 {interval}）。",
            "None of {n} scenarios is selected; {name} has the best mean so far. {kpi}: {value} (95 % "
            "interval"
            " {interval}).",
        ),
        (
            "ahead",
            "与次优者（{other}）之差：{difference}（95 % 区间 {interval}，选定之后单看，略偏乐观）。",
            "Difference from the next best, {other}: {difference} (95 % interval {interval}, seen alone "
            "after the"
            " choice, thus a little optimistic).",
        ),
        (
            "level",
            "与次优者（{other}）之差：{difference}（95 % 区间 {interval}）；单看分不出高下。",
            "Difference from the next best, {other}: {difference} (95 % interval {interval}); seen "
            "alone, they cannot"
            " be told apart.",
        ),
        ("alone", "只有一个情景，无可比较。", "There is one scenario only, and nothing to compare with."),
        (
            "kn",
            "若最优者至少好 {zone}，则以不低于 {confidence} 的概率选中它（KN 法，"
            "要求各次重复独立且近似正态）",
            "If the best is better by {zone} or more, it is selected with probability {confidence} or "
            "more (KN;"
            " independent normal replications)",
        ),
        (
            "knpp",
            "若最优者至少好 {zone}，则重复次数很多时以约 {confidence} 的概率选中它（KN++ 法，渐近成立）",
            "If the best is better by {zone} or more, it is selected with a probability of about "
            "{confidence} (KN++;"
            " holds for many replications)",
        ),
        (
            "ocba",
            "选对的概率估计为 {chance}（OCBA，是估计，不是保证）",
            "The probability of a correct choice is estimated at {chance} (OCBA: an estimate, no guarantee)",
        ),
        (
            "cut",
            "次数用尽仍未选定，没有保证",
            "Nothing was decided before the replications ran out: no guarantee",
        ),
        (
            "sure",
            "{promise}；共模拟 {runs} 次。择优只看这一项指标（{basis}），成本与其他指标请用 run.py "
            "compare 比较。",
            "{promise}; {runs} replications in all. A selection looks at this KPI alone ({basis}); for "
            "costs and other KPIs"
            " use run.py compare.",
        ),
        ("points", " 个百分点", " points"),
        ("part.scenarios", "各情景", "The scenarios"),
        ("scenario", "情景", "scenario"),
        ("mean", "均值", "mean"),
        ("sd", "标准差", "standard deviation"),
        ("replications", "重复次数", "replications"),
        ("outcome", "结果", "outcome"),
        ("selection.csv", "各情景：均值、重复次数、结果", "every scenario: mean, replications, outcome"),
        ("trajectory.csv", "逐步过程", "the selection step by step"),
        ("values.csv", "每次重复的数值", "values of every replication"),
        ("scenarios", "各情景，可直接运行", "the scenarios, ready to run"),
        ("manifest.json", "清单", "the manifest"),
    )
}
words = Texts(WORDS)
