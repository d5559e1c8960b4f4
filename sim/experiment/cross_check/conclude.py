"""What the observations of all replications amount to: a verdict for every check.

Exact identities must hold in every replication. An expected wait is held against the simulated one only for a
textbook queue (see assumptions); all those comparisons of a run together raise a false flag once in a hundred
runs at most (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import polars as pl

from sim.experiment.cross_check.assumptions import classes_of, moments, pools
from sim.experiment.cross_check.observe import FLOW, LITTLE, STEADY, UTILISATION, WAIT, identities
from sim.network.contract import Compiled, Floats
from sim.queueing import mean_wait_ggc

OK, FLAG, INFORMATIONAL, NOT_CHECKED = "ok", "flag", "informational", "not_checked"
EXACT = (LITTLE, UTILISATION, FLOW)
FALSE_ALARM = 0.01  # of all comparisons of waits in a run together
STEADY_WITHIN = 0.05  # of the cases in hand: the window is as good as at rest
STEADY_BEYOND = 0.20  # the backlog grows or shrinks over the window
HALF_SECOND = 0.5  # engines work in whole seconds
MOST_LOAD = 0.999  # of the servers; beyond, no state of rest


class Verification:
    """Gathers the observations of a run, replication by replication, and concludes.

    Sums are kept, not observations: of each row a few numbers however many replications there are; only of
    the textbook queues one more for each replication.
    """

    def __init__(self, compiled: Compiled, *, at_draws: bool = False) -> None:
        """Prepare for the runs of one network.

        With ``at_draws`` each replication has a network of its own, with the rows of this one and other
        values: what is exact is checked as ever, a wait has no expectation.
        """
        self._compiled = compiled
        self._names = identities(compiled)
        self._kind = self._names["check"].to_numpy()
        self._known = pools(compiled)
        self._at_draws = at_draws
        if at_draws:
            self._known = self._known._replace(broken=[("draws",)] * len(self._known.broken))
        self._waits = np.flatnonzero(self._kind == WAIT)
        broken = np.array([bool(reasons) for reasons in self._known.broken], np.bool_)
        self._textbook = self._waits[~broken]
        rows = len(self._kind)
        self._replications = 0
        self._sums = {name: np.zeros(rows) for name in ("n", "observed", "expected", "spent", "squared")}
        self._valued = np.zeros(rows, np.int64)  # replications that hold a value
        self._equal = np.ones(rows, np.bool_)
        self._single: list[tuple[Floats, Floats]] = []  # n and observed of the textbook queues

    def add(self, observation: pl.DataFrame) -> None:
        """Add the observation of the next replication, as `observe` returns it."""
        columns = {name: observation[name].to_numpy() for name in self._sums}
        for name, column in columns.items():
            self._sums[name] += np.where(np.isnan(column), 0.0, column)
        self._valued += ~np.isnan(columns["observed"])
        self._equal &= columns["observed"] == columns["expected"]
        self._single.append((columns["n"][self._textbook], columns["observed"][self._textbook]))
        self._replications += 1

    def conclude(self) -> pl.DataFrame:
        """Return verification.csv.

        Columns: check, level, key, events (cases or stints), observed and expected (all three means over
        replications), ci_low and ci_high (of observed - expected: 99 % in all for the waits that are
        checked), tolerance (rounding to whole seconds), verdict and reason (keys of assumptions.REASONS).
        Units: seconds for little, wait and utilisation, cases for the others. Rows about which nothing
        happened are left out.
        """
        rows, n = len(self._kind), max(self._replications, 1)
        low, high, tolerance = (np.full(rows, np.nan), np.full(rows, np.nan), np.zeros(rows))
        observed = np.divide(
            self._sums["observed"], self._valued, out=np.full(rows, np.nan), where=self._valued > 0
        )
        expected = self._sums["expected"] / n
        expected[self._waits] = self._informational()
        self._check_textbook(expected, low, high, tolerance)
        reasons = np.full(rows, "", object)
        reasons[self._waits] = [";".join(keys) for keys in self._known.broken]
        frame = self._names.with_columns(
            events=self._sums["n"] / n,
            observed=observed,
            expected=expected,
            ci_low=low,
            ci_high=high,
            tolerance=tolerance,
            verdict=pl.Series(self._verdicts(observed, expected, low, high, tolerance)),
            reason=pl.Series(reasons.tolist(), dtype=pl.String),
        )
        return frame.filter(pl.col("events") > 0).fill_nan(None)

    def _informational(self) -> list[float]:
        """Return the expected wait of every pool at its mean rate of arrivals, by the services observed.

        At draws there is none: the wait at the mean of the parameters is not the mean of the waits.
        """
        if self._at_draws:
            return [math.nan] * len(self._waits)
        found = []
        columns = [self._sums[name][self._waits].tolist() for name in ("n", "spent", "squared")]
        servers, opening = self._known.servers.tolist(), self._known.open_seconds.tolist()
        for n, spent, squared, staff, seconds in zip(*columns, servers, opening, strict=True):
            if not (n > 0 and spent > 0 and seconds > 0):
                found.append(math.nan)
                continue
            mean = spent / n
            scv = max(squared / n / mean**2 - 1, 0.0)
            found.append(_wait(n / self._replications / seconds, mean, scv, max(1, round(staff))))
        return found

    def _check_textbook(self, expected: Floats, low: Floats, high: Floats, tolerance: Floats) -> None:
        """Fill in what is expected of the textbook queues, by the inputs, with interval and tolerance.

        Each replication's wait is held against the expectation at that replication's own rate.
        """
        if not self._single:
            return
        rates, waits = (
            np.array(column) for column in zip(*self._single, strict=True)
        )  # [replications, queues]
        apart = np.full(waits.shape, np.nan)
        for place, row in enumerate(self._textbook):
            pool = int(row - self._waits[0])
            facility, skill = divmod(pool, self._compiled.network.n_skills)
            mean, scv = moments(self._compiled, classes_of(self._compiled, facility, skill))
            seconds, servers = self._known.open_seconds[pool], max(1, round(float(self._known.servers[pool])))
            if not (mean > 0 and self._sums["n"][row] > 0):
                continue
            at = [_wait(count / seconds, mean, scv, servers) for count in rates[:, place].tolist()]
            mean_rate = float(rates[:, place].mean()) / seconds
            expected[row] = float(np.mean(at))
            longer = _wait(mean_rate, mean + HALF_SECOND, scv, servers)
            tolerance[row] = 2 * HALF_SECOND + abs(longer - _wait(mean_rate, mean, scv, servers))
            apart[:, place] = waits[:, place] - at
        low[self._textbook], high[self._textbook] = _interval(apart)

    def _verdicts(
        self, observed: Floats, expected: Floats, low: Floats, high: Floats, tolerance: Floats
    ) -> list[str]:
        verdicts = np.full(len(self._kind), INFORMATIONAL, object)
        for check in EXACT:
            verdicts[self._kind == check] = FLAG
            verdicts[(self._kind == check) & self._equal] = OK
        for row in np.flatnonzero(self._kind == STEADY):
            verdicts[row] = _steady(float(observed[row]), float(expected[row]))
        for row in self._textbook:
            if np.isnan(low[row]):  # one replication, or no state of rest
                verdicts[row] = NOT_CHECKED if self._replications < 2 else FLAG
            else:
                fits = low[row] <= tolerance[row] and high[row] >= -tolerance[row]
                verdicts[row] = OK if fits else FLAG
        return [str(verdict) for verdict in verdicts]


def conclude(compiled: Compiled, observations: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return verification.csv of observations that are all at hand; see `Verification.conclude`."""
    found = Verification(compiled)
    for observation in observations:
        found.add(observation)
    return found.conclude()


