"""The report of a frontier: which plan is the knee, what it gains and costs."""

import polars as pl
import pytest

from sim.experiment.folder import FRONTIER, read_manifest, write_csv, write_manifest
from sim.report.contents import content_of
from sim.report.data import ReportError
from tests.report.planning.plans import folder_of


def promised():
    """The knee on fresh seeds: half a point more satisfied, and slower by 2 (1 to 3) hours."""
    rows = [
        ("satisfaction_probability", "share", 0.99, 0.005, 0.004, 0.006),
        ("processing_hours_p90", "hours", 52.0, -2.0, -3.0, -1.0),
    ]
    heads = ["kpi", "unit", "found", "found_gain", "found_gain_low", "found_gain_high"]
    return pl.DataFrame(rows, schema=heads, orient="row").with_columns(
        point=pl.lit("P6"),
        picked=pl.lit("knee;best"),
        picked_zh=pl.lit("拐点"),
        picked_en=pl.lit("knee"),
        level=pl.lit("network"),
        key=pl.lit("all"),
        bound=pl.lit(None, pl.Float64),
        promised=pl.col("found"),
        promised_low=pl.col("found") - 0.001,
        promised_high=pl.col("found") + 0.001,
        found_low=pl.col("found") - 0.001,
        found_high=pl.col("found") + 0.001,
        n=pl.lit(10),
        found_n=pl.lit(20),
        held=pl.lit(True),
    )


def test_the_answer_explains_the_knee_and_what_it_gains(tmp_path):
    folder = folder_of(tmp_path, FRONTIER)
    write_csv(promised(), folder / "promise.csv")
    answer = content_of(folder).answer
    assert answer[0] == {
        "zh": "拐点（P6）：每年 6,160 万元。",
        "en": "Knee (P6): CNY 61.6 million a year.",
    }
    assert "Satisfaction probability, mean +0.500 points (95 % interval +0.400 … +0.600)" in answer[1]["en"]
    assert "+2.00 working hours (95 % interval +1.00 … +3.00)" in answer[1]["en"]  # slower
    assert "8 of 12 plans are not dominated" in answer[2]["en"]
    assert "this plan costs CNY 61.6 million, today CNY 63.0 million" in answer[2]["en"]


def test_without_fresh_seeds_the_answer_stands_without_gains(tmp_path):
    found = content_of(folder_of(tmp_path, FRONTIER))
    assert len(found.answer) == 3
    assert found.lights is None
    assert [one.id for one in found.sections] == ["frontier", "picks", "sweep", "assumptions", "files"]


def test_nothing_picked_is_said(tmp_path):
    folder = folder_of(tmp_path, FRONTIER)
    write_manifest(folder, (read_manifest(folder) or {}) | {"picks": {}})
    assert content_of(folder).answer[0]["en"] == "No plan lies within the budgets."


def test_points_are_asked_for(tmp_path):
    with pytest.raises(ReportError, match=r"missing file: .*points.csv"):
        content_of(folder_of(tmp_path, FRONTIER, leave=("points",)))
