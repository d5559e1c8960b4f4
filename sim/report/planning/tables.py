"""The tables of a planning folder that charts are drawn from, and the types of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from sim.experiment.errors import InputError
from sim.report.data import read_csv

Tables = Mapping[str, pl.DataFrame]  # by file name without its ending

WHOLE = {
    *("p", "replications", "eliminated_at", "n", "found_n", "design", "weekday", "new_stations", "least"),
    *("most", "kept", "heads_added", "heads_removed", "stations", "levers"),
}
TRUTH = {"selected", "clear", "feasible", "held", "efficient", "proven", "certified"}
NUMBERS = {
    *("lat", "lon", "demand", "minutes_before", "minutes_after", "cost_per_year", "reach_demand"),
    *("share_before", "share_after", "covered_share", "mean_minutes", "worst_town_share", "mean", "sd"),
    *("effect", "low", "high", "cost", "value_per_100k", "busy_share", "cost_per_head", "travel_minutes"),
    *("work_hours", "best_cost", "bound", "promised", "promised_low", "promised_high", "found", "found_low"),
    *("found_high", "budget", "satisfaction", "satisfaction_low", "satisfaction_high", "p90", "p90_low"),
    *("p90_high", "before", "found_before", "cost_change", "share", "years_kept", "years_low", "years_high"),
    *("change", "change_low", "change_high", "gain", "gain_low", "gain_high", "found_gain", "found_gain_low"),
    *("found_gain_high", "satisfaction_gain", "satisfaction_gain_low", "satisfaction_gain_high"),
    *("p90_gain", "p90_gain_low", "p90_gain_high", "missing_share", "reachable", "spread", "slack", "after"),
    *("years_today", "today_mean", "mean_minutes", "worst_town_share"),
}
# What a chart cannot do without; columns beside these are read where they are present.
NEEDED: dict[str, tuple[str, ...]] = {
    "coverage": (
        *("zone", "county", "lat", "lon", "demand", "minutes_before", "minutes_after"),
        *("facility_before", "facility_after"),
    ),
    "candidates": ("id", "name_zh", "name_en", "county", "lat", "lon", "source", "selected"),
    "towns": ("town", "town_zh", "town_en", "county", "demand", "share_before", "share_after"),
    "budget": ("p", "covered_share"),
    "selection": ("solution", "replications", "mean", "sd", "eliminated_at", "selected"),
    "shortlist": ("solution", "sites"),
    "promise": (
        *("kpi", "level", "key", "unit", "bound", "promised", "promised_low", "promised_high", "n"),
        *("found", "found_low", "found_high", "found_n", "held"),
    ),
    "marginal": (
        *("group", "facility", "facility_zh", "facility_en", "skills", "kpi", "level", "key", "unit"),
        *("effect", "low", "high", "n", "cost", "value_per_100k", "busy_share", "clear"),
    ),
    "levers": (
        *("lever", "kind", "facility", "facility_zh", "facility_en", "name_zh", "name_en", "today"),
        *("recommended", "cost_per_head"),
    ),
    "roster": (
        *("group", "group_zh", "group_en", "member", "weekday", "half", "facility", "facility_zh"),
        *("facility_en", "opens", "closes", "travel_minutes", "work_hours"),
    ),
    "certification": ("phase", "requirement", "n", "kept", "share", "low", "high"),
    "robustness": (
        *("variant", "variant_zh", "variant_en", "kpi", "level", "key", "unit", "bound", "mean", "n"),
        *("years_kept", "years_low", "years_high"),
    ),
    "designs": ("design", "stage", "cost", "feasible", "best_cost"),
    "points": (
        *("point", "sites", "cost", "satisfaction", "satisfaction_low", "satisfaction_high"),
        *("p90", "p90_low", "p90_high", "efficient", "picked", "picked_zh", "picked_en", "today"),
    ),
    "sweep": (
        *("budget", "new_stations", "cost", "satisfaction", "satisfaction_low", "satisfaction_high"),
        *("p90", "p90_low", "p90_high", "covered_share"),
    ),
}
NEEDED |= {  # of reports alone
    "varied": ("variant", "variant_zh", "variant_en", "kpi", "level", "key", "unit", "n"),
    "shortfall": ("requirement", "kpi", "level", "key", "bound", "reachable", "facility", "missing_share"),
    "binding": ("constraint", "kpi", "level", "key", "bound", "mean", "slack", "levers"),
}
TYPES: dict[str, dict[str, type[pl.DataType]]] = {  # where a column's name alone does not say it
    "points": {"point": pl.String, "sites": pl.String, "today": pl.Boolean},
    "sweep": {"new_stations": pl.Float64},
    "designs": {"design": pl.String},
}
SCENARIO = ("facilities", "services", "staff", "counties", "zones")  # for names and places; kept as text
_TRUE, _FALSE = ("true", "True", "1"), ("false", "False", "0", "")


def read(folder: Path) -> dict[str, pl.DataFrame]:
    """Read the tables of a planning folder that are there; those of its scenario as `scenario/<name>`.

    Raises:
        InputError: a table lacks a column, or holds what is no number where one is wanted.
        ReportError: a file is torn.
    """
    tables = {name: table(folder / f"{name}.csv") for name in NEEDED if (folder / f"{name}.csv").is_file()}
    for name in SCENARIO:
        path = folder / "scenario" / f"{name}.csv"
        if path.is_file():
            tables[f"scenario/{name}"] = read_csv(path, text_only=True)
    return tables


def table(path: Path) -> pl.DataFrame:
    """Read one table by the types of its columns; empty cells are null.

    Raises:
        InputError, ReportError: as `read`.
    """
    found = read_csv(path, text_only=True)
    absent = [name for name in NEEDED[path.stem] if name not in found.columns]
    if absent:
        raise InputError(
            f"{path}: columns are missing: {', '.join(absent)}; make the result again",
            f"{path}：缺少列 {'、'.join(absent)}；请重新生成该结果",
        )
    try:
        return found.with_columns(_typed(path.stem, name) for name in found.columns)
    except pl.exceptions.PolarsError as fault:
        raise InputError(f"{path}: cannot be read ({fault})", f"{path}：无法读取（{fault}）") from None


def _typed(file: str, name: str) -> pl.Expr:
    kind = TYPES.get(file, {}).get(name) or _kind(name)
    cell = pl.col(name)
    if kind is pl.Boolean:
        return cell.replace_strict(
            {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}, return_dtype=pl.Boolean
        )
    if kind is pl.Int64:  # a whole number may be written 3.0
        return cell.cast(pl.Float64).cast(pl.Int64)
    return cell.cast(pl.Float64).fill_nan(None) if kind is pl.Float64 else cell.cast(kind)


def _kind(name: str) -> type[pl.DataType]:
    if name in TRUTH:
        return pl.Boolean
    return pl.Int64 if name in WHOLE else pl.Float64 if name in NUMBERS else pl.String


def names(tables: Tables, name: str, lang: str, key: str = "id") -> dict[str, str]:
    """Map the ids of a scenario table to what people read; empty where the folder has no such table."""
    found = tables.get(f"scenario/{name}")
    if found is None:
        return {}
    named = found.drop_nulls(f"name_{lang}").unique(key, keep="first", maintain_order=True)
    return dict(named.select(key, f"name_{lang}").iter_rows())
