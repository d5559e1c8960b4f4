"""Both engines on the same cases: every column of both logs equal, to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.engine import fast, reference
from sim.network.contract import CaseTable, EngineLog, Network


def differences(one: EngineLog, other: EngineLog) -> list[str]:
    """Names of the columns and totals that differ in type, length or any bit; NaN equals NaN."""
    found = [] if one.stopped == other.stopped else [f"stopped: {one.stopped}, {other.stopped}"]
    for part, columns in one._asdict().items():
        pairs = columns._asdict().items() if hasattr(columns, "_asdict") else [("", columns)]
        for name, column in pairs:
            twin = getattr(getattr(other, part), name) if name else getattr(other, part)
            if isinstance(column, np.ndarray) and not same(column, twin):
                found.append(f"{part} {name}".strip())
    return found


def same(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    if one.dtype != other.dtype or one.shape != other.shape:
        return False
    return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))


def run_both(network: Network, table: CaseTable) -> EngineLog:
    """The log on which the engines agree."""
    log = reference.run(network, table)
    assert differences(log, fast.run(network, table)) == []
    return log