def _wait(rate: float, mean: float, scv: float, servers: int) -> float:
    """Mean wait of Poisson arrivals (Allen-Cunneen; exact for M/M/c and M/G/1)."""
    return math.inf if rate * mean >= MOST_LOAD * servers else mean_wait_ggc(rate, mean, 1.0, scv, servers)


def _interval(difference: Floats) -> tuple[Floats, Floats]:
    """Return the intervals of the means of differences [replications, queues], at the level for all together.

    NaN with one replication, and where a difference is infinite: without a state of rest.
    """
    n, queues = difference.shape
    nothing = np.full(queues, np.nan)
    if n < 2 or queues == 0:
        return nothing, nothing
    from scipy.special import stdtrit  # its loading is spared where nothing is checked

    known = np.where(np.isfinite(difference).all(axis=0), difference, np.nan)
    half = stdtrit(n - 1, 1 - FALSE_ALARM / queues / 2) * known.std(axis=0, ddof=1) / np.sqrt(n)
    return known.mean(axis=0) - half, known.mean(axis=0) + half


def _steady(in_hand: float, by_arrivals: float) -> str:
    """Judge Little's law over the window: cases in hand against arrival rate x time in the network."""
    apart = abs(in_hand - by_arrivals) / max(in_hand, by_arrivals, 1e-9)
    return OK if apart <= STEADY_WITHIN else INFORMATIONAL if apart <= STEADY_BEYOND else FLAG
