"""A queue that is served in batches at fixed times, each case with a chance to succeed."""

from __future__ import annotations

from typing import Any

import numpy as np

NEGLIGIBLE = 1e-12


def mean_waiting(arrivals: float, batch: int, solve: float, duration: float) -> float:
    """Return the mean number waiting or in session, over time, of a queue with Poisson arrivals.

    Every period the session takes at most ``batch`` of those who wait; each is solved with chance ``solve``
    at the session's end and waits for the next otherwise. The number found by sessions is a Markov chain,
    X' = X - binomial(min(X, batch), solve) + Poisson(arrivals) (N. T. J. Bailey, "On queueing processes with
    bulk service", J. Royal Stat. Soc. B 16 (1954), there with solve = 1); between sessions arrivals add up
    evenly, so that the mean over time is E[X] - arrivals x (1/2 - duration).

    Args:
        arrivals: mean number of cases that arrive from one session to the next.
        batch: most cases that a session takes.
        solve: chance that a session solves a case, above 0.
        duration: length of a session in periods, from 0 to 1.

    Raises:
        ValueError: sessions solve no more than arrive.
    """
    if arrivals >= batch * solve:
        raise ValueError("no state of rest: sessions solve no more than arrive")
    most = 4 * batch + 64
    while True:
        chance = _found_by_sessions(arrivals, batch, solve, most)
        if chance[-1] < NEGLIGIBLE:
            return float(chance @ np.arange(most + 1)) - arrivals * (0.5 - duration)
        most *= 2


def _found_by_sessions(arrivals: float, batch: int, solve: float, most: int) -> Any:
    """Return the chances at rest of the number that a session finds, cut at ``most``."""
    from scipy.stats import binom, poisson

    coming = poisson.pmf(np.arange(most + 1), arrivals)
    step = np.zeros((most + 1, most + 1))
    for found in range(most + 1):
        taken = min(found, batch)
        for solved, chance in enumerate(binom.pmf(np.arange(taken + 1), taken, solve)):
            left = found - solved
            step[found, left:] += chance * coming[: most + 1 - left]
        step[found, most] += 1 - step[found].sum()  # what lies beyond the cut
    balance = np.vstack(((step.T - np.eye(most + 1))[1:], np.ones(most + 1)))
    return np.linalg.solve(balance, np.append(np.zeros(most), 1.0))
