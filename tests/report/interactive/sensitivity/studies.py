"""Make up the folder of a sensitivity study: two parameters and two KPIs, plausible and no result."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sim.experiment.folder import SENSITIVITY, write_csv, write_manifest

OUTPUTS = ("on_time_share/network/all", "processing_days_mean/kind/problem")
SCENARIO = {"id": "small", "name_zh": "小县", "name_en": "Small", "digest": "0"}
FACTS = {"seed": 7, "replications": 2, "start": "2024-01-01", "days": 84, "warm_up_days": 14, "points": 30}
EFFECTS = [
    ("on_time_share", "network", "all", "demand", 0.5, 2.0, 0.98, 0.985, 0.95),
    ("on_time_share", "network", "all", "share", 0.4, 0.9, 0.98, 0.90, 0.99),
    ("processing_days_mean", "kind", "problem", "demand", 0.5, 2.0, 5.0, 4.0, 9.0),
    ("processing_days_mean", "kind", "problem", "share", 0.4, 0.9, 5.0, 6.0, 4.5),
]
PARAMETERS = [
    ("demand", "需求", "Demand", "ratio", 0.5, 2.0, 1.0, "assumed: nobody knows", "true"),
    ("share", "时间比例", "Share of time", "share", 0.4, 0.9, 0.6, "a survey", "true"),
]


def tables() -> dict[str, pl.DataFrame]:
    """Return the tables of the study by file name."""
    ends = ("low", "high", "at_base", "at_low", "at_high")
    named = ("name", "name_zh", "name_en", "unit", "low", "high", "baseline", "source", "kept")
    pairs = [(output, parameter) for output in OUTPUTS for parameter in ("demand", "share")]
    numbers = ([0.2, 0.1, 0.25, 0.3], [0.8, 0.1, 0.75, 0.05], [0.7, 0.1, 0.6, 0.1], [0.3, 0.1, 0.4, 0.1])
    sobol = [(*pair, *row) for pair, row in zip(pairs, numbers, strict=True)]
    indices = ("first", "first_half_width", "total", "total_half_width")
    effects = [(0.1, 0.03, 0.01, 0.02), (0.2, 0.09, 0.02, 0.03), (1.0, 2.5, 0.5, 1.0), (0.5, 1.0, 0.2, 0.4)]
    morris = [(*pair, *row) for pair, row in zip(pairs, effects, strict=True)]
    noise = [(OUTPUTS[0], 0.98, 0.001, 0.90, 0.99), (OUTPUTS[1], 5.0, None, 4.0, 9.0)]
    columns = {
        "effects": (EFFECTS, ("kpi", "level", "key", "parameter", *ends)),
        "parameters": (PARAMETERS, named),
        "sobol": (sobol, ("output", "parameter", *indices)),
        "morris": (morris, ("output", "parameter", "mu", "mu_star", "mu_star_half_width", "sigma")),
        "noise": (noise, ("output", "at_base", "standard_error", "least", "greatest")),
    }
    return {
        name: pl.DataFrame(rows, schema=list(heads), orient="row") for name, (rows, heads) in columns.items()
    }


def study(folder: Path, *, leave: tuple[str, ...] = ()) -> Path:
    """Write the folder; tables in `leave` are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables().items():
        if name not in leave:
            write_csv(table, folder / f"{name}.csv")
    write_manifest(folder, {"kind": SENSITIVITY, "scenario": SCENARIO, **FACTS, "kpis": list(OUTPUTS)})
    return folder
