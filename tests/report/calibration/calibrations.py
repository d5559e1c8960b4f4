"""Make up the folder of a finished calibration from the tables beside this file: plausible, and no result."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from sim.experiment.folder import CALIBRATION, read_csv, write_csv, write_manifest

MADE_UP = Path(__file__).with_name("made_up")
NAMES = ("targets", "parameters", "candidates")
SCENARIO = {"id": "huzhou", "name_zh": "湖州企业服务驿站网络", "name_en": "Huzhou network", "digest": "0"}
FACTS = {"seed": 7, "replications": 2, "start": "2024-01-01", "days": 364, "warm_up_days": 28}
MISFIT = {"before": {"factor": 1.5, "points": 0.24}, "after": {"factor": 1.05, "points": 0.22}}
REFUSED = [
    {
        "id": "anji.penalties",
        "quote": "下降273%",
        "reason": {"zh": "数量下降不可能超过 100 %。", "en": "A count cannot fall by more than 100 %."},
    },
    {"id": "older", "quote": "降一半", "reason": "So an older version had it."},
]


def made_up(name: str) -> pl.DataFrame:
    """Return targets, parameters or candidates as read from a folder."""
    return read_csv(MADE_UP / f"{name}.csv")


def calibration(folder: Path, *, quick: bool = False, **tables: pl.DataFrame) -> Path:
    """Write a folder; `tables` take the place of those made up here."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        write_csv(tables.get(name, made_up(name)), folder / f"{name}.csv")
    facts = {"kind": CALIBRATION, "scenario": SCENARIO, **FACTS, "draws": 200, "quick": quick}
    facts |= {"misfit": MISFIT, "refused": REFUSED, "inconsistencies": [], "assumed": []}
    write_manifest(folder, facts)
    return folder
