"""Charts of sensitivity studies for browsers."""

import json

import polars as pl
import pytest

from sim.report.interactive.sensitivity import effects, indices
from sim.report.interactive.sensitivity.outputs import output_name, output_unit
from sim.report.sensitivity import drivers_of
from tests.report.interactive.sensitivity.studies import OUTPUTS, study


@pytest.fixture(scope="module")
def drivers(tmp_path_factory):
    return drivers_of(study(tmp_path_factory.mktemp("study")))


@pytest.mark.parametrize("make", [effects.chart, indices.sobol, indices.morris])
def test_a_chart_is_plain_data_in_both_languages(drivers, make):
    data = make(drivers, OUTPUTS).as_json()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    for words in (data["title"], data["finding"], *data["notes"]):
        assert words["zh"] != words["en"]


def test_bars_are_changes_from_the_baseline_the_strongest_first(drivers):
    rows = effects.chart(drivers, OUTPUTS).rows
    first = rows.filter(pl.col("kpi_en") == "On-time share")
    assert first.select("parameter_en", "end_en").rows()[:2] == [
        ("Share of time [40 … 90 %]", "at its low end"),
        ("Share of time [40 … 90 %]", "at its high end"),
    ]
    assert first["change"].to_list() == pytest.approx([-0.08, 0.01, 0.005, -0.03])
    assert first["reached"].to_list() == pytest.approx([0.90, 0.99, 0.985, 0.95])


def test_indices_come_with_intervals_by_their_total(drivers):
    rows = indices.sobol(drivers, OUTPUTS).rows.filter(pl.col("kpi_en") == "On-time share")
    assert rows.select("parameter_en", "index_en").rows()[0] == ("Share of time", "total index")
    assert rows.row(0, named=True)["low"] == pytest.approx(0.70)
    assert rows.row(0, named=True)["high"] == pytest.approx(0.80)


def test_what_was_not_made_is_not_drawn(tmp_path):
    found = drivers_of(study(tmp_path, leave=("sobol",)))
    assert indices.sobol(found, OUTPUTS) is None
    assert indices.morris(found, OUTPUTS) is not None


def test_a_kpi_is_named_with_its_part_and_unit():
    assert output_name(OUTPUTS[1])["en"] == "Processing time in days, mean · problems"
    assert output_unit(OUTPUTS[0]) == {"zh": "share", "en": "share"}
