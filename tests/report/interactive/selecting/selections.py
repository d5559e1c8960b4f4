"""Make up the folder of a selection among three scenarios, plausible and no result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from sim.experiment.folder import SELECTION, write_csv, write_manifest

NAMES = {"base": ("现状", "As it is"), "more": ("增员", "More staff"), "less": ("减员", "Less staff")}
MANIFEST: dict[str, Any] = {
    "kind": SELECTION,
    "scenarios": {key: {"name_zh": zh, "name_en": en} for key, (zh, en) in NAMES.items()},
    "seed": 7,
    "start": "2024-01-01",
    "days": 84,
    "warm_up_days": 14,
    "kpi": "processing_days_mean/network/all",
    "method": "kn",
    "indifference": 0.1,
    "confidence": 0.95,
    "selected": "more",
    "decided": True,
    "probability_correct": None,
}
VALUES = {"base": [5.0, 6.0, 5.5], "more": [4.0, 5.2, 4.6], "less": [9.0, 9.5]}


def selection(folder: Path, *, values: dict[str, list[float]] | None = None, **facts: Any) -> Path:
    """Write the folder; `values` by scenario; `facts` take the place of the manifest's."""
    folder.mkdir(parents=True, exist_ok=True)
    held = values or VALUES
    series = {name: pl.Series(some, dtype=pl.Float64) for name, some in held.items()}
    gone = {"base": 3, "more": None, "less": 2}
    rows = [
        (name, one.len(), one.mean(), one.std(), gone[name], name == "more") for name, one in series.items()
    ]
    heads = ["scenario", "replications", "mean", "sd", "eliminated_at", "selected"]
    write_csv(pl.DataFrame(rows, schema=heads, orient="row", strict=False), folder / "selection.csv")
    steps = [(step, name, min(step + 1, 3), 5.0, True) for step in (1, 2) for name in held]
    heads = ["step", "scenario", "replications", "mean", "contends"]
    write_csv(pl.DataFrame(steps, schema=heads, orient="row"), folder / "trajectory.csv")
    listed = [(name, number, one) for name, some in held.items() for number, one in enumerate(some, 1)]
    heads = ["scenario", "replication", "value"]
    write_csv(pl.DataFrame(listed, schema=heads, orient="row"), folder / "values.csv")
    write_manifest(folder, MANIFEST | facts)
    return folder
