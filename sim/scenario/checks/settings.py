"""Checks of scenario.yaml: horizon, warm-up, follow-up and working hours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sim.scenario.draft import Draft
from sim.scenario.problems import Problem, problem
from sim.scenario.schema.base import format_clock


def check_horizon(draft: Draft) -> Iterator[Problem]:
    """The warm-up ends inside the horizon; the follow-up is at most one more horizon."""
    settings = draft.settings
    if settings is None:
        return
    if settings.warm_up_days >= settings.days:
        place = draft.setting_place("warm_up_days")
        yield problem("horizon_in_warm_up", *place, "warm_up_days", settings.warm_up_days, days=settings.days)
    if settings.follow_up_days > settings.days:
        place = draft.setting_place("follow_up_days")
        yield problem(
            "follow_up_too_long", *place, "follow_up_days", settings.follow_up_days, days=settings.days
        )


def check_working_hours(draft: Draft) -> Iterator[Problem]:
    """Working intervals run forwards, in order and apart."""
    if draft.settings is None:
        return
    hours = draft.settings.working_hours
    forwards = all(begin < end for begin, end in hours)
    apart = all(before[1] <= after[0] for before, after in pairwise(hours))
    if not (forwards and apart):
        said = ", ".join(f"{format_clock(begin)}-{format_clock(end)}" for begin, end in hours)
        yield problem("bad_working_hours", *draft.setting_place("working_hours"), "working_hours", said)
