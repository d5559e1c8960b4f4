"""Shipped files with one thing in them spoilt, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.scenario import Problem, ScenarioErrors


def spoilt(path: Path, old: str, new: str, folder: Path) -> Path:
    """A copy of a file in which the first ``old`` stands as ``new``."""
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    copy = folder / path.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def complaint(load: Callable[[Path], Any], path: Path) -> Problem:
    """The one problem that loading a file raises."""
    with pytest.raises(ScenarioErrors) as caught:
        load(path)
    assert len(caught.value.problems) == 1, caught.value.render()
    return caught.value.problems[0]


def told_well(problem: Problem, path: Path, field: str, value: str, says: str) -> None:
    """File, row, field, value, what is wrong and the mend: all are told, in both languages."""
    assert (problem.file, problem.field, problem.value) == (path.name, field, value)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert problem.row is not None
    assert 1 <= problem.row <= len(lines)
    english, chinese = problem.render("en"), problem.render("zh")
    assert says in english, english
    for text in (english, chinese):
        assert field in text
        assert not re.search(r"\{(?!value)\w*\}", text), "a word is not filled in"
    for text in (problem.message_zh, problem.mend_zh):
        assert re.search("[\u4e00-\u9fff]", text), text
    assert not re.search("[\u4e00-\u9fff]", problem.message_en.replace(problem.value, ""))
    assert "docs/" not in english, "the mend is said, not only where to read"
