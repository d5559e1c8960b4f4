"""Table functions on tiny data, by hand."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sim.report.charts import backlog, comparison, county, flow, network_map, processing_time, utilisation
from sim.report.data import Caption, Comparison, Run, make_up_days, median_utilisation
from sim.report.placing import densest

CAPTION = Caption("小网", "Small net", date(2024, 1, 1), 14, 7, 2, 1)
SERIES = {
    "replication": pl.Int64,
    "series": pl.String,
    "key": pl.String,
    "x": pl.Float64,
    "value": pl.Float64,
}
SUMMARY = ["kpi", "unit", "level", "key", "n", "mean", "sd", "ci_low", "ci_high"]


def run(series=(), summary=(), replications=2, **tables):
    caption = Caption("小网", "Small net", date(2024, 1, 1), 14, 7, replications, 1)
    columns = {name: pl.String if i < 4 else pl.Float64 for i, name in enumerate(SUMMARY)}
    return Run(
        Path(),
        {},
        pl.DataFrame(),
        pl.DataFrame(list(summary), schema=columns, orient="row"),
        pl.DataFrame(list(series), schema=SERIES, orient="row"),
        {},
        {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in tables.items()},
        pl.DataFrame(),
        caption,
    )


def test_processing_time_shares_are_pooled_and_bands_are_by_replication():
    name = "processing_ratio"
    rows = processing_time.table(
        run(
            [
                (0, name, "problem", 0.95, 6),
                (0, name, "problem", 1.0, 2),
                (1, name, "problem", 0.15, 8),
                (1, name, "problem", 3.0, 4),
            ]
        )
    )
    assert rows.height == 61
    got = {row["bin"]: row for row in rows.iter_rows(named=True)}
    assert got[19]["cases"] == 3  # (6 + 0) / 2 replications
    assert got[19]["share"] == pytest.approx(6 / 20)
    assert got[3]["x"] == pytest.approx(0.15)
    assert (got[19]["cumulative_low"], got[19]["cumulative_high"]) == (
        pytest.approx(8 / 12),
        pytest.approx(6 / 8),
    )
    assert got[60]["share"] == pytest.approx(4 / 20)
    assert processing_time.on_time(rows, "problem") == pytest.approx(14 / 20)  # the bin at 1.0 is late


def test_processing_time_leaves_out_a_kind_without_cases():
    rows = processing_time.table(run([(0, "processing_ratio", "problem", 0.5, 0)]))
    assert rows.is_empty()


def test_backlog_spreads_over_replications():
    rows = backlog.table(run([(0, "backlog", "problem", 3, 10), (1, "backlog", "problem", 3, 16)]))
    assert rows.rows() == [("problem", 3, 13.0, 10.0, 16.0)]


@pytest.mark.parametrize(
    ("days", "first", "second", "last"),
    [
        (6, (0, "01-01"), (1, "01-02"), 6),
        (30, (0, "01-01"), (7, "01-08"), 28),
        (365, (0, "2024-01"), (31, "2024-02"), 335),
    ],
)
def test_date_ticks_are_few_and_right(days, first, second, last):
    positions, labels = backlog.date_ticks(date(2024, 1, 1), days)
    ticks = list(zip(positions, labels, strict=True))
    if len(ticks) <= 12:
        assert ticks[0] == first
    assert len(ticks) <= 13
    if days != 365:
        assert ticks[1] == second
        assert positions[-1] == last


def test_utilisation_ranks_by_the_whole_week_and_marks_work_without_presence():
    series = [
        (0, "presence_hours", "a", 9, 3600),
        (1, "presence_hours", "a", 9, 3600),
        (0, "busy_hours", "a", 9, 1800),
        (0, "busy_hours", "a", 18, 600),
        (0, "presence_hours", "b", 10, 1000),
        (0, "busy_hours", "b", 10, 900),
        (0, "busy_hours", "c", 10, 5),
    ]
    facilities = [{"id": i, "name_zh": f"{i}站", "name_en": i.upper()} for i in "abc"]
    rows = utilisation.table(run(series, facilities=facilities))
    got = rows.select("rank", "facility", "name_zh", "hour", "utilisation", "of").rows()
    assert got == [(1, "b", "b站", 10, 0.9, 2), (2, "a", "a站", 9, 0.25, 2), (2, "a", "a站", 18, None, 2)]
    assert rows["total"].unique().sort().to_list() == [pytest.approx(2400 / 7200), 0.9]
    assert utilisation.columns(rows) == [9, 10]  # 18 is no hour of presence


@pytest.mark.parametrize("width", range(1, 25))
def test_no_hour_label_runs_into_the_next_day(width):
    ticks = [*utilisation.hour_ticks(width), width]  # the next day's first
    assert ticks[0] == 0
    assert len(ticks) <= 5
    assert min(b - a for a, b in itertools.pairwise(ticks)) >= min(width, -(-width // 4)) * 0.6


def test_make_up_workdays_of_the_measured_window_are_named():
    start = date(2024, 1, 1)
    days = make_up_days(start, 14, 56, "china")
    assert days == (date(2024, 2, 4), date(2024, 2, 18))  # Spring Festival of 2024
    assert make_up_days(start, 14, 48, "china") == (date(2024, 2, 4),)  # day 48 is 18 February
    assert make_up_days(start, 14, 56, "none") == ()
    caption = replace(CAPTION, make_up_days=days)
    assert "2024-02-04 (Sun), 2024-02-18 (Sun)" in utilisation.make_up_note(caption, "en")
    assert "2024-02-04（周日）、2024-02-18（周日）" in utilisation.make_up_note(caption, "zh")
    assert utilisation.make_up_note(CAPTION, "en") == ""


def test_median_utilisation_is_over_facilities():
    rows = [(0, "presence_hours", key, 9, 100) for key in "abc"]
    rows += [(0, "busy_hours", "a", 9, 10), (0, "busy_hours", "b", 9, 30), (0, "busy_hours", "c", 9, 95)]
    assert median_utilisation(run(rows).series) == pytest.approx(0.3)
    assert median_utilisation(run().series) is None


def flow_rows():
    flows = {
        "station>solved": (8, 6),
        "station>district": (2, 4),
        "district>solved": (1, 3),
        "district>station": (1, 0),
        "district>open": (0, 1),
    }
    return flow.table(run([(r, "flow", key, 0, v[r]) for key, v in flows.items() for r in (0, 1)]))


def test_flow_counts_are_means_and_absent_moves_are_zero():
    got = {(a, b): rest for a, b, *rest in flow_rows().rows()}
    assert got["station", "solved"] == [7, 6, 8]
    assert got["district", "open"] == [0.5, 0, 1]


def test_flow_fates_and_direction_of_moves():
    rows = flow_rows()
    got = {(t, f): (c, s) for t, f, c, s in flow.fates(rows).rows()}
    assert got["station", "up"] == (3, pytest.approx(0.3))
    assert flow.at_station(flow.fates(rows), "solved") == pytest.approx(0.7)
    assert flow.at_station(flow.fates(rows), "lost") == 0
    assert got["district", "up"] == (0.5, pytest.approx(0.5 / 3))
    assert flow.moves(rows, up=True).select("from", "to").rows() == [("station", "district")]
    assert flow.moves(rows, up=False).select("from", "to").rows() == [("district", "station")]


def test_county_takes_counties_in_order_with_the_network_last_and_its_own_targets():
    summary = [
        ("on_time_share", "share", "network", "all", 2, 0.9, 0.1, 0.8, 1.0),
        ("on_time_share", "share", "county", "b", 2, 0.7, 0.1, 0.6, 0.8),
        ("on_time_share", "share", "county", "a", 1, 0.95, None, None, None),
        ("on_time_share", "share", "service", "a", 1, 0.5, None, None, None),
        ("cases_solved", "cases", "county", "a", 1, 5.0, None, None, None),
    ]
    rows = county.table(
        run(
            (),
            summary,
            counties=[
                {"id": "b", "name_zh": "乙", "name_en": "B"},
                {"id": "a", "name_zh": "甲", "name_en": "A"},
            ],
            targets=[
                {"kpi": "on_time_share", "level": "county", "key": "b", "at_least": "0.8"},
                {"kpi": "on_time_share", "level": "service", "key": "a", "at_least": "0.6"},
            ],
        )
    )
    assert rows.select("county", "name_zh", "mean", "ci_low", "target").rows() == [
        ("b", "乙", 0.7, 0.6, 0.8),
        ("a", "甲", 0.95, None, None),
        ("all", "全网", 0.9, 0.8, None),
    ]


def test_county_names_the_basis_of_each_kpi_that_it_draws():
    rows = pl.DataFrame({"kpi": ["on_time_share", "satisfaction_surveyed"]})
    assert county.bases(rows, "en") == "data-informed: Satisfaction, surveyed; prior-driven: On-time share."
    assert county.bases(rows.head(1), "zh") == "按时办结率先验主导。"


def place(name, lat, lon, kind="township", **more):
    return {
        "id": name,
        "name_zh": name,
        "name_en": name,
        "county": "c",
        "kind": kind,
        "lat": str(lat),
        "lon": str(lon),
        "open": "true",
        **more,
    }


def test_map_measures_distance_reach_and_load():
    rows = network_map.table(
        run(
            [(0, "busy_hours", "s", 9, 7200), (1, "busy_hours", "s", 10, 3600)],
            zones=[place("near", 30.5, 120.0), place("far", 30.56, 120.0)],
            facilities=[
                place("s", 30.53, 120.0),
                place("shut", 30.5, 120.0) | {"open": "false"},
                place("d", 30.5, 120.0, "department"),
            ],
            policies=[
                {"policy": "travel", "parameter": "fixed_minutes", "value": "3"},
                {"policy": "travel", "parameter": "speed", "value": "24"},
            ],
        )
    )
    got = {row["id"]: row for row in rows.iter_rows(named=True)}
    assert set(got) == {"near", "far", "s"}
    assert got["s"]["y"] == pytest.approx(0.03 * 111.32)
    assert got["s"]["radius"] == pytest.approx(0.2 * 24 / 1.324)
    assert got["near"]["covered"]  # 3.34 km against 3.63 km
    assert got["s"]["load"] == pytest.approx(1.5)  # 3 hours in 1 measured week, over 2 replications
    slow = network_map.radius_km(run(policies=[{"policy": "travel", "parameter": "speed", "value": "20"}]))
    assert slow == pytest.approx(0.2 * 20 / 1.324)


def test_map_reaches_further_on_faster_roads():
    """12 minutes: 2 km at 20 km/h take 6 of them, 6 minutes more at 40 km/h are 4 km."""
    blank = {"up_to_km": None, "speed": "40"}
    by_class = run(roads=[{"up_to_km": "2", "speed": "20"}, blank])
    assert network_map.radius_km(by_class) == pytest.approx(6 / 1.324)
    places = {"zones": [place("z", 30.5, 120.0)], "facilities": [place("s", 30.5, 120.0)]}
    trip = [{"origin": "z", "facility": "s", "km": "3", "minutes": "9"}]
    assert [network_map.table(run(**places, **more))["matrix"][0] for more in ({}, {"travel": trip})] == [
        False, True,
    ]  # fmt: skip


def test_map_counts_stations_and_centres_and_tells_both_shares_of_access():
    places = [place("s", 30.5, 120.0), place("c", 30.5, 120.1, "district_centre")]
    zones = [place("near", 30.5, 120.0), place("far", 30.9, 120.0)]
    kpi = ("within_15_minutes_enterprises", "share", "network", "all", 2, 0.894, 0.0, 0.894, 0.894)
    rows = network_map.table(run((), [kpi], zones=zones, facilities=places))
    line = network_map.finding(rows, "en")
    assert line.startswith("1 station and 1 centre; 50.0 % of the demand points")
    assert line.endswith("it is 89.4 % (the KPI)")
    assert "1 个驿站、1 个中心；50.0 %" in network_map.finding(rows, "zh")
    bare = network_map.finding(network_map.table(run(zones=zones, facilities=places)), "en")
    assert "KPI" not in bare


def test_the_crowded_part_is_the_square_with_the_most_points():
    crowd = [(10.0 + i, 20.0) for i in range(3)]
    points = np.array([(0.0, 0.0), *crowd, (30.0, 0.0)])
    assert densest(points, 4.0, 3) == (11.0, 20.0, 4.0)
    assert densest(points, 4.0, 4) is None
    assert densest(np.empty((0, 2)), 4.0, 1) is None


def test_comparison_takes_headline_kpis_of_the_network_in_order():
    rows = pl.DataFrame(
        [
            ("on_time_share", "share", "network", 0.9, 0.02),
            ("cases_solved", "cases", "network", 100.0, -5.0),
            ("cases_solved", "cases", "county", 50.0, -2.0),
            ("unheard_of", "cases", "network", 1.0, 1.0),
        ],
        schema=["kpi", "unit", "level", "mean_base", "difference"],
        orient="row",
    ).with_columns(
        base=pl.lit("b"),
        other=pl.lit("o"),
        ci_low=pl.col("difference") - 0.01,
        ci_high=pl.col("difference") + 0.01,
        n=pl.lit(2),
    )
    runs = {name: run() for name in ("b", "o", "p")}
    old = comparison.table(Comparison(Path(), rows, runs, CAPTION))
    assert old.select("kpi", "base", "verdict", "panel", "name_en").rows() == [
        ("cases_solved", 100.0, "worse_alone", 0, "Small net"),
        ("on_time_share", 0.9, "better_alone", 1, "Small net"),
    ]
    wide = rows.with_columns(
        simultaneous_low=pl.col("difference") - 0.03, simultaneous_high=pl.col("difference") + 0.03
    )
    pairs = pl.concat([wide, wide.with_columns(base=pl.lit("o"), other=pl.lit("p"))])
    got = comparison.table(Comparison(Path(), pairs, runs, CAPTION))
    assert got.select("kpi", "other", "verdict", "panel", "row", "against_en").rows() == [
        ("cases_solved", "o", "worse", 0, 0, ""),
        ("cases_solved", "p", "worse", 0, 1, "Small net"),
        ("on_time_share", "o", "better_alone", 1, 0, ""),
        ("on_time_share", "p", "better_alone", 1, 1, "Small net"),
    ]
    assert got["wide_high"].to_list() == pytest.approx([-4.97, -4.97, 0.05, 0.05])


@pytest.mark.parametrize(("reach", "step"), [(1.0, 0.5), (1.12 * 300, 200), (7.0, 5.0), (0.013, 0.01)])
def test_ticks_of_a_difference_are_round(reach, step):
    assert comparison._step(reach) == pytest.approx(step)
