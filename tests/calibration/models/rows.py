"""Figures and parameters for tests of observation models: a test names only what it is about."""

from __future__ import annotations

from typing import Any

from calibration.distribution import Distribution
from calibration.figure import Figure
from calibration.parameter import Parameter

_OF = {"count": "cases", "satisfaction": "satisfaction", "saving": "processing_days", "mean": "handoffs"}


def figure(value: float, bound: str = "exact", *, unit: float | None = None, **model: Any) -> Figure:
    observable: dict[str, Any] = {"value": _OF[model["kind"]]}
    if model["kind"] == "saving":
        observable["without"] = [{"set": {}}]
    return Figure.model_validate({
        "id": "x", "name_zh": "数", "name_en": "X", "scope": "x", "measures": "problem", "value": value,
        "bound": bound, "unit": unit, "window": None, "use": "target", "quote": "q", "note": "n",
        "observable": observable, "model": model,
    })  # fmt: skip


def count(value: float, bound: str = "exact", *, unit: float | None = None, **model: Any) -> Figure:
    if not {"window", "months"} & set(model):
        model["months"] = 1
    return figure(value, bound, unit=unit, kind="count", **model)


def unknown(name: str, role: str, **prior: Any) -> Parameter:
    return Parameter.model_validate({
        "name": name, "name_zh": name, "name_en": name, "unit": "1", "role": role,
        "prior": Distribution(**prior), "baseline": 1, "source": "assumed",
        "facility": "f" if role == "place" else None,
        "changes": [{"set": {"policies.push.hours_with": "{value}"}}] if role == "place" else [],
    })  # fmt: skip
