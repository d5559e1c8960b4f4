"""The mixed-integer program of a week: columns and rows.

Columns: z[t], how many days a tour t is made; a tour belongs to a kind of members (g) that nothing tells
apart and to a class of days (c) that are alike, and goes to one or two places, or to one for half a day.
y[g, c, p, k], hours of work on skill k that they do at place p; v[p, k, c], days of the class with somebody
of the skill there. With W[p, k] the work wanted and H[t, p] the hours that a tour leaves at a place:

    sum over t of z <= members of g x days of c                        for each kind and class
    sum over t of half-days of t x z <= half-days                      where they are limited
    sum over the tours with an assignment that is given of z >= 1
    y[g, c, p, k] <= sum over t of min(W[p, k], H[t, p]) z
    sum over k of y[g, c, p, k] <= sum over t of H[t, p] z
    sum over g, c of y[g, c, p, k] <= W[p, k]                          an hour of work is covered once
    v[p, k, c] <= sum of z of the tours by p with the skill, v[p, k, c] <= days of c
    sum over c of v[p, k, c] + short >= visits wanted
    sum over a window of v[p, k, c] + short >= 1                       windows: runs of as many days as a gap

The bound of y by min(W, H) keeps the relaxation from covering a little work at many places by slivers of
presence. Tours are whole days for a like reason: half-days joined by pairs have a relaxation that is half in
one place the whole day, and so halves its travel. Kinds and classes take the symmetry of persons and days
out.

With classes of single days the program is the week's. With larger ones it is a relaxation: the same place
may seem to be visited on more days than its tours can be dealt to, and of a gap only the number of visits is
asked that it takes at least; see ``deal``.
"""

from __future__ import annotations

from collections import defaultdict
from math import ceil
from typing import NamedTuple

from sim.planning.location.program import Program
from sim.planning.roster.tours import Alike, Kind, Tour, limited, tours_of
from sim.planning.roster.week import HALVES, Week, windows

Entries = dict[int, float]  # of one row: coefficient by column


class Built(NamedTuple):
    """The program, and what its columns mean."""

    program: Program
    kinds: list[Kind]
    days: list[Alike]
    tours: list[Tour]  # column i counts tour i
    work: dict[int, tuple[int, int, int, int]]  # column of y: (kind, class of days, place, want)
    there: dict[tuple[int, int, int], int]  # (place, want, class of days): column of v
    short: list[int]  # columns that demands fall short by
    spaced: dict[
        tuple[int, int], int
    ]  # (place, want) with a gap of which the days are left to dealing: short


def build(week: Week, days: list[Alike], kinds: list[Kind]) -> Built:
    """Return the program of a week, its days in these classes and its members in these kinds."""
    tours = tours_of(week, kinds, days)
    program = Program()
    most = [float(len(kinds[tour.kind].members) * len(days[tour.days])) for tour in tours]
    program.add_columns(len(tours), upper=most, integer=True)
    built = Built(program, kinds, days, tours, {}, {}, [], {})
    _presence(week, built)
    _given(week, built)
    _totals(built)
    _work(week, built)
    _there(week, built)
    for p, place in enumerate(week.places):
        for k, want in enumerate(place.wants):
            if want.visits:
                _visits(built, p, k, want.visits)
            if want.gap is not None:
                _gap(week, built, p, k)
    return built


def skilled(week: Week, built: Built, kind: int, place: int) -> list[int]:
    """Return the numbers of the wants of a place that a kind of members has the skill for."""
    skills = week.members[built.kinds[kind].first].skills
    return [k for k, want in enumerate(week.places[place].wants) if want.skill in skills]


def _presence(week: Week, built: Built) -> None:
    of_days: dict[tuple[int, int], Entries] = defaultdict(dict)
    of_kind: dict[int, Entries] = defaultdict(dict)
    for i, tour in enumerate(built.tours):
        of_days[tour.kind, tour.days][i] = 1.0
        of_kind[tour.kind][i] = float(tour.half_days)
    for (kind, days), own in of_days.items():
        _at_most(built, own, float(len(built.kinds[kind].members) * len(built.days[days])))
    for kind, own in of_kind.items():
        member = built.kinds[kind].first
        if limited(week, member):
            _at_most(built, own, float(len(built.kinds[kind].members) * week.members[member].half_days))


