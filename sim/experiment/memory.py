"""How many replications fit into memory side by side.

A replication holds all its cases at once; what it takes grows with their number and with nothing else that is
large. The bytes a case takes are measured (benchmarks/results.md, docs/scale.md).
"""

from __future__ import annotations

from pathlib import Path

from sim.network.contract import Compiled

BYTES_PER_CASE = 450  # draw, run, check and count: 399 measured, with some room
BYTES_PER_LOGGED_CASE = 1_200  # with the frames and files of the case log
BYTES_BESIDES = 100_000_000  # KPI tables and buffers of one replication
SHARE = 0.8  # of the available memory that replications may take
_GROUP = Path("/sys/fs/cgroup")
_SYSTEM = Path("/proc/meminfo")


def expected_cases(compiled: Compiled) -> int:
    """Expected cases of one replication, warm-up and follow-up included.

    Demand and discovered streams (rates [cases/s] times the hours' weights), needs of key projects and
    replayed cases.
    """
    demand = compiled.demand
    hours = float(demand.hour_weight.sum()) * 3600
    rate = float(demand.rate.sum()) + float(demand.discovered_rate.sum())
    return round(rate * hours) + len(demand.projects.time) + len(demand.replay.time)


def bytes_needed(compiled: Compiled, *, case_log: bool) -> int:
    """Estimate the memory of one replication in bytes, the network not counted."""
    each = BYTES_PER_LOGGED_CASE if case_log else BYTES_PER_CASE
    return BYTES_BESIDES + each * expected_cases(compiled)


def available(group: Path = _GROUP, system: Path = _SYSTEM) -> int | None:
    """Memory in bytes that this process may still take; None where the system does not say.

    The smaller of what the system has and what the control group of a container leaves.
    """
    found = []
    try:
        lines = dict(line.split(":", 1) for line in system.read_text(encoding="utf-8").splitlines())
        found.append(int(lines["MemAvailable"].split()[0]) * 1024)
    except (OSError, KeyError, ValueError):
        pass
    try:
        most, used = (int((group / name).read_text()) for name in ("memory.max", "memory.current"))
        found.append(max(most - used, 0))
    except (OSError, ValueError):  # no such group, or "max": without a limit
        pass
    return min(found) if found else None


def fitting(workers: int, needed: int, room: int | None) -> int:
    """Return how many of `workers` replications of `needed` bytes fit into `room` bytes; at least one."""
    if room is None:
        return workers
    return max(1, min(workers, int(room * SHARE) // needed))
