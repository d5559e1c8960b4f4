"""The tables behind a calibration's charts, by hand, and how their numbers are written."""

from __future__ import annotations

import math

import polars as pl
import pytest

from sim.experiment.calibration_columns import CALIBRATION_FILES
from sim.report.calibration import candidates, parameters, targets
from sim.report.numbers import estimate, p_text, unit_name
from tests.report.calibration.calibrations import NAMES, made_up


def one_target(**changes: object) -> pl.DataFrame:
    row = made_up("targets").row(0, named=True) | changes
    return pl.DataFrame([row], schema=made_up("targets").schema)


def one_parameter(**changes: object) -> pl.DataFrame:
    row = made_up("parameters").row(0, named=True) | changes
    return pl.DataFrame([row], schema=made_up("parameters").schema)


@pytest.mark.parametrize("name", NAMES)
def test_the_made_up_tables_have_the_columns_that_are_told(name):
    assert made_up(name).columns == list(CALIBRATION_FILES[f"{name}.csv"])


def test_a_count_stands_at_its_ratio_to_the_middle_of_what_is_reported():
    reported = {"reported_low": 1500.0, "reported_high": 1600.0}
    predicted = {"low": 775.0, "median": 1550.0, "high": 3100.0}
    others = {"loo_low": 155.0, "loo_median": 310.0, "loo_high": 1500.0, "loo_p": 0.02}
    rows = targets.table(
        one_target(model="count", before=620.0, inside=True, **reported, **predicted, **others)
    )
    assert rows["mark"].to_list() == list(targets.MARKS)
    assert rows["panel"].unique().to_list() == ["ratio"]
    middle, ratio = rows["at"].to_list(), 1 / 1550
    assert middle == pytest.approx([1.0, 0.4, 1.0, 0.2])
    assert rows["at_low"].to_list() == pytest.approx([1500 * ratio, 0.4, 0.5, 0.1])
    assert rows["at_high"].to_list() == pytest.approx([1600 * ratio, 0.4, 2.0, 1500 * ratio])
    assert rows["holds"].to_list() == [None, None, True, True]  # 1500 is the reported interval's own end
    assert rows["p"].to_list()[3] == 0.02


@pytest.mark.parametrize(
    ("low", "high", "holds"), [(1.0, 1499.0, False), (1601.0, 9e3, False), (1.0, 9e3, True)]
)
def test_a_prediction_holds_if_its_interval_meets_the_reported_one(low, high, holds):
    changes = {"reported_low": 1500.0, "reported_high": 1600.0, "loo_low": low, "loo_high": high}
    rows = targets.table(one_target(**changes))
    assert rows.filter(pl.col("mark") == "left_out")["holds"].item() is holds


def test_satisfaction_stands_at_its_dissatisfied_share_in_a_panel_of_its_own():
    changes = {"reported_low": 1.0, "reported_high": 1.0, "low": 0.9, "median": 0.99, "high": 1.0}
    rows = targets.table(one_target(model="satisfaction", before=0.75, **changes))
    assert rows["panel"].unique().to_list() == ["satisfaction"]
    assert rows["at"].to_list()[:3] == pytest.approx([0.0, 0.25, 0.01])
    assert rows["at_low"].to_list()[2] == pytest.approx(0.1)


def test_nothing_is_a_multiple_of_nothing():
    rows = targets.table(one_target(reported_low=0.0, reported_high=0.0))
    assert rows["at"].to_list() == [None] * 4


def test_targets_are_counted_within_their_panels():
    table = made_up("targets").sort("id")  # the two kinds mixed
    rows = targets.table(table).filter(pl.col("mark") == "reported")
    assert rows["panel"].to_list() == ["ratio"] * 6 + ["satisfaction"] * 2
    assert rows["row"].to_list() == [0, 1, 2, 3, 4, 5, 0, 1]
    satisfied = pl.col("model") == "satisfaction"
    wanted = [*table.filter(~satisfied)["id"], *table.filter(satisfied)["id"]]
    assert rows["id"].to_list() == wanted


