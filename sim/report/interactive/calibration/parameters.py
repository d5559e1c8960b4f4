"""Each parameter's prior and posterior, on the scale of its prior: which ones the figures narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from sim.report.calibration import parameters
from sim.report.chart_data import ChartData, Column, Names
from sim.report.interactive.calibration.texts import both
from sim.report.interactive.words import named_unit, told, worded
from sim.report.texts import TEXTS

PRIOR, POSTERIOR = "prior", "posterior"


def chart(table: pl.DataFrame, notes: Sequence[Names] = ()) -> ChartData:
    """Chart parameters.csv: prior and posterior of each parameter, in groups by role.

    Args:
        table: parameters.csv.
        notes: below the chart's own.
    """
    rows = parameters.table(table)
    long = pl.concat(_of(rows, which) for which in (PRIOR, POSTERIOR)).sort("row", maintain_order=True)
    roles = [_role(one) for one in long["role"]]
    assumed = long["assumed"].fill_null(True).to_list()
    stars = [f"{zh}{'*' if mark else ''}" for zh, mark in zip(long["name_zh"], assumed, strict=True)]
    stars_en = [f"{en}{'*' if mark else ''}" for en, mark in zip(long["name_en"], assumed, strict=True)]
    chains = told(lambda lang: " ".join(parameters.diagnostics(rows, lang)))
    return ChartData(
        name="parameters",
        renderer="intervals",
        title=both("parameters.title"),
        finding=told(lambda lang: parameters.finding(rows, lang)),
        notes=[both("parameters.note"), *([chains] if chains["zh"] else []), *notes],
        rows=long.with_columns(
            *worded("role", roles),
            *worded("which", [both(f"parameters.{one}") for one in long["which"]]),
            *worded("unit_name", [named_unit(one) for one in long["unit"]]),
            *worded("basis", [both(f"assumed.{'yes' if one else 'no'}") for one in assumed]),
            name_zh=pl.Series(stars, dtype=pl.String),
            name_en=pl.Series(stars_en, dtype=pl.String),
        ),
        columns=[
            Column("role", both("parameters.role"), "names"),
            Column("name", both("parameters.name"), "names"),
            Column("which", both("parameters.which"), "names"),
            Column("median", both("parameters.median"), "number", "unit_name"),
            Column("low", both("parameters.q05"), "number", "unit_name"),
            Column("high", both("parameters.q95"), "number", "unit_name"),
            Column("unit_name", both("unit"), "names"),
            Column("narrowing", both("parameters.narrowing"), "share"),
            Column("basis", both("assumed"), "names"),
            Column("at", both("parameters.at"), "number", hidden=True),
            Column("at_low", both("parameters.at_low"), "number", hidden=True),
            Column("at_high", both("parameters.at_high"), "number", hidden=True),
        ],
        encode={
            "panel": "role",
            "row": "name",
            "series": "which",
            "value": "at",
            "low": "at_low",
            "high": "at_high",
        },
        texts={"x": both("parameters.at")},
        extra={"share_scale": True},
    )


def _of(rows: pl.DataFrame, which: str) -> pl.DataFrame:
    """Return the quantiles of one of the distributions, and where they stand on the prior's scale."""
    prefix = "prior_" if which == PRIOR else ""
    ends: dict[str, Any] = {"at_low": pl.lit(0.0), "at": pl.col("at_prior"), "at_high": pl.lit(1.0)}
    if which == POSTERIOR:
        ends = {one: pl.col(one) for one in ends}
    return rows.select(
        *("row", "role", "name_zh", "name_en", "unit", "assumed"),
        which=pl.lit(which),
        low=pl.col(f"{prefix}q05"),
        median=pl.col(f"{prefix}q50"),
        high=pl.col(f"{prefix}q95"),
        narrowing=pl.col("narrowing") if which == POSTERIOR else pl.lit(None, pl.Float64),
        **ends,
    )


def _role(role: str) -> Names:
    return both(f"role.{role}") if f"role.{role}" in TEXTS else {"zh": role, "en": role}
