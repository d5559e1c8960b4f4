"""Queues with exponential services at rest: M/M/c, M/M/c/K, M/M/c/c and M/M/c+M.

L. Kleinrock, *Queueing Systems*, vol. 1 (1975), chapter 3, for the birth-death chains; A. K. Erlang (1917)
for the formulas B and C; C. Palm, "Research on telephone traffic carried by full availability groups",
Tele 1 (1957), for impatient customers (Erlang-A).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

NEGLIGIBLE = 1e-14  # chance of the last state at which an impatient queue is cut off


class Steady(NamedTuple):
    """A birth-death queue at rest."""

    wait: float  # mean seconds in the queue, per case that gets in
    delayed: float  # chance that a case that gets in waits
    queue: float  # mean number waiting
    utilisation: float  # share of the servers' time that is busy
    lost: float  # share of all cases blocked or gone


def erlang_b(load: float, servers: int) -> float:
    """Return the chance that all servers are busy in M/G/c/c, by the usual recursion in the servers.

    Args:
        load: arrival rate x mean service (erlangs).
        servers: whole number, 0 or more.
    """
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(load: float, servers: int) -> float:
    """Return the chance that a case waits in M/M/c; 1 where the load is as large as the servers or larger.

    Args:
        load: arrival rate x mean service (erlangs).
        servers: whole number, 1 or more.
    """
    if load >= servers:
        return 1.0
    blocked = erlang_b(load, servers)
    return blocked / (1 - load / servers * (1 - blocked))


def birth_death(
    arrival_rate: float,
    mean_service: float,
    servers: int,
    capacity: int | None = None,
    mean_patience: float | None = None,
) -> Steady:
    """Return M/M/c, M/M/c/K (``capacity``, waiting or in service) or M/M/c+M (``mean_patience``) at rest.

    Args:
        arrival_rate: cases a second, above 0.
        mean_service: seconds, above 0.
        servers: whole number, 1 or more.
        capacity: most cases in the system; None for no bound.
        mean_patience: mean seconds that a case waits before it leaves; None for ever.

    Raises:
        ValueError: there is no state of rest (load not below the servers, without bound or patience).
    """
    if capacity is None and mean_patience is None:
        return _endless(arrival_rate, mean_service, servers)
    chance = _chances(arrival_rate, mean_service, servers, capacity, mean_patience)
    waiting = np.maximum(np.arange(len(chance)) - servers, 0)
    queue = float(chance @ waiting)
    blocked = float(chance[-1]) if capacity is not None else 0.0
    gone = queue / mean_patience / arrival_rate if mean_patience is not None else 0.0
    return Steady(
        wait=queue / (arrival_rate * (1 - blocked)),
        delayed=(float(chance[servers:].sum()) - blocked) / (1 - blocked),
        queue=queue,
        utilisation=float(chance @ np.minimum(np.arange(len(chance)), servers)) / servers,
        lost=blocked + gone,
    )


def _endless(arrival_rate: float, mean_service: float, servers: int) -> Steady:
    load = arrival_rate * mean_service
    if load >= servers:
        raise ValueError("no state of rest: the load is not below the number of servers")
    delayed = erlang_c(load, servers)
    wait = delayed * mean_service / (servers - load)
    return Steady(wait, delayed, arrival_rate * wait, load / servers, 0.0)


def _chances(
    arrival_rate: float, mean_service: float, servers: int, capacity: int | None, patience: float | None
) -> np.ndarray:
    """Return the chance of n cases in the system: detailed balance, in logarithms; cut where negligible."""
    states = (capacity if capacity is not None else servers + 64) + 1
    while True:
        n = np.arange(1, states)
        leaving = np.minimum(n, servers) / mean_service
        if patience is not None:
            leaving = leaving + np.maximum(n - servers, 0) / patience
        logs = np.append(0.0, np.cumsum(np.log(arrival_rate / leaving)))
        weight = np.exp(logs - logs.max())
        chance: np.ndarray = weight / weight.sum()
        if capacity is not None or chance[-1] < NEGLIGIBLE:
            return chance
        states *= 2
