"""A register of one normal observation with a known posterior: what stages need of `calibration.joint`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Named(NamedTuple):
    """A parameter, as far as anybody asks."""

    name: str


class Toy:
    """Parameters x (in the cube) and a (exact), both standard normal; observed is y about x + weight a."""

    def __init__(self, y: float, sd: float, weight: float) -> None:
        self._y, self._sd, self._weight = y, sd, weight
        self.free = [Named("x"), Named("a")]
        self.figures = ["y"]
        self.cube = SimpleNamespace(columns=[Named("x")])
        self.emulator = SimpleNamespace(predict=lambda units: (units, np.zeros_like(units)))

    def values(self, z: Floats) -> dict[str, Floats]:
        return {"x": z[:, 0], "a": z[:, 1]}

    def units(self, values: dict[str, Floats]) -> Floats:
        return values["x"][:, None]

    def combined(self, values: dict[str, Floats], mean: Floats, deviation: Floats) -> None:
        assert (mean[:, 0] == values["x"]).all(), "the points of the cube stay where they are"

    def log_likelihoods(self, values: dict[str, Floats], prediction: None = None) -> Floats:
        apart = self._y - values["x"] - self._weight * values["a"]
        return (-0.5 * (apart / self._sd) ** 2 - np.log(self._sd))[:, None]

    def exact(self) -> tuple[Floats, Floats]:
        """Mean [2] and covariance [2, 2] of the posterior, by the normal law's own rules."""
        h = np.array([1.0, self._weight])
        gain = h / (h @ h + self._sd**2)
        return gain * self._y, np.eye(2) - np.outer(gain, h)
