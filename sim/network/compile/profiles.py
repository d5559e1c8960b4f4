"""Demand over time: season, weekday and hour weights as one multiplier per hour of the run."""

from __future__ import annotations

import calendar

import numpy as np

from sim.network.compile.calendar import Days
from sim.network.contract import Floats
from sim.scenario.scenario import Scenario

SATURDAY, SUNDAY = 5, 6
MONTH_DAYS = np.array([calendar.monthrange(2001, month)[1] for month in range(1, 13)], dtype=np.float64)


def hour_weights(scenario: Scenario, days: Days) -> Floats:
    """Return the intensity multiplier of each hour of the run.

    ``season(month) x weekday(day) x hour(hour of day)``; each factor is divided by its mean (months by their
    days in an ordinary year, weekdays over an ordinary week, hours over the day), so that an ordinary year
    without holidays gives the yearly rate. Working days take the weekday's weight (Monday's for a make-up
    workday at the weekend) and the hours of working days; rest days take Saturday's or Sunday's weight
    (Sunday's for a public holiday) and the hours of rest days. A profile without rows is flat.
    """
    season = _weights(scenario, "season", range(1, 13))
    weekday = _weights(scenario, "weekday", range(1, 8))
    on_working = _weights(scenario, "hour_working", range(24))
    on_rest = _weights(scenario, "hour_rest", range(24))
    ordinary_week = weekday
    if scenario.settings.calendar == "none":  # every day works, so the weekend counts as Monday
        ordinary_week = weekday[[0, 1, 2, 3, 4, 0, 0]]
    season = _scaled(season, float(season @ MONTH_DAYS / MONTH_DAYS.sum()))
    weekday = _scaled(weekday, float(ordinary_week.mean()))

    kind = days.weekday.copy()
    kind[days.working & (kind >= SATURDAY)] = 0
    kind[~days.working & ((kind < SATURDAY) | days.holiday)] = SUNDAY
    by_day = season[days.month - 1] * weekday[kind]
    by_hour = np.where(
        days.working[:, None], _scaled(on_working, on_working.mean()), _scaled(on_rest, on_rest.mean())
    )
    return np.ascontiguousarray((by_day[:, None] * by_hour).reshape(-1))


def _weights(scenario: Scenario, profile: str, indices: range) -> Floats:
    """Return the weights of a profile: flat without rows, 0 where a row is missing."""
    given = {row.index: row.weight for row in scenario.profiles if row.profile == profile}
    return np.array([given.get(index, 0.0) if given else 1.0 for index in indices], dtype=np.float64)


def _scaled(weights: Floats, mean: float) -> Floats:
    return weights / mean if mean > 0 else weights
