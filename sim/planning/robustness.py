"""What becomes of a plan if inputs that no source fixes are otherwise than assumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.kpi import REGISTRY
from sim.planning.certify import mean_interval, shares
from sim.planning.design import Change
from sim.planning.requirement import Identity, Requirement
from sim.scenario import Scenario

Floats = NDArray[np.float64]
LEVEL = 0.95  # of intervals

LESS, MORE = 0.8, 1.2  # of the part of staff's time that enterprises get: no figure identifies it
FEWER, FURTHER = 0.9, 1.1  # of all demand


class Variant(NamedTuple):
    """One input otherwise than assumed."""

    name: str
    name_zh: str
    name_en: str
    changes: tuple[Change, ...]


AS_ASSUMED = Variant("as_assumed", "一切如假设", "all as assumed", ())


def variants_of(scenario: Scenario) -> list[Variant]:
    """Return the variants of a plan's scenario: enterprise shares and demand, one at a time, both ways.

    An enterprise share is at most 1.
    """
    return [
        Variant(
            f"enterprise_share_{factor:g}",
            f"用于企业的时间比例 ×{factor:g}",
            f"time left for enterprises x {factor:g}",
            share_changes(scenario, factor),
        )
        for factor in (LESS, MORE)
    ] + [
        Variant(
            f"demand_{factor:g}",
            f"全部需求 ×{factor:g}",
            f"all demand x {factor:g}",
            ({"update": {"table": "zones", "multiply": {"demand_factor": factor}}},),
        )
        for factor in (FEWER, FURTHER)
    ]


def share_changes(scenario: Scenario, factor: float) -> tuple[Change, ...]:
    """Return the changes that multiply all enterprise shares, to 1 at most."""
    by_share: dict[float, list[str]] = {}
    for row in scenario.staff:
        by_share.setdefault(row.enterprise_share, []).append(row.id)
    changes: list[dict[str, Any]] = []
    for share, groups in by_share.items():
        value = min(round(share * factor, 12), 1.0)
        changes.append(
            {"update": {"table": "staff", "where": {"id": groups}, "set": {"enterprise_share": value}}}
        )
    return tuple(changes)


def robustness_table(
    variants: Sequence[tuple[Variant, Floats, Floats]],
    requirements: Sequence[Requirement],
    kpis: Sequence[Identity],
) -> pl.DataFrame:
    """Return robustness.csv: a plan's KPIs in each variant, and the share of years that keep all bounds.

    Args:
        variants: each with the values [replications, kpis] of the plan and of today's network so assumed.
        requirements: whose KPIs come first among ``kpis``.
        kpis: columns of the values.
    """
    rows = []
    bounds = {one.identity: one.bound for one in requirements}
    for variant, values, today in variants:
        kept = shares(requirements, values, LEVEL)[0][2]
        kept_today = shares(requirements, today, LEVEL)[0][2]
        for place, (kpi, level, key) in enumerate(kpis):
            mean = mean_interval(values[:, place], LEVEL)
            rows.append(
                {
                    "variant": variant.name,
                    "variant_zh": variant.name_zh,
                    "variant_en": variant.name_en,
                    "kpi": kpi,
                    "level": level,
                    "key": key,
                    "unit": REGISTRY[kpi].unit,
                    "bound": bounds.get((kpi, level, key)),
                    "mean": mean.value,
                    "low": mean.low,
                    "high": mean.high,
                    "n": len(values),
                    "years_kept": kept.value,
                    "years_low": kept.low,
                    "years_high": kept.high,
                    "today": float(today[:, place].mean()),
                    "years_today": kept_today.value,
                }
            )
    return pl.DataFrame(rows, schema_overrides={"bound": pl.Float64}).fill_nan(None)


def change_table(
    variants: Sequence[tuple[Variant, Floats, Floats]], kpis: Sequence[Identity]
) -> pl.DataFrame:
    """Return varied.csv of a siting: what a design changes in each variant.

    Args:
        variants: each with the values [replications, kpis] of today's network and of the design, by the same
            chances.
        kpis: columns of the values.
    """
    rows = []
    for variant, before, after in variants:
        for place, (kpi, level, key) in enumerate(kpis):
            change = mean_interval(after[:, place] - before[:, place], LEVEL)
            rows.append(
                {
                    "variant": variant.name,
                    "variant_zh": variant.name_zh,
                    "variant_en": variant.name_en,
                    "kpi": kpi,
                    "level": level,
                    "key": key,
                    "unit": REGISTRY[kpi].unit,
                    "before": float(before[:, place].mean()),
                    "after": float(after[:, place].mean()),
                    "change": change.value,
                    "change_low": change.low,
                    "change_high": change.high,
                    "n": len(before),
                }
            )
    return pl.DataFrame(rows).fill_nan(None)
