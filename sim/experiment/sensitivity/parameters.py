"""Named parameters of a scenario with their ranges: scenarios/sensitivity/*.yaml."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.scenario.entries import Reader, Words
from sim.scenario.schema.base import Id
from sim.scenario.templates import PLACEHOLDER, filled, has_gap

ASSUMED = "assumed"

# what the model below can complain of, in both languages: message and mend
_WORDS: dict[str, Words] = {
    "range": (
        "low < high does not hold, or the baseline lies outside",
        "不满足 low < high，或 baseline 不在其间",
        "give low <= baseline <= high with low < high",
        "请使 low <= baseline <= high 且 low < high",
    ),
    "log": (
        "a logarithmic scale needs low > 0",
        "对数尺度要求 low > 0",
        "give a positive low, or scale: linear",
        "请给出正的 low，或写 scale: linear",
    ),
    "no_value": (
        f"no change holds {PLACEHOLDER}: the parameter would do nothing",
        f"改动中没有 {PLACEHOLDER}：该参数不起作用",
        f"write {PLACEHOLDER} where the value goes",
        f"请在取值处写 {PLACEHOLDER}",
    ),
}


class Parameter(BaseModel):
    """One input, its range, and the changes that give it a value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Id
    name_zh: str
    name_en: str
    unit: str
    low: float = Field(allow_inf_nan=False)
    high: float = Field(allow_inf_nan=False)
    baseline: float = Field(allow_inf_nan=False)  # the value at which the scenario is as it is
    scale: Literal["linear", "log"] = "linear"
    source: str
    source_zh: str = ""  # the same for Chinese reports, which show the source itself where it is empty
    changes: list[dict[str, Any]] = Field(min_length=1)

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if not (self.low < self.high and self.low <= self.baseline <= self.high):
            raise ValueError("range")
        if self.scale == "log" and self.low <= 0:
            raise ValueError("log")
        if not has_gap(self.changes):
            raise ValueError("no_value")
        return self

    def value(self, unit: float) -> float:
        """Return the value at ``unit`` in [0, 1] of the range."""
        if self.scale == "log":
            return math.exp(math.log(self.low) + unit * (math.log(self.high) - math.log(self.low)))
        return self.low + unit * (self.high - self.low)

    def applied(self, value: float) -> list[dict[str, Any]]:
        """Return the changes with the value in its place."""
        return filled(self.changes, value)

    def title(self, lang: str) -> str:
        """Return what people read."""
        return self.name_zh if lang == "zh" else self.name_en


def load_parameters(path: Path) -> list[Parameter]:
    """Read a parameter file: a mapping whose ``parameters`` is a list.

    Raises:
        ScenarioErrors: with every problem of the file.
    """
    reader = Reader(path, "docs/sensitivity.md", _WORDS)
    reader.only(["parameters"])
    found = reader.entries("parameters", Parameter, "name")
    reader.raise_if_any()
    return found
