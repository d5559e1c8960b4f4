"""docs/verification.md is the page that the systems make."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from sim.verification import page
from sim.verification.coverage import Coverage
from sim.verification.formulas import FORMULAS
from sim.verification.judge import Sample, Verdict, judge
from sim.verification.run import Run
from sim.verification.station import Class, station
from sim.verification.system import Quantity, System, slack
from sim.verification.systems import BUILDERS

DOCS = Path(__file__).resolve().parents[2] / "docs"


def made_up(exact: float, values: list[float], rounding: float = 0.0) -> Sample:
    quantity = Quantity("量", "figure", "s", exact, Run.wait, rounding)
    system = System("toy", "例", "Toy", "cobham", lambda days: station([Class(0.5)], 1, days), (quantity,))
    return Sample(system, np.array([values]), 7)


def test_the_page_shows_every_system_with_its_exact_values() -> None:
    text = (DOCS / "verification.md").read_text(encoding="utf-8")
    rows = list(csv.DictReader((DOCS / "verification.csv").read_text(encoding="utf-8-sig").splitlines()))
    shown = {(row["system"], row["quantity_en"]): float(row["exact"]) for row in rows}
    exact = {
        (system.id, quantity.en): quantity.exact
        for system in (build() for build in BUILDERS) for quantity in system.quantities
    }  # fmt: skip
    assert shown == pytest.approx(exact, rel=1e-6)
    assert all(row["system_en"] in text and row["quantity_zh"] in text for row in rows)
    assert {row["verdict"] for row in rows} <= {Verdict.INSIDE.value, Verdict.CHANCE.value}
    seeds = f"{len(page.SEEDS):,}"
    for part in (page.INTRODUCTION, page.COVERAGE.format(seeds=seeds), page.LIMITS):
        assert part in text
    held, short = text.partition("## Coverage")[2].split(page.LIMITS)
    for system in (plan.build() for plan in page.PLANS):
        assert held.count(f"| {page.both(system.en, system.zh)} |") == len(system.quantities)
    assert held.count(f" of {seeds} |") == held.count("| yes 是 |") > 5
    assert page.both(page.TOO_SHORT.build().en, page.TOO_SHORT.build().zh) in short
    assert all(formula.title in text and formula.source in text for formula in FORMULAS.values())


def test_verdicts() -> None:
    """Mean 2, standard error 0.5 with two degrees of freedom: p of 0 is 0.057, of -10 is 0.0017."""
    values = [1.134, 2.0, 2.866]
    inside, differs = judge([made_up(0.0, values), made_up(-10.0, values)])
    assert (inside.verdict, differs.verdict) == (Verdict.INSIDE, Verdict.DIFFERS)
    assert inside.p == pytest.approx(0.0572, abs=1e-4)
    assert inside.mean == pytest.approx(2)
    assert (inside.low + inside.high) / 2 == pytest.approx(2)
    assert inside.high == pytest.approx(2 + 4.3027 * 0.5, abs=1e-3)
    # One of ten at p = 0.04: as chance has it; alone it would be a difference.
    outside = made_up(2 - 4.85 * 0.5, values)
    assert judge([outside])[0].verdict is Verdict.DIFFERS
    among = judge([outside, *[made_up(2.0, values)] * 9])
    assert [row.verdict for row in among] == [Verdict.CHANCE] + [Verdict.INSIDE] * 9
    # What rounding can do is granted.
    assert judge([made_up(-10.0, values, rounding=11.0)])[0].verdict is Verdict.INSIDE


def test_a_difference_stands_in_the_page() -> None:
    findings = judge([made_up(-10.0, [1.134, 2.0, 2.866])])
    system = findings[0].system
    row = Coverage(system, system.quantities[0], 1000, 10, 480.0, 900, 0.5)
    text = page.page(findings, [row], [row], 0.5)
    assert "**differs** (p 0.002, Holm 0.00)" in text
    assert (
        "1 quantities: 0 inside, 0 outside as chance has it (0.1 are to be expected), 1 that differ." in text
    )
    assert "900 of 1,000 | 90.0% | **no 否**" in text
    assert "in 50.0% of 200 seeds" in text


def test_slack_is_what_half_a_second_does() -> None:
    assert slack(lambda mean: 2 * mean, 100.0, 3.0) == pytest.approx(4.0)


def test_figures() -> None:
    assert [page.shown(value) for value in (0.123456, 1234.56, 45959.45)] == ["0.12346", "1234.6", "45,959"]
    assert page.both("M/D/1", "M/D/1") == "M/D/1"
    assert page.both("wait", "等待") == "wait 等待"
