"""The heat map of utilisation: whole weeks, in order."""

import polars as pl

from sim.report.interactive import utilisation


def test_every_facility_has_every_hour_of_the_week_in_order(datasets):
    chart = utilisation.chart([datasets["city", "run"]])
    places = chart.rows.group_by("facility_en", maintain_order=True).agg("hour", "day_en")
    assert places.height == utilisation.SHOWN
    hours, days = places.select("hour", "day_en").row(0)
    assert hours == list(range(9, 21)) * 7  # from the first to the last hour that anybody is present
    assert days == [day for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun") for _ in range(12)]
    assert all(row == (hours, days) for row in places.select("hour", "day_en").iter_rows())


def test_hours_without_anybody_have_no_value(datasets):
    rows = utilisation.chart([datasets["tiny", "run"]]).rows
    weekend = rows.filter(pl.col("day_en").is_in(["Sat", "Sun"]))
    assert weekend["value"].null_count() == weekend.height
    assert rows.filter(pl.col("day_en") == "Mon", pl.col("hour") == 9)["value"].null_count() == 0


def test_work_off_duty_is_marked_where_it_is_much(datasets):
    rows = utilisation.chart([datasets["city", "run"]]).rows
    marked = rows.filter(pl.col("overtime") == "1")
    assert set(marked["hour"]) <= {17}
    assert marked["value"].null_count() == marked.height


def test_names_carry_the_share_of_the_week(datasets):
    first = utilisation.chart([datasets["city", "run"]]).rows.row(0, named=True)
    assert first["facility_zh"].endswith(f"  {100 * first['total']:.1f} %")
