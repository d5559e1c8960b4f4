"""Charts of plans for browsers: what each shows, by hand on small tables."""

import json
from importlib import import_module

import polars as pl
import pytest

from sim.experiment.folder import FRONTIER, SITING, STAFFING
from sim.report.interactive.planning import (
    coverage,
    frontier,
    heads,
    marginal,
    promise,
    roster,
    search,
    shortfall,
    sweep,
    varied,
    years,
)
from sim.report.interactive.planning import map as sites
from sim.report.planning import tables as kinds
from sim.report.planning.facts import Facts
from tests.report.planning.plans import FACTS, MANIFESTS, folder_of

CHARTS = {
    SITING: ("map.chart", "coverage.chart", "coverage.further", "selection.chart", "promise.chart"),
    STAFFING: (
        *("heads.chart", "marginal.chart", "roster.chart", "search.chart", "years.chart"),
        *("robustness.chart", "promise.chart"),
    ),
    FRONTIER: ("frontier.charts", "sweep.chart"),
}
HOSTILE = "<img onerror=alert(1) src=x>"


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """The tables and facts of a folder of each kind."""
    made = tmp_path_factory.mktemp("plans")
    return {
        kind: (kinds.read(folder_of(made / kind, kind)), Facts({**FACTS, **MANIFESTS[kind]}))
        for kind in CHARTS
    }


def drawn(plans, kind, name):
    module, _, function = name.partition(".")
    found = getattr(import_module(f"sim.report.interactive.planning.{module}"), function)(*plans[kind])
    return found if isinstance(found, list) else [found]


def chinese(text):
    return any("\u4e00" <= one <= "\u9fff" for one in text)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in CHARTS.items() for name in names])
def test_a_chart_is_plain_data_in_both_languages(plans, kind, name):
    for chart in drawn(plans, kind, name):
        data = chart.as_json()
        assert json.loads(json.dumps(data, allow_nan=False)) == data
        for words in (data["title"], *data["notes"], *data["columns"]):
            assert chinese(words["zh"]) or words["zh"] == words["en"]
            assert not chinese(words["en"])
        assert chinese(data["finding"]["zh"])
        assert data["finding"]["en"]


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in CHARTS.items() for name in names])
def test_there_is_no_chart_without_its_table(plans, kind, name):
    assert drawn({kind: ({}, plans[kind][1])}, kind, name) in ([None], [])


def test_names_from_files_stay_as_they_are(plans):
    tables, facts = plans[STAFFING]
    named = tables["levers"].with_columns(facility_zh=pl.lit(HOSTILE), facility_en=pl.lit(HOSTILE))
    rows = heads.chart({**tables, "levers": named}, facts).as_json()["rows"]
    assert [HOSTILE, HOSTILE] in rows["name"]


def test_a_target_missed_on_fresh_seeds_is_marked(plans):
    rows = promise.chart(*plans[STAFFING]).rows
    found = rows.filter(pl.col("mark_en") == "found on fresh seeds")
    looks = dict(found.select("panel_en", "look").iter_rows())
    assert next(look for name, look in looks.items() if "County B" in name) == "missed"
    assert looks["Satisfaction probability, mean"] == "met"


def test_money_is_drawn_in_millions(plans):
    rows = promise.chart(*plans[STAFFING]).rows.filter(pl.col("unit") == "CNY per year")
    assert rows["value"].to_list() == [61.0, 61.0, 64.0]  # promised, found, today
    assert rows["unit_zh"].unique().to_list() == ["百万元/年"]


def test_years_come_target_by_target_in_one_order_of_phases(plans):
    chart = years.chart(*plans[STAFFING])
    assert chart.rows.select("row", "phase_en").rows() == [
        (0, "certified"),
        (0, "fresh seeds"),
        (0, "today"),
        (1, "certified"),
        (1, "fresh seeds"),
    ]
    assert chart.rows["asked"].unique().to_list() == [0.9]
    plain = years.chart(plans[STAFFING][0], Facts({**FACTS, "sense": "mean", "probability": 0.9}))
    assert "reference" not in plain.encode


