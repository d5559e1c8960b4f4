"""Tours of rotating specialists: planned ones as an option beside today's, and a plan's week as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from sim import sampling
from sim.experiment.engines import engine_named
from sim.network.contract import Compiled
from sim.planning.numbers import SEARCH
from sim.planning.roster.changes import present_week, roster_changes
from sim.planning.roster.problem import roster_problem, rotating_groups
from sim.planning.roster.solve import solve_roster
from sim.planning.roster.table import roster_table
from sim.planning.roster.week import Limits
from sim.planning.roster.work import work_by_place_and_skill
from sim.planning.staffing.rules import Choice, Option, Tours
from sim.scenario import Scenario

Work = Mapping[tuple[str, str], float]
SECONDS = 30.0  # of each aim of a roster


def weekly_work(scenario: Scenario, compiled: Compiled, engine: str) -> Work:
    """Return hours of work a week by (facility, skill), of one replication of today's network."""
    table = sampling.draw_case_table(compiled, scenario.settings.seed, SEARCH)
    log = engine_named(engine)(compiled.network, table, progress=lambda done, total: None)
    return work_by_place_and_skill(compiled, table, log)


def default_tours(scenario: Scenario) -> tuple[Tours, ...]:
    """Return one choice of tours for all rotating groups that have work, if there are any."""
    groups = rotating_groups(scenario)
    if not groups:
        return ()
    tours = Tours(
        name="tours", name_zh="轮驻排班", name_en="Tours of rotating specialists", groups=list(groups)
    )
    return (tours,)


def choice_of(scenario: Scenario, tours: Tours, work: Work) -> Choice:
    """Return the choice between today's tours and planned ones.

    Raises:
        InputError: a group does not rotate, is not at work, or has no work within reach.
    """
    limits = Limits(minutes=tours.travel_minutes)
    week = roster_problem(scenario, tours.groups, work, limits=limits)
    if tours.visits:
        wanted = {
            (place.id, want.skill): tours.visits
            for place in week.places
            for want in place.wants
            if want.worth == 1
        }
        week = roster_problem(scenario, tours.groups, work, limits=limits, visits=wanted)
    planned = roster_changes(scenario, week, solve_roster(week, time_limit=SECONDS))
    return Choice(
        name=tours.name,
        name_zh=tours.name_zh,
        name_en=tours.name_en,
        options=[
            Option(name="as_today", name_zh="现有排班", name_en="as today"),
            Option(name="planned", name_zh="优化排班", name_en="planned", changes=planned),
        ],
        source=tours.source,
    )


def calendar(scenario: Scenario, work: Work) -> pl.DataFrame | None:
    """Return the week of all rotating groups as the scenario has it, or None if there are none."""
    groups = _with_work(scenario, rotating_groups(scenario), work)
    if not groups:
        return None
    week = roster_problem(scenario, groups, work, limits=Limits(minutes=1e6))
    week = present_week(scenario, week)
    return roster_table(scenario, week, solve_roster(week, fill=False, time_limit=SECONDS))


def _with_work(scenario: Scenario, groups: Sequence[str], work: Work) -> list[str]:
    skills = {skill for (_, skill), hours in work.items() if hours > 0}
    return [row.id for row in scenario.staff if row.id in set(groups) and skills & set(row.skills)]
