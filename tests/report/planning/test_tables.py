"""The tables behind planning's charts, by hand, and how their files are read."""

from __future__ import annotations

import math

import polars as pl
import pytest

from sim.experiment.errors import InputError
from sim.experiment.folder import FRONTIER, SITING, STAFFING, write_csv
from sim.report import style
from sim.report.planning import (
    coverage,
    coverage_map,
    frontier,
    heads,
    marginal,
    promise,
    robustness,
    roster,
    search,
    selection,
    sweep,
    years,
)
from sim.report.planning import tables as kinds
from sim.report.planning.facts import Facts, kpi_name, precise, requirement_name
from tests.report.planning.plans import FACTS, MANIFESTS, OF, folder_of, made_up


@pytest.fixture(scope="module")
def siting(tmp_path_factory):
    return kinds.read(folder_of(tmp_path_factory.mktemp("siting") / "it", SITING))


@pytest.fixture(scope="module")
def staffing(tmp_path_factory):
    return kinds.read(folder_of(tmp_path_factory.mktemp("staffing") / "it", STAFFING))


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in OF for name in OF[kind]])
def test_the_made_up_tables_have_the_columns_that_charts_need(kind, name):
    assert set(kinds.NEEDED[name]) <= set(made_up(kind, name).columns)


def test_what_is_written_is_read_back_by_type(tmp_path):
    read = kinds.read(folder_of(tmp_path / "it", FRONTIER))
    assert set(read) == {"points", "sweep", *(f"scenario/{name}" for name in kinds.SCENARIO)}
    points = read["points"]
    assert points["today"].to_list() == [False] * 11 + [True]
    assert points["p90"][11] == math.inf
    assert points["picked"][1] is None
    assert points.schema["sites"] == pl.String


def test_a_table_without_a_column_is_refused(tmp_path):
    path = tmp_path / "towns.csv"
    write_csv(made_up(SITING, "towns").drop("share_after"), path)
    with pytest.raises(InputError, match="share_after") as told:
        kinds.table(path)
    assert "缺少列 share_after" in told.value.message_zh


