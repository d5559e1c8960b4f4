"""Two threads against one: 16 replications, each drawn, run and measured in compiled code."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks import child, ours
from benchmarks.measurement import (
    Absolute,
    Effort,
    Found,
    Measurement,
    NotMeasuredError,
    Sense,
    Target,
    Words,
    spread,
)
from benchmarks.networks import YEAR, shipped
from benchmarks.timing import in_turn

DAYS_QUICK = 28
REPLICATIONS = 16
PAIRS, PAIRS_QUICK = 5, 1


def take(effort: Effort) -> Found:
    """Ask a process whose polars has one thread."""
    ours.fast_engine()
    if (os.cpu_count() or 1) < 2:
        raise NotMeasuredError("one core only", "只有一个核")
    days, pairs = (DAYS_QUICK, PAIRS_QUICK) if effort.quick else (YEAR, PAIRS)
    answer = child.ask("benchmarks.threads", days, pairs, environment={"POLARS_MAX_THREADS": "1"})
    two, one = answer["two"], answer["one"]
    return Found(
        {"threads": spread([b / a for a, b in zip(two, one, strict=True)])},
        (
            Absolute(
                Words("16 replications of huzhou, 1 thread", "湖州 16 次重复，单线程"), spread(one), "s"
            ),
            Absolute(
                Words("16 replications of huzhou, 2 threads", "湖州 16 次重复，双线程"), spread(two), "s"
            ),
        ),
    )


def main(days: int, pairs: int) -> dict[str, list[float]]:
    """Time 16 replications with two threads and with one, in turn."""
    from sim import kpi
    from sim.network import compile_network
    from sim.sampling import draw_case_table

    engine = ours.fast_engine()
    scenario = shipped("huzhou", days)
    compiled, seed = compile_network(scenario), scenario.settings.seed

    def one(number: int) -> None:
        table = draw_case_table(compiled, seed, number)
        kpi.compute(compiled, table, engine(compiled.network, table))

    def all_with(threads: int) -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(one, range(1, REPLICATIONS + 1)))

    one(1)  # compiled and loaded before it is timed
    found = in_turn(lambda: all_with(2), lambda: all_with(1), pairs)
    return {"two": found.first, "one": found.second}


MEASUREMENT = Measurement(
    "threads",
    Words("Two threads against one", "双线程与单线程"),
    (
        Target(
            "threads",
            Words("2 threads / 1 thread, 16 replications of huzhou", "双线程 / 单线程，湖州 16 次重复"),
            "x",
            Sense.AT_LEAST,
            1.8,
        ),
    ),
    take,
)

if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
