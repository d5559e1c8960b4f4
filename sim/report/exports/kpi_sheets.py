"""The sheets of a run and of a comparison: key figures, targets, and every figure of a level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from sim.experiment.cross_check.conclude import FLAG
from sim.experiment.folder import COMPARISON, RUN, read_csv
from sim.kpi import NETWORK_KEY
from sim.report.content import Cell
from sim.report.exports.names import LEVELS, Names, Pair
from sim.report.exports.sheet import Column, Sheet
from sim.report.exports.tables import columns_of, judged, pair_of, unit_words
from sim.report.lights import WITHOUT_CHANCE, light
from sim.report.measures import HEADLINE, measure

KEY_FIGURES = ("首要指标", "Key figures")
TARGETS = ("目标", "Targets")
_ORDER = ("kpi", "level", "key", "unit", "mean", "ci_low", "ci_high", "q05", "q95", "sd", "n")
_DIFFERENCE_ORDER = (
    *("other", "base", "kpi", "level", "key", "unit", "mean_base", "mean_other", "difference"),
    *("ci_low", "ci_high", "simultaneous_low", "simultaneous_high", "p", "p_holm", "n", "sd", "q05", "q95"),
    *("variance_reduction", "family", "family_size"),
)
_WHERE = ("kpi", "level", "key")
_SPELT_OUT = ("level", "unit")  # ids whose names say all
_ONLY_MAIN = ("sd", "q05", "q95", "variance_reduction", "family", "family_size")
# Sheets of all KPIs of some levels, a row a figure; and of levels with many keys, a row a key.
_LONG: Mapping[Pair, tuple[str, ...]] = {
    ("全网", "Whole network"): ("network",),
    ("分类", "Kinds, channels"): ("kind", "family", "channel"),
    ("区县", "Counties"): ("county",),
    ("服务类别", "Services"): ("service",),
    ("产业", "Industries"): ("industry",),
}
_WIDE: Mapping[Pair, str] = {("设施", "Facilities"): "facility", ("人员组", "Staff groups"): "group"}
_NETWORK = (KEY_FIGURES, ("全网", "Whole network"))  # sheets that need not say where
WIDE_NOTE = ("均值；区间见 summary.csv", "means; intervals are in summary.csv")
LEVELS_NOTE = (
    "设施与人员组的差值见 comparison.csv 与 comparison.parquet",
    "differences of facilities and staff groups are in comparison.csv and comparison.parquet",
)
DETAILED = ("facility", "group")  # levels whose differences stand in comparison.parquet alone


def run_sheets(folder: Path, names: Names) -> list[Sheet]:
    """Make the sheets of a run."""
    summary = _summary(folder)
    sheets = [
        _long(KEY_FIGURES, _headline(summary), names),
        _targets({"": folder}, names),
        *(
            _long(title, summary.filter(pl.col("level").is_in(levels)), names)
            for title, levels in _LONG.items()
        ),
        *(
            _wide(title, summary.filter(pl.col("level") == level), level, names)
            for title, level in _WIDE.items()
        ),
        _flags(folder, names),
    ]
    return [sheet for sheet in sheets if sheet.height]


def comparison_sheets(folder: Path, names: Names) -> list[Sheet]:
    """Make the sheets of a comparison; every run of it has its own workbook."""
    differences = read_csv(folder / "comparison.csv")
    labels = pl.concat([differences["base"], differences["other"]]).unique(maintain_order=True)
    runs = {label: folder / "runs" / label for label in labels.to_list()}
    differences = differences.select(name for name in _DIFFERENCE_ORDER if name in differences.columns)
    main = differences.filter(pl.col("family") == "headline") if "family" in differences.columns else None
    if main is None or main.is_empty():  # one replication: nothing holds together
        main = _headline(differences)
    levels = differences.filter(~pl.col("level").is_in(DETAILED))
    levels = levels.drop(name for name in _ONLY_MAIN if name in levels.columns)
    sheets = [
        _side_by_side(runs, names),
        _targets(runs, names),
        _differences(("主要差值", "Main differences"), main, names),
        _differences(("各级差值", "Differences by level"), levels, names, LEVELS_NOTE),
    ]
    return [sheet for sheet in sheets if sheet.height]


def _summary(run: Path) -> pl.DataFrame:
    """Read summary.csv; intervals of means end where the KPI does, at 0, and shares at 1 too."""
    greatest = pl.when(pl.col("unit") == "share").then(1.0)
    ends = [pl.min_horizontal(pl.col(name).clip(lower_bound=0), greatest) for name in ("ci_low", "ci_high")]
    return read_csv(run / "summary.csv").with_columns(ends)


def _headline(table: pl.DataFrame) -> pl.DataFrame:
    """Keep the key figures of the whole network, in the order of reports."""
    order = {kpi: place for place, kpi in enumerate(HEADLINE)}
    kept = table.filter((pl.col("level") == "network") & pl.col("kpi").is_in(list(order)))
    place = pl.col("kpi").replace_strict(order, return_dtype=pl.Int64)
    return kept.sort(place, maintain_order=True)


def _long(title: Pair, table: pl.DataFrame, names: Names) -> Sheet:
    hidden = ("level", "key") if title in _NETWORK else ()
    shown = [name for name in _ORDER if name in table.columns and name not in hidden]
    columns = _columns(table.select(shown), "summary.csv", RUN, names)
    return Sheet(*title, columns, "summary.csv")


def _columns(table: pl.DataFrame, file: str, kind: str, names: Names) -> list[Column]:
    """Return the columns of a table without the ids that its names make needless."""
    return [one for one in columns_of(table, file, kind, names) if one.id not in _SPELT_OUT]


def _wide(title: Pair, table: pl.DataFrame, level: str, names: Names) -> Sheet:
    """Make a row a key and a column a KPI; cells are means."""
    keys = table["key"].unique(maintain_order=True).to_list()
    zh, en = LEVELS[level]
    columns = [
        *pair_of(zh, en, (names.key(level, key) for key in keys)),
        Column(level, f"{zh} id", f"{en} id", keys),
    ]
    for (kpi, unit), rows in table.group_by("kpi", "unit", maintain_order=True):
        means = dict(zip(rows["key"].to_list(), rows["mean"].to_list(), strict=True))
        known, (unit_zh, unit_en) = measure(str(kpi)), unit_words(str(kpi), str(unit))
        heads = (f"{known.name_zh}（{unit_zh}）", f"{known.name_en} ({unit_en})")
        columns.append(Column(str(kpi), *heads, [means.get(key) for key in keys], str(unit)))
    return Sheet(*title, columns if keys else [], "summary.csv", *WIDE_NOTE)


def _differences(title: Pair, table: pl.DataFrame, names: Names, note: Pair = ("", "")) -> Sheet:
    if table["base"].n_unique() == 1:  # the first sheet names it
        table = table.drop("base")
    columns = _columns(table, "comparison.csv", COMPARISON, names)
    ends = ("ci_low", "ci_high", "simultaneous_low", "simultaneous_high", "q05", "q95")
    columns = [
        Column(one.id, one.zh, one.en, one.values, one.units, signed=one.signed or one.id in ends)
        for one in columns
    ]
    return Sheet(*title, columns, "comparison.csv", *note)


def _side_by_side(runs: Mapping[str, Path], names: Names) -> Sheet:
    """Put the key figures of the scenarios beside each other: mean and interval of each."""
    summaries = {label: _headline(_summary(path)) for label, path in runs.items()}
    kpis = [kpi for kpi in HEADLINE if any(kpi in one["kpi"] for one in summaries.values())]
    units = {
        row["kpi"]: row["unit"] for one in summaries.values() for row in one.select("kpi", "unit").to_dicts()
    }
    columns = [
        *pair_of("指标", "KPI", ((measure(kpi).name_zh, measure(kpi).name_en) for kpi in kpis)),
        *pair_of("单位", "unit", (unit_words(kpi, units[kpi]) for kpi in kpis)),
    ]
    for label, summary in summaries.items():
        zh, en = names.scenarios.get(label, (label, label))
        held = {row["kpi"]: row for row in summary.to_dicts()}
        for field, end_zh, end_en in (
            ("mean", "均值", "mean"),
            ("ci_low", "95 % 区间下限", "95 % interval from"),
            ("ci_high", "95 % 区间上限", "95 % interval to"),
        ):
            values = [held.get(kpi, {}).get(field) for kpi in kpis]
            columns.append(Column("", f"{zh}：{end_zh}", f"{en}: {end_en}", values, [units[k] for k in kpis]))
    columns += [*judged(kpis), Column("kpi", "指标 id", "kpi", kpis)]
    return Sheet(*KEY_FIGURES, columns, "runs/*/summary.csv")


def _targets(runs: Mapping[str, Path], names: Names) -> Sheet:
    """Hold every run against the targets of its scenario: the mean, and how many replications meet each."""
    rows = [row for label, path in runs.items() for row in _held_against(label, path)]
    if not rows:
        return Sheet(*TARGETS, [])
    scenario = [names.scenarios.get(str(row["scenario"]), ("", "")) for row in rows]
    table = pl.DataFrame(
        {name: [row[name] for row in rows] for name in ("kpi", "level", "key", "unit")},
        infer_schema_length=None,
    )
    units = [str(row["unit"]) for row in rows]
    numbers: Sequence[tuple[str, str, str]] = (
        ("at_least", "至少", "at least"),
        ("at_most", "至多", "at most"),
        ("mean", "均值", "mean"),
        ("ci_low", "95 % 区间下限", "95 % interval from"),
        ("ci_high", "95 % 区间上限", "95 % interval to"),
    )
    columns = [
        *(pair_of("情景", "scenario", scenario) if names.scenarios else []),
        *(one for one in _columns(table, "targets", RUN, names) if one.id != "key"),
        *(Column(one, zh, en, [row[one] for row in rows], units) for one, zh, en in numbers),
        Column("", "达标次数", "replications that meet it", [row["met"] for row in rows]),
        Column("", "重复次数", "replications", [row["n"] for row in rows]),
        Column("", "达标比例", "share that meets it", [row["share"] for row in rows], "share"),
        Column(
            "", "精确 95 % 区间下限", "exact 95 % interval from", [row["share_low"] for row in rows], "share"
        ),
        Column(
            "", "精确 95 % 区间上限", "exact 95 % interval to", [row["share_high"] for row in rows], "share"
        ),
        Column("source", "出处", "source", [row["source"] for row in rows]),
    ]
    return Sheet(*TARGETS, columns, "scenario/targets.csv, kpis.csv")


def _held_against(label: str, run: Path) -> list[dict[str, Any]]:
    """Count, for every target of a run, the replications that meet it."""
    path = run / "scenario" / "targets.csv"
    if not path.exists():
        return []
    bounds = {"at_least": pl.Float64, "at_most": pl.Float64}
    targets = pl.read_csv(path, schema_overrides={**dict.fromkeys(_WHERE, pl.String), **bounds})
    targets = targets.with_columns(pl.col("key").replace("", NETWORK_KEY).fill_null(NETWORK_KEY))
    values = read_csv(run / "kpis.csv").group_by(_WHERE).agg("value")
    reached = _summary(run).select(*_WHERE, "unit", "mean", "ci_low", "ci_high")
    joined = targets.join(values, on=_WHERE, how="left", maintain_order="left").join(
        reached, on=_WHERE, how="left", maintain_order="left"
    )
    return [row | {"scenario": label} | _met(row) for row in joined.to_dicts()]


def _met(row: Mapping[str, Any]) -> dict[str, float | int | None]:
    """Return how often a target is met, as its light has it; nothing where no replication has a value."""
    chance = row["kpi"] not in WITHOUT_CHANCE
    one = light(row["value"] or (), row["at_least"], row["at_most"], Cell(""), chance=chance)
    low, high = one.interval or (None, None)
    met = None if one.share is None else round(one.share * one.n)
    return {"met": met, "n": one.n or None, "share": one.share, "share_low": low, "share_high": high}


def _flags(folder: Path, names: Names) -> Sheet:
    """List what the cross-check of a run flags."""
    path = folder / "verification.csv"
    if not path.exists():
        return Sheet("核对异常", "Flags", [])
    flagged = read_csv(path).filter(pl.col("verdict") == FLAG)
    return Sheet("核对异常", "Flags", columns_of(flagged, path.name, RUN, names), path.name)
