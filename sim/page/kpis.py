"""The KPIs that a target can name, for forms of the page."""

from __future__ import annotations

import functools
from typing import Any

from sim.kpi import REGISTRY


@functools.cache
def kpis() -> list[dict[str, Any]]:
    """Return every KPI of the register: id, names, unit, better direction, basis and levels."""
    return [
        {
            "id": one.name,
            "names": {"zh": one.name_zh, "en": one.name_en},
            "unit": {"zh": one.unit_zh, "en": one.unit},
            "direction": one.direction,
            "basis": one.basis,
            "levels": list(one.levels),
        }
        for one in REGISTRY.values()
    ]
