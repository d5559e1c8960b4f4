"""What `run.py simulate` takes besides the replication itself: start, load, compile, write, print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import ours
from benchmarks.child import ROOT
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
from sim.experiment.replication import replicate
from sim.network import compile_network

WARM_UP = 28  # days, as in the scenario
TIMES = 3


def take(effort: Effort) -> Found:
    """Call it once for the caches and then as often as there are pairs.

    What is taken off is a replication in a process that is warm: loading kernels belongs to the start.
    """
    warm = _warm_replication()
    with tempfile.TemporaryDirectory() as folder:
        calls = [_call(Path(folder) / "run") for _ in range(1 + effort.pairs)]
    wholes, inside = zip(*calls[1:], strict=True)
    return Found(
        {"start_up": spread([whole - warm for whole in wholes])},
        (
            Absolute(
                Words("simulate huzhou, start to finish", "simulate 湖州，从启动到结束"), spread(wholes), "s"
            ),
            Absolute(Words("its replication in a warm process", "预热进程中的同一重复"), spread([warm]), "s"),
            Absolute(
                Words("the replication in it, kernels loaded", "其中的重复（含加载内核）"),
                spread(inside),
                "s",
            ),
            Absolute(
                Words("first call, start to finish", "首次调用，从启动到结束"), spread([calls[0][0]]), "s"
            ),
        ),
    )


def _warm_replication() -> float:
    """Median seconds of the same replication where everything is loaded."""
    engine, scenario = ours.fast_engine(), shipped("huzhou", YEAR, WARM_UP)
    compiled, seed = compile_network(scenario), scenario.settings.seed
    return median([sum(replicate(compiled, seed, 1, engine).seconds) for _ in range(1 + TIMES)][1:])


def _call(out: Path) -> tuple[float, float]:
    """Return the seconds of a call and of the replication within it.

    Bytecode is kept, as Python does unless told otherwise: the sources' own compilation belongs to the first
    call, like that of the kernels.
    """
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "run.py", "simulate", "scenarios/huzhou", "--days", str(YEAR)]
    command += ["--replications", "1", "--engine", ours.FAST, "--out", str(out)]
    started = perf_counter()
    ended = subprocess.run(
        command, cwd=ROOT, env=settings, capture_output=True, encoding="utf-8", check=False
    )
    whole = perf_counter() - started
    if ended.returncode:
        last = (ended.stderr.strip().splitlines() or ["?"])[-1]
        raise NotMeasuredError(f"simulate ended with: {last}", f"simulate 以错误结束：{last}")
    timings = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["timings"]["replications"][0]
    return whole, sum(timings[part] for part in ("draw", "engine", "check", "kpi"))


MEASUREMENT = Measurement(
    "start_up",
    Words("The start of run.py simulate", "run.py simulate 的启动"),
    (
        Target(
            "start_up",
            Words(
                "simulate huzhou, a year, second call: beyond the replication",
                "simulate 湖州一年，第二次调用：重复之外",
            ),
            "s",
            Sense.AT_MOST,
            1.5,
        ),
    ),
    take,
)
