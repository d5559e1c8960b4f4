"""What the observations of all replications amount to: a verdict for every check.

Exact identities must hold in every replication. An expected wait is held against the simulated one only for a
textbook queue (see assumptions); all those comparisons of a run together raise a false flag once in a hundred
runs at most (Bonferroni).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment.cross_check.assumptions import Pools, classes_of, moments, pools
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


class _Values(NamedTuple):
    """Observations as [rows, replications]."""

    n: Floats
    observed: Floats
    expected: Floats
    spent: Floats
    squared: Floats


def conclude(compiled: Compiled, observations: list[pl.DataFrame]) -> pl.DataFrame:
    """Return verification.csv.

    Columns: check, level, key, events (cases or stints), observed and expected (all three means over
    replications), ci_low and ci_high (of observed - expected: 99 % in all for the waits that are checked),
    tolerance (rounding to whole seconds), verdict and reason (keys of assumptions.REASONS). Units: seconds
    for little, wait and utilisation, cases for the others. Rows about which nothing happened are left out.
    """
    names = identities(compiled)
    values = _Values(*(np.column_stack([one[name] for one in observations]) for name in _Values._fields))
    kind = names["check"].to_numpy()
    known = pools(compiled)
    expected, tolerance, reasons = values.expected.copy(), np.zeros(len(kind)), [""] * len(kind)
    textbook = []
    for pool, row in enumerate(np.flatnonzero(kind == WAIT)):
        if values.n[row].sum() == 0:
            continue
        expected[row], tolerance[row] = _expected_waits(compiled, pool, known, values, int(row))
        reasons[row] = ";".join(known.broken[pool])
        if not known.broken[pool]:
            textbook.append(int(row))
    low, high = _intervals(values.observed - expected, textbook)
    frame = names.with_columns(
        events=_mean(values.n),
        observed=_mean(values.observed),
        expected=_mean(expected),
        ci_low=low,
        ci_high=high,
        tolerance=tolerance,
        verdict=pl.Series(_verdicts(kind, values.observed, expected, (low, high, tolerance), set(textbook))),
        reason=pl.Series(reasons, dtype=pl.String),
    )
    return frame.filter(pl.col("events") > 0).fill_nan(None)


def _expected_waits(
    compiled: Compiled, pool: int, known: Pools, values: _Values, row: int
) -> tuple[Floats, float]:
    """Return the expected wait in each replication, at its own rate of arrivals, and what rounding can do.

    The service time is the inputs' for a textbook queue, else what was observed in all replications. Without
    a state of rest the wait is infinite.
    """
    n, opening = values.n[row], known.open_seconds[pool]
    servers = max(1, round(float(known.servers[pool])))
    if known.broken[pool]:
        mean = values.spent[row].sum() / n.sum()
        scv = max(values.squared[row].sum() / n.sum() / mean**2 - 1, 0.0) if mean > 0 else 0.0
    else:
        facility, skill = divmod(pool, compiled.network.n_skills)
        mean, scv = moments(compiled, classes_of(compiled, facility, skill))
    if not (opening > 0 and mean > 0):
        return np.full(n.size, np.nan), 0.0
    found = np.array([_wait(count / opening, mean, scv, servers) for count in n])
    longer = _wait(float(n.mean()) / opening, mean + HALF_SECOND, scv, servers)
    return found, 2 * HALF_SECOND + abs(longer - _wait(float(n.mean()) / opening, mean, scv, servers))


def _wait(rate: float, mean: float, scv: float, servers: int) -> float:
    """Mean wait of Poisson arrivals (Allen-Cunneen; exact for M/M/c and M/G/1)."""
    return np.inf if rate * mean >= MOST_LOAD * servers else mean_wait_ggc(rate, mean, 1.0, scv, servers)


def _mean(values: Floats) -> Floats:
    """Mean over the replications that hold a value; NaN without one."""
    present = ~np.isnan(values)
    total = np.where(present, values, 0.0).sum(axis=1)
    found = np.full(len(values), np.nan)
    np.divide(total, present.sum(axis=1), out=found, where=present.any(axis=1))
    return found


def _intervals(difference: Floats, textbook: list[int]) -> tuple[Floats, Floats]:
    """Return the interval of observed - expected of the checked rows; NaN elsewhere, and with one value."""
    low, high = np.full(len(difference), np.nan), np.full(len(difference), np.nan)
    if not textbook or difference.shape[1] < 2:
        return low, high
    from scipy.special import stdtrit  # its loading is spared where nothing is checked

    rows = difference[textbook]
    rows[~np.isfinite(rows).all(axis=1)] = np.nan  # no state of rest, no interval
    n = rows.shape[1]
    half = stdtrit(n - 1, 1 - FALSE_ALARM / len(textbook) / 2) * rows.std(axis=1, ddof=1) / np.sqrt(n)
    low[textbook], high[textbook] = rows.mean(axis=1) - half, rows.mean(axis=1) + half
    return low, high


def _verdicts(
    kind: NDArray[Any],
    observed: Floats,
    expected: Floats,
    interval: tuple[Floats, Floats, Floats],
    textbook: set[int],
) -> list[str]:
    low, high, tolerance = interval
    verdicts = []
    for row, check in enumerate(kind):
        if check in EXACT:
            verdicts.append(OK if np.array_equal(observed[row], expected[row]) else FLAG)
        elif check == STEADY:
            verdicts.append(_steady(float(observed[row].mean()), float(expected[row].mean())))
        elif row not in textbook:
            verdicts.append(INFORMATIONAL)
        elif np.isnan(low[row]):
            verdicts.append(NOT_CHECKED if observed.shape[1] < 2 else FLAG)
        else:
            fits = low[row] <= tolerance[row] and high[row] >= -tolerance[row]
            verdicts.append(OK if fits else FLAG)
    return verdicts


def _steady(in_hand: float, by_arrivals: float) -> str:
    """Judge Little's law over the window: cases in hand against arrival rate x time in the network."""
    apart = abs(in_hand - by_arrivals) / max(in_hand, by_arrivals, 1e-9)
    return OK if apart <= STEADY_WITHIN else INFORMATIONAL if apart <= STEADY_BEYOND else FLAG
