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
    sum over a window of v[p, k, c] + short >= 1                       every run of so many opening days

The bound of y by min(W, H) keeps the relaxation from covering a little work at many places by slivers of
presence. Tours are whole days for a like reason: half-days joined by pairs have a relaxation that is half in
one place the whole day, and so halves its travel. Kinds and classes take the symmetry of persons and days
out.

With classes of single days the program is the week's. With larger ones it is a relaxation, in which the same
place may seem to be visited on more days than its tours can be dealt to; see ``deal``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sim.planning.location.program import Program
from sim.planning.roster.tours import Alike, Kind, Tour, kinds_of, limited, tours_of
from sim.planning.roster.week import HALVES, Want, Week

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


def build(week: Week, days: list[Alike]) -> Built:
    """Return the program of a week, its days in these classes."""
    kinds = kinds_of(week)
    tours = tours_of(week, kinds, days)
    program = Program()
    most = [float(len(kinds[tour.kind].members) * len(days[tour.days])) for tour in tours]
    program.add_columns(len(tours), upper=most, integer=True)
    built = Built(program, kinds, days, tours, {}, {}, [])
    _presence(week, built)
    _given(week, built)
    _totals(built)
    _work(week, built)
    _there(week, built)
    for p, place in enumerate(week.places):
        for k, want in enumerate(place.wants):
            _demands(built, [built.there.get((p, k, c), -1) for c in _classes(days, place.days)], want)
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
            _at_most(built, own, float(week.members[member].half_days))


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


def _classes(days: list[Alike], weekdays: Iterable[int]) -> list[int]:
    """Return the classes of some weekdays, each once, in the order of the weekdays; -1: nobody works then."""
    class_of = {weekday: number for number, weekdays in enumerate(days) for weekday in weekdays}
    classes = [class_of.get(weekday, -1) for weekday in weekdays]
    return [one for i, one in enumerate(classes) if one < 0 or one not in classes[:i]]


def _demands(built: Built, columns: list[int], want: Want) -> None:
    """Add what is demanded of the days with a skill there; ``columns`` of v, -1 where there is none."""
    if want.visits:
        _demand(built, columns, want.visits)
    if want.gap is not None:  # then every class is a single day
        n = len(columns)
        for start in range(max(n, 1)):
            _demand(built, [columns[(start + step) % n] for step in range(min(want.gap, n))], 1)


def _demand(built: Built, columns: list[int], least: int) -> None:
    (short,) = built.program.add_columns(1, upper=float(least)).tolist()
    built.short.append(int(short))
    built.program.add_row([short, *(one for one in columns if one >= 0)], 1.0, lower=float(least))


def _at_most(built: Built, row: Entries, most: float) -> None:
    built.program.add_row(list(row), list(row.values()), upper=most)
