"""Selections in memory: order, intervals, and how far the best is ahead."""

import math

import polars as pl
import pytest

from sim.report.interactive.selecting import means, trajectory
from sim.report.interactive.selecting.data import ahead, half_width, load
from tests.report.interactive.selecting.selections import selection


def test_the_selected_one_comes_first_then_those_that_stayed_longest(tmp_path):
    rows = load(selection(tmp_path)).standings
    assert rows.select("scenario", "state").rows() == [
        ("more", "selected"),
        ("base", "left"),
        ("less", "left"),
    ]


def test_half_the_width_of_an_interval_is_students():
    assert half_width(4, 2.0) == pytest.approx(3.182446 * 2.0 / 2, rel=1e-6)
    assert half_width(1, 2.0) is None
    assert half_width(3, None) is None


def test_equal_replications_are_paired(tmp_path):
    """Differences -1.0, -0.8, -0.9: their deviation is 0.1, t with 2 degrees of freedom 4.302653."""
    other, mean, ends = ahead(load(selection(tmp_path)))
    assert other == "base"
    assert mean == pytest.approx(-0.9)
    half = 4.302653 * 0.1 / math.sqrt(3)
    assert ends == pytest.approx((-0.9 - half, -0.9 + half), rel=1e-6)


def test_chances_of_their_own_are_compared_as_two_samples(tmp_path):
    """Means 4.6 and 5.5, variances 0.36 and 0.25: by Welch 3.87 degrees of freedom."""
    folder = selection(tmp_path)
    rows = pl.read_csv(folder / "values.csv").with_columns(
        replication=pl.col("replication") + 10 * (pl.col("scenario") == "base")
    )
    rows.write_csv(folder / "values.csv")
    _, mean, ends = ahead(load(folder))
    error = math.sqrt(0.36 / 3 + 0.25 / 3)
    assert mean == pytest.approx(-0.9)
    assert (ends[1] - ends[0]) / 2 / error == pytest.approx(2.82, abs=0.05)  # t between 3 and 4 degrees


def test_the_chart_tells_what_became_of_each(tmp_path):
    rows = means.chart(load(selection(tmp_path))).rows
    assert rows["state_en"].to_list() == ["selected", "out after 3 replications", "out after 2 replications"]
    assert rows["name_zh"].to_list() == ["增员", "现状", "减员"]
    cut = means.chart(load(selection(tmp_path / "cut", decided=False)))
    assert cut.rows["state_en"][0] == "best mean so far"
    assert cut.finding["en"].startswith("Not decided")


def test_steps_are_drawn_where_there_are_several(tmp_path):
    folder = selection(tmp_path)
    assert trajectory.chart(load(folder)).rows.select("scenario", "replications").rows()[:2] == [
        ("more", 2),
        ("more", 3),
    ]
    one = pl.read_csv(folder / "trajectory.csv").filter(pl.col("step") == 1)
    one.write_csv(folder / "trajectory.csv")
    assert trajectory.chart(load(folder)) is None
