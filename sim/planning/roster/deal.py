"""Deal tours to days and members: the last step, once it is known how often each tour is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.planning.location.program import OPTIMAL, Program
from sim.planning.roster.program import Built, skilled
from sim.planning.roster.tours import Tour
from sim.planning.roster.week import Floats, Week


class Dealt(NamedTuple):
    """One day of one member."""

    member: int
    weekday: int
    tour: int


def deal(week: Week, built: Built, x: Floats, time_limit: float) -> list[Dealt] | None:
    """Return the days of all members, or None if the tours cannot be dealt so that v comes true.

    u[t, d], how often tour t is made on day d: sum over d of u[t, d] = z[t]; sum over the tours of a kind of
    u[t, d] <= its members; sum over d of min(1, sum of u[t, d] over tours by p with skill k) >= v[p, k, c].
    """
    counts = np.rint(x[: len(built.tours)]).astype(np.int64)
    made = np.flatnonzero(counts).tolist()
    if not made:
        return []
    program = Program()
    column: dict[tuple[int, int], int] = {}
    for i in made:
        weekdays = built.days[built.tours[i].days]
        columns = program.add_columns(len(weekdays), upper=float(counts[i]), integer=True).tolist()
        column |= {(i, weekday): one for weekday, one in zip(weekdays, columns, strict=True)}
        program.add_row(columns, 1.0, lower=float(counts[i]), upper=float(counts[i]))
    _members(built, program, column)
    _true(week, built, program, column, x)
    found = program.minimise(np.zeros(program.columns), time_limit)
    if found.status != OPTIMAL or found.x is None:
        return None
    times = {key: round(float(found.x[one])) for key, one in column.items()}
    return _persons(built, times)


def _members(built: Built, program: Program, column: dict[tuple[int, int], int]) -> None:
    of_day: dict[tuple[int, int], list[int]] = defaultdict(list)
    for (i, weekday), one in column.items():
        of_day[built.tours[i].kind, weekday].append(one)
    for (kind, _), own in of_day.items():
        program.add_row(own, 1.0, upper=float(len(built.kinds[kind].members)))


def _true(week: Week, built: Built, program: Program, column: dict[tuple[int, int], int], x: Floats) -> None:
    by: dict[tuple[int, int, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (i, weekday), one in column.items():
        tour = built.tours[i]
        for place, _ in tour.hours:
            for k in skilled(week, built, tour.kind, place):
                by[place, k, tour.days][weekday].append(one)
    for key, days in by.items():
        there = program.add_columns(len(days)).tolist()
        for mark, own in zip(there, days.values(), strict=True):
            program.add_row([mark, *own], [1.0, *[-1.0] * len(own)], upper=0.0)
        program.add_row(there, 1.0, lower=float(np.rint(x[built.there[key]])))


def _persons(built: Built, times: dict[tuple[int, int], int]) -> list[Dealt]:
    """Give the longest tour of a kind's day to whoever of the kind has travelled least so far."""
    travelled: dict[int, float] = defaultdict(float)
    dealt = []
    for weekday in sorted({weekday for _, weekday in times}):
        for number, kind in enumerate(built.kinds):
            today = _today(built.tours, times, number, weekday)
            free = list(kind.members)
            for i in sorted(today, key=lambda i: (-built.tours[i].minutes, i)):
                member = min(free, key=lambda m: (travelled[m], m))
                free.remove(member)
                travelled[member] += built.tours[i].minutes
                dealt.append(Dealt(member, weekday, i))
    return sorted(dealt)


def _today(tours: Sequence[Tour], times: dict[tuple[int, int], int], kind: int, weekday: int) -> list[int]:
    """Return the tours of a kind on a day, each as often as it is made."""
    return [i for (i, day), n in times.items() if day == weekday and tours[i].kind == kind for _ in range(n)]
