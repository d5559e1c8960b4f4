"""Peak memory of one replication of 500,000 cases, beyond what is there before it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

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

DAYS_QUICK, DAYS_TINY = 28, 2
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def take(effort: Effort) -> Found:
    """Ask processes of their own; the first fills the cache of kernels and does not count."""
    ours.fast_engine()
    if not _CLEAR.exists():
        raise NotMeasuredError("peak memory is read from Linux's /proc", "峰值内存取自 Linux 的 /proc")
    days = DAYS_QUICK if effort.quick else YEAR
    child.ask("benchmarks.memory", DAYS_TINY)
    answers = [child.ask("benchmarks.memory", days) for _ in range(effort.pairs)]
    peaks = [one["peak"] - one["start"] for one in answers]
    return Found(
        {"memory": spread([peak / one["cases"] for peak, one in zip(peaks, answers, strict=True)])},
        (
            Absolute(
                Words("memory before the replication", "重复前内存"),
                spread([one["start"] / 1e6 for one in answers]),
                "MB",
            ),
            Absolute(Words("peak beyond it", "峰值增量"), spread([peak / 1e6 for peak in peaks]), "MB"),
            Absolute(
                Words("the case table of it", "其中个案表"),
                spread([one["table"] / 1e6 for one in answers]),
                "MB",
            ),
        ),
        (
            Words(
                f"huzhou_busy, {answers[0]['cases']:,} cases in one replication, case log off.",
                f"huzhou_busy，单次重复 {answers[0]['cases']:,} 件，不写逐件记录。",
            ),
        ),
    )


def _kilobytes(field: str) -> int:
    """Read a line of the process's status, in bytes."""
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


def main(days: int) -> dict[str, int]:
    """Run a tiny replication, so that every kernel is loaded, and then the one that is measured."""
    from sim.experiment.replication import replicate
    from sim.network import compile_network

    engine = ours.fast_engine()
    tiny, large = (shipped("huzhou_busy", span) for span in (DAYS_TINY, days))
    compiled = compile_network(large)
    replicate(compile_network(tiny), tiny.settings.seed, 1, engine)
    start = _kilobytes("VmRSS")
    _CLEAR.write_text("5", encoding="ascii")  # the high-water mark starts anew
    done = replicate(compiled, large.settings.seed, 1, engine)
    table = sum(column.nbytes for column in done.table)
    return {"start": start, "peak": _kilobytes("VmHWM"), "cases": len(done.table.key), "table": table}


MEASUREMENT = Measurement(
    "memory",
    Words("Memory of a replication of 500,000 cases", "50 万件一次重复的内存"),
    (
        Target(
            "memory",
            Words("peak memory beyond the start, per case", "超出起点的峰值内存，每件"),
            "B/case",
            Sense.AT_MOST,
            400,
        ),
    ),
    take,
)

if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
