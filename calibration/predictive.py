"""Figures as the model predicts them: before the fit, after it, and each from the others alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.figure import CountModel, SatisfactionModel
from calibration.joint import Joint, Values, log_mean, log_share, logit_mean
from calibration.models.count import CountTerm
from calibration.models.satisfaction import SatisfactionTerm
from calibration.simulator import Reading

Floats = NDArray[np.float64]


class Predicted(NamedTuple):
    """The distribution of one figure, as predicted."""

    low: float  # 2.5 %
    median: float
    high: float  # 97.5 %
    p: float  # two-sided: twice the smaller tail beyond the reported figure, its interval counted in
    inside: bool  # the 95 % interval meets what the figure can be
    draws: Floats


def summary(joint: Joint, place: int, draws: Floats) -> Predicted:
    """Summarise predicted values of a figure."""
    low, median, high = (float(v) for v in np.quantile(draws, [0.025, 0.5, 0.975]))
    figure = joint.figures[place]
    first, last = figure.interval()
    p = min(1.0, 2.0 * min(joint.terms[place].tails(draws)))
    return Predicted(low, median, high, p, low <= last and high >= first, draws)


def prior(joint: Joint, n: int, rng: np.random.Generator) -> list[Predicted]:
    """Predict every figure before any is known."""
    values = joint.values(rng.standard_normal((n, len(joint.free))))
    return _predicted(joint, values, [False] * len(joint.figures), rng)


def left_out(joint: Joint, z: Floats, known: Sequence[bool], rng: np.random.Generator) -> list[Predicted]:
    """Predict every figure from draws [n, free] that know some of them."""
    return _predicted(joint, joint.values(z), known, rng)


def _predicted(
    joint: Joint, free: Values, known: Sequence[bool], rng: np.random.Generator
) -> list[Predicted]:
    found = joint.predict(free)
    values = joint.draw_private(rng, free, known)
    return [
        summary(
            joint,
            place,
            joint.replicate(
                rng, place, values, found.centre[place], found.deviation[place], fitted=bool(known[place])
            ),
        )
        for place in range(len(joint.figures))
    ]


def simulated_centres(joint: Joint, values: Values, readings: Sequence[Reading]) -> list[Floats]:
    """Return what simulations at draws say of each figure, as `Joint.predict` would, places included.

    Args:
        joint: figures.
        values: every parameter at the draws, [n] each.
        readings: of the n draws, run with their own rates; the outputs of the joint come first.
    """
    assert joint.pool is not None
    factors = joint.multipliers(values)
    found = []
    for place, figure in enumerate(joint.figures):
        own = [column for column, output in enumerate(joint.outputs) if output.figure == place]
        if isinstance(figure.model, CountModel):
            share = np.array([log_share(one.tallies[own[0]])[0] for one in readings])
            found.append(share + np.log(factors @ joint.pool.population[own[0]] / joint.months))
        elif isinstance(figure.model, SatisfactionModel):
            found.append(np.array([logit_mean(one.tallies[own[0]])[0] for one in readings]))
        else:
            found.append(np.array([[log_mean(one.tallies[c])[0] for c in own] for one in readings]))
    return found


class Residuals(NamedTuple):
    """Simulations at draws against emulators, on each output's scale, [n, outputs] each."""

    apart: Floats  # simulated less emulated
    emulator: Floats  # standard deviation: what the emulator does not know
    noise: Floats  # standard deviation of the simulation's chance

    def standardised(self) -> Floats:
        """Return the differences in standard deviations."""
        return np.asarray(self.apart / np.hypot(self.emulator, self.noise))

    def departure(self) -> tuple[Floats, Floats]:
        """Return the mean difference, and the deviation about it that nothing else explains, [outputs] each.

        Nothing else is the emulator's own deviation and the chance of a run; the mean's error is added.
        """
        n = len(self.apart)
        variance = self.apart.var(axis=0, ddof=1)
        excess = variance - (self.emulator**2 + self.noise**2).mean(axis=0)
        return self.apart.mean(axis=0), np.sqrt(np.maximum(excess, 0.0) + variance / n)


def residuals(joint: Joint, values: Values, readings: Sequence[Reading]) -> Residuals:
    """Hold simulations at draws, run with their own rates and places, against the emulators."""
    said, found = joint.predict(values), simulated_centres(joint, values, readings)
    apart, emulator = [], []
    for column, output in enumerate(joint.outputs):
        own = [c for c, one in enumerate(joint.outputs) if one.figure == output.figure]
        place = own.index(column)
        centre, deviation, value = (
            part[output.figure].reshape(len(readings), -1)[:, place]
            for part in (said.centre, said.deviation, found)
        )
        factor = getattr(joint.figures[output.figure].model, "place", None)
        apart.append(value - centre - (np.log(values[factor]) if factor else 0.0))
        emulator.append(deviation)
    return Residuals(np.column_stack(apart), np.column_stack(emulator), np.sqrt(noises(joint, readings)))


def noises(joint: Joint, readings: Sequence[Reading]) -> Floats:
    """Return the variance of the noise of each output at each draw, [n, outputs]."""
    columns = []
    for column, output in enumerate(joint.outputs):
        model = joint.figures[output.figure].model
        of = (
            log_share
            if isinstance(model, CountModel)
            else logit_mean
            if isinstance(model, SatisfactionModel)
            else log_mean
        )
        columns.append([of(one.tallies[column])[1] for one in readings])
    return np.array(columns).T


def posterior(
    joint: Joint,
    values: Values,
    centres: Sequence[Floats],
    known: Sequence[bool],
    rng: np.random.Generator,
) -> list[Predicted]:
    """Predict every figure from simulations at posterior draws."""
    return [
        summary(
            joint,
            place,
            joint.replicate(
                rng, place, values, centres[place], None, fitted=bool(known[place]), simulated=True
            ),
        )
        for place in range(len(joint.figures))
    ]


def expected(
    joint: Joint, values: Values, centres: Sequence[Floats], *, simulated: bool = True
) -> list[Floats]:
    """Return each figure's value without the chance of counting it, [n]; savings in their first reading."""
    found = []
    for place, term in enumerate(joint.terms):
        if isinstance(term, CountTerm):
            found.append(term.expected(centres[place], values, place=not simulated))
        elif isinstance(term, SatisfactionTerm):
            found.append(term.expected(centres[place], values))
        else:
            found.append(np.exp(centres[place][:, 0]))
    return found


def detectable(prior_draws: Floats, figure_value: float) -> tuple[float, float]:
    """Return the factors below and above 1 by which a figure must be wrong to be noticed beforehand.

    A figure times the factor would lie beyond the 0.5 % or the 99.5 % point of what was expected before the
    fit: a two-sided p below 0.01.
    """
    low, high = np.quantile(prior_draws, [0.005, 0.995])
    return float(low / figure_value), float(high / figure_value)
