"""What a report says, before it is laid out: an answer, a table of targets, and sections of blocks.

`sim.report.contents` makes it from a finished folder, one file a kind; `sim.report.html` lays it out as one
page, and the planner's page shows the same from its JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.report.chart_data import ChartData, Names


@dataclass(frozen=True)
class Cell:
    """A value of a table, small print below it (an interval), a look (docs/chart-data.md), an address."""

    text: Names | str
    small: Names | str = ""
    look: str = ""
    link: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table: heads, rows of cells (the first names the row), and whether it waits folded."""

    heads: Sequence[Names]
    rows: Sequence[Sequence[Cell]]
    folded: Names | None = None  # the words that open it


@dataclass(frozen=True)
class Paragraphs:
    """Paragraphs, a list, warnings or a heading within a section (`look`: plain, list, warning, heading)."""

    texts: Sequence[Names]
    look: str = "plain"


Block = ChartData | Table | Paragraphs


@dataclass(frozen=True)
class Section:
    """A part of the report with a heading; `id` is its anchor."""

    id: str
    title: Names
    blocks: Sequence[Block]
    note: Names | None = None


@dataclass(frozen=True)
class Light:
    """One target in one scenario: how often it is met.

    state: met (likely), unsure, missed (likely), unmeasured; `share` of `n` replications meet it, with
    the exact 95 % interval of that probability; `reached` is the mean with its interval.
    """

    state: str
    share: float | None
    n: int
    interval: tuple[float, float] | None
    reached: Cell
    fixed: bool = False  # the KPI knows no chance: every replication gives the same value


@dataclass(frozen=True)
class Lights:
    """Targets x scenarios: what each target asks (name, where, bound, basis), and a light a scenario."""

    scenarios: Sequence[Names]
    targets: Sequence[Mapping[str, Names]]  # name, where, bound, basis
    lights: Sequence[Sequence[Light]]  # by target, by scenario
    notes: Sequence[Names] = ()  # what else must be known to read them


@dataclass(frozen=True)
class Content:
    """A whole report.

    Attributes:
        kind: run, comparison, siting, staffing, frontier, calibration, sensitivity, selection.
        title, facts: the heading, and what was run for how long, how often, from which seed.
        answer: three sentences: which scenario, what it gains (with interval), what it costs and how sure.
        lights: targets x scenarios; None where there are no targets.
        warnings: doubts that belong above everything else.
        sections: in reading order.
        provenance: (name, value) of the manifest.
    """

    kind: str
    title: Names
    facts: Names
    answer: Sequence[Names]
    sections: Sequence[Section]
    lights: Lights | None = None
    warnings: Sequence[Names] = ()
    provenance: Sequence[tuple[str, str]] = field(default_factory=tuple)

    def charts(self) -> list[ChartData]:
        """List the charts in reading order."""
        return [one for section in self.sections for one in section.blocks if isinstance(one, ChartData)]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data; a block tells its `type`: chart, table or paragraphs."""
        return {
            "kind": self.kind,
            "title": self.title,
            "facts": self.facts,
            "answer": list(self.answer),
            "warnings": list(self.warnings),
            "lights": None if self.lights is None else _plain(self.lights),
            "sections": [
                {
                    "id": one.id,
                    "title": one.title,
                    "note": one.note,
                    "blocks": [_block(block) for block in one.blocks],
                }
                for one in self.sections
            ],
            "provenance": [list(pair) for pair in self.provenance],
        }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, ChartData):
        return {"type": "chart", "chart": block.as_json()}
    kind = "table" if isinstance(block, Table) else "paragraphs"
    return {"type": kind, **_plain(block)}


def _plain(one: Any) -> Any:
    if hasattr(one, "__dataclass_fields__"):
        return {name: _plain(getattr(one, name)) for name in one.__dataclass_fields__}
    if isinstance(one, Mapping):
        return {key: _plain(value) for key, value in one.items()}
    if isinstance(one, (list, tuple)):
        return [_plain(value) for value in one]
    return one
