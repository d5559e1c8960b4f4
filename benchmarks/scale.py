"""Time and memory of whole runs from one city to a province, as Markdown tables for docs/scale.md.

Run ``python -m benchmarks.scale`` from the project folder on an idle machine (10 minutes or so on two cores).
Each run is a process of its own, `run.py simulate`, whose peak resident memory the operating system reports.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import child
from benchmarks.machine import description

PROVINCE = "scenarios/province"
SIZES: tuple[tuple[str, ...], ...] = tuple(
    (scenario, "-n", "2", "--workers", "1")
    for scenario in ("scenarios/huzhou", "scenarios/huzhou_busy.yaml", PROVINCE)
)
WORKERS: tuple[tuple[str, ...], ...] = (
    (PROVINCE, "-n", "2", "--workers", "2"),
    ("scenarios/huzhou_busy.yaml", "-n", "1", "--workers", "1", "--cases"),
    (PROVINCE, "-n", "1", "--workers", "1", "--cases"),
)
MANY: tuple[tuple[str, ...], ...] = tuple(
    (scenario, "-n", number, "--workers", "1", *days)
    for scenario, days, numbers in (
        ("scenarios/huzhou", (), ("1", "5", "50")),
        (PROVINCE, ("--days", "56"), ("1", "2", "6", "12")),
    )
    for number in numbers
)
PROVINCES = 31  # of the mainland: provinces, autonomous regions, municipalities
REPLICATIONS = 10
CORES = (1, 16, 128)
HEADS = (
    "arguments of simulate",
    "cases a replication",
    "s in all",
    "CPU s",
    "cases/CPU s",
    "peak MB",
    "results MB",
)


class Run(NamedTuple):
    """What one run took."""

    command: str
    cases: float  # a replication, warm-up and follow-up included
    seconds: float  # from start to end of the process
    cpu: float  # seconds of processors, of all threads together
    rate: float  # cases of all replications by second of a processor
    peak: int  # bytes, of the process
    results: int  # bytes of its folder


def run(arguments: Sequence[str]) -> Run:
    """Run `run.py simulate arguments` and watch it.

    Raises:
        ChildProcessError: it failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        command = [sys.executable, "run.py", "simulate", *arguments]
        started = time.perf_counter()
        with subprocess.Popen(
            [*command, "--out", str(out)], cwd=child.ROOT, stdout=subprocess.DEVNULL
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        if process.returncode:
            raise ChildProcessError(f"{' '.join(command)} ended with {process.returncode}")
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    cpu = usage.ru_utime + usage.ru_stime
    return Run(
        " ".join(arguments),
        manifest["cases"] / manifest["replications"],
        seconds,
        cpu,
        manifest["cases"] / cpu,
        usage.ru_maxrss * 1024,
        size,
    )


def table(runs: Iterable[Run]) -> str:
    """Return a Markdown table of runs."""
    lines = [HEADS, ["---", *["--:"] * (len(HEADS) - 1)]]
    for one in runs:
        figures = (one.cases, one.seconds, one.cpu, one.rate, one.peak / 1e6, one.results / 1e6)
        lines.append([f"`{one.command}`", *(f"{figure:,.0f}" for figure in figures)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def line(small: Run, large: Run) -> tuple[float, float]:
    """Return the bytes a case and the bytes besides of the straight line through two runs."""
    each = (large.peak - small.peak) / (large.cases - small.cases)
    return each, small.peak - each * small.cases


def projection(cases: float, cpu: float, each: float, besides: float) -> str:
    """Say what the country would take as so many provinces of the measured size, each a run of its own.

    Args:
        cases: of one replication of the province.
        cpu: seconds of a processor for one replication of it.
        each: bytes a case.
        besides: bytes besides, of one process.
    """
    hours = PROVINCES * REPLICATIONS * cpu / 3600
    one = (besides + each * cases) / 1e9
    lines = [
        f"{PROVINCES} provinces: {PROVINCES * cases / 1e6:,.0f} million cases a replication;"
        f" {REPLICATIONS} replications take {hours:,.1f} processor-hours."
    ]
    lines += [
        f"{cores} at a time: {hours / cores:,.2f} hours, {cores * one:,.0f} GB ({one:,.1f} GB each)."
        for cores in CORES
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Warm the cache of kernels, measure, print."""
    run(("scenarios/huzhou", "--days", "35"))
    print("".join(f"- {name}: {value}\n" for name, value in description().items()))
    sizes = [run(arguments) for arguments in SIZES]
    print(table(sizes), flush=True)
    each, besides = line(sizes[0], sizes[-1])
    print(f"Between the first and the last: {each:,.0f} bytes a case and {besides / 1e6:,.0f} MB besides.\n")
    print(projection(sizes[-1].cases, sizes[-1].cpu / 2, each, besides), flush=True)
    for group in (WORKERS, MANY):
        print(table([run(arguments) for arguments in group]), flush=True)


if __name__ == "__main__":
    main()