def test_a_posterior_is_placed_on_the_range_of_its_prior():
    prior = {"prior_q05": 1.0, "prior_q50": 2.0, "prior_q95": 5.0}
    row = parameters.table(one_parameter(scale="linear", q05=2.0, q50=3.0, q95=7.0, **prior)).row(
        0, named=True
    )
    assert [row[at] for at in ("at_low", "at", "at_high", "at_prior")] == [0.25, 0.5, 1.5, 0.25]


def test_a_ratio_is_placed_by_its_logarithm():
    prior = {"prior_q05": 0.25, "prior_q50": 1.0, "prior_q95": 4.0}
    row = parameters.table(one_parameter(scale="log", q05=0.5, q50=1.0, q95=16.0, **prior)).row(0, named=True)
    placed = [row[at] for at in ("at_low", "at", "at_high", "at_prior")]
    assert placed == pytest.approx([0.25, 0.5, 1.5, 0.5])


def test_a_prior_without_width_has_no_place():
    row = parameters.table(one_parameter(prior_q05=1.0, prior_q50=1.0, prior_q95=1.0)).row(0, named=True)
    assert row["at"] is None


@pytest.mark.parametrize(("narrowing", "narrowed"), [(0.0999, False), (0.1, True), (-0.3, False)])
def test_a_parameter_is_narrowed_from_a_tenth_on(narrowing, narrowed):
    assert parameters.table(one_parameter(narrowing=narrowing))["narrowed"].item() is narrowed


def test_parameters_come_by_role_below_their_headings():
    listed = [("a", "survey"), ("b", "rate"), ("c", "unheard"), ("d", "survey"), ("e", "simulated")]
    table = pl.concat([one_parameter(name=name, role=role) for name, role in listed])
    rows = parameters.table(table)
    assert rows["name"].to_list() == ["e", "b", "a", "d", "c"]
    assert rows["row"].to_list() == [1, 3, 5, 6, 8]  # 0, 2, 4 and 7 hold the headings


def test_candidates_come_by_what_they_tell_and_not_too_many():
    table = pl.concat([made_up("candidates").reverse()] * 3)
    rows = candidates.table(table)
    assert rows.height == candidates.MOST
    assert (
        rows["reduction"].to_list() == sorted(table["reduction"].to_list(), reverse=True)[: candidates.MOST]
    )
    assert rows["row"].to_list() == list(range(candidates.MOST))


@pytest.mark.parametrize(
    ("values", "unit", "shown"),
    [
        ((14100.0, 33800.0, 79200.0), "problems", ("33,800", "14,100 … 79,200")),
        ((0.0912, 0.742, 3.1), "days", ("0.74", "0.09 … 3.10")),
        ((-1.2, 0.0, 3.1), "logit", ("0.00", "-1.20 … 3.10")),
        ((0.00004, 1.0, 90.0), "ratio", ("1.0000", "0.0000 … 90.0000")),
        ((0.2, 0.5, 0.8), "share", ("50.0 %", "20.0 … 80.0 %")),
        ((477.0, 477.0, 477.0), "problems", ("477", "477")),
        ((None, None, None), "days", ("-", "-")),
        ((1.0, 2.0, math.inf), "months", ("2.00", "1.00 … ∞")),
        ((0.0, 0.0, 0.0), "days", ("0", "0")),
    ],
)
def test_a_value_and_its_interval_share_their_decimals(values, unit, shown):
    assert estimate(*values, unit) == shown


def test_satisfaction_is_written_finely_and_never_rounded_to_all():
    assert estimate(0.9832, 474 / 477, 0.999999, "share", fine=True) == ("99.37 %", "98.32 … >99.99 %")


@pytest.mark.parametrize(
    ("p", "shown"),
    [(None, "-"), (0.0004, "p < 0.001"), (0.0312, "p = 0.031"), (0.0996, "p = 0.10"), (1.0, "p = 1.00")],
)
def test_small_p_values_are_written_finely(p, shown):
    assert p_text(p) == shown


def test_units_are_named_where_they_say_something():
    assert [unit_name("days", lang) for lang in ("zh", "en")] == ["天", "days"]
    assert [unit_name("problems", lang) for lang in ("zh", "en")] == ["个问题", "problems"]
    assert unit_name("share", "zh") == unit_name("ratio", "en") == ""
