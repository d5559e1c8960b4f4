"""One server, any services: Pollaczek-Khinchine, and Cobham's priorities."""

from __future__ import annotations

from collections.abc import Sequence


def pollaczek_khinchine(arrival_rate: float, mean_service: float, scv_service: float) -> float:
    """Return the mean wait (s) of M/G/1: the residual work found, over the idle share.

    F. Pollaczek (1930), A. Khinchine (1932); Kleinrock (1975), chapter 5.

    Args:
        arrival_rate: cases a second.
        mean_service: seconds.
        scv_service: squared coefficient of variation of services.

    Raises:
        ValueError: the load is 1 or more.
    """
    return cobham([arrival_rate], [mean_service], [scv_service])[0]


def cobham(rates: Sequence[float], means: Sequence[float], scvs: Sequence[float]) -> list[float]:
    """Return the mean waits (s) of M/G/1 with non-preemptive priorities, classes by priority, first first.

    A. Cobham, "Priority assignment in waiting line problems", Operations Research 2 (1954).

    Args:
        rates: arrival rate of each class (1/s).
        means: mean service of each class (s).
        scvs: squared coefficient of variation of its services.

    Raises:
        ValueError: the load of all classes is 1 or more.
    """
    loads = [rate * mean for rate, mean in zip(rates, means, strict=True)]
    if sum(loads) >= 1:
        raise ValueError("no state of rest: the load is 1 or more")
    residual = sum(rate * mean**2 * (1 + scv) / 2 for rate, mean, scv in zip(rates, means, scvs, strict=True))
    above, waits = 0.0, []
    for load in loads:
        waits.append(residual / ((1 - above) * (1 - above - load)))
        above += load
    return waits
