"""Charts of calibrations for browsers."""

import json

import polars as pl
import pytest

from sim.report.interactive.calibration import candidates, parameters, plausibility, targets
from tests.report.calibration.calibrations import made_up

FACTS = pl.DataFrame(
    {
        "name_zh": ["甲", "乙"],
        "name_en": ["one", "two"],
        "unit": ["share", "cases"],
        "fact_low": [0.8, 1.0],
        "fact_high": [0.9, 3.0],
        "before": [0.7, 5.0],
        "low": [0.85, 4.0],
        "median": [0.9, 5.0],
        "high": [0.95, 6.0],
        "source": ["a", "b"],
    }
)


@pytest.mark.parametrize("chart", [targets, parameters, candidates])
def test_a_chart_is_plain_data_in_both_languages(chart):
    data = chart.chart(made_up(chart.__name__.rpartition(".")[2])).as_json()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    for words in (data["title"], data["finding"], *data["notes"]):
        assert words["zh"] != words["en"]


def test_every_figure_has_a_panel_and_its_own_unit():
    table = made_up("targets")
    rows = targets.chart(table).rows
    assert rows["name_en"].unique().sort().to_list() == table["name_en"].sort().to_list()
    first = rows.filter(pl.col("id") == table["id"][0], pl.col("mark") == "reported").row(0, named=True)
    ends = table.select("reported_low", "reported_high").row(0)
    assert (first["low"], first["high"]) == ends
    assert first["look"] == "plain"


def test_a_prediction_that_misses_the_figure_is_marked():
    table = made_up("targets").with_columns(inside=pl.lit(False))
    rows = targets.chart(table).rows.filter(pl.col("mark") == "predicted")
    assert set(rows["look"]) == {"missed"}
    assert set(rows["said_en"]) == {"no"}


def test_a_prior_lies_from_0_to_1_and_assumed_ones_have_a_star():
    table = made_up("parameters")
    rows = parameters.chart(table).rows
    priors = rows.filter(pl.col("which_en") == "prior 90 %")
    assert set(priors["at_low"]) | set(priors["at_high"]) == {0.0, 1.0}
    stars = {name.endswith("*") for name in rows.filter(pl.col("assumed"))["name_en"]}
    assert stars == {True}
    assert rows.filter(~pl.col("assumed"))["name_en"].str.ends_with("*").any() is not True
    assert priors["narrowing"].null_count() == table.height


def test_figures_to_ask_for_come_by_what_they_would_narrow():
    rows = candidates.chart(made_up("candidates")).rows
    assert rows["reduction"].is_sorted(descending=True)
    assert candidates.chart(made_up("candidates").clear()) is None


def test_facts_outside_the_prediction_are_marked():
    chart = plausibility.chart(FACTS)
    assert chart.finding["en"].startswith("1 of 2 meet")
    looks = chart.rows.filter(pl.col("mark") == "predicted").select("name_en", "look").rows()
    assert looks == [("one", "met"), ("two", "missed")]
    facts = chart.rows.filter(pl.col("mark") == "fact")
    assert facts["value"].to_list() == pytest.approx([0.85, 2.0])
    assert plausibility.chart(FACTS.clear()) is None
