"""Curves and rows: processing time, backlog, counties, differences."""

import polars as pl
import pytest

from sim.report.charts import processing_time as bins
from sim.report.contents.comparison import scenarios
from sim.report.interactive import backlog, county, differences, processing_time
from sim.report.interactive.scenarios import labels


@pytest.fixture(scope="module")
def runs(datasets):
    return scenarios(datasets["city", "comparison"])


def test_processing_time_rises_from_nothing_to_what_is_closed_by_three_promises(datasets):
    run = datasets["city", "run"]
    rows = processing_time.chart([run]).rows
    curve = rows.filter(pl.col("panel_en") == "transactions")
    assert curve.row(0, named=True)["x"] == 0
    assert curve.row(0, named=True)["value"] == 0
    assert curve["x"].to_list() == [round(0.05 * i, 2) for i in range(61)]
    assert curve["value"].is_sorted()
    within = curve.filter(pl.col("x") == 1.0)["value"][0]
    assert within == pytest.approx(bins.on_time(bins.table(run), "transaction"))
    assert (curve["low"] <= curve["value"] + 1e-12).all()


def test_several_scenarios_have_no_bands(runs):
    rows = processing_time.chart(runs).rows
    assert rows["low"].null_count() == rows.height


def test_a_band_is_told_of_only_where_there_are_several_replications(datasets):
    for module in (backlog, processing_time):
        assert module.NOTE_ONE in module.chart([datasets["city", "run"]]).notes
        assert module.NOTE in module.chart([datasets["tiny", "run"]]).notes


def test_backlog_is_by_date_with_warm_up_and_follow_up_marked(datasets):
    chart = backlog.chart([datasets["city", "run"]])
    days = chart.rows.filter(pl.col("panel_en") == "problems")["date"].to_list()
    assert days[0] == "2024-01-01"
    assert days == sorted(days)
    assert [mark["x"] for mark in chart.extra["marks"]] == ["2024-01-15", "2024-04-01"]


def test_counties_of_one_run_show_true_satisfaction_too(datasets, runs):
    alone, together = county.chart([datasets["city", "run"]]), county.chart(runs)
    assert alone.rows["panel_en"].unique(maintain_order=True).to_list() == [
        "Satisfaction: surveyed (with response and reporting bias)",
        "Satisfaction: true (inside the model)",
        "On-time share",
    ]
    assert together.rows["panel_en"].n_unique() == 2
    assert together.finding["en"].startswith("Base: ")
    first = together.rows.filter(pl.col("county_en") == "County 0")
    assert first["scenario_en"].unique(maintain_order=True).to_list() == [name["en"] for name in labels(runs)]


def test_intervals_of_shares_stay_between_0_and_1(runs):
    rows = county.chart(runs).rows
    assert rows["high"].max() <= 1
    assert rows["low"].min() >= 0


def test_differences_have_both_intervals_and_their_unit(datasets):
    chart = differences.chart(datasets["city", "comparison"])
    assert set(chart.rows["kpi"]) <= set(differences.SHOWN)
    row = chart.rows.filter(pl.col("kpi") == "on_time_share").row(0, named=True)
    shown = chart.rows.filter(pl.col("kpi") == "satisfaction_surveyed").row(0, named=True)
    assert (row["unit_zh"], row["unit_en"]) == ("share", "share")
    assert row["panel_en"].startswith("On-time share (base 96.")
    assert row["panel_en"].endswith("prior-driven)")
    assert shown["wide_low"] < shown["ci_low"] < shown["difference"]
    last = chart.rows.filter(pl.col("other") == "other5", pl.col("kpi") == "cases_solved")
    assert last["said_zh"].to_list() == ["恰为 0"]