def test_a_number_that_is_none_is_refused(tmp_path):
    path = tmp_path / "budget.csv"
    path.write_text("p,covered_share\n1,many\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"budget\.csv"):
        kinds.table(path)


def test_minutes_fall_into_classes_that_hold_their_upper_end(siting):
    minutes = [10.0, 10.1, 15.0, 15.1, 20.0, 20.1, None]
    zones = siting["coverage"].head(7).with_columns(minutes_before=pl.Series(minutes))
    rows = coverage_map.table({**siting, "coverage": zones}).filter(pl.col("layer") == "zone")
    assert rows["class_before"].to_list() == [0, 1, 1, 2, 2, 3, 3]


def test_closed_facilities_and_departments_are_not_on_the_map(siting):
    rows = coverage_map.table(siting)
    assert rows.filter(pl.col("layer") == "station")["id"].to_list() == ["a.north", "a.south", "b.west"]
    assert rows.filter(pl.col("assumed"))["id"].to_list() == ["new.1"]


def test_a_demand_point_is_joined_to_the_chosen_site_that_it_moves_to(siting):
    coverage_rows = (
        siting["coverage"]
        .head(4)
        .with_columns(
            facility_before=pl.Series(["a.north", "a.north", None, "new.0"]),
            facility_after=pl.Series(["a.north", "new.0", "new.0", "new.0"]),
        )
    )
    rows = coverage_map.table({**siting, "coverage": coverage_rows})
    zones = rows.filter(pl.col("layer") == "zone")
    chosen = rows.row(by_predicate=pl.col("id") == "new.0", named=True)
    assert zones["to_x"].to_list() == [None, chosen["x"], chosen["x"], None]


def test_the_share_within_reach_is_weighed_by_demand_and_unserved_points_are_outside(siting):
    zones = pl.DataFrame({"demand": [10.0, 30.0, 60.0], "before": [15.0, 15.1, None]})
    assert coverage_map.share_within(zones, "before", 15.0) == 0.1
    assert coverage_map.share_within(zones, "before", 16.0) == 0.4
    assert coverage_map.mean_minutes(zones, "before") == pytest.approx((150 + 453) / 40)
    assert coverage_map.share_within(zones.clear(), "before", 15.0) == 0.0


def test_townships_come_by_gain_and_the_network_by_demand():
    towns = pl.DataFrame(
        {
            "town": ["a", "b", "c"],
            "town_zh": ["甲", "乙", "丙"],
            "town_en": ["A", "B", "C"],
            "county": ["x", "x", "y"],
            "demand": [100.0, 300.0, 600.0],
            "share_before": [0.5, 0.5, 1.0],
            "share_after": [0.6, 0.9, 1.0],
        }
    )
    counties = pl.DataFrame({"id": ["x"], "name_zh": ["县"], "name_en": ["X"]})
    rows = coverage.table({"towns": towns, "scenario/counties": counties})
    assert rows["panel"].to_list() == ["network", "town", "town"]
    assert rows["name_en"].to_list() == [None, "B · X", "A · X"]
    assert rows["before"][0] == pytest.approx(0.8)
    assert rows["gain"].to_list() == pytest.approx([0.13, 0.4, 0.1])


def test_the_townships_that_lose_are_shown_too(siting):
    towns = siting["towns"].with_columns(share_after=pl.col("share_before") - 0.1)
    rows = coverage.table({**siting, "towns": towns})
    assert rows.filter(pl.col("panel") == "town").height == coverage.MOST


def test_a_design_has_the_interval_of_its_mean_and_the_names_of_its_sites(siting):
    rows = selection.ordered(selection.table(siting), "lower")
    assert rows["solution"].to_list() == ["S2", "S1", "S3"]
    assert rows["state"].to_list() == ["selected", "stayed", "left"]
    half = 2.2621571627 * 0.2 / math.sqrt(10)  # t of 9 degrees at 0.975
    assert rows["high"][2] - rows["mean"][2] == pytest.approx(half)
    assert rows["name_en"][2] == "S3: Candidate industrial park 4"


def test_one_replication_has_no_interval(siting):
    one = siting["selection"].with_columns(replications=pl.lit(1))
    assert selection.table({**siting, "selection": one})["low"].to_list() == [None] * 3


def test_designs_that_stayed_come_by_what_is_better(siting):
    stayed = siting["selection"].with_columns(selected=pl.lit(False), eliminated_at=pl.lit(None, pl.Int64))
    rows = selection.table({**siting, "selection": stayed})
    assert selection.ordered(rows, "lower")["solution"].to_list() == ["S2", "S1", "S3"]
    assert selection.ordered(rows, "higher")["solution"].to_list() == ["S3", "S1", "S2"]


def test_missed_targets_come_first_and_bounds_know_their_side(siting):
    rows = promise.table(siting)
    assert rows["held"].to_list() == [False, False, True, True]
    assert rows["kpi"].to_list()[:2] == ["processing_hours_p90", "processing_days_p90"]
    assert dict(rows.select("kpi", "at_least").iter_rows())["satisfaction_probability"] is True
    assert not any(rows.filter(pl.col("kpi").str.starts_with("processing"))["at_least"])
    assert rows["key_zh"][0] == "乙县"


def test_a_promise_without_todays_network_has_none(siting):
    bare = siting["promise"].drop("before", "found_before")
    assert promise.table({**siting, "promise": bare})["found_before"].to_list() == [None] * 4


def test_the_clearest_and_greatest_effects_come_first_for_each_kpi(staffing):
    rows = marginal.table(staffing)
    parts = marginal.parts(rows)
    assert list(parts) == ["-satisfaction_probability", "-processing_hours_p90"]
    for part in parts.values():
        assert part.height == marginal.MOST
        assert part["clear"].to_list() == [True] * 8 + [False] * 12
        assert part["better"].to_list()[:8] == sorted(part["better"].to_list()[:8], reverse=True)
    assert parts["-processing_hours_p90"]["better"][0] == pytest.approx(0.8)  # fewer hours are better


def test_groups_and_skills_have_the_names_of_the_scenario(staffing):
    first = marginal.table(staffing).row(0, named=True)
    assert (first["name_zh"], first["name_en"]) == ("北街窗口", "North Street window")
    assert first["skill_names_en"] == ["Business registration", "Legal advice"]
    bare = {name: table for name, table in staffing.items() if not name.startswith("scenario/")}
    first = marginal.table(bare).row(0, named=True)
    assert (first["name_zh"], first["skill_names_zh"]) == ("a.north.window", ["registration", "legal"])


@pytest.mark.parametrize(
    ("value", "unit", "digits", "shown"),
    [
        (-0.28, "days", 3, "-0.280"),
        (0.0004, "days", 3, "≈ 0"),
        (0.0, "days", 3, "0"),
        (1234.5, "minutes", 0, "+1,234"),
        (3e-7, "share", None, "+0.00003"),
        (3e-9, "share", None, "≈ 0"),
        (0.0009, "share", None, "+0.0900"),
        (None, "share", None, "-"),
    ],
)
def test_a_change_too_small_for_its_column_is_about_none(value, unit, digits, shown):
    assert marginal._change(value, unit, digits) == shown


def test_persons_saved_and_added_are_not_netted(staffing):
    rows = heads.table(staffing)
    total, north = rows.row(0, named=True), rows.row(by_predicate=pl.col("id") == "a.north", named=True)
    assert (total["today"], total["recommended"], total["saved"], total["added"]) == (7, 7, 2, 2)
    assert (north["saved"], north["added"], north["cost"]) == (2, 1, -80_000)
    assert rows.filter(pl.col("panel") == "county")["name_en"].to_list() == ["District A", "County B"]
    assert rows.filter(pl.col("panel") == "facility")["id"].to_list() == ["a.north", "b.west"]
    assert rows.filter(pl.col("panel") == "choice")["now"].to_list() == ["on_call"]  # hours stay as they are


def test_a_plan_is_priced_by_its_heads_where_the_file_tells_no_costs(staffing):
    bare = staffing["levers"].drop("cost_change", "option_today", "option_recommended")
    rows = heads.table({"levers": bare})
    assert rows.row(by_predicate=pl.col("id") == "a.north", named=True)["cost"] == -120_000
    assert rows.filter(pl.col("panel") == "choice").rows() == [
        ("choice", "law", *[None] * 5, "律师模式", "Law firm", "0", "1")
    ]


def test_the_last_attempt_is_the_certified_one(staffing):
    rows = years.table(staffing)
    assert rows["phase"].to_list() == ["certified", "recheck", "today", "certified", "recheck"]
    assert rows["kept"].to_list() == [70, 29, 50, 70, 30]
    assert rows["name_en"].to_list()[-1] == "On-time share · problems ≥ 95 %"


def test_a_variant_misses_a_target_on_the_side_where_it_is_worse(staffing):
    rows = robustness.table(staffing)
    missed = rows.select("variant", "kpi", "missed").filter("missed").rows()
    own = [("as_planned", one, True) for one in ("processing_hours_p90", "processing_days_p90")]
    assert missed == [*own, ("demand_1.1", "processing_days_p90", True)]
    assert rows.filter(pl.col("variant") == "as_planned")["share"].unique().to_list() == [29 / 30]
    assert robustness.finding(rows, "en").endswith("misses its bound in 1")
    kept = rows.with_columns(missed=pl.lit(False))
    assert robustness.finding(kept, "en") == "In all 2 variants the mean of every target keeps its bound"
    alone = robustness.table({"robustness": staffing["robustness"]})
    assert alone.select("variant", "row").unique(maintain_order=True).rows() == [
        ("demand_0.9", 0),
        ("demand_1.1", 1),
    ]


def test_a_sweep_tells_the_least_and_the_most_that_is_covered():
    facts = Facts(MANIFESTS[FRONTIER])
    rows = pl.DataFrame({"budget": [1e6, 2e6, 3e6], "covered_share": [0.881, 0.896, 0.881]})
    assert "from 88.1 % to 89.6 %" in sweep.finding(rows, "en", facts)  # not 88.1 to 88.1, the ends
    level = rows.with_columns(covered_share=pl.lit(0.881))
    assert "is always 88.1 %" in sweep.finding(level, "en", facts)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("on_time_share/kind/problem>=0.95", "On-time share · problems ≥ 95 %"),
        (
            "processing_days_p90/county/b<=14",
            "Processing time in days, 90th percentile · West ≤ 14 calendar days",
        ),
        ("whatever", "whatever"),
    ],
)
def test_a_target_is_named_as_people_read_it(written, shown):
    assert requirement_name(written, "en", {"b": "West"}) == shown


