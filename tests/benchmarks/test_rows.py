"""Rows of the tables: reached or short, missing ones with their reason, and the page that is written."""

import pytest

from benchmarks import report
from benchmarks.measurement import Effort, Found, Measurement, spread
from benchmarks.rows import Row, bound_of, number, range_of, take_all
from tests.benchmarks.fakes import FASTER, GOOD, LACKING, MACHINE, SMALLER, TOLD


def outcome(*measurements, quick=False):
    return take_all(measurements, Effort(quick), lambda one: None)


def test_reached_short_and_recorded():
    faster, smaller, told = outcome(GOOD).rows
    assert [row.reached for row in (faster, smaller, told)] == [True, False, None]
    assert [row.verdict(0) for row in (faster, smaller, told)] == ["reached", "short", "recorded"]
    assert [row.verdict(1) for row in (faster, smaller, told)] == ["达到", "未达到", "仅记录"]


@pytest.mark.parametrize("target", [FASTER, SMALLER])
def test_a_bound_itself_is_reached(target):
    assert Row(target, spread([target.bound])).reached


def test_what_is_missing_says_why_and_the_others_go_on():
    lacking, *others = outcome(LACKING, GOOD).rows
    assert lacking.value is None
    assert lacking.reached is None
    assert (lacking.verdict(0), lacking.verdict(1)) == ("not measured: no b here", "未测：没有乙")
    assert len(others) == 3


def test_a_measurement_without_a_value_for_a_target_is_a_fault():
    with pytest.raises(KeyError):
        outcome(Measurement("bad", GOOD.title, (FASTER,), lambda effort: Found({})))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234567.0, "1,234,567"),
        (99.96, "100"),
        (1.256, "1.26"),
        (0.0123456, "0.0123"),
        (150, "150"),
    ],
)
def test_numbers_have_three_digits(value, text):
    assert number(value) == text


def test_a_single_value_has_no_range():
    assert range_of(spread([2.0])) == "1"
    assert range_of(spread([1.0, 2.0, 3.0])) == "1 - 3 (3)"


def test_bounds():
    assert [bound_of(one) for one in (FASTER, SMALLER, TOLD)] == ["≥ 100 x", "≤ 400 B/case", "-"]


def test_the_page(tmp_path):
    path = tmp_path / "new" / "results.md"
    report.write(outcome(GOOD, LACKING), MACHINE, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "| a / b | 120 x | 90 - 130 (3) | ≥ 100 x | reached |" in lines
    assert "| memory | 4,000 B/case | 1 | ≤ 400 B/case | short |" in lines
    assert "| a / b | - | - | ≥ 100 x | not measured: no b here |" in lines
    assert "| a | 1,234,567 cases/s | 1 |" in lines
    assert "| processor | a / b |" in lines
    assert "- quick: False" in lines
    assert not any("--quick" in line for line in lines)
    assert list(path.parent.iterdir()) == [path]


def test_a_quick_page_says_so():
    assert "--quick" in report.markdown(outcome(GOOD, quick=True), MACHINE)
