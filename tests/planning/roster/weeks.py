"""Small weeks, and the best roster of one by trying all."""

import itertools
from collections.abc import Iterator

import numpy as np

from sim.planning.roster import Member, Place, Slot, Want, Week

HOUR = 3600
HALVES = ("am", "pm")
BEGIN = {"am": 9 * HOUR, "pm": 13 * HOUR}


def slot(weekday: int, half: str, hours: float = 3) -> Slot:
    return Slot(weekday, half, BEGIN[half], BEGIN[half] + round(hours * HOUR))


def place(name: str, *wants: Want, days: tuple[int, ...] = (1,), hours: float = 3) -> Place:
    return Place(name, wants, tuple(slot(day, half, hours) for day in days for half in HALVES))


def member(number: int = 0, skills: str = "law", days: tuple[int, ...] = (1,), **fields) -> Member:
    return Member("g", number, tuple(skills.split(";")), days, fields.pop("half_days", 14), **fields)


def week(members, places, minutes=None, *, between=None, **fields) -> Week:
    """Minutes of each place from and to base, and between places: by default their difference, at least 1."""
    n = len(places)
    way = np.array(minutes if minutes is not None else [10.0] * n, float)
    if between is None:
        between = np.abs(way[:, None] - way[None, :]) + 1.0 - np.eye(n)
    out = np.tile(way, (len(members), 1))
    return Week(tuple(members), tuple(places), out, np.array(between, float), out.copy(), **fields)


Stay = tuple[int, int, str, int]  # member, weekday, half, place


def every_roster(one: Week) -> Iterator[list[Stay]]:
    """Yield all rosters within the limits."""
    free = [(m, day) for m, own in enumerate(one.members) for day in own.weekdays]
    choices = [list(_days(one, m, day)) for m, day in free]
    for days in itertools.product(*choices):
        stays = [
            (m, day, half, at)
            for (m, day), both in zip(free, days, strict=True)
            for half, at in zip(HALVES, both, strict=True)
            if at is not None
        ]
        counts = np.bincount([m for m, *_ in stays], minlength=len(one.members))
        if (counts <= [own.half_days for own in one.members]).all():
            yield stays


def _days(one: Week, m: int, day: int) -> Iterator[tuple[int | None, int | None]]:
    open_at = [
        [None, *(p for p, at in enumerate(one.places) if (day, half) in {s[:2] for s in at.slots})]
        for half in HALVES
    ]
    for first, last in itertools.product(*open_at):
        visited = [p for p in (first, last) if p is not None]
        useful = all({w.skill for w in one.places[p].wants} & set(one.members[m].skills) for p in visited)
        few = len(set(visited)) <= one.limits.places
        if useful and few and (not visited or minutes_of(one, m, visited) <= one.limits.minutes):
            yield first, last


def minutes_of(one: Week, m: int, visited: list[int]) -> float:
    legs = sum(one.between[a, b] for a, b in itertools.pairwise(visited) if a != b)
    return float(one.out[m, visited[0]] + legs + one.back[m, visited[-1]])


def value(one: Week, stays: list[Stay], fill: bool = True) -> tuple[float, float, float, float]:
    """Return visits short, work covered, same-day work (0 without fill), travel; less is better in each."""
    short = same_day = covered = 0.0
    for p, at in enumerate(one.places):
        covered += _work(one, p, [stay for stay in stays if stay[3] == p])
        for want in at.wants:
            there = {day for m, day, _, q in stays if q == p and want.skill in one.members[m].skills}
            short += max(want.visits - len(there), 0)
            days = sorted({s.weekday for s in at.slots})
            if want.gap is not None:
                can = [day for day in days if _visitable(one, p, want.skill, day)]
                run = min(want.gap, len(can))
                windows = [{can[(i + j) % len(can)] for j in range(run)} for i in range(len(can))]
                short += sum(not window & there for window in windows)
            same_day += want.worth * want.hours * len(there) / len(days)
    travel = 0.0
    for m, day in {stay[:2] for stay in stays}:
        today = sorted((half, p) for n, d, half, p in stays if (n, d) == (m, day))
        travel += minutes_of(one, m, [p for _, p in today])
    return short, -covered, -same_day if fill else 0.0, travel


def _visitable(one: Week, p: int, skill: str, day: int) -> bool:
    """Whether somebody with the skill works on the day and has time for the way, alone or by another."""
    ways = [[p]]
    if one.limits.places > 1:
        ways += [[p, q] for q in range(len(one.places))] + [[q, p] for q in range(len(one.places))]
    return any(
        skill in own.skills and day in own.weekdays and minutes_of(one, m, way) <= one.limits.minutes
        for m, own in enumerate(one.members)
        for way in ways
    )


def _work(one: Week, p: int, stays: list[Stay]) -> float:
    """Most work covered at a place, times worth: by falling worth, each as far as the cuts leave room."""
    wants = sorted(one.places[p].wants, key=lambda want: -want.worth)
    hours: dict[int, float] = {}
    for m, day, half, _ in stays:
        length = next(s.hours for s in one.places[p].slots if s[:2] == (day, half))
        hours[m] = hours.get(m, 0.0) + length * one.members[m].share
    flows = [_flow(one, wants[:n], hours) for n in range(len(wants) + 1)]
    return sum(want.worth * (flows[n + 1] - flows[n]) for n, want in enumerate(wants))


def _flow(one: Week, wants: list[Want], hours: dict[int, float]) -> float:
    """Most hours from members to wants: the smallest cut (Ford and Fulkerson)."""
    cuts = []
    for cut in itertools.product((False, True), repeat=len(wants)):
        beyond = {want.skill for want, at_sink in zip(wants, cut, strict=True) if at_sink}
        there = sum(h for m, h in hours.items() if beyond & set(one.members[m].skills))
        cuts.append(there + sum(want.hours for want in wants if want.skill not in beyond))
    return min(cuts)


def best(one: Week, fill: bool = True) -> tuple[float, float, float, float]:
    """Return the least values, one after the other, over all rosters."""
    return min(
        (value(one, stays, fill) for stays in every_roster(one)),
        key=lambda found: tuple(round(x, 7) for x in found),
    )
