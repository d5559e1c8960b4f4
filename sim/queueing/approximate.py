"""Mean wait of G/G/c, approximately: exact for M/M/c and for M/G/1, a first guess elsewhere."""

from __future__ import annotations

from sim.queueing.birth_death import erlang_c


def mean_wait_ggc(
    arrival_rate: float, mean_service: float, scv_arrival: float, scv_service: float, servers: int
) -> float:
    """Return the mean wait (s): that of M/M/c times the mean of both SCVs.

    A. O. Allen, *Probability, Statistics and Queueing Theory* (1978; 2nd ed. 1990, section 5.3:
    Allen-Cunneen); for one server it is the heavy-traffic formula of J. F. C. Kingman, Proc. Cambridge
    Phil. Soc. 57 (1961).

    Args:
        arrival_rate: cases a second.
        mean_service: seconds.
        scv_arrival: squared coefficient of variation of the times between arrivals (1 for Poisson).
        scv_service: squared coefficient of variation of services.
        servers: whole number, 1 or more.

    Raises:
        ValueError: the load is not below the servers.
    """
    load = arrival_rate * mean_service
    if load >= servers:
        raise ValueError("no state of rest: the load is not below the number of servers")
    markov = erlang_c(load, servers) * mean_service / (servers - load)
    return markov * (scv_arrival + scv_service) / 2
