"""Rosters of rotating specialists: who is where on which half-day of the week, as a mixed-integer program."""

from sim.planning.roster.changes import present_week, roster_changes
from sim.planning.roster.missing import Unmet
from sim.planning.roster.problem import roster_problem, rotating_groups
from sim.planning.roster.result import Cover, Roster, Visit
from sim.planning.roster.solve import solve_roster
from sim.planning.roster.table import cover_table, roster_table
from sim.planning.roster.week import Fixed, Limits, Member, Place, Slot, Want, Week
from sim.planning.roster.work import work_by_place_and_skill

__all__ = [
    "Cover",
    "Fixed",
    "Limits",
    "Member",
    "Place",
    "Roster",
    "Slot",
    "Unmet",
    "Visit",
    "Want",
    "Week",
    "cover_table",
    "present_week",
    "roster_changes",
    "roster_problem",
    "roster_table",
    "rotating_groups",
    "solve_roster",
    "work_by_place_and_skill",
]
