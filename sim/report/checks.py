"""What a finished run says of its own checks: the cross-check's verdicts and the STRESS-DES checklist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sim.experiment.cross_check.conclude import FLAG, INFORMATIONAL, NOT_CHECKED, OK
from sim.experiment.cross_check.words import CHECKS, flags
from sim.experiment.folder import read_csv
from sim.report.data import Run, once_a_run

VERDICTS = (OK, FLAG, INFORMATIONAL, NOT_CHECKED)
Names = dict[str, str]  # by language


@dataclass(frozen=True)
class Verified:
    """The cross-check of one run: counts by check and verdict, and what is flagged."""

    counts: list[tuple[Names, list[int]]]  # in the order of VERDICTS
    flags: list[Names]


@dataclass(frozen=True)
class ChecklistItem:
    """One item of the reporting checklist, in both languages."""

    number: str
    title: Names
    text: Names


@once_a_run
def verified(run: Run) -> Verified | None:
    """Read verification.csv of a run; None if it has none (runs of older versions)."""
    path = run.folder / "verification.csv"
    if not path.exists():
        return None
    table = read_csv(path)
    counted = table.group_by("check", "verdict").len()
    counts = {(check, verdict): n for check, verdict, n in counted.iter_rows()}
    rows = [
        ({"en": en, "zh": zh}, [counts.get((check, verdict), 0) for verdict in VERDICTS])
        for check, (en, zh) in CHECKS.items()
    ]
    return Verified(rows, flags(table.with_columns(pl.col("key").cast(pl.String))))


def checklist(folder: Path) -> list[ChecklistItem]:
    """Read stress-des.md of a run; empty if it has none."""
    path = folder / "stress-des.md"
    if not path.exists():
        return []
    items = []
    for block in re.split(r"^#{2,3} ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, *paragraphs = block.strip().split("\n\n")
        number, _, title = head.partition(" ")
        if len(paragraphs) >= 2:  # a section has a heading only
            *english, chinese = (re.sub("[`*]", "", paragraph) for paragraph in paragraphs)
            text = {"en": " ".join(english), "zh": chinese}
            items.append(ChecklistItem(number, _by_language(title), text))
    return items


def _by_language(title: str) -> Names:
    """Part a title, English then Chinese; one of a single language is kept for both."""
    found = re.fullmatch(r"([^\u4e00-\u9fff]+) ([\u4e00-\u9fff].*)", title)
    return {"en": found[1], "zh": found[2]} if found else {"en": title, "zh": title}