def test_members_stand_in_rows_and_half_days_in_columns(staffing):
    rows = roster.table(staffing)
    assert rows.select("member", "row").unique(maintain_order=True).rows() == [("0", 1), ("1", 2)]
    assert rows["slot"].to_list() == [*range(10), *(slot for slot in range(10) if slot not in (4, 5))]
    assert rows["travel"].unique().sort().to_list() == [96.0, 120.0]


def test_members_of_another_group_stand_below_their_own_heading(staffing):
    other = staffing["roster"].with_columns(group=pl.lit("ip"))
    rows = roster.table({"roster": pl.concat([staffing["roster"], other])})
    assert rows["row"].unique().sort().to_list() == [1, 2, 4, 5]  # 0 and 3 hold the headings


def test_nothing_is_best_before_a_design_meets_the_targets(staffing):
    rows = search.table(staffing)
    assert rows["best"].to_list()[:2] == [None, 6.4e7]
    assert rows["number"].to_list() == list(range(1, 31))


def test_the_step_line_is_the_best_of_the_efficient_points_so_far(tmp_path):
    points = made_up(FRONTIER, "points").head(4)
    values = {"satisfaction": [0.98, 0.99, 0.97, 0.985], "p90": [50.0, 30.0, 60.0, math.inf]}
    flags = {"efficient": [True, False, True, True], "cost": [1.0, 2.0, 3.0, 4.0]}
    read = {"points": points.with_columns(**{name: pl.Series(one) for name, one in (values | flags).items()})}
    rows = frontier.table(read)
    assert rows["step_satisfaction"].to_list() == [0.98, None, 0.98, 0.985]
    assert rows["step_p90"].to_list() == [50.0, None, 50.0, 50.0]
    assert rows["state"].to_list() == ["picked", "dominated", "efficient", "efficient"]


