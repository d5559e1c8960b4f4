"""Ciw, a library for open networks of queues: the M/M/3 queue, and three tiers of 105 nodes."""

from __future__ import annotations

from typing import Any

from benchmarks.against import beside, days_for, joined, targets
from benchmarks.measurement import Effort, Found, Measurement, NotMeasuredError, Words
from benchmarks.networks import MM3, THREE_TIERS, Queues

CUSTOMERS, FEW = 200_000, 20_000
DAYS, FEW_DAYS = 3, 1
QUEUE = Words("M/M/3", "M/M/3")
TIERS = Words("three tiers of 105 nodes", "三级 105 节点")


def _ciw() -> Any:
    try:
        import ciw
    except ImportError:
        raise NotMeasuredError("Ciw is not installed: make bench", "未安装 Ciw：make bench") from None
    return ciw


def simulate(queues: Queues, until: int, seed: int) -> Any:
    """Simulate so many seconds and return Ciw's simulation."""
    ciw = _ciw()
    arrivals: list[Any] = []
    services: list[Any] = []
    servers: list[int] = []
    first = [sum(one.facilities for one in queues.tiers[:tier]) for tier in range(len(queues.tiers) + 1)]
    routing = [[0.0] * first[-1] for _ in range(first[-1])]
    for tier, one in enumerate(queues.tiers):
        for place in range(one.facilities):
            arrivals.append(ciw.dists.Exponential(queues.rate) if tier == 0 else None)
            services.append(ciw.dists.Exponential(1 / one.service))
            servers.append(one.servers)
            if one.handed_up:
                above = first[tier + 1] + queues.parent(tier, place)
                routing[first[tier] + place][above] = one.handed_up
    network = ciw.create_network(
        arrival_distributions=arrivals,
        service_distributions=services,
        number_of_servers=servers,
        routing=routing,
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(until)
    return simulation


def arrived(queues: Queues, until: int, seed: int) -> int:
    """Simulate so many seconds and return the number of customers that came."""
    return int(simulate(queues, until, seed).nodes[0].number_of_individuals)


def take(effort: Effort) -> Found:
    """Time both networks."""
    _ciw()
    days = FEW_DAYS if effort.quick else DAYS
    return joined(
        beside(
            "ciw_tiers", "Ciw", TIERS, THREE_TIERS, days, lambda until: arrived(THREE_TIERS, until, 1), effort
        ),
        beside(
            "ciw_mm3",
            "Ciw",
            QUEUE,
            MM3,
            days_for(MM3, FEW if effort.quick else CUSTOMERS),
            lambda until: arrived(MM3, until, 1),
            effort,
        ),
    )


MEASUREMENT = Measurement(
    "ciw",
    Words("The fast engine and Ciw", "快速引擎与 Ciw"),
    (*targets("ciw_tiers", "Ciw", TIERS, 1_000), *targets("ciw_mm3", "Ciw", QUEUE, 150)),
    take,
)
