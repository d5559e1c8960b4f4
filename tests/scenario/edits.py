"""The tiny scenario with some text replaced: what tests of single faults are made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.scenario import Problem, ScenarioErrors, load
from tests.scenario.overlay import TINY


def tiny(folder: Path, **edits: tuple[str, str]) -> Path:
    """Copy the tiny scenario into ``folder``; each edit is table=(old text, new text)."""
    target = folder / "tiny"
    shutil.copytree(TINY, target, dirs_exist_ok=True)
    for table, (old, new) in edits.items():
        path = target / ("scenario.yaml" if table == "scenario" else f"{table}.csv")
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (table, old)
        path.write_text(text.replace(old, new), encoding="utf-8")
    return target


def faults(path: Path) -> list[Problem]:
    """Return what loading finds fault with."""
    with pytest.raises(ScenarioErrors) as caught:
        load(path)
    return caught.value.problems


def told(path: Path) -> list[tuple[str, str, int | None, str]]:
    """Return (code, file, row, field) of what loading finds fault with."""
    return [(each.code, each.file, each.row, each.field) for each in faults(path)]
