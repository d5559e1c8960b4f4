"""Rosters of a scenario's rotating specialists: how long they take to plan, and what the present ones cover.

`python -m benchmarks.rosters [SCENARIO] [--out FILE.yaml]`; no part of `run.py bench`. One replication says
where work arises; the present roster is measured by the same aims as the planned one.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from sim.experiment.engines import engine_named
from sim.network import compile_network
from sim.planning.recommendation import write_recommendation
from sim.planning.roster import (
    Roster,
    cover_table,
    present_week,
    roster_changes,
    roster_problem,
    rotating_groups,
    solve_roster,
    work_by_place_and_skill,
)
from sim.sampling import draw_case_table
from sim.scenario import Scenario, load

SEED = 1


def main() -> None:
    """Plan and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("scenario", nargs="?", default="scenarios/huzhou", type=Path)
    parser.add_argument(
        "--out", type=Path, help="write the scenario with the planned rosters to this yaml file"
    )
    wanted = parser.parse_args()
    scenario = load(wanted.scenario)
    compiled = compile_network(scenario)
    table = draw_case_table(compiled, SEED, replication=1)
    work = work_by_place_and_skill(compiled, table, engine_named("fast")(compiled.network, table))
    week = roster_problem(scenario, rotating_groups(scenario), work)
    print(
        f"{len(week.members)} members, {len(week.places)} places,"
        f" {sum(len(place.wants) for place in week.places)} pairs of place and skill with work"
    )
    planned = solve_roster(week)
    _tell("present", scenario, solve_roster(present_week(scenario, week)))
    _tell("planned", scenario, planned)
    if wanted.out:
        base = os.path.relpath(wanted.scenario, wanted.out.parent)
        changes = roster_changes(scenario, week, planned)
        write_recommendation(
            wanted.out, scenario, base, changes, suffix=("rosters", "（排班）", " (rosters)")
        )


def _tell(name: str, scenario: Scenario, roster: Roster) -> None:
    cover = cover_table(scenario, roster)
    print(
        f"{name}: {len(roster.visits)} half-days, {cover['covered_hours'].sum():.1f} of"
        f" {cover['wanted_hours'].sum():.1f} hours of work covered (weighed: {roster.covered:.1f}),"
        f" {roster.same_day:.1f} on the day it arises, {roster.travel_minutes / 60:.1f} hours of travel;"
        f" {'proven' if roster.proven else 'not proven'} in {roster.seconds:.1f} s"
    )


if __name__ == "__main__":
    main()