def test_demand_points_are_told_by_their_travel_and_stations_by_what_goes_to_them(plans):
    tables, facts = plans[SITING]
    rows = sites.chart(tables, facts).rows
    before, after = (rows.filter(pl.col("when_en") == when) for when in ("before", "after"))
    looks = {
        when: dict(some.select("id", "look").iter_rows()) for when, some in (("b", before), ("a", after))
    }
    assert looks["b"]["z11"] == "unclear"  # 4 + 11 minutes
    assert looks["b"]["z12"] == "unsure"  # 16 minutes
    assert looks["b"]["z17"] == "missed"  # 21 minutes
    assert looks["b"]["z59"] == "missed"  # not served
    assert (looks["b"]["new.0"], looks["a"]["new.0"], looks["a"]["new.5"]) == ("none", "added", "none")
    served = tables["coverage"].filter(pl.col("facility_after") == "new.0")["demand"].sum()
    assert after.filter(pl.col("id") == "new.0")["served"].to_list() == [served]
    assert rows.filter(pl.col("id").str.starts_with("z"))["served"].null_count() == 120
    assert "b.shut" not in rows["id"]


def test_towns_have_outlines_with_their_counties_names(plans):
    cells = sites.chart(*plans[SITING]).extra["cells"]
    assert [one["county"] for one in cells] == [
        {"zh": "甲区", "en": "District A"},
        {"zh": "乙县", "en": "County B"},
        {"zh": "甲区", "en": "District A"},
    ]


def test_the_network_comes_first_in_coverage(plans):
    rows = coverage.chart(*plans[SITING]).rows
    assert rows["name_en"].to_list()[:2] == ["Whole network"] * 2
    assert rows["share"][1] - rows["share"][0] == pytest.approx(rows["gain"][0])


def test_further_stations_are_told_from_those_asked(plans):
    chart = coverage.further(*plans[SITING])
    assert chart.finding["en"] == "67.0 % with 2 new stations; at most 67.5 % with 3"
    assert chart.extra["marks"][0]["x"] == 2


def test_the_best_so_far_is_a_step_line_by_its_corners(plans):
    designs = pl.DataFrame(
        {
            "design": ["a", "b", "c", "d", "e"],
            "stage": ["start", "sweep", "sweep", "step", "odd"],
            "cost": [5e6, 9e6, 3e6, 4e6, 4e6],
            "feasible": [True, False, True, True, True],
            "best_cost": [5e6, 5e6, 3e6, 3e6, 3e6],
        }
    )
    rows = search.chart({"designs": designs}, plans[STAFFING][1]).rows
    line = rows.filter(pl.col("line"))
    assert line.select("number", "cost").rows() == [(1, 5.0), (3, 5.0), (3, 3.0), (5, 3.0)]
    assert rows.filter(~pl.col("line"))["series_en"].to_list() == [
        "meets all targets",
        "misses a target",
        *["meets all targets"] * 3,
    ]
    assert rows["stage_zh"].to_list()[4] == "odd"  # a stage without a name keeps its id


def test_the_frontier_joins_what_no_cheaper_point_betters(plans):
    satisfaction, time = frontier.charts(*plans[FRONTIER])
    joined = satisfaction.rows.drop_nulls("line")["point"].to_list()
    assert joined == ["P0", "P2", "P3", "P5", "P6", "P8", "P11", "P9"]  # efficient, none worse than before
    assert "P11" not in time.rows["point"]  # today's time is infinite
    assert time.finding["en"].endswith("not dominated: from 60.0 down to 51.0 working hours")
    labels = dict(satisfaction.rows.select("point", "picked_en").iter_rows())
    assert (labels["P11"], labels["P1"]) == ("today", "")
    assert satisfaction.rows["cost"][0] == pytest.approx(58.0)


