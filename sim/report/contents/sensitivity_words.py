"""The words of the report of a sensitivity study, in Chinese and English."""

from __future__ import annotations

from sim.report.interactive.words import Texts

WORDS: dict[str, tuple[str, str]] = {
    name: (zh, en)
    for name, zh, en in (
        ("title", "敏感性：{scenario}", "What drives the KPIs: {scenario}"),
        (
            "facts",
            "{points} 个参数点，每点重复 {replications} 次，每次模拟 {days} 天（其中预热 {warm_up} "
            "天不计）；种子 {seed}",
            "{points} points; replications a point: {replications}, each of {days} days (the first {warm_up} "
            "are warm-up and not measured); seed {seed}",
        ),
        (
            "strongest",
            "{kpi}（现状 {base}{unit}）受“{name}”影响最大：在其范围 {low} 至 {high} 内从 {from_} 到 "
            "{to}{unit}。",
            "{kpi} ({base}{unit} at the baseline) is driven most by '{name}': over its range, {low} to "
            "{high}, it goes"
            " from {from_} to {to}{unit}.",
        ),
        ("others", "其余指标：{list}。", "As for the other KPIs: {list}."),
        (
            "also",
            "{kpi}受“{name}”影响最大（{from_} 至 {to}{unit}）",
            "{kpi} is driven most by '{name}' ({from_} to {to}{unit})",
        ),
        ("alone", "只研究了这一项指标。", "No other KPI was studied."),
        (
            "variance",
            "在全部范围内，{kpi}的方差中 {share} 与“{name}”有关（总指数，95 % 区间 {span}）。",
            "Over all ranges {share} of the variance of {kpi} has to do with '{name}' (total index, 95 % "
            "interval {span}).",
        ),
        (
            "noise",
            "现状处的标准误为该指标变动范围的 {share}。",
            "The standard error at the baseline is {share} of the range that the KPI covers.",
        ),
        (
            "noise.unknown",
            "每点只有一次重复，无法给出抽样误差。",
            "With one replication a point the sampling error is not known.",
        ),
        (
            "assumed",
            "参数的范围大多为假设，结论由先验主导：范围越宽，影响显得越大。",
            "Most ranges are assumed and the findings prior-driven: the wider a range, the greater its "
            "effect.",
        ),
        (
            "basis",
            "依据：参数的范围大多为假设（先验主导）。",
            "Basis: most ranges are assumed (prior-driven).",
        ),
        ("part.effects", "逐个参数", "One at a time"),
        ("part.variance", "方差的来源", "Shares of the variance"),
        ("part.screening", "筛选", "Screening"),
        ("part.noise", "抽样误差", "Noise"),
        ("part.parameters", "参数与范围", "Parameters and ranges"),
        ("kpi", "指标", "KPI"),
        ("base", "现状", "baseline"),
        ("error", "标准误", "standard error"),
        ("least", "各点最小", "least of all points"),
        ("greatest", "各点最大", "greatest of all points"),
        ("parameter", "参数", "parameter"),
        ("baseline", "现值", "baseline"),
        ("low", "下限", "low"),
        ("high", "上限", "high"),
        ("kept", "Sobol", "Sobol"),
        ("kept.yes", "是", "yes"),
        ("kept.no", "否", "no"),
        ("source", "范围的来源", "source of the range"),
        ("effects.csv", "各参数在范围两端时的指标", "every KPI with a parameter at the ends of its range"),
        ("sobol.csv", "Sobol 指数", "Sobol indices"),
        ("morris.csv", "Morris 筛选", "Morris screening"),
        ("responses.csv", "每个点、每次重复的指标", "KPIs at every point and replication"),
        ("parameters.csv", "参数、范围与来源", "parameters, ranges and their sources"),
        ("noise.csv", "抽样误差", "the sampling error of each KPI"),
        ("scenario", "基准情景", "the base scenario"),
        ("manifest.json", "清单", "the manifest"),
    )
}
words = Texts(WORDS)
