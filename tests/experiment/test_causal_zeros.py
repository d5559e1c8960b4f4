"""Where a change cannot reach a KPI, its paired difference is 0.0 in every replication, not about 0."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sim.experiment.options import Options
from sim.experiment.simulate import Finished
from sim.experiment.study import compare
from sim.scenario import Scenario
from tests.builders import changed, facility, minimal, service, staff, with_demand, zone
from tests.builders import named as row
from tests.experiment.cities import base, named

PLACE = ["kpi", "level", "key"]
REPLICATIONS = 3


def moved(one: Scenario, other: Scenario, folder: Path) -> pl.DataFrame:
    """Compare two scenarios; return kpi, level and key of all rows that differ in any replication.

    Every other row must be an exact zero of comparison.csv, or have no finite pair of values.
    """
    done = compare(
        [named(one, "one"), named(other, "other")], Options(replications=REPLICATIONS), folder / "comparison"
    )
    first, second = (Finished(done.folder / "runs" / name).kpis for name in ("one", "other"))
    both = first.join(second, on=[*PLACE, "replication"], how="full", coalesce=True)
    assert both["replication"].n_unique() == REPLICATIONS
    unequal = both.filter(pl.col("value").ne_missing(pl.col("value_right"))).select(PLACE).unique()
    still = done.table.join(unequal, on=PLACE, how="anti").filter(pl.col("n") > 0)
    assert still.height > 100
    assert still.filter(pl.col("difference") != 0.0).is_empty()
    assert still.filter((pl.col("sd") != 0.0) | (pl.col("simultaneous_high") != 0.0)).is_empty()
    assert set(still.filter(pl.col("n") >= 2)["p"]) == {1.0}
    return unequal


# Satisfaction is drawn when a case closes, and the survey asks afterwards: nothing else hears of either.
TRUE = {
    "satisfaction_true",
    "problem_satisfaction_true",
    "satisfaction_probability",
    "problem_satisfaction_probability",
}
REPORTED = {"satisfaction_surveyed", "problem_satisfaction_surveyed", "high_quality_rate"}


def test_satisfaction_weights_move_no_time_and_no_volume(tmp_path):
    weights = {"intercept": 1.0, "wait": -2.0, "late": -3.0, "handoff": -1.0}
    kpis = set(moved(base(), changed(base(), satisfaction=weights), tmp_path)["kpi"])
    assert kpis <= TRUE | REPORTED
    assert kpis >= {"satisfaction_true", "satisfaction_surveyed"}


def test_the_survey_rate_moves_no_true_satisfaction(tmp_path):
    kpis = set(moved(base(), changed(base(), survey={"rate": 0.8}), tmp_path)["kpi"])
    assert kpis <= REPORTED | {"surveyed_cases"}
    assert kpis >= {"satisfaction_surveyed", "surveyed_cases"}


def test_a_lever_that_works_moves_both(tmp_path):
    """The control of both: slower hand-offs reach times, and satisfaction by way of them."""
    slow = changed(base(), push={"hours_with": 30, "hours_without": 30})
    kpis = set(moved(base(), slow, tmp_path)["kpi"])
    assert kpis >= {"processing_days_mean", "handoff_hours_mean", "satisfaction_true", "on_time_share"}


def two_counties(
    *, residents: int = 1, demand: float = 1.0, abroad: bool = False, called: bool = False, city: bool = False
) -> Scenario:
    """Two counties 8 km apart, each with a station and a centre of its own and nothing above.

    Args:
        residents: at the counter of county c's station.
        demand: factor of county c's demand.
        abroad: stations and centres take people of the other county, who may choose them.
        called: the lawyer who sits in county c is called to county b, too.
        city: one centre with one member stands above both.
    """
    place = {"out_of_area": abroad}
    above = {"parent": "m"} if city else {}
    there = {"county": "b"}
    scenario = minimal(
        settings={"days": 8, "warm_up_days": 2, "follow_up_days": 8, "replications": REPLICATIONS},
        counties=[row("c"), row("b")],
        zones=[zone("z", demand_factor=demand), zone("y", km=8, county="b")],
        enterprises=[{"zone": name, "industry": "i", "enterprises": 100} for name in ("z", "y")],
        services=[
            service("file", solve=(0.7, 0.7, 0.7, 1), out_of_area=True, share_walk_in=0.8, share_online=0.2),
            service("law", kind="problem", skill="law", solve=(0.6, 0.6, 0.6, 1), minutes=60),
        ],
        facilities=[
            facility("s", parent="d", **place),
            facility("d", tier="district", km=1, **place, **above),
            facility("t", km=8, parent="k", **there, **place),
            facility("k", tier="district", km=9, **there, **place, **above),
            *([facility("m", tier="city", km=4)] if city else []),
        ],
        staff=[
            staff("s.team", "s", head_count=residents),
            staff("d.team", "d"),
            staff("d.law", "d", skills="law", mode="on_call", serves="c;b" if called else "c"),
            staff("t.team", "t"),
            staff("k.team", "k"),
            *([] if called else [staff("k.law", "k", skills="law", mode="on_call", serves="b")]),
            *([staff("m.team", "m", skills="counter;law")] if city else []),
        ],
        policies={"survey": {"on": True}, "patience": {"on": True, "mean_minutes": 60}},
    )
    return with_demand(scenario, 60)


CHANGES = {"staff": {"residents": 3}, "demand": {"demand": 1.5}}


def of_county(rows: pl.DataFrame, county: str, places: tuple[str, ...]) -> pl.DataFrame:
    """Rows of a county: of its people, its facilities and its staff."""
    return rows.filter(
        ((pl.col("level") == "county") & (pl.col("key") == county))
        | ((pl.col("level") == "facility") & pl.col("key").is_in(places))
        | ((pl.col("level") == "group") & pl.col("key").str.slice(0, 1).is_in(places))
    )


@pytest.mark.parametrize("change", CHANGES)
def test_a_county_that_shares_nothing_is_not_reached(change, tmp_path):
    rows = moved(two_counties(), two_counties(**CHANGES[change]), tmp_path)
    assert of_county(rows, "b", ("t", "k")).is_empty()
    # the control: at home it is felt, in the county's waits and in the station's load
    home = set(of_county(rows, "c", ("s", "d")).rows())
    assert {("on_site_wait_minutes_mean", "county", "c"), ("utilisation", "facility", "s")} <= home


SHARED = [
    ("abroad", "staff"),
    ("abroad", "demand"),
    ("called", "demand"),
    ("city", "staff"),
    ("city", "demand"),
]


@pytest.mark.parametrize(("shared", "change"), SHARED)
def test_a_county_that_shares_places_staff_or_a_tier_is_reached(shared, change, tmp_path):
    rows = moved(two_counties(**{shared: True}), two_counties(**{shared: True}, **CHANGES[change]), tmp_path)
    assert ("wait_minutes_mean", "county", "b") in of_county(rows, "b", ("t", "k")).rows()


def test_a_shared_lawyer_is_no_way_for_what_happens_at_the_counter(tmp_path):
    """Sharing alone is not enough: the counter's cases never wait for the lawyer, nor he for them."""
    rows = moved(two_counties(called=True), two_counties(called=True, residents=3), tmp_path)
    assert of_county(rows, "b", ("t", "k")).is_empty()
    assert ("on_site_wait_minutes_mean", "county", "c") in rows.rows()
    assert rows.filter(pl.col("level") == "service", pl.col("key") == "law").is_empty()
