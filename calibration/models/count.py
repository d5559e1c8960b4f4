"""Counts over a window that may be unknown.

Given the expected count mu, the square root of a Poisson count is nearly normal with variance 1/4 (F. J.
Anscombe, "The transformation of Poisson, binomial and negative-binomial data", Biometrika 35 (1948)):
2 sqrt(N + 3/8) ~ Normal(2 sqrt(mu + 1/8), 1). What is not known of log mu (the emulator's error, and what the
model leaves out) adds mu tau^2 to that variance. A figure that means an interval has the probability of the
interval. Windows, ramps and places that no other figure reads are integrated out over their priors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from calibration.figure import CountModel, Figure
from calibration.models.numeric import TINY, chosen, log_between, quantile_nodes
from calibration.parameter import Parameter

Floats = NDArray[np.float64]
_NODES = {0: 1, 1: 512, 2: 1024}
_RATES, _WIDTHS = 2400, 40  # size of the table of the integrated likelihood


def whole_numbers(figure: Figure) -> tuple[float, float]:
    """Return the least and the greatest count that the figure can mean."""
    low, high = figure.interval()
    return (float(np.ceil(low)), float(np.ceil(high)) - 1.0) if high > low else (low, low)


class Season:
    """Mean months of demand in the first months after a day.

    Args:
        weight: [T] demand's weight by hour of the run.
        first: hours from the run's start to the window's first day (negative: before it).
    """

    def __init__(self, weight: Floats, first: int) -> None:
        year = weight[: 365 * 24]
        month = year.sum() / len(year) * 730.5  # hours of a mean month
        level = year.mean()
        shifted = np.concatenate([np.full(max(-first, 0), level), weight[max(first, 0) :]])
        self._exposure = np.concatenate([[0.0], np.cumsum(shifted) / month])
        self._tail = level / month  # per hour, beyond what is known

    def exposure(self, months: Floats) -> Floats:
        """Return mean months of demand within so many calendar months."""
        hours = np.asarray(months, np.float64) * 730.5
        last = len(self._exposure) - 1
        inside = np.interp(np.minimum(hours, last), np.arange(last + 1), self._exposure)
        return np.asarray(inside + np.maximum(hours - last, 0.0) * self._tail)


class CountTerm:
    """A count among the figures.

    Args:
        figure: with a CountModel.
        parameters: by name; those of the model are read.
        private: names of the model's parameters that no other figure reads.
        season: of a window with a known first day, or None.
        seed: of the quadrature's points.
    """

    def __init__(
        self,
        figure: Figure,
        parameters: Mapping[str, Parameter],
        private: Sequence[str],
        season: Season | None,
        seed: int,
    ) -> None:
        assert isinstance(figure.model, CountModel)
        self.figure, self.model, self.private = figure, figure.model, list(private)
        self.shared = [name for name in self.model.names() if name not in private]
        self._season = season
        self.first, self.last = whole_numbers(figure)
        self._low = np.sqrt(4 * (self.first - 0.5) + 1.5) if self.first > 0 else -np.inf
        self._high = np.sqrt(4 * (self.last + 0.5) + 1.5)
        last = self.last if np.isfinite(self.last) else self.first
        self.typical = 0.5 * (self.first + last)
        u = quantile_nodes(_NODES.get(len(self.private), 2048), len(self.private), seed)
        self.nodes = {name: parameters[name].prior.quantile(u[:, i]) for i, name in enumerate(self.private)}
        self._fixed = 0.0  # log of the mean months where they are not a parameter
        if self.model.months is not None:
            months = np.array([self.model.months])
            self._fixed = float(np.log(season.exposure(months) if season else months)[0])
        self._log_exposure = self._part(self.nodes, len(u)) + self._fixed
        self._table: tuple[Floats, Floats, Floats] | None = None

    def _part(self, values: Mapping[str, Floats], n: int, *, place: bool = True) -> Floats:
        """Return the log of what the parameters that are given multiply the count by, [n]."""
        total, model = np.zeros(n), self.model
        if model.window in values:
            months = values[str(model.window)]
            total = total + np.log(self._season.exposure(months) if self._season else months)
        if model.ramp in values:
            total = total + np.log(values[str(model.ramp)])
        if place and model.place in values:
            total = total + np.log(values[str(model.place)])
        return total

    def log_rate(self, log_monthly: Floats, values: Mapping[str, Floats]) -> Floats:
        """Return the log of the expected count but for what is private or fixed."""
        return log_monthly + self._part({name: values[name] for name in self.shared}, len(log_monthly))

    def log_likelihood(self, log_monthly: Floats, deviation: Floats, values: Mapping[str, Floats]) -> Floats:
        """Return the log probability of the figure at each point.

        Args:
            log_monthly: log of the expected count in a mean month, [b].
            deviation: what is not known of it, [b].
            values: of the parameters that are not private, [b] each.
        """
        rate = self.log_rate(log_monthly, values)
        tau = np.sqrt(deviation**2 + self.model.error**2)
        if len(self._log_exposure) == 1:
            return self._at(rate + self._log_exposure[0], tau)
        return self._looked_up(rate, tau)

    def node_log_likelihood(self, rate: Floats, tau: Floats) -> Floats:
        """Return the log probability at each node of what is private, [b, nodes]."""
        return self._at(rate[:, None] + self._log_exposure, tau[:, None])

    def draw_private(
        self, rng: np.random.Generator, log_monthly: Floats, deviation: Floats, values: Mapping[str, Floats]
    ) -> dict[str, Floats]:
        """Draw what is private from its posterior, given the rest."""
        if not self.private:
            return {}
        tau = np.sqrt(deviation**2 + self.model.error**2)
        index = chosen(rng, self.node_log_likelihood(self.log_rate(log_monthly, values), tau))
        return {name: nodes[index] for name, nodes in self.nodes.items()}

    def expected(self, log_monthly: Floats, values: Mapping[str, Floats], *, place: bool = True) -> Floats:
        """Return the expected count, all parameters given; ``place`` False: it is in the monthly count."""
        part = self._part(values, len(log_monthly), place=place)
        return np.exp(np.minimum(log_monthly + part + self._fixed, 40.0))

    def replicate(
        self,
        rng: np.random.Generator,
        log_monthly: Floats,
        values: Mapping[str, Floats],
        *,
        place: bool = True,
    ) -> Floats:
        """Draw the count again."""
        noise = self.model.error * rng.standard_normal(len(log_monthly))
        mean = np.minimum(self.expected(log_monthly + noise, values, place=place), 1e12)
        return np.asarray(rng.poisson(mean), np.float64)

    def tails(self, counts: Floats) -> tuple[float, float]:
        """Return the shares of counts at least as large, and at most as large, as the figure can be."""
        return float((counts >= self.first).mean()), float((counts <= self.last).mean())

    def _at(self, log_mean: Floats, tau: Floats) -> Floats:
        mean = np.exp(np.minimum(log_mean, 40.0))
        centre, sd = np.sqrt(4 * mean + 0.5), np.sqrt(1.0 + mean * tau**2)
        return log_between((self._low - centre) / sd, (self._high - centre) / sd)

    def _looked_up(self, rate: Floats, tau: Floats) -> Floats:
        """Integrated over the nodes: interpolated in a table over the rate and the width."""
        if self._table is None:
            self._table = self._tabulate()
        rates, widths, table = self._table
        x = np.clip((rate - rates[0]) / (rates[1] - rates[0]), 0, len(rates) - 1.001)
        y = np.clip(self._width(tau) / widths[1], 0, len(widths) - 1.001)
        i, j = x.astype(np.int64), y.astype(np.int64)
        p, q = x - i, y - j
        beyond = np.maximum(rates[0] - rate, 0.0)
        if np.isfinite(self.last):  # else a larger count is as good as any
            beyond = beyond + np.maximum(rate - rates[-1], 0.0)
        inner = (1 - p) * (1 - q) * table[j, i] + p * (1 - q) * table[j, i + 1]
        return np.asarray(inner + (1 - p) * q * table[j + 1, i] + p * q * table[j + 1, i + 1] - 50 * beyond)

    def _width(self, tau: Floats) -> Floats:
        """Return the log of the sd of 2 sqrt(N) at the figure, in which the likelihood changes evenly."""
        return np.asarray(0.5 * np.log1p(max(self.typical, 1.0) * tau**2))

    def _tabulate(self) -> tuple[Floats, Floats, Floats]:
        """Tabulate the mean over the nodes: a correlation of one curve in log mu with the nodes' histogram.

        Nodes are shared between the two points of the grid that they lie between, in proportion.
        """
        from scipy.special import ndtr

        middle, least = np.log(max(self.typical, 1.0)), float(self._log_exposure.min())
        rates = np.linspace(middle - self._log_exposure.max() - 1.0, middle - least + 1.0, _RATES)
        step = rates[1] - rates[0]
        place = (self._log_exposure - least) / step
        below = place.astype(np.int64)
        weight = np.zeros(int(below.max()) + 2)
        np.add.at(weight, below, 1.0 - (place - below))
        np.add.at(weight, below + 1, place - below)
        log_mean = rates[0] + least + step * np.arange(_RATES + len(weight) - 1)
        mean = np.exp(np.minimum(log_mean, 40.0))
        centre = np.sqrt(4 * mean + 0.5)
        widths = np.linspace(0.0, float(self._width(np.ones(1))[0]), _WIDTHS)  # of tau from 0 to 1
        table = np.empty((_WIDTHS, _RATES))
        for row, squared in enumerate(np.expm1(2 * widths) / max(self.typical, 1.0)):
            sd = np.sqrt(1.0 + mean * squared)
            inside = ndtr((self._high - centre) / sd) - ndtr((self._low - centre) / sd)
            found = np.correlate(inside, weight / weight.sum(), "valid")
            table[row] = np.log(np.maximum(found, TINY))
        return rates, widths, table
