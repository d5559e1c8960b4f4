"""The texts of the report page, in Chinese and English."""

from __future__ import annotations

from sim.report.texts import TEXTS


def _pair(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


PAGE: dict[str, dict[str, str]] = {
    "product": _pair("驿站：企服驿站网络仿真", "Yizhan: simulation of enterprise service stations"),
    "answer": _pair("结论", "The answer"),
    "asked": _pair("要求", "asked"),
    "met": _pair("很可能达到", "likely met"),
    "unsure": _pair("尚不能判断", "uncertain"),
    "missed": _pair("很可能达不到", "likely missed"),
    "unmeasured": _pair("没有此指标", "not measured"),
    "lights_note": _pair(
        "灯号说的是一次重复（与模拟期同长的一段时间）达到目标的概率。小字：其 95 %"
        " 精确区间（Clopper-Pearson），以及各次"
        "重复的均值。绿 ●：区间全部高于 50 %；红 ■：全部低于 50 %；黄 ▲：区间含 50 %。",
        "A light speaks of the probability that one replication (a stretch as long as the simulated one)"
        " meets the"
        " target. In small print: its exact 95 % interval (Clopper-Pearson), and the mean over replications."
        " Green ●: the interval lies above 50 %; red ■: below; amber ▲: it holds 50 %.",
    ),
    "lights_few": _pair(
        "重复次数少于 6 次时，除不随机变动的指标外，灯号不会是绿或红：请增加重复次数。",
        "With fewer than 6 replications only a KPI that does not vary can have a green or red light:"
        " run more.",
    ),
    "parts": _pair("各部分", "Parts of the report"),
    "no_charts": _pair(
        "图表需要启用脚本的新版浏览器（2023 年以后）；数字见各表与随附文件。",
        "Charts need scripts and a browser of 2023 or later; the figures are in the tables and in the"
        " files beside.",
    ),
    "item": _pair("条目", "item"),
    "told": _pair("说明", "what is reported"),
    "checks_open": _pair("各项检验的数目", "How many checks there were"),
    "files": _pair("随附文件", "Files beside this report"),
    "files_note": _pair(
        "写出报告时，同一文件夹中还会有 tables.xlsx（各汇总表）、*.parquet（带类型的长表）、"
        "events.xes.gz（保留逐件记录时的事件日志）和 charts/（PNG 与 SVG 图片）。",
        "With the report also come tables.xlsx (the summary tables), *.parquet (tidy tables with types),"
        " events.xes.gz (the event log, where cases were kept) and charts/ (pictures as PNG and SVG).",
    ),
    "file": _pair("文件", "file"),
    "holds": _pair("内容", "holds"),
    "policy": _pair("参数", "parameter"),
    "about": _pair("情景说明", "The scenario"),
    "part.map": _pair("网络地图", "Map of the network"),
    "part.time": _pair("办理时长", "Time against the promise"),
    "part.county": _pair("满意度与按时办结", "Satisfaction and on time"),
    "part.utilisation": _pair("忙闲", "Utilisation"),
    "part.flow": _pair("流转", "Escalation"),
    "part.backlog": _pair("在办", "Backlog"),
    "part.differences": _pair("情景之差", "Differences between scenarios"),
    "part.bottlenecks": _pair("瓶颈", "Bottlenecks"),
    "part.reported": _pair("报道与模拟", "Reported and simulated"),
    "file.summary": _pair("全部指标的均值与区间", "all KPIs, means and intervals"),
    "file.kpis": _pair("每次重复的全部指标", "all KPIs of every replication"),
    "file.comparison": _pair("全部成对差值", "all paired differences"),
    "file.verification": _pair("全部核对项", "all checks"),
    "file.stress": _pair("STRESS-DES 报告清单", "the STRESS-DES checklist"),
    "file.cases": _pair("逐件记录", "every case"),
    "file.manifest": _pair("运行清单", "the manifest"),
    "file.run_report": _pair("该次运行的完整报告", "the full report of that run"),
    "kpis": _pair("主要指标", "Key figures"),
    "kpis_note": _pair(
        "各次重复的均值；小字为 95 % 置信区间（只有一次重复时没有），只显示该指标可能取到的部分"
        "（比例在 0 至 100 % 之间，其余不小于 0）。∞："
        "仍未办结的事项在百分位数中按无穷大计。全部指标见 summary.csv。",
        "Means over replications; in small print the 95 % confidence interval (none with one replication), "
        "cut to what the KPI can be (shares to 0 … 100 %, all others at 0). All KPIs are in summary.csv. "
        "∞: open cases count as infinite in percentiles.",
    ),
    "two": _pair(*TEXTS["two"]),
    "kpi": _pair("指标", "KPI"),
    "unit": _pair("单位", "unit"),
    "network": _pair("全网", "network"),
    "transactions": _pair("办件", "transactions"),
    "problems": _pair("问题", "problems"),
    "basis": _pair("依据", "basis"),
    "data": _pair("数据支撑", "data-informed"),
    "prior": _pair("先验主导", "prior-driven"),
    "targets": _pair("目标", "Targets"),
    "where": _pair("范围", "where"),
    "target": _pair("目标", "target"),
    "reached": _pair("结果", "result"),
    "state": _pair("判断", "verdict"),
    "counties": _pair("各区县", "By county"),
    "charts": _pair("图表", "Charts"),
    "differences": _pair("主要指标：与基准之差", "Key figures: differences from the base"),
    "differences_note": _pair(
        "同一组随机数下逐次配对。比例之差以百分点计；“恰为 0”表示两种情景在每次重复中完全相同。",
        "Paired replication by replication under common random numbers. Differences of shares "
        "are in percentage points; '0 exactly': both scenarios agree in every replication.",
    ),
    "many": _pair(
        "每个情景比较 {n} 项指标，各用 95 % 置信区间：即使毫无作用，"
        "每个情景平均也有约 {chance} 项单看时偶然显得有差异。“明显”只用于联合区间不含零的差值："
        "全部首要指标、全部对照的联合区间以 95 % 的把握同时成立；p 值在同一族内按 Holm 法校正。"
        "“明显”说的是把握，不是大小：明显的差异也可能小到无关紧要，请看差值本身。",
        "Each what-if is judged on {n} KPIs at 95 % each: without any effect at all, about {chance} of them "
        "would still differ by chance if seen alone. 'Clearly' is said only where the simultaneous interval "
        "excludes zero: those of all headline KPIs and pairs hold together at 95 %; p-values are adjusted by "
        "Holm in the same family. 'Clearly' speaks of sureness, not of size: a clear difference may be too "
        "small to matter; read the difference itself.",
    ),
    "what_ifs": _pair("假设情景", "What-ifs"),
    "what_ifs_note": _pair(
        "各情景与基准的全部不同，由两次运行保存的情景文件逐项比对得出（名称、说明与来源除外）。",
        "All that differs from the base, found by comparing the scenarios saved with the two runs (names, "
        "descriptions and sources left out).",
    ),
    "no_changes": _pair("与基准相同。", "The same as the base."),
    "base": _pair("基准", "base"),
    "other": _pair("该情景", "this scenario"),
    "difference": _pair("差", "difference"),
    "same": _pair("每次相同", "the same each time"),
    "together": _pair("联合区间与 p 值", "simultaneous interval and p"),
    "assumptions": _pair("假设", "Assumptions"),
    "reported": _pair(
        "公开报道的满意度都是调查所得；真实满意度只在模型内可见。",
        "Reported satisfaction is always surveyed; true satisfaction is visible inside the model only.",
    ),
    "share": _pair(
        "员工可用于企业服务的时间比例无法由报道数字确定，属于假设。",
        "The part of staff time left for enterprises cannot be identified from reported "
        "figures: it is assumed.",
    ),
    "assumed_rows": _pair("输入表中标为“假设”的行数", "Rows of the input tables that are marked as assumed"),
    "table": _pair("表", "table"),
    "rows": _pair("行数", "rows"),
    "assumed": _pair("其中假设", "of these assumed"),
    "policies": _pair(
        "情景设定的政策参数（来源按情景文件的原文；未列出的取默认值）",
        "Policy parameters set by the scenario (sources as its file has them; others have their defaults)",
    ),
    "source": _pair("来源", "source"),
    "value": _pair("取值", "value"),
    "warnings": _pair("提示", "Warnings"),
    "verification": _pair("核对", "Verification"),
    "verification_note": _pair(
        "同一量由两条途径得出，应当一致。“仅供参考”：理论期望的前提不成立，只作对照。全部行见"
        " verification.csv。",
        "What is known by two ways must agree. Informational: the assumptions of the expectation do not"
        " hold, it is shown for orientation. All rows: verification.csv.",
    ),
    "of_base": _pair("此图为基准情景。", "This chart is of the base."),
    "no_flags": _pair("没有异常。", "No flag."),
    "check": _pair("检验", "check"),
    "ok": _pair("通过", "ok"),
    "flag": _pair("异常", "flag"),
    "informational": _pair("仅供参考", "informational"),
    "not_checked": _pair("未检验", "not checked"),
    "checklist": _pair("STRESS-DES 报告清单", "STRESS-DES reporting checklist"),
    "checklist_open": _pair("全部条目", "All items"),
    "provenance": _pair("来历", "Provenance"),
    "provenance_note": _pair(
        "凭以下各项与结果中保存的情景可重做本次运行。",
        "With these and the scenarios kept with the results the run can be made again.",
    ),
    "facts": _pair(
        "{days} 天（预热 {warm_up} 天）· 重复 {replications} 次 · 种子 {seed} · 起始 {start}",
        "{days} days ({warm_up} warm-up) · replications: {replications} · seed {seed} · from {start}",
    ),
    **{
        name: _pair(*TEXTS[f"comparison.{name}"])
        for name in (
            *("better", "worse", "neutral", "better_alone", "worse_alone", "neutral_alone"),
            *("unclear", "alone", "zero", "none"),
        )
    },
}
