"""Deal tours to days and members: the last step, once it is known how often each tour is made."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from sim.planning.location.program import OPTIMAL, Program
from sim.planning.roster.program import Built, skilled
from sim.planning.roster.tours import Kind, limited
from sim.planning.roster.week import Floats, Week, windows


class Dealt(NamedTuple):
    """One day of one member."""

    member: int
    weekday: int
    tour: int


Turn = tuple[int, int, int]  # tour, weekday, number of the team
Turns = dict[Turn, int]  # column of u, or how often
Pool = tuple[int, int]  # place, want


def deal(week: Week, built: Built, x: Floats, time_limit: float) -> list[Dealt] | None:
    """Return the days of all members, or None if the tours cannot be dealt so that v comes true.

    u[t, d, g], how often tour t is made on day d by team g: a kind of members, or one member where half-days
    are limited. Rows: sum over d, g of u = z[t]; sum over t of u[., d, g] <= members of g; sum over t, d of
    half-days x u <= half-days of g; days of class c with the skill there >= v[p, k, c]; one at least in every
    run of days that a gap allows.
    """
    counts = np.rint(x[: len(built.tours)]).astype(np.int64)
    made = np.flatnonzero(counts).tolist()
    if not made:
        return []
    teams = _teams(week, built.kinds)
    program = Program()
    column: Turns = {}
    for i in made:
        tour = built.tours[i]
        turns = [
            (i, day, g) for day in built.days[tour.days] for g, one in enumerate(teams) if one[0] == tour.kind
        ]
        columns = program.add_columns(len(turns), upper=float(counts[i]), integer=True).tolist()
        column |= dict(zip(turns, columns, strict=True))
        program.add_row(columns, 1.0, lower=float(counts[i]), upper=float(counts[i]))
    _presence(week, built, program, column, teams)
    _there(week, built, program, column, x)
    found = program.minimise(np.zeros(program.columns), time_limit)
    if found.status != OPTIMAL or found.x is None:
        return None
    return _persons(built, {turn: round(float(found.x[one])) for turn, one in column.items()}, teams)


Team = tuple[int, tuple[int, ...]]  # kind, members


def _teams(week: Week, kinds: list[Kind]) -> list[Team]:
    teams: list[Team] = []
    for number, kind in enumerate(kinds):
        alone = limited(week, kind.first)
        teams += [(number, (m,)) for m in kind.members] if alone else [(number, kind.members)]
    return teams


def _presence(week: Week, built: Built, program: Program, column: Turns, teams: list[Team]) -> None:
    of_day: dict[tuple[int, int], list[int]] = defaultdict(list)
    of_team: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, weekday, g), one in column.items():
        of_day[weekday, g].append(one)
        of_team[g][one] = float(built.tours[i].half_days)
    for (_, g), own in of_day.items():
        program.add_row(own, 1.0, upper=float(len(teams[g][1])))
    for g, entries in of_team.items():
        if limited(week, teams[g][1][0]):
            most = float(week.members[teams[g][1][0]].half_days)
            program.add_row(list(entries), list(entries.values()), upper=most)


def _there(week: Week, built: Built, program: Program, column: Turns, x: Floats) -> None:
    by: dict[Pool, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (i, weekday, _), one in column.items():
        tour = built.tours[i]
        for place, _ in tour.hours:
            for k in skilled(week, built, tour.kind, place):
                by[place, k][weekday].append(one)
    class_of = {weekday: c for c, weekdays in enumerate(built.days) for weekday in weekdays}
    for (p, k), days in by.items():
        marks = dict(zip(days, program.add_columns(len(days)).tolist(), strict=True))
        for weekday, own in days.items():
            program.add_row([marks[weekday], *own], [1.0, *[-1.0] * len(own)], upper=0.0)
        for c in sorted({class_of[weekday] for weekday in days}):
            own = [mark for weekday, mark in marks.items() if class_of[weekday] == c]
            program.add_row(own, 1.0, lower=float(np.floor(x[built.there[p, k, c]] + 1e-6)))
        for window in windows(week, p, k) if (p, k) in built.spaced else []:
            program.add_row([marks[day] for day in window if day in marks], 1.0, lower=1.0)


def _persons(built: Built, times: Turns, teams: list[Team]) -> list[Dealt]:
    """Give the longest tour of a team's day to whoever of the team has travelled least so far."""
    travelled: dict[int, float] = defaultdict(float)
    dealt = []
    for weekday in sorted({weekday for _, weekday, _ in times}):
        for number, (_, members) in enumerate(teams):
            today = [i for (i, day, g), n in times.items() if (day, g) == (weekday, number) for _ in range(n)]
            free = list(members)
            for i in sorted(today, key=lambda i: (-built.tours[i].minutes, i)):
                member = min(free, key=lambda m: (travelled[m], m))
                free.remove(member)
                travelled[member] += built.tours[i].minutes
                dealt.append(Dealt(member, weekday, i))
    return sorted(dealt)
