"""Reported satisfaction: a binomial of those surveyed, after the reporting effect.

Of n = share x cases surveyed, each is truly satisfied with the mean probability p of the simulated cases, and
reported as satisfied with p + (1 - p) e. A rate that was rounded has the probability of all numbers k of
satisfied answers with k / n in its interval; 474 of 477 is the case n = 477 of 99.4 %. The share surveyed is
integrated out over its prior, the emulator's error by Gauss-Hermite quadrature. Cases differ in p, and the
number of satisfied among n different cases varies a little less than the binomial says; near 100 % the
difference does not count.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from calibration.figure import Figure, SatisfactionModel
from calibration.models.numeric import TINY, chosen, hermite, quantile_nodes
from calibration.parameter import Parameter

Floats = NDArray[np.float64]
_SHARES = 256
_FEW = 8  # numbers of answers whose probabilities are added one by one
_GRID = np.linspace(-2.0, 16.0, 1801)  # logit of the probability to be reported satisfied


class SatisfactionTerm:
    """A satisfaction rate among the figures.

    Args:
        figure: with a SatisfactionModel.
        cases: the number of cases that the rate is about, as reported.
        parameters: by name.
        private: names of the model's parameters that no other figure reads; the share surveyed must be one.
        seed: of the quadrature's points.
    """

    def __init__(
        self,
        figure: Figure,
        cases: float,
        parameters: Mapping[str, Parameter],
        private: Sequence[str],
        seed: int,
    ) -> None:
        assert isinstance(figure.model, SatisfactionModel)
        self.figure, self.model, self.cases = figure, figure.model, cases
        self.private = [self.model.surveyed] if self.model.surveyed in private else []
        u = quantile_nodes(_SHARES, 1, seed)[:, 0]
        self._shares = parameters[self.model.surveyed].prior.quantile(u)
        self._n = np.maximum(np.rint(self._shares * cases), 1.0)
        self._first, self._last = self._bounds(self._n)
        # [nodes, grid] log probability of the figure, by number surveyed and reported probability
        distinct, inverse = np.unique(self._n, return_inverse=True)
        self._by_node = np.array([self._of_n(n) for n in distinct])[inverse]
        self._table = np.log(np.maximum(np.exp(self._by_node).mean(axis=0), TINY))
        self._nodes, self._weights = hermite(9)

    def _bounds(self, n: Floats) -> tuple[Floats, Floats]:
        """Return the fewest and the most satisfied answers of n that make the figure."""
        low, high = self.figure.interval()
        if high <= low:
            k = np.rint(low * n)
            return k, k
        return np.ceil(low * n - 1e-9), np.minimum(np.ceil(high * n - 1e-9) - 1, n)

    def _of_n(self, n: float) -> Floats:
        from scipy.stats import binom

        first, last = (float(bound[0]) for bound in self._bounds(np.array([n])))
        if last < first:
            return np.full(len(_GRID), math.log(TINY))
        p = 1.0 / (1.0 + np.exp(-_GRID))
        if last - first > _FEW:  # from the side where neither probability is near 1
            below = binom.cdf(last, n, p) - binom.cdf(first - 1, n, p)
            above = binom.sf(first - 1, n, p) - binom.sf(last, n, p)
            inside: Floats = np.where(p * n > 0.5 * (first + last), below, above)
            return np.log(np.maximum(inside, TINY))
        terms = binom.logpmf(np.arange(first, last + 1)[:, None], n, p[None, :])
        peak = terms.max(axis=0)
        total = np.asarray(peak + np.log(np.exp(terms - peak).sum(axis=0)), np.float64)
        return np.maximum(total, math.log(TINY))

    def _reported(self, logit: Floats, values: Mapping[str, Floats]) -> Floats:
        """Return the logit of the probability to be reported satisfied."""
        e = values[self.model.reporting]
        e = e[:, None] if logit.ndim == 2 else e
        return logit + np.log1p(e * np.exp(-logit)) - np.log(np.maximum(1.0 - e, 1e-12))

    def log_likelihood(self, logit: Floats, deviation: Floats, values: Mapping[str, Floats]) -> Floats:
        """Return the log probability of the figure at each point.

        Args:
            logit: of the mean probability to be satisfied, [b].
            deviation: what is not known of it, [b].
            values: of the parameters that are not private, [b] each.
        """
        sd = np.sqrt(deviation**2 + self.model.error**2)
        spread = logit[:, None] + sd[:, None] * self._nodes
        reported = self._reported(spread, values)
        found = np.interp(reported, _GRID, self._table) + self._weights
        peak = found.max(axis=1)
        return np.asarray(peak + np.log(np.exp(found - peak[:, None]).sum(axis=1)))

    def draw_private(
        self, rng: np.random.Generator, logit: Floats, deviation: Floats, values: Mapping[str, Floats]
    ) -> dict[str, Floats]:
        """Draw the share surveyed from its posterior, given the rest (the emulator's error at its centre)."""
        if not self.private:
            return {}
        at = np.searchsorted(_GRID, self._reported(logit, values)).clip(max=len(_GRID) - 1)
        index = chosen(rng, self._by_node[:, at].T)
        return {self.model.surveyed: self._shares[index]}

    def expected(self, logit: Floats, values: Mapping[str, Floats]) -> Floats:
        """Return the probability to be reported satisfied."""
        return np.asarray(1.0 / (1.0 + np.exp(-self._reported(logit, values))))

    def replicate(self, rng: np.random.Generator, logit: Floats, values: Mapping[str, Floats]) -> Floats:
        """Survey again: the share of n answers that is reported satisfied, all parameters given."""
        logit = logit + self.model.error * rng.standard_normal(len(logit))
        n = np.maximum(np.rint(values[self.model.surveyed] * self.cases), 1.0).astype(np.int64)
        return rng.binomial(n, self.expected(logit, values)) / n

    def tails(self, rates: Floats) -> tuple[float, float]:
        """Return the shares of rates at least as large, and at most as large, as the figure can be."""
        low, high = self.figure.interval()
        return float((rates >= low).mean()), float((rates < high if high > low else rates <= high).mean())
