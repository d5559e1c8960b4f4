"""Bottlenecks for browsers: what is found, how rows are drawn, in which order."""

import polars as pl
import pytest

from sim.experiment.folder import BOTTLENECKS, COMPARISON, RUN, write_csv, write_manifest
from sim.report.interactive.bottlenecks import KEYS, SHOWN, chart, duration, finding, label, of_table

PLACE = {"facility": "s", "facility_zh": "甲街道驿站", "facility_en": "North station"}


def row(rank, key="all", effect=-2.0, own=0.5, wide=1.0, **fields):
    """One row of the table; own and wide are half-widths of its intervals."""
    low, high = effect - wide, effect + wide
    return {
        "rank": rank, "group": f"g{rank}", "group_zh": f"第{rank}组", "group_en": f"Team {rank}", **PLACE,
        "skills": "a", "busy_share": 0.5, "potential": 3.0, "waited": 4.0, "kpi": "processing_hours_p90",
        "level": "network" if key == "all" else "kind", "key": key, "unit": "working hours",
        "mean_base": 13.0,
        "effect": effect, "low": effect - own, "high": effect + own, "simultaneous_low": low,
        "simultaneous_high": high, "n": 10, "clear": low > 0 or high < 0, "cost": 120_000.0,
        "cost_per_hour": None, "tested": 10, **fields,
    }  # fmt: skip


def table(*rows):
    return pl.DataFrame(rows, infer_schema_length=None)


def test_the_greatest_clear_cut_is_told():
    # the first by rank is unclear; the second is clear
    rows = table(row(1, effect=-3.0, wide=4.0), row(2))
    assert finding(rows, "en") == (
        'One more person in the group "Team 2 (North station)" would cut the 90th percentile of processing'
        " time most: by 2.00 working hours (95 % interval, all 10 tested together: 1.00 … 3.00 working"
        " hours), for CNY 0.12 million a year (assumed)."
    )
    small = finding(table(row(1, effect=-0.25, wide=0.1)), "en")
    assert (
        "by 15.0 minutes of working time (95 % interval, all 10 tested together: 9.0 … 21.0 minutes" in small
    )
    assert "“第2组（甲街道驿站）”多一人" in finding(rows, "zh")
    assert "每年 12 万元（假设）" in finding(rows, "zh")


def test_that_nobody_cuts_it_is_told_with_a_bound():
    # a clear rise is no cut; the furthest lower end is -0.4 hours
    rows = table(row(1, effect=-0.1, wide=0.3), row(2, effect=2.0), row(3, effect=0.0, own=0.0, wide=0.0))
    said = finding(rows, "en")
    assert said.startswith("At these volumes no single person would clearly cut")
    assert "(13.0 working hours)" in said
    assert said.endswith("none of them cuts it by more than 0.400 working hours (24.0 minutes).")
    assert "缩短都不超过 0.400 工作小时（24.0 分钟）" in finding(rows, "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_infinite_percentiles_tell_nothing(lang):
    nothing = dict.fromkeys(("effect", "low", "high", "simultaneous_low", "simultaneous_high", "mean_base"))
    rows = table(row(1) | nothing | {"clear": False, "n": 0})
    assert {"zh": "无穷", "en": "infinite"}[lang] in finding(rows, lang)
    (look,) = of_table(rows).rows["look"]
    assert look == "none"


@pytest.mark.parametrize(
    ("effect", "own", "wide", "look"),
    [
        (-2.0, 0.5, 1.0, "better"), (2.0, 0.5, 1.0, "worse"), (-2.0, 0.5, 3.0, "better_alone"),
        (2.0, 0.5, 3.0, "worse_alone"), (-2.0, 2.5, 3.0, "unclear"), (0.0, 0.0, 0.0, "zero"),
    ],
)  # fmt: skip
def test_looks(effect, own, wide, look):
    assert of_table(table(row(1, effect=effect, own=own, wide=wide))).rows["look"].to_list() == [look]


def test_five_groups_in_three_panels():
    keys = ("all", "transaction", "problem")
    rows = table(*(row(rank, key) for rank in range(1, 8) for key in keys))
    found = of_table(rows)
    assert found.rows["key"].to_list() == [key for key in keys for _ in range(SHOWN)]
    assert found.rows["rank"].to_list() == [1, 2, 3, 4, 5] * 3
    data = found.as_json()
    assert data["rows"]["panel"][0] == [KEYS["all"]["zh"], KEYS["all"]["en"]]
    assert data["rows"]["group"][1] == ["第2组（甲街道驿站）", "Team 2 (North station)"]
    assert "10 groups" in data["notes"][1]["en"]
    looks = {f"look.{one}" for one in data["rows"]["look"]}
    assert looks <= set(data["texts"])


def test_a_group_named_for_its_place_is_not_named_twice():
    named = row(1, group_zh="甲街道窗口", group_en="North window")
    assert (label(named, "zh"), label(named, "en")) == ("甲街道窗口", "North window")


def test_durations():
    assert duration(1.5, "en") == "1.50 working hours"
    assert duration(0.25, "zh") == "0.250 工作小时（15.0 分钟）"


def test_a_folder_with_and_without_the_file(tmp_path):
    run = tmp_path / "runs" / "today"
    run.mkdir(parents=True)
    write_manifest(tmp_path, {"kind": COMPARISON, "base": "today", "others": []})
    write_manifest(run, {"kind": RUN})
    assert chart(run) is None
    write_csv(table(row(1)), run / BOTTLENECKS)
    assert chart(run).as_json() == chart(tmp_path).as_json()
    assert of_table(table(row(1)).clear()) is None
