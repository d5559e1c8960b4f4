"""Open networks of queues: what flows through each node."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def traffic(arrival_rates: Sequence[float], routing: Sequence[Sequence[float]]) -> list[float]:
    """Return the total arrival rate of each node: the traffic equations, flow = arrivals + flow x routing.

    With exponential services each node is then at rest like an M/M/c queue of that rate, independently of
    the others: J. R. Jackson, "Networks of waiting lines", Operations Research 5 (1957).

    Args:
        arrival_rates: [nodes] from outside (1/s).
        routing: [nodes][nodes] chance that a case that leaves the row's node goes to the column's.
    """
    share = np.asarray(routing, dtype=float)
    flow = np.linalg.solve(np.eye(len(share)) - share.T, np.asarray(arrival_rates, dtype=float))
    return [float(rate) for rate in flow]
