"""All measurements, in the order in which they are taken and shown."""

from __future__ import annotations

from benchmarks import (
    city_times_ten,
    compile_time,
    cpp,
    engines,
    memory,
    peers_ciw,
    peers_simpy,
    replication,
    start_up,
    threads,
)
from benchmarks.measurement import Measurement

_ALL = (
    engines,
    peers_ciw,
    peers_simpy,
    cpp,
    replication,
    city_times_ten,
    memory,
    threads,
    start_up,
    compile_time,
)
MEASUREMENTS: dict[str, Measurement] = {one.MEASUREMENT.name: one.MEASUREMENT for one in _ALL}
