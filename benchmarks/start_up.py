"""What `run.py simulate` takes besides the replication itself: start, load, compile, write, print."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
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
from benchmarks.networks import YEAR


def take(effort: Effort) -> Found:
    """Call it once for the caches and then as often as there are pairs."""
    ours.fast_engine()
    with tempfile.TemporaryDirectory() as folder:
        calls = [_call(Path(folder) / "run") for _ in range(1 + effort.pairs)]
    beyond = [whole - inside for whole, inside in calls[1:]]
    return Found(
        {"start_up": spread(beyond)},
        (
            Absolute(
                Words("simulate, start to finish", "simulate，从启动到结束"),
                spread([call[0] for call in calls[1:]]),
                "s",
            ),
            Absolute(
                Words("the replication in it", "其中的重复"), spread([call[1] for call in calls[1:]]), "s"
            ),
            Absolute(
                Words("first call, start to finish", "首次调用，从启动到结束"), spread([calls[0][0]]), "s"
            ),
        ),
    )


def _call(out: Path) -> tuple[float, float]:
    """Return the seconds of a call and of the replication within it."""
    command = [sys.executable, "run.py", "simulate", "scenarios/huzhou", "--days", str(YEAR)]
    command += ["--replications", "1", "--engine", ours.FAST, "--out", str(out)]
    started = perf_counter()
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
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
