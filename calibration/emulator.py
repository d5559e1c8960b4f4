"""Emulators: Gaussian processes that stand for the simulation between the points that were run.

Each output is a straight line in the inputs plus a smooth departure from it, seen through noise of known
variance at each point (J. Sacks, W. J. Welch, T. J. Mitchell, H. P. Wynn, "Design and analysis of computer
experiments", Statistical Science 4 (1989); noise as in B. E. Ankenman, B. L. Nelson, J. Staum, "Stochastic
kriging for simulation metamodeling", Operations Research 58 (2010)). scikit-learn finds the hyperparameters;
the predictions of all outputs are made together, since a posterior asks for them a million times.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.errors import InputError

Floats = NDArray[np.float64]


class Training(NamedTuple):
    """What one output is learned from."""

    name: str
    columns: int  # the first so many columns of the cube act on it
    y: Floats  # [n]
    noise: Floats  # [n] variance of y about the function


class Fit(NamedTuple):
    """One output as learned, on its own scale."""

    name: str
    columns: int
    centre: float
    scale: float
    linear: float  # variance of the intercept and of each slope
    departure: float  # variance of the departure from the line
    lengths: Floats  # [columns]
    extra: float  # variance of noise beyond the known, on the output's scale squared
    weights: Floats  # [n]
    root: Floats  # [n, n] inverse of the Cholesky factor of the covariance

    def left_out(self) -> Floats:
        """Return the standardised error of each point predicted from all others, [n].

        C. E. Rasmussen, C. K. I. Williams, "Gaussian Processes for Machine Learning" (2006), equations 5.10
        to 5.12: with K the covariance, noise included, it is (K^-1 y)_i / sqrt((K^-1)_ii).
        """
        return np.asarray(self.weights / np.sqrt((self.root**2).sum(axis=0)))


def fit(x: Floats, training: Training, seed: int, *, known_noise: bool = True) -> Fit:
    """Learn one output.

    Args:
        x: points of the cube, [n, size].
        training: values and noise.
        seed: of the restarts of the search for hyperparameters.
        known_noise: False leaves all noise to be estimated.

    Raises:
        InputError: the output is not known at some point, since hardly any case there is such a one.
    """
    from scipy.linalg import solve_triangular
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, WhiteKernel

    unknown = int((~np.isfinite(training.y) | ~np.isfinite(training.noise)).sum())
    if unknown:
        raise InputError(
            f"calibrate: {training.name}: {unknown} of {len(x)} simulated points hold fewer than two such"
            " cases; ask for more cases (a wider observable, or more days in the scenario)",
            f"校准：{training.name}：{len(x)} 个仿真点中有 {unknown} 个不足两件此类件；"
            "请放宽 observable 或延长情景天数",
        )
    columns = training.columns
    points = _centred(x[:, :columns])
    centre, scale = float(training.y.mean()), float(training.y.std()) or 1.0
    noise = training.noise / scale**2 if known_noise else np.full(len(points), 1e-10)
    kernel = (
        ConstantKernel(1.0, (1e-3, 1e2)) * DotProduct(1.0, "fixed")
        + ConstantKernel(0.1, (1e-5, 1e2)) * RBF(np.full(columns, 2.0), (0.4, 30.0))
        + WhiteKernel(1e-2, (1e-6, 1.0))
    )
    model = GaussianProcessRegressor(
        kernel, alpha=np.maximum(noise, 1e-8), n_restarts_optimizer=1, random_state=seed
    )
    with warnings.catch_warnings():  # a length at the end of its range: the input does nothing
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(points, (training.y - centre) / scale)
    found = model.kernel_
    smooth, white = found.k1, found.k2
    line, bend = smooth.k1, smooth.k2
    return Fit(
        training.name,
        columns,
        centre,
        scale,
        float(line.k1.constant_value),
        float(bend.k1.constant_value),
        np.broadcast_to(bend.k2.length_scale, columns).astype(np.float64),
        float(white.noise_level) * scale**2,
        np.asarray(model.alpha_, np.float64).ravel(),
        np.asarray(solve_triangular(model.L_, np.eye(len(points)), lower=True)),
    )


class Emulator:
    """All outputs at once.

    Args:
        x: the points that every fit was made from, [n, size].
        fits: one for each output.
    """

    def __init__(self, x: Floats, fits: Sequence[Fit]) -> None:
        self.fits = list(fits)
        self.names = [one.name for one in fits]
        self._x = _centred(x)

    def predict(self, units: Floats, which: Sequence[int] | None = None) -> tuple[Floats, Floats]:
        """Return mean and standard deviation of the function's value at points.

        Args:
            units: points of the cube, [b, size].
            which: outputs, all by default.

        Returns:
            two arrays [b, outputs]; the deviation is what the emulator does not know, not the noise of a run.
        """
        points = _centred(units)
        chosen = range(len(self.fits)) if which is None else which
        means, deviations = [], []
        for one in (self.fits[index] for index in chosen):
            mean, deviation = _predicted(one, points[:, : one.columns], self._x[:, : one.columns])
            means.append(mean)
            deviations.append(deviation)
        return np.column_stack(means), np.column_stack(deviations)


def _predicted(one: Fit, points: Floats, x: Floats) -> tuple[Floats, Floats]:
    a, b = points / one.lengths, x / one.lengths
    squared = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2.0 * a @ b.T
    cross = one.linear * (1.0 + points @ x.T) + one.departure * np.exp(-0.5 * np.maximum(squared, 0.0))
    mean = cross @ one.weights
    own = one.linear * (1.0 + (points**2).sum(axis=1)) + one.departure
    known = ((cross @ one.root.T) ** 2).sum(axis=1)
    variance = np.maximum(own - known, 1e-12)
    return one.centre + one.scale * mean, one.scale * np.sqrt(variance)


def _centred(x: Floats) -> Floats:
    """Return the cube as [-1, 1]."""
    return 2.0 * x - 1.0
