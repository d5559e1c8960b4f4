"""results.md: the targets and what was measured, the absolute figures, machine and versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.rows import Outcome, bound_of, range_of, with_unit

RESULTS = Path(__file__).resolve().parent / "results.md"
_ABOUT = """\
# Benchmark

Written by `python run.py bench`. Each figure is a ratio, or a difference, of two sides timed in turn in one
run on one machine: the median, and between which values the repetitions lay (how many there were). A peer
draws its chances as it goes, ours are drawn before the engine starts: its rows judge the engine alone, and
the row below each tells the ratio with our draw included. Absolute figures are recorded and never judged by
a test.
"""
_QUICK = "\nA quick look (`--quick`): short horizons and few repetitions; the ratios are rough.\n"


def markdown(outcome: Outcome, machine: Mapping[str, str]) -> str:
    """Write the page."""
    targets = [
        [
            row.target.what.en,
            with_unit(row.value.median, row.target.unit) if row.value else "-",
            range_of(row.value) if row.value else "-",
            bound_of(row.target),
            row.verdict(0),
        ]
        for row in outcome.rows
    ]
    absolutes = [
        [one.what.en, with_unit(one.value.median, one.unit), range_of(one.value)] for one in outcome.absolutes
    ]
    parts = [
        _ABOUT + (_QUICK if outcome.quick else ""),
        _table(["measured in one run", "median", "min - max (times)", "target", "result"], targets),
        "## Absolute figures\n",
        _table(["on this machine", "median", "min - max (times)"], absolutes),
        *(["".join(f"- {remark.en}\n" for remark in outcome.remarks)] if outcome.remarks else []),
        "## Machine and versions\n",
        _table(["what", "value"], [[name, value] for name, value in machine.items()]),
    ]
    return "\n".join(parts)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def write(outcome: Outcome, machine: Mapping[str, str], path: Path) -> None:
    """Write the page to a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(markdown(outcome, machine), encoding="utf-8")
    partial.replace(path)
