"""One row of the register: a reported figure, what it is compared with, and how it was observed."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from calibration.observable import UNITS, Observable
from sim.scenario.schema.base import Id

FIGURE_ID = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$"
Use = Literal["structure", "target", "holdout", "context", "reject"]
Bound = Literal["exact", "rounded", "at_least", "no_less", "rate", "mean"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    error: float = Field(0.0, ge=0, le=1)  # relative sd of what the model leaves out, assumed

    def names(self) -> list[str]:
        """Return the parameters that it reads."""
        return []


class CountModel(_Model):
    """A count over a window: Poisson about rate x exposure.

    The exposure is ``window`` (a parameter, in months) or ``months``, times ``ramp`` (the share of the
    network at work, a parameter), times ``place`` (a parameter). With ``since`` the window begins on that day
    and the seasons of demand in it count.
    """

    kind: Literal["count"]
    window: Id | None = None
    months: float | None = Field(None, gt=0, allow_inf_nan=False)
    since: date | None = None
    ramp: Id | None = None
    place: Id | None = None

    @model_validator(mode="after")
    def _one_window(self) -> Self:
        if (self.window is None) == (self.months is None):
            raise ValueError("one_window")
        return self

    def names(self) -> list[str]:
        """Return the parameters that it reads."""
        return [name for name in (self.window, self.ramp, self.place) if name is not None]


class SatisfactionModel(_Model):
    """A share of those surveyed: binomial, after the county's reporting effect.

    ``of`` is the figure that counts the cases; ``surveyed`` the share of them that was asked and answered,
    and ``reporting`` the share of the dissatisfied that is reported as satisfied (both parameters).
    """

    kind: Literal["satisfaction"]
    of: str
    surveyed: Id
    reporting: Id

    def names(self) -> list[str]:
        """Return the parameters that it reads."""
        return [self.surveyed, self.reporting]


class SavingModel(_Model):
    """A mean paired difference, in one of several readings of its unit, equally likely beforehand."""

    kind: Literal["saving"]
    readings: list[Literal["processing_days", "processing_working_days"]] = Field(min_length=1)


class MeanModel(_Model):
    """A mean or share above 0 that is reported as it is: its log is normal about the simulated one's."""

    kind: Literal["mean"]


Model = Annotated[CountModel | SatisfactionModel | SavingModel | MeanModel, Field(discriminator="kind")]
_Number = Annotated[float, Field(strict=True, allow_inf_nan=False), Tag("number")]
_ByName = Annotated[dict[str, int], Tag("by_name")]
Value = Annotated[
    _Number | _ByName, Discriminator(lambda value: "by_name" if isinstance(value, dict) else "number")
]


class Figure(BaseModel):
    """A reported figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=FIGURE_ID)
    name_zh: str | None = None
    name_en: str | None = None
    scope: str
    measures: str
    value: Value
    bound: Bound
    unit: str | float | None = None
    of: str | None = None
    window: dict[str, Any] | None
    use: Use
    quote: str
    note: str
    note_zh: str | None = None
    observable: Observable | None = None
    model: Model | None = None

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.bound == "rounded" and not (isinstance(self.unit, int | float) and self.unit > 0):
            raise ValueError("unit_needed", "unit")
        if self.use == "reject" and not self.note_zh:
            raise ValueError("reject_needs", "note_zh")
        if self.use in ("target", "holdout"):
            self._compared()
        return self

    def _compared(self) -> None:
        """Make sure that value, observable and model of a target go together."""
        if self.observable is None or self.model is None or not (self.name_zh and self.name_en):
            raise ValueError("target_needs")
        if isinstance(self.value, dict):
            raise ValueError("one_number", "value")
        paired = isinstance(self.model, SavingModel)
        if paired != (self.observable.without is not None):
            raise ValueError("without_needs_saving", "observable", "without")
        kind, formula = self.model.kind, self.observable.value
        own = {"cases": "count", "satisfaction": "satisfaction"}  # values with a model of their own
        if kind not in ((own[formula],) if formula in own else ("saving", "mean")):
            raise ValueError("model_and_value", "model", "kind")
        if self.observable.per is not None:
            raise ValueError("per_in_target", "observable", "per")
        fits = {
            "count": self.value >= 0 and self.value == int(self.value),
            "satisfaction": 0 <= self.value <= 1,
        }
        if not fits.get(kind, self.value > 0):
            raise ValueError(f"{kind}_range" if kind in fits else "mean_range", "value")

    @property
    def number(self) -> float:
        """Return the value as a number."""
        assert not isinstance(self.value, dict)
        return float(self.value)

    def plainly(self) -> Figure:
        """Return the figure with "more than" read as a plain lower bound: the other reading of 多 and 余."""
        return self.model_copy(update={"bound": "no_less"}) if self.bound == "at_least" else self

    def interval(self) -> tuple[float, float]:
        """Return [low, high) of what the figure can have been before it was rounded; high = low if exact.

        rounded: within half a unit. at_least ("多", "余"): up to the next unit of the last non-zero digit; of
        a share it is a plain lower bound, without end. no_less: the same of any figure. rate and mean:
        within half a unit of the last decimal that is given; a rate of 0 or 1 is exact.
        """
        value = self.number
        if self.bound == "no_less":
            return value, math.inf
        if self.bound == "rounded":
            half = float(self.unit or 0) / 2
            return value - half, value + half
        unit = 10.0 ** min(int(Decimal(repr(value)).normalize().as_tuple().exponent), 0)
        if self.bound == "at_least":
            share = self.observable is None or UNITS[self.observable.value] == "share"
            return value, upper_end(value) if share or value == int(value) else value + unit
        if self.bound == "exact" or value in (0.0, 1.0):
            return value, value
        return value - unit / 2, value + unit / 2


def unit_of(figure: Figure) -> str:
    """Return the English unit of a figure that is compared."""
    if isinstance(figure.model, CountModel):
        return "transactions" if figure.measures == "transaction" else "problems"
    assert figure.observable is not None
    return UNITS[figure.observable.value]


def upper_end(value: float) -> float:
    """Upper end, left out, of "more than ``value``"; infinite for a share."""
    if value != int(value):
        return math.inf
    digits = str(int(value))
    unit: int = 10 ** (len(digits) - len(digits.rstrip("0")))
    return value + unit
