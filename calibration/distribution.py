"""Priors of single parameters, each a monotone map of a standard normal."""

from __future__ import annotations

import math
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

Floats = NDArray[np.float64]
_Z975 = 1.959963984540054  # 97.5 % point of the standard normal
_FARTHEST = 200.0  # of a heavy prior from its median, on the log scale: its tail overflows
_FIELDS = {
    "uniform": ("low", "high"),
    "loguniform": ("low", "high"),
    "lognormal": ("median", "factor"),
    "heavy": ("median", "factor"),
    "beta": ("a", "b"),
}
_NUMBERS = ("low", "high", "median", "factor", "a", "b")


class Distribution(BaseModel):
    """A prior.

    uniform, loguniform: between ``low`` and ``high``. lognormal: 95 % of it lies within ``median`` divided
    and multiplied by ``factor``. heavy: the same with a Student t of 3 degrees of freedom on the log scale,
    so that a factor of ten times the usual is rare, not impossible; ``low`` and ``high`` cut it off where
    they are given. beta: parameters ``a`` and ``b``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    shape: Literal["uniform", "loguniform", "lognormal", "heavy", "beta"]
    low: float | None = Field(None, allow_inf_nan=False)
    high: float | None = Field(None, allow_inf_nan=False)
    median: float | None = Field(None, allow_inf_nan=False)
    factor: float | None = Field(None, allow_inf_nan=False)
    a: float | None = Field(None, allow_inf_nan=False)
    b: float | None = Field(None, allow_inf_nan=False)

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        given = tuple(name for name in _NUMBERS if getattr(self, name) is not None)
        ends = given[:2] == ("low", "high")
        if self.shape == "heavy" and ends:
            if not 0 < self.number("low") < self.number("high"):
                raise ValueError("prior_range", "low")
            given = given[2:]
        if given != _FIELDS[self.shape]:
            raise ValueError("prior_fields")
        first, second = (self.number(name) for name in given)
        if given == ("low", "high"):
            if not first < second:
                raise ValueError("prior_range", "low")
            if self.shape == "loguniform" and first <= 0:
                raise ValueError("prior_log", "low")
        elif min(first, second) <= 0 or (given == ("median", "factor") and second <= 1):
            raise ValueError("prior_positive")
        return self

    def number(self, name: str) -> float:
        """Return a number that this shape has."""
        return float(getattr(self, name))

    @property
    def log(self) -> bool:
        """Tell whether the logarithm is its natural scale."""
        return self.shape in ("loguniform", "lognormal", "heavy")

    def quantile(self, u: Floats) -> Floats:
        """Return the value at probabilities in (0, 1), of any shape."""
        from scipy import special, stats

        if self.shape == "uniform":
            return self.number("low") + u * (self.number("high") - self.number("low"))
        if self.shape == "loguniform":
            low, high = math.log(self.number("low")), math.log(self.number("high"))
            return np.exp(low + u * (high - low))
        if self.shape == "beta":
            return np.asarray(stats.beta.ppf(u, self.number("a"), self.number("b")))
        spread, middle = math.log(self.number("factor")), math.log(self.number("median"))
        if self.shape == "heavy":
            first, last = self._cut()
            away = spread * special.stdtrit(3, first + u * (last - first)) / special.stdtrit(3, 0.975)
            away = np.clip(away, -_FARTHEST, _FARTHEST)
            return np.asarray(np.exp(middle + away))
        return np.asarray(np.exp(middle + spread * special.ndtri(u) / _Z975))

    def value(self, z: Floats) -> Floats:
        """Return the value that a standard normal variate stands for: as probable to lie below it."""
        from scipy import special

        if self.shape == "lognormal":
            return np.exp(math.log(self.number("median")) + math.log(self.number("factor")) * z / _Z975)
        tiny = 1e-15
        return self.quantile(np.clip(special.ndtr(z), tiny, 1 - tiny))

    def standard(self, value: Floats) -> Floats:
        """Return the standard normal variate that a value stands for: the inverse of `value`."""
        from scipy import special, stats

        if self.shape in ("lognormal", "heavy"):
            spread = (np.log(value) - math.log(self.number("median"))) / math.log(self.number("factor"))
            if self.shape == "lognormal":
                return np.asarray(spread * _Z975)
            first, last = self._cut()
            u = (special.stdtr(3, spread * special.stdtrit(3, 0.975)) - first) / (last - first)
            return np.asarray(special.ndtri(np.clip(u, 1e-15, 1 - 1e-15)))
        if self.shape == "beta":
            u = stats.beta.cdf(value, self.number("a"), self.number("b"))
        else:
            u = self.unit(value)
        return np.asarray(special.ndtri(np.clip(u, 1e-15, 1 - 1e-15)))

    def _cut(self) -> tuple[float, float]:
        """Return the probabilities that a heavy prior without ends has below its ends."""
        from scipy import special

        if self.low is None or self.high is None:
            return 0.0, 1.0
        middle, spread = math.log(self.number("median")), math.log(self.number("factor"))
        ends = (np.log([self.low, self.high]) - middle) / spread * special.stdtrit(3, 0.975)
        first, last = special.stdtr(3, ends)
        return float(first), float(last)

    def unit(self, value: Floats) -> Floats:
        """Return where values lie between low and high, on the natural scale; uniform and loguniform only."""
        low, high = self.number("low"), self.number("high")
        if self.shape == "loguniform":
            return (np.log(value) - math.log(low)) / (math.log(high) - math.log(low))
        return (value - low) / (high - low)
