"""Write the event logs that `make interop` reads back, and what is to be found in them by the tables.

Run in the product's environment: `python tests/interop/make_logs.py FOLDER`. It makes FOLDER/run (Wuxing, two
weeks), FOLDER/small (a few cases written by hand) and FOLDER/expected.json.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sim.experiment.folder import EVENT_LOG  # noqa: E402 - the project is not installed
from sim.report.exports.events import batches, first_replication  # noqa: E402
from sim.report.exports.xes import write_event_log  # noqa: E402

RUN = ("simulate", "scenarios/wuxing", "--days", "14", "--warmup", "0", "-n", "1", "--cases")
ABORTED = ("left", "reneged", "taken", "no_show")


def simulate(out: Path) -> Path:
    """Run the example of docs/event-log.md."""
    command = [sys.executable, "run.py", *RUN, "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return out


def small(folder: Path) -> Path:
    """Write the log by hand of the plain tests."""
    path = ROOT / "tests/report/exports/small_log.py"
    spec = importlib.util.spec_from_file_location("small_log", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written: Path = module.write(folder)
    return written


def expected(run: Path) -> dict[str, Any]:
    """Count traces and transitions from cases.parquet and stages.parquet, and variants from the events."""
    number = first_replication(run)
    cases = pl.read_parquet(run / "cases.parquet").filter(pl.col("replication") == number)
    stages = pl.read_parquet(run / "stages.parquet").filter(pl.col("replication") == number)
    came = cases.filter((pl.col("outcome") != "open") | pl.col("case").is_in(stages["case"].to_list()))
    desk = stages.filter(pl.col("stage").is_in(["queue", "service"]))
    served, queued = desk.filter(stage="service"), desk.filter(stage="queue")
    others = stages.filter(~pl.col("stage").is_in(["queue", "service"]))
    aborted = others.filter(pl.col("outcome").is_in(ABORTED)).height
    ended = pl.col("outcome") != "open"
    transitions = {
        "schedule": desk.height,
        "start": served.height + others.height,
        "complete": came.height + served.filter(ended).height + others.filter(ended).height - aborted,
        "withdraw": queued.filter(ended).height,
        "ate_abort": aborted,
    }
    events = pl.concat([one for _, one in batches(run, number)]).filter(transition="complete")
    paths = Counter(
        tuple(path)
        for path in events.group_by("case", maintain_order=True).agg("activity")["activity"].to_list()
    )
    most, times = paths.most_common(1)[0]
    return {
        "traces": came.height,
        "transitions": {name: count for name, count in transitions.items() if count},
        "variants": len(paths),
        "most_frequent": {"path": list(most), "cases": times},
    }


def main(folder: Path) -> None:
    """Make all of it anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found: dict[str, Any] = {"command": " ".join(RUN)}
    for name, run in (("run", simulate(folder / "run")), ("small", small(folder / "small"))):
        write_event_log(run)
        found[name] = expected(run)
        print(f"{run / EVENT_LOG}: {found[name]}")
    (folder / "expected.json").write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
