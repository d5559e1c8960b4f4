"""Replication numbers of planning, by purpose: what proves a plan never saw the chances that shaped it.

Runs count from 1, pilots from 1,000,001, calibration from 2,000,001; a number stands for all chances of one
replication (:mod:`sim.sampling.keys`).
"""

from __future__ import annotations

SEARCH = 3_000_001  # a plan is searched for
MARGINAL = 3_300_001  # one more person anywhere
BOTTLENECKS = 3_450_001  # one more person, for the slowest cases
SELECTION = 3_600_001  # designs compared by ranking and selection
FRONTIER = 3_900_001  # plans on the frontier of cost and service
CERTIFY = 4_000_001  # a plan is certified; each attempt has numbers of its own
ATTEMPT = 100_000  # numbers of one attempt at most
RECHECK = 5_000_001  # what was promised is checked again


def numbers(first: int, n: int) -> list[int]:
    """Return n replication numbers from ``first``."""
    return list(range(first, first + n))