def test_a_point_dominated_within_noise_is_told_from_a_dominated_one():
    points = (
        made_up(FRONTIER, "points")
        .head(3)
        .with_columns(
            efficient=pl.lit(False),
            picked=pl.lit(None, pl.String),
            dominated=pl.Series(["clear", "noise", None]),
        )
    )
    assert frontier.table({"points": points})["state"].to_list() == ["dominated", "noise", "dominated"]


def test_what_would_squeeze_an_axis_lies_beyond_it():
    def beyond(values, worst, half=0.0):
        return frontier._beyond([one and (one - half, one, one + half) for one in values], worst)

    assert beyond([1.0, 2.0, 3.0, 30.0], max) == [False, False, False, True]
    assert beyond([1.0, 2.0, 3.0, 6.0], max) == [False] * 4
    assert beyond([0.5, None, 0.99, 0.991, 0.992], min) == [True, False, False, False, False]
    assert beyond([1.0, 1.0, 9.0], max) == [False] * 3  # nothing beside it to be squeezed
    assert beyond([1.0, 2.0, 3.0, 8.0], max) == [False, False, False, True]
    assert beyond([1.0, 2.0, 3.0, 8.0], max, half=1.0) == [False] * 4  # the intervals take the room anyway


def test_a_kpi_is_named_with_its_part_of_the_network():
    assert kpi_name(("on_time_share", "kind", "problem"), "en") == "On-time share · problems"
    assert kpi_name(("on_time_share", "county", "b"), "zh", {"b": "乙县"}).endswith("· 乙县")


def test_what_is_assumed_or_cut_short_is_told():
    facts = Facts({**FACTS, **MANIFESTS[SITING], "interrupted": True})
    said = facts.remarks("en")
    assert "interrupted" in said
    assert "Assumed inputs: handling times, travel speed." in said
    whole = Facts({**FACTS, "assumed": [{"en": "Rates are assumed.", "zh": "需求率为假设。"}, "speed"]})
    assert whole.remarks("en") == "Rates are assumed. Assumed inputs: speed."
    many = Facts({**FACTS, "assumed": [f"input {n}" for n in range(9)]})
    assert many.remarks("en").endswith("input 5 and 3 more.")
    assert Facts(FACTS).remarks("zh") == ""


def test_a_selection_reads_its_kpi_and_the_frontier_its_two():
    assert Facts({"kpi": "on_time_share"}).selected_by == ("on_time_share", "network", "all")
    assert Facts({"kpi": "on_time_share/county/b"}).selected_by == ("on_time_share", "county", "b")
    assert Facts({}).kpis() == ["satisfaction_probability", "processing_hours_p90"]


@pytest.mark.parametrize(
    ("values", "unit", "shown"),
    [
        ((0.996525, 0.99653, 0.996535), "share", ("99.6530 %", "99.6525 … 99.6535 %")),
        ((0.82, 0.825, 0.83), "share", ("82.50 %", "82.00 … 83.00 %")),
        ((0.99, 0.995, 1.002), "share", ("99.50 %", "99.00 … 100.00 %")),
        ((12.29, 12.3, 12.31), "minutes", ("12.300", "12.290 … 12.310")),
        ((51.0, 52.0, 53.0), "hours", ("52.0", "51.0 … 53.0")),
        ((0.93, 0.93, 0.93 + 1e-15), "share", ("93.00 %", "93.00 %")),
        ((None, 4.0, None), "hours", ("4.00", "-")),
    ],
)
def test_a_narrow_interval_has_more_decimals(values, unit, shown):
    assert precise(*values, unit) == shown


def test_a_facility_is_named_in_as_few_lines_as_fit_and_evenly():
    width = style.text_width("business-district", roster.CELL_SIZE) + 0.01
    assert roster._lines("North", width) == ["North"]
    assert roster._lines("Wanda business-district station", width) == [
        "Wanda",
        "business-district",
        "station",
    ]
    assert roster._lines("织里创业园便利店驿站", 8.2 * roster.CELL_SIZE / 72) == ["织里创业园", "便利店驿站"]
    cut = roster._lines("one two three four five", style.text_width("three", roster.CELL_SIZE) + 0.01)
    assert len(cut) == roster.MOST_LINES
    assert cut[-1].endswith("…")
