"""The M/M/3 queue in plain SimPy: one process per customer and a resource, as its manual would write it."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.against import beside, days_for, targets
from benchmarks.measurement import Effort, Found, Measurement, Words
from benchmarks.networks import MM3, Queues

CUSTOMERS, FEW = 200_000, 20_000
NETWORK = Words("M/M/3", "M/M/3")


def waits(queues: Queues, until: int, seed: int) -> list[float]:
    """Simulate a single queue and return the waits, in seconds, of those who came by then."""
    (tier,) = queues.tiers
    chance = random.Random(seed)
    env = simpy.Environment()
    clerks = simpy.Resource(env, capacity=tier.servers)
    found: list[float] = []

    def customer() -> Generator[Any, Any, None]:
        came = env.now
        with clerks.request() as turn:
            yield turn
            found.append(env.now - came)
            yield env.timeout(chance.expovariate(1 / tier.service))

    def arrivals() -> Generator[Any, Any, None]:
        while True:
            yield env.timeout(chance.expovariate(queues.rate))
            if env.now >= until:
                return
            env.process(customer())

    env.process(arrivals())
    env.run()
    return found


def take(effort: Effort) -> Found:
    """Time both over 200,000 customers."""
    days = days_for(MM3, FEW if effort.quick else CUSTOMERS)
    return beside("simpy_mm3", "SimPy", NETWORK, MM3, days, lambda until: len(waits(MM3, until, 1)), effort)


MEASUREMENT = Measurement(
    "simpy",
    Words("The fast engine and plain SimPy", "快速引擎与纯 SimPy"),
    targets("simpy_mm3", "SimPy", NETWORK, 100),
    take,
)
