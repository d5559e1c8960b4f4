"""How long the kernels compile on a machine's first call, and load on every later one."""

from __future__ import annotations

import json
import tempfile
from time import perf_counter

from benchmarks import child, ours
from benchmarks.measurement import Absolute, Effort, Found, Measurement, Sense, Target, Words, spread
from benchmarks.networks import shipped

DAYS = 7
PARTS = {"draw": "抽样", "engine": "引擎", "kpi": "指标"}


def take(effort: Effort) -> Found:
    """Ask a process with an empty cache, and then others that find it filled."""
    ours.fast_engine()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"NUMBA_CACHE_DIR": folder}
        first, *later = (
            child.ask("benchmarks.compile_time", environment=environment) for _ in range(1 + effort.pairs)
        )
    return Found(
        {
            "first_compile": spread([first["engine"]]),
            "cached_load": spread([one["engine"] for one in later]),
        },
        tuple(
            Absolute(Words(f"{words} of the {name} kernels", f"{zh}：{PARTS[name]}"), spread(values), "s")
            for words, zh, times in (
                ("first compile", "首次编译", [first]),
                ("cached load", "缓存加载", later),
            )
            for name in PARTS
            for values in [[one[name] for one in times]]
        ),
    )


def main() -> dict[str, float]:
    """Return, for each part, what its first call took beyond the second."""
    from sim import kpi
    from sim.network import compile_network
    from sim.sampling import draw_case_table

    scenario = shipped("huzhou", DAYS)
    compiled, seed = compile_network(scenario), scenario.settings.seed
    engine = ours.fast_engine()
    calls: list[dict[str, float]] = []
    for _ in range(2):
        times = [perf_counter()]
        table = draw_case_table(compiled, seed, 1)
        times.append(perf_counter())
        log = engine(compiled.network, table)
        times.append(perf_counter())
        kpi.compute(compiled, table, log)
        times.append(perf_counter())
        calls.append({name: times[i + 1] - times[i] for i, name in enumerate(PARTS)})
    return {name: max(0.0, calls[0][name] - calls[1][name]) for name in PARTS}


MEASUREMENT = Measurement(
    "compile_time",
    Words("Compiling the kernels", "内核编译"),
    (
        Target(
            "first_compile",
            Words("first compile of the engine's kernel", "引擎内核首次编译"),
            "s",
            Sense.RECORDED,
        ),
        Target(
            "cached_load",
            Words("load of the engine's kernel from the cache", "引擎内核从缓存加载"),
            "s",
            Sense.RECORDED,
        ),
    ),
    take,
)

if __name__ == "__main__":
    print(json.dumps(main()))
