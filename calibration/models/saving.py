"""Means above 0: of a saving per case, or of anything else that is reported as a mean or share.

A saving is the paired difference between the run without and the run with the ways. The log of the reported
mean is normal about the log of the simulated one. The unit of a saving may be read in several ways (calendar
or working days), which are equally likely beforehand and weighed by how well each fits.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from calibration.figure import Figure, MeanModel, SavingModel
from calibration.models.numeric import chosen, log_between

Floats = NDArray[np.float64]


class SavingTerm:
    """A saving or another mean among the figures; points [b, readings]: log of the mean in each reading."""

    private: tuple[str, ...] = ()

    def __init__(self, figure: Figure) -> None:
        assert isinstance(figure.model, SavingModel | MeanModel)
        self.figure, self.model = figure, figure.model
        low, high = figure.interval()
        half = 0.0 if high > low else 0.005 * low  # an exact mean is one of three digits
        self._low, self._high = np.log(low - half), np.log(high + half)

    def by_reading(self, log_saving: Floats, deviation: Floats) -> Floats:
        """Return the log probability of the figure under each reading, [b, readings]."""
        sd = np.sqrt(deviation**2 + max(self.model.error, 1e-6) ** 2)
        return log_between((self._low - log_saving) / sd, (self._high - log_saving) / sd)

    def log_likelihood(self, log_saving: Floats, deviation: Floats, values: Mapping[str, Floats]) -> Floats:
        """Return the log probability of the figure at each point: the mean over its readings."""
        found = self.by_reading(log_saving, deviation)
        peak = found.max(axis=1)
        return np.asarray(peak + np.log(np.exp(found - peak[:, None]).mean(axis=1)))

    def readings(self, rng: np.random.Generator, log_saving: Floats, deviation: Floats) -> NDArray[np.int64]:
        """Draw which reading holds at each point."""
        return chosen(rng, self.by_reading(log_saving, deviation))

    def replicate(
        self, rng: np.random.Generator, log_saving: Floats, reading: NDArray[np.int64] | None = None
    ) -> Floats:
        """Report again; a reading that is not given is drawn."""
        n, readings = log_saving.shape
        index = rng.integers(readings, size=n) if reading is None else reading
        centre = log_saving[np.arange(n), index]
        return np.asarray(np.exp(centre + self.model.error * rng.standard_normal(n)))

    def tails(self, savings: Floats) -> tuple[float, float]:
        """Return the shares of savings at least as large, and at most as large, as the figure can be."""
        low, high = self.figure.interval()
        return float((savings >= low).mean()), float((savings <= high).mean())
