"""Names, in Chinese and English, of the ids that result tables hold: scenario tables, codes, scenarios."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sim.experiment.folder import read_manifest
from sim.experiment.page import CODES
from sim.kpi import NETWORK_KEY
from sim.report.texts import TEXTS

Pair = tuple[str, str]  # Chinese, English
# Levels of KPIs whose keys are ids of a scenario table, and that table.
TABLES = {
    "county": "counties",
    "facility": "facilities",
    "service": "services",
    "industry": "industries",
    "group": "staff",
}
LEVELS: Mapping[str, Pair] = {
    "network": ("全网", "network"),
    "county": ("区县", "county"),
    "facility": ("设施", "facility"),
    "service": ("服务类别", "service"),
    "industry": ("产业", "industry"),
    "group": ("人员组", "staff group"),
    "kind": ("件的类型", "kind of case"),
    "family": ("服务大类", "family"),
    "channel": ("到来方式", "channel"),
}
# Columns that hold such ids, whatever the table.
OF_COLUMN = {
    **{level: level for level in ("county", "facility", "group")},
    "facility_before": "facility",
    "facility_after": "facility",
}


@dataclass(frozen=True)
class Names:
    """What ids of a result folder are called; an id without a name stands for itself."""

    keys: Mapping[str, Mapping[str, Pair]]  # by level
    scenarios: Mapping[str, Pair] = field(default_factory=dict)  # by the name of a comparison's run
    parameters: Mapping[str, Pair] = field(default_factory=dict)

    def key(self, level: str | None, key: str | None) -> Pair:
        """Name the key of a level."""
        if level == "network" and key == NETWORK_KEY:
            return TEXTS["all"]
        return self.keys.get(level or "", {}).get(key or "", (key or "", key or ""))


def names_of(folder: Path) -> Names:
    """Read the names that the tables of a result folder need."""
    scenarios = {}
    for run in sorted((folder / "runs").glob("*/manifest.json")):
        scenario = (read_manifest(run.parent) or {}).get("scenario") or {}
        label = run.parent.name
        scenarios[label] = (str(scenario.get("name_zh") or label), str(scenario.get("name_en") or label))
    base = folder / "runs" / str((read_manifest(folder) or {}).get("base"))
    tables = [run / "scenario" for run in (folder, base, *sorted((folder / "runs").glob("*")))]
    keys: dict[str, dict[str, Pair]] = {level: {} for level in TABLES}
    for level, table in TABLES.items():
        for scenario_folder in tables:  # what a what-if adds is named in its own tables
            for one, pair in _read(scenario_folder / f"{table}.csv").items():
                keys[level].setdefault(one, pair)
    codes = {name: _words(words) for name, _, words in CODES if name in LEVELS}
    return Names(keys | codes, scenarios, _read(folder / "parameters.csv", "name"))


def _read(path: Path, id_column: str = "id") -> dict[str, Pair]:
    """Read the names of a csv with an id and two names; empty if there is no such file."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row.get(id_column)]
    return {
        row[id_column]: (row.get("name_zh") or row[id_column], row.get("name_en") or row[id_column])
        for row in rows
    }


def _words(text: str) -> dict[str, Pair]:
    """Split `transaction 办件, problem 问题` into names by code."""
    pairs = (one.partition(" ") for one in text.split(", "))
    return {code: (zh, code.replace("_", " ")) for code, _, zh in pairs}
