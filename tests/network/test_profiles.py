"""Demand over time: what a year, a week and a holiday bring."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.network import compile_network
from tests.builders import minimal

WEEKDAY = [
    {"profile": "weekday", "index": day, "weight": weight}
    for day, weight in enumerate([6, 5, 4, 4, 4, 2, 1], 1)
]
OFFICE = [{"profile": "hour_working", "index": hour, "weight": 1} for hour in range(9, 17)]


def weights(profiles: list[dict[str, Any]], **settings: Any) -> np.ndarray:
    scenario = minimal(profiles=profiles, settings={"follow_up_days": 0, **settings})
    return compile_network(scenario).demand.hour_weight.reshape(-1, 24)


def test_no_profile_is_flat() -> None:
    assert (weights([], days=2) == 1).all()


def test_an_ordinary_week_gives_the_yearly_rate() -> None:
    week = weights([*WEEKDAY, *OFFICE], days=7, start="2024-01-15", calendar="china")
    assert week.mean() == pytest.approx(1)
    assert week.mean(axis=1) == pytest.approx(np.array([6, 5, 4, 4, 4, 2, 1]) * 7 / 26)


def test_52_ordinary_weeks_give_the_yearly_rate_under_any_season() -> None:
    season = [{"profile": "season", "index": month, "weight": month} for month in range(1, 13)]
    year = weights([*season, *WEEKDAY], days=365, start="2023-01-01", calendar="none")
    assert year.mean() == pytest.approx(1, abs=0.002)
    assert (year[350] / year[0]).mean() == pytest.approx(12)


def test_hours_of_working_days_and_of_rest_days() -> None:
    days = weights(
        [*OFFICE, {"profile": "hour_rest", "index": 20, "weight": 5}],
        days=2,
        start="2024-01-19",
        calendar="china",
    )
    assert days[0].tolist() == [3.0 if 9 <= hour < 17 else 0.0 for hour in range(24)]
    assert days[1].tolist() == [24.0 if hour == 20 else 0.0 for hour in range(24)]


def test_holidays_are_sundays_and_make_up_workdays_are_mondays() -> None:
    days = weights(WEEKDAY, days=16, start="2024-09-27", calendar="china").mean(axis=1) * 26 / 7
    #        Fri Sat Sun* Mon  1 to 7 October        Tue Wed Thu Fri Sat*  (* make-up workday)
    assert days == pytest.approx([4, 2, 6, 6, 1, 1, 1, 1, 2, 1, 1, 5, 4, 4, 4, 6])


def test_without_a_calendar_the_weekend_counts_as_monday() -> None:
    week = weights(WEEKDAY, days=7, start="2024-01-15").mean(axis=1)
    assert week == pytest.approx(np.array([6, 5, 4, 4, 4, 6, 6]) / 5)
