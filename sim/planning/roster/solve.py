"""The best roster of a week: one aim after the other, each kept while the next is sought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import NamedTuple

import numpy as np

from sim.experiment.errors import InputError
from sim.planning.location.program import INFEASIBLE, OPTIMAL
from sim.planning.roster.deal import Dealt, deal
from sim.planning.roster.parts import Part, parts_of
from sim.planning.roster.program import Built, build
from sim.planning.roster.result import Roster, Visit, per_day, roster_of
from sim.planning.roster.tours import Alike, days_of, kinds_of, slot_at
from sim.planning.roster.week import HALVES, Floats, Week, check_week

TOLERANCE = 1e-5  # by which an aim may fall back while the next is sought: ten times the solver's own
Cost = Callable[[Week, Built], Floats]
Pools = dict[tuple[int, int], float]  # hours by (place, want)


class Aimed(NamedTuple):
    """A program with its values once all aims were sought."""

    built: Built
    x: Floats
    bounds: dict[str, tuple[float, float]]
    proven: bool


def solve_roster(week: Week, *, fill: bool = True, time_limit: float = 60.0) -> Roster:
    """Return the roster that is best by these aims, in this order (lexicographic).

    1. Fewest visits short of those demanded (least visits, longest gaps); what is not met is named.
    2. Most expected work covered: sum of worth x y.
    3. With ``fill``, most work on whose day somebody of the skill is there: sum of worth x W / opening days
       x v. Half-days for which no work is left go where work is likeliest to arise.
    4. Least travel.

    Members that share no work within reach are solved one after the other, since nothing joins them.

    Args:
        week: the problem.
        fill: False leaves half-days free that would cover no further work.
        time_limit: seconds for each aim; beyond it the best found stands and is not proven.

    Raises:
        InputError: the week's parts do not fit together, fixed assignments exclude each other, or nothing was
            found in time.
    """
    check_week(week)
    began = perf_counter()
    visits: list[Visit] = []
    done: Pools = {}
    bounds: dict[str, tuple[float, float]] = {}
    proven = True
    for part in parts_of(week):
        aimed, dealt = _solved(part.week, fill, time_limit)
        visits += _visits(part, aimed, dealt)
        done |= {part.want(p, k): hours for (p, k), hours in _done(aimed).items()}
        proven &= aimed.proven
        for name, (value, bound) in aimed.bounds.items():
            before = bounds.get(name, (0.0, 0.0))
            bounds[name] = before[0] + value, before[1] + bound
    return roster_of(week, visits, done, bounds, proven, perf_counter() - began)


def _solved(week: Week, fill: bool, time_limit: float) -> tuple[Aimed, list[Dealt]]:
    """Return the program of classes and kinds if its tours can be dealt, else that of single days.

    The first is a relaxation of the second: what can be dealt of it is best in both.
    """
    days = days_of(week)
    single: list[Alike] = [(weekday,) for weekday in sorted(weekday for alike in days for weekday in alike)]
    for built in (build(week, days, kinds_of(week)), build(week, single, kinds_of(week, alone=True))):
        aimed = _aimed(week, built, fill, time_limit)
        if any(aimed.x[short] > 0.5 for short in built.spaced.values()):
            continue  # a gap cannot be kept: which days come nearest to it is asked of single days
        dealt = deal(week, built, aimed.x, time_limit)
        if dealt is not None:
            return aimed, dealt
    raise _too_short(time_limit)


def _aimed(week: Week, built: Built, fill: bool, time_limit: float) -> Aimed:
    if not built.program.columns:
        if week.fixed:
            raise _exclusive()
        return Aimed(built, np.zeros(0), {}, True)  # nobody can be anywhere
    aims: list[tuple[str, Cost]] = [("short", _short), ("covered", _covered)]
    aims += [("same_day", _same_day)] if fill else []
    bounds: dict[str, tuple[float, float]] = {}
    x: Floats = np.zeros(0)
    proven = True
    for name, cost_of in (*aims, ("travel", _travel)):
        cost = cost_of(week, built)
        found = built.program.minimise(cost, time_limit)
        proven &= found.status == OPTIMAL
        if found.x is None:
            if found.status == INFEASIBLE and not bounds:
                raise _exclusive()
            continue  # nothing within the time: what the earlier aims found stands
        x = found.x
        bounds[name] = found.objective, found.bound
        columns = np.flatnonzero(cost)
        built.program.add_row(columns, cost[columns], upper=found.objective + TOLERANCE)
    if not bounds:
        raise _too_short(time_limit)
    return Aimed(built, _settled(week, built, x, time_limit), bounds, proven)


def _settled(week: Week, built: Built, x: Floats, time_limit: float) -> Floats:
    """Return the values with the tours as they are, and the most work that these cover, exactly."""
    n = len(built.tours)
    made = np.rint(x[:n])
    built.program.add_rows(n, np.arange(n), np.arange(n), 1.0, made, made)
    found = built.program.minimise(_covered(week, built), time_limit)
    return x if found.x is None else found.x


# Aims, as costs of the columns


def _short(week: Week, built: Built) -> Floats:
    cost = np.zeros(built.program.columns)
    cost[built.short] = 1.0
    return cost


def _covered(week: Week, built: Built) -> Floats:
    cost = np.zeros(built.program.columns)
    for column, (_, _, p, k) in built.work.items():
        cost[column] = -week.places[p].wants[k].worth
    return cost


def _same_day(week: Week, built: Built) -> Floats:
    cost = np.zeros(built.program.columns)
    for (p, k, _), column in built.there.items():
        cost[column] = -per_day(week.places[p], week.places[p].wants[k])
    return cost


def _travel(week: Week, built: Built) -> Floats:
    cost = np.zeros(built.program.columns)
    cost[: len(built.tours)] = [tour.minutes for tour in built.tours]
    return cost


# What was found, in the numbers of the whole week


def _done(aimed: Aimed) -> Pools:
    done: Pools = {}
    for column, (_, _, p, k) in aimed.built.work.items():
        done[p, k] = done.get((p, k), 0.0) + float(aimed.x[column])
    return done


def _visits(part: Part, aimed: Aimed, dealt: Sequence[Dealt]) -> list[Visit]:
    """Return the half-days; the work done by a kind at a place goes to its visits by their hours."""
    rate = _rates(aimed, dealt)
    visits = []
    for one in dealt:
        tour = aimed.built.tours[one.tour]
        before: int | None = None
        for half, place in zip(HALVES, tour.places, strict=True):
            if place is None:
                continue
            minutes = float(
                part.week.out[one.member, place] if before is None else part.week.between[before, place]
            )
            if half == HALVES[-1] or tour.places[-1] is None:
                minutes += float(part.week.back[one.member, place])
            share = part.week.members[one.member].share
            hours = (
                share
                * slot_at(part.week.places[place], one.weekday, half).hours
                * rate[tour.kind, tour.days, place]
            )
            whole = part.members[one.member], one.weekday, half, part.places[place]
            visits.append(Visit(*whole, round(hours, 6), minutes))
            before = place
    return visits


def _rates(aimed: Aimed, dealt: Sequence[Dealt]) -> dict[tuple[int, int, int], float]:
    """Return work by hour of presence of a kind at a place, by (kind, class of days, place)."""
    work: dict[tuple[int, int, int], float] = {}
    for column, (kind, days, p, _) in aimed.built.work.items():
        work[kind, days, p] = work.get((kind, days, p), 0.0) + float(aimed.x[column])
    present: dict[tuple[int, int, int], float] = {}
    for one in dealt:
        tour = aimed.built.tours[one.tour]
        for place, hours in tour.hours:
            key = tour.kind, tour.days, place
            present[key] = present.get(key, 0.0) + hours
    return {key: work.get(key, 0.0) / hours for key, hours in present.items()}


def _exclusive() -> InputError:
    return InputError(
        "roster: the fixed assignments exclude each other: a member at two places at once, on too many"
        " half-days, or on a day with more travel than the limit",
        "排班：固定安排相互冲突：同一人同时在两处、半天数超限或当日路程超限",
    )


def _too_short(time_limit: float) -> InputError:
    return InputError(
        f"roster: no roster found within {time_limit:g} s; allow more time",
        f"排班：{time_limit:g} 秒内未找到排班，请放宽时间",
    )
