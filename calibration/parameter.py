"""Named parameters with priors: calibration/priors.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from calibration.cells import Selector
from calibration.distribution import Distribution
from sim.experiment.baseline import check_baseline
from sim.scenario import Scenario
from sim.scenario.entries import Reader, Words
from sim.scenario.schema.base import Id
from sim.scenario.templates import PLACEHOLDER, filled, has_gap

PRIORS = Path(__file__).with_name("priors.yaml")
PAGE = "docs/calibration.md"
ASSUMED = "assumed"
Role = Literal["simulated", "score", "rate", "place", "window", "survey"]

_WORDS: dict[str, Words] = {
    "prior_fields": (
        "the prior's numbers are not those of its shape",
        "先验的参数与其形状不符",
        "give low and high (uniform, loguniform), median and factor (lognormal, heavy), or a and b (beta)",
        "请给出 low 与 high（uniform、loguniform）、median 与 factor（lognormal、heavy）或 a 与 b（beta）",
    ),
    "prior_range": ("low < high does not hold", "不满足 low < high", "give low < high", "请使 low < high"),
    "prior_log": (
        "a logarithmic prior needs low > 0",
        "对数先验要求 low > 0",
        "give a positive low, or shape: uniform",
        "请给出正的 low，或写 shape: uniform",
    ),
    "prior_positive": (
        "median, a and b must be above 0, and a factor above 1",
        "median、a、b 须大于 0，factor 须大于 1",
        "give larger numbers",
        "请给出更大的数",
    ),
    "range_needed": (
        "what is simulated needs a prior between two ends",
        "需仿真的参数的先验须有上下限",
        "give shape: uniform or loguniform with low and high",
        "请写 shape: uniform 或 loguniform，并给出 low 与 high",
    ),
    "positive_needed": (
        "a rate, place or window is above 0, and its prior allows 0 or less",
        "需求率、站点系数与时间窗须大于 0，而先验允许不大于 0 的值",
        "give low > 0",
        "请使 low > 0",
    ),
    "share_needed": (
        "a share lies between 0 and 1, and its prior goes beyond",
        "占比须在 0 与 1 之间，而先验超出该范围",
        "give shape: uniform with 0 <= low < high <= 1, or beta",
        "请写 shape: uniform 且 0 <= low < high <= 1，或 beta",
    ),
    "baseline_needed": (
        "a rate's baseline is above 0",
        "需求率的 baseline 须大于 0",
        "give the value that the scenario has",
        "请给出情景中的现值",
    ),
    "changes_needed": (
        f"no change holds {PLACEHOLDER}: the parameter would not enter a scenario",
        f"改动中没有 {PLACEHOLDER}：该参数不会进入情景",
        f"write {PLACEHOLDER} where the value goes",
        f"请在取值处写 {PLACEHOLDER}",
    ),
    "scales_needed": (
        "a rate must say which cases it scales",
        "需求率参数须说明影响哪些件",
        "give scales: a list of family, kind, county or origin",
        "请给出 scales：由 family、kind、county 或 origin 组成的列表",
    ),
    "facility_needed": (
        "a factor of a place must name its facility",
        "站点系数须指明设施",
        "give facility",
        "请给出 facility",
    ),
}


class Parameter(BaseModel):
    """One unknown: what is believed of it beforehand, and how it enters the model.

    role: ``simulated`` acts on the dynamics, and is varied by simulation; ``score`` acts on the satisfaction
    of a simulated log; ``rate`` scales demand; ``place`` scales what one facility attracts; ``window`` is how
    long a figure was counted over, or a share of it; ``survey`` is how satisfaction was asked and reported.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Id
    name_zh: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    unit: str
    role: Role
    prior: Distribution
    baseline: float = Field(allow_inf_nan=False)  # at which the scenario is as it is
    source: str = Field(min_length=1)
    source_zh: str = ""  # the same for Chinese reports, which show the source itself where it is empty
    scales: list[Selector] = []
    facility: Id | None = None
    changes: list[dict[str, Any]] = []

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        self._prior_fits()
        if self.role in ("simulated", "score", "rate", "place") and not has_gap(self.changes):
            raise ValueError("changes_needed", "changes")
        if self.role == "rate" and not self.scales:
            raise ValueError("scales_needed", "scales")
        if self.role == "place" and self.facility is None:
            raise ValueError("facility_needed", "facility")
        if self.role == "rate" and self.baseline <= 0:
            raise ValueError("baseline_needed", "baseline")
        return self

    def _prior_fits(self) -> None:
        """Make sure that the role can use every value that the prior makes."""
        role, prior = self.role, self.prior
        if role in ("simulated", "score") and prior.shape not in ("uniform", "loguniform"):
            raise ValueError("range_needed", "prior", "shape")
        if role in ("rate", "place", "window") and prior.shape == "uniform" and prior.number("low") <= 0:
            raise ValueError("positive_needed", "prior", "low")
        low, high = prior.quantile(np.array([0.0, 1.0]))
        if role == "survey" and not 0 <= low < high <= 1:
            raise ValueError("share_needed", "prior")

    @property
    def assumed(self) -> bool:
        """Tell whether no source fixes its range."""
        return ASSUMED in self.source

    def applied(self, value: float) -> list[dict[str, Any]]:
        """Return the changes with the value in its place."""
        return filled(self.changes, value)


def load_priors(path: Path = PRIORS) -> list[Parameter]:
    """Read a file of priors: a mapping whose ``parameters`` is a list.

    Raises:
        ScenarioErrors: with every problem of the file.
    """
    reader = Reader(path, PAGE, _WORDS)
    reader.only(["parameters"])
    found = reader.entries("parameters", Parameter, "name")
    reader.raise_if_any()
    return found


def check_fit(scenario: Scenario, parameters: Sequence[Parameter]) -> None:
    """Make sure that each parameter's changes fit the scenario, and leave it as it is at the baseline.

    A place's baseline is the factor 1, which is 0 on the scale of its facility's attraction.

    Raises:
        InputError: one does not.
    """
    for one in parameters:
        if one.changes:
            changes = one.applied(0.0 if one.role == "place" else one.baseline)
            check_baseline(scenario, one.name, one.baseline, changes, ("calibrate", "校准"))
