"""All registered KPIs of one replication as one tidy frame."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.kpi.measured import Measured
from sim.kpi.registry import LEVELS, REGISTRY
from sim.kpi.tally import Tally
from sim.kpi.view import View

if TYPE_CHECKING:
    from sim.network.contract import CaseTable, Compiled, EngineLog

SCHEMA = {"kpi": pl.String, "unit": pl.String, "level": pl.String, "key": pl.String, "value": pl.Float64}


def compute(
    compiled: Compiled, table: CaseTable, log: EngineLog, only: Collection[str] | None = None
) -> pl.DataFrame:
    """Compute every registered KPI, or only some by name, at each level that it declares.

    Returns:
        A frame (kpi, unit, level, key, value) in the order of the registry, of ``LEVELS`` and of the labels.
        Shares and means without a case have no row; counts without a case are 0; endless times are inf.
    """
    measured = Measured(*compiled, table, log)
    tally = Tally(measured)
    views = {level: View(tally, level) for level in LEVELS}
    columns: dict[str, list[str]] = {"kpi": [], "unit": [], "level": [], "key": []}
    values: list[float] = []
    for definition in REGISTRY.values():
        if only is not None and definition.name not in only:
            continue
        for level in (level for level in LEVELS if level in definition.levels):
            found = definition.function(views[level])
            rows = np.flatnonzero(~np.isnan(found))
            keys = views[level].keys
            columns["kpi"] += [definition.name] * rows.size
            columns["unit"] += [definition.unit] * rows.size
            columns["level"] += [level] * rows.size
            columns["key"] += [keys[row] for row in rows.tolist()]
            values += found[rows].tolist()
    return pl.DataFrame({**columns, "value": values}, schema=SCHEMA)


def definitions() -> pl.DataFrame:
    """Return the registry as a frame: one row per KPI, in order."""
    return pl.DataFrame(
        [
            {
                "kpi": d.name,
                "name_zh": d.name_zh,
                "name_en": d.name_en,
                "unit": d.unit,
                "unit_zh": d.unit_zh,
                "direction": d.direction,
                "basis": d.basis,
                "levels": ";".join(d.levels),
                "formula": d.formula,
            }
            for d in REGISTRY.values()
        ]
    )
