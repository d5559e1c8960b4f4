"""The measured window and statutory working time."""

from __future__ import annotations

import numpy as np

from sim.network.compile.calendar import days_of
from sim.network.compile.hours import working_time
from sim.network.compile.intervals import DAY
from sim.network.contract import Clock
from sim.scenario.scenario import Scenario

DAYS_BEYOND = 183  # statutory time reaches half a year past the end: promises and delays run on


def clock_of(scenario: Scenario) -> Clock:
    """Return the clock; ``work_before[i]`` is the working time from second 0 to the start of interval i."""
    settings = scenario.settings
    count = settings.days + settings.follow_up_days
    days = days_of(settings.start, count + DAYS_BEYOND, settings.calendar)
    work = working_time(days, settings.working_hours)
    lengths = work.end - work.start
    return Clock(
        warm_up=settings.warm_up_days * DAY,
        horizon=settings.days * DAY,
        end=count * DAY,
        work_start=work.start,
        work_end=work.end,
        work_before=np.cumsum(lengths) - lengths,
        first_weekday=settings.start.weekday(),
    )
