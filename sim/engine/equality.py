"""Are two logs equal? Every column in type, length and every bit; NaN equals NaN."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.network.contract import EngineLog


def differences(one: EngineLog, other: EngineLog) -> list[str]:
    """Names of the columns and totals that differ."""
    found = [] if one.stopped == other.stopped else [f"stopped ({one.stopped}, {other.stopped})"]
    for part, value in one._asdict().items():
        twin = getattr(other, part)
        columns = value._asdict() if hasattr(value, "_asdict") else {"": value}
        for name, column in columns.items():
            if isinstance(column, np.ndarray) and not _same(column, getattr(twin, name) if name else twin):
                found.append(f"{part} {name}".strip())
    return found


def _same(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    if one.dtype != other.dtype or one.shape != other.shape:
        return False
    return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