def _given(week: Week, built: Built) -> None:
    names = {place.id: p for p, place in enumerate(week.places)}
    for one in week.fixed:
        half, wanted = HALVES.index(one.half), (one.member, (one.weekday,), names[one.place])
        own = [
            i
            for i, tour in enumerate(built.tours)
            if (built.kinds[tour.kind].first, built.days[tour.days], tour.places[half]) == wanted
        ]
        built.program.add_row(own, 1.0, lower=1.0)


def _totals(built: Built) -> None:
    """Add the half-days of a kind at a place as whole numbers of their own: good to branch on."""
    at: dict[tuple[int, int], Entries] = defaultdict(dict)
    for i, tour in enumerate(built.tours):
        for place in tour.places:
            if place is not None:
                own = at[tour.kind, place]
                own[i] = own.get(i, 0.0) + 1.0
    most = sum(len(kind.members) for kind in built.kinds) * len(HALVES) * 7
    for own in at.values():
        (column,) = built.program.add_columns(1, upper=most, integer=True).tolist()
        built.program.add_row([column, *own], [-1.0, *own.values()], lower=0.0, upper=0.0)


def _work(week: Week, built: Built) -> None:
    visits: dict[tuple[int, int, int], Entries] = defaultdict(dict)
    of_want: dict[tuple[int, int], Entries] = defaultdict(dict)
    for i, tour in enumerate(built.tours):
        for place, hours in tour.hours:
            visits[tour.kind, tour.days, place][i] = hours
    for (kind, days, p), hours_of in visits.items():
        columns: Entries = {}
        for k in skilled(week, built, kind, p):
            wanted = week.places[p].wants[k].hours
            if wanted > 0:
                (column,) = built.program.add_columns(1, upper=wanted).tolist()
                most = {i: -min(wanted, hours) for i, hours in hours_of.items()}
                _at_most(built, {column: 1.0} | most, 0.0)
                built.work[column] = kind, days, p, k
                columns[column] = of_want[p, k][column] = 1.0
        if len(columns) > 1:
            _at_most(built, columns | {i: -hours for i, hours in hours_of.items()}, 0.0)
    for (p, k), own in of_want.items():
        _at_most(built, own, week.places[p].wants[k].hours)


def _there(week: Week, built: Built) -> None:
    tours: dict[tuple[int, int, int], Entries] = defaultdict(dict)
    for i, tour in enumerate(built.tours):
        for place, _ in tour.hours:
            for k in skilled(week, built, tour.kind, place):
                tours[place, k, tour.days][i] = -1.0
    for key, own in tours.items():
        (column,) = built.program.add_columns(1, upper=len(built.days[key[2]])).tolist()
        built.there[key] = int(column)
        _at_most(built, {column: 1.0} | own, 0.0)


def _visits(built: Built, place: int, want: int, least: int) -> None:
    columns = [built.there.get((place, want, c), -1) for c in range(len(built.days))]
    built.short.append(_demand(built, columns, least))


def _gap(week: Week, built: Built, place: int, want: int) -> None:
    runs = windows(week, place, want)
    if all(len(weekdays) == 1 for weekdays in built.days):
        class_of = {weekdays[0]: c for c, weekdays in enumerate(built.days)}
        for run in runs:
            columns = [built.there.get((place, want, class_of[day]), -1) for day in run]
            built.short.append(_demand(built, columns, 1))
    elif runs:
        columns = [built.there.get((place, want, c), -1) for c in range(len(built.days))]
        short = _demand(built, columns, ceil(len(runs) / len(runs[0])))
        built.short.append(short)
        built.spaced[place, want] = short


def _demand(built: Built, columns: list[int], least: int) -> int:
    """Add a demand of days, ``columns`` of v (-1: none), and return the column that it falls short by."""
    (short,) = built.program.add_columns(1, upper=float(least)).tolist()
    built.program.add_row([short, *(one for one in columns if one >= 0)], 1.0, lower=float(least))
    return int(short)


def _at_most(built: Built, row: Entries, most: float) -> None:
    built.program.add_row(list(row), list(row.values()), upper=most)
