"""Runs and comparisons of a few figures, in memory, for rules that are checked by hand."""

from datetime import date
from pathlib import Path
from statistics import fmean

import polars as pl

from sim.report.data import Caption, Comparison, Run

NETWORK = ("network", "all")
TARGETS = ["kpi", "level", "key", "at_least", "at_most"]


def run(name="base", values=None, targets=(), units=None):
    """A run whose KPIs have a value a replication: {(kpi, level, key): [values]}; intervals are ± 0.01."""
    values, units = values or {}, units or {}
    rows, summary = [], []
    for (kpi, level, key), found in values.items():
        unit = units.get(kpi, "share")
        rows += [(name, r, kpi, unit, level, key, value) for r, value in enumerate(found)]
        mean = fmean(value for value in found if value is not None)
        summary.append((name, kpi, unit, level, key, len(found), mean, mean - 0.01, mean + 0.01))
    kpis = pl.DataFrame(
        rows, schema=["scenario", "replication", "kpi", "unit", "level", "key", "value"], orient="row"
    )
    columns = ["scenario", "kpi", "unit", "level", "key", "n", "mean", "ci_low", "ci_high"]
    replications = max((len(found) for found in values.values()), default=1)
    goals = pl.DataFrame(
        [[None if part is None else str(part) for part in one] for one in targets],
        schema=dict.fromkeys(TARGETS, pl.String),
        orient="row",
    )
    return Run(
        folder=Path(name),
        manifest={},
        kpis=kpis,
        summary=pl.DataFrame(summary, schema=columns, orient="row"),
        series=pl.DataFrame(),
        settings={},
        tables={"targets": goals},
        assumed=pl.DataFrame(),
        caption=Caption(f"情景{name}", f"Scenario {name}", date(2024, 1, 1), 14, 7, replications, 1),
    )


def compared(base, others, rows):
    """A comparison; rows are (other, kpi, unit, base's mean, difference, half own, half simultaneous)."""
    records = [
        {
            "kpi": kpi,
            "unit": unit,
            "level": "network",
            "key": "all",
            "base": base.folder.name,
            "other": other,
            "mean_base": mean,
            "mean_other": mean + difference,
            "difference": difference,
            "ci_low": difference - own,
            "ci_high": difference + own,
            "simultaneous_low": difference - wide,
            "simultaneous_high": difference + wide,
            "n": base.caption.replications,
            "p_holm": 0.01,
        }
        for other, kpi, unit, mean, difference, own, wide in rows
    ]
    runs = {one.folder.name: one for one in (base, *others)}
    return Comparison(Path("compared"), pl.DataFrame(records), runs, base.caption)