def test_a_panel_for_each_measure_of_the_sweep(plans):
    rows = sweep.chart(*plans[FRONTIER]).rows
    assert rows["panel_en"].unique(maintain_order=True).to_list()[2] == "Demand within 15 minutes"
    assert rows["unit_en"].unique(maintain_order=True).to_list() == ["share", "working hours"]
    assert rows["budget"][1] == pytest.approx(0.2)


def test_saved_heads_lie_left_and_added_ones_right(plans):
    chart = heads.chart(*plans[STAFFING])
    total = chart.rows.filter(pl.col("name_en") == "Total")
    assert total.select("side_en", "change").rows() == [("saved", -2.0), ("added", 2.0)]
    assert "Law firm: rotating → on call" in chart.notes[1]["en"]


def test_half_days_are_named_in_the_order_of_the_week(plans):
    rows = roster.chart(*plans[STAFFING]).rows
    first = rows.filter(pl.col("member_en") == "member 0")
    assert first["slot_en"].to_list()[:3] == ["Mon am", "Mon pm", "Tue am"]
    assert first["slot_zh"].to_list()[0] == "周一上午"
    assert rows["duty"].unique().sort().to_list() == ["08:30–12:00", "13:30–17:00"]


def test_the_reader_picks_the_kpi_of_one_person_more(plans):
    chart = marginal.chart(*plans[STAFFING])
    assert chart.choose == "choice"
    assert chart.rows["choice_en"].n_unique() == 2
    hours = chart.rows.filter(pl.col("kpi") == "processing_hours_p90")
    assert hours["look"].to_list()[0] == "better"  # fewer hours
    assert hours["effect"].to_list()[0] < 0
    assert set(hours["look"]) == {"better", "unclear"}


def changes(**columns):
    rows = {
        "variant": ["v"] * 2,
        "variant_zh": ["变动"] * 2,
        "variant_en": ["variant"] * 2,
        "kpi": ["travel_minutes_mean", "satisfaction_probability"],
        "level": ["network"] * 2,
        "key": ["all"] * 2,
        "unit": ["minutes", "share"],
        "n": [10, 10],
    }
    return {"varied": pl.DataFrame(rows | columns)}


def test_a_change_is_better_in_the_kpis_own_direction(plans):
    table = changes(change=[-1.0, -0.1], change_low=[-2.0, -0.2], change_high=[-0.5, -0.05])
    rows = varied.chart(table, plans[SITING][1]).rows
    assert rows["look"].to_list() == ["better", "worse"]
    held = changes(change=[-1.0, 0.1], change_low=[-2.0, -0.2], change_high=[0.5, 0.3])
    assert varied.chart(held, plans[SITING][1]).rows["look"].to_list() == ["unclear", "unclear"]


def test_a_gain_is_better_if_it_is_above_zero_and_today_is_no_plan(plans):
    ends = {"gain": [1.0, -0.1], "gain_low": [0.5, -0.2], "gain_high": [2.0, -0.05]}
    table = changes(
        **ends, picked=["knee", "today;best"], picked_zh=["拐点", "现状"], picked_en=["knee", "today"]
    )
    chart = varied.chart(table, plans[FRONTIER][1])
    assert chart.rows.select("picked_en", "look").rows() == [("knee", "better")]
    assert chart.encode["series"] == "picked"
    assert chart.finding["en"].endswith("clearly better in how many of 1 variants: knee: 1")
    assert "拐点 1 种" in chart.finding["zh"]


def test_what_is_missing_is_told_by_facility(plans):
    table = pl.DataFrame(
        {
            "requirement": ["on_time_share>=0.99"] * 2,
            "facility": ["a.north", None],
            "missing_share": [0.6, 0.4],
        }
    )
    chart = shortfall.chart({**plans[STAFFING][0], "shortfall": table}, plans[STAFFING][1])
    assert chart.rows.select("place_en", "target_en").rows() == [
        ("North Street station", "On-time share ≥ 99 %")
    ]
    assert chart.finding["en"] == "Most is missing at North Street station: 60.0 %"
