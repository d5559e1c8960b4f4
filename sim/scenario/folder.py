"""The files of a scenario folder: which are no tables, and what they were probably meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from sim.scenario.draft import hint
from sim.scenario.problems import Problem, problem
from sim.scenario.schema import POLICIES_FILE, SETTINGS_FILE, TABLES

_FILES = frozenset({table.file for table in TABLES.values()} | {POLICIES_FILE})
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods", ".et", ".numbers")
_COPY = re.compile(r"copy of|\bcopy\b|副本|复件|拷贝|\(\d+\)|（\d+）", re.IGNORECASE)


def strangers(names: Iterable[str], folder: str) -> Iterator[Problem]:
    """Yield a problem for each csv file that is no table: a copy, or a table with a misspelt name.

    Args:
        names: names of the files in the folder.
        folder: how problems name the folder.
    """
    names = set(names)
    for name in sorted(names):
        if not name.lower().endswith(".csv") or name in _FILES or name.startswith(("~$", ".")):
            continue
        shown = _below(folder, name)
        stem = _COPY.sub("", PurePosixPath(name).stem).strip(" -_").lower()
        original = f"{stem}.csv"
        if original in names & _FILES:
            yield problem("stray_copy", shown, None, "", name, original=original)
            continue
        words = hint(name, _FILES - names)
        words = {key: text.replace("did you mean", "to") for key, text in words.items()}
        yield problem("unknown_file", shown, None, "", name, **words)


def workbook_problems(names: Iterable[str], folder: str) -> Iterator[tuple[str, Problem]]:
    """Yield (table file, problem) for each table that is there as a workbook only."""
    names = set(names)
    for name in sorted(names):
        path = PurePosixPath(name)
        file = f"{path.stem.lower()}.csv"
        if path.suffix.lower() in _WORKBOOKS and file in _FILES - names:
            yield file, problem("spreadsheet_file", _below(folder, file), None, "", name)


def scenarios_inside(folder: Path) -> list[str]:
    """Return the names of the scenario folders inside a folder that is none itself."""
    try:
        entries = sorted(folder.iterdir())
        if any(entry.name == SETTINGS_FILE or entry.name in _FILES for entry in entries):
            return []
        return [entry.name for entry in entries if (entry / SETTINGS_FILE).is_file()]
    except OSError:
        return []


def _below(folder: str, name: str) -> str:
    return (PurePosixPath(folder) / name).as_posix()
