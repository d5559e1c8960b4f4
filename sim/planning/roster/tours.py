"""Days that one member can have, up to two places within the day's travel; who, and which days, are alike."""

from __future__ import annotations

from typing import NamedTuple

from sim.planning.roster.week import HALVES, Place, Slot, Week

Alike = tuple[int, ...]  # weekdays that may be exchanged for each other


class Kind(NamedTuple):
    """Members that nothing tells apart, so that a program need only count them."""

    members: tuple[int, ...]

    @property
    def first(self) -> int:
        """One of them, to read skills and minutes from."""
        return self.members[0]


class Tour(NamedTuple):
    """One day of one member of a kind, on any day of a class of days that are alike."""

    kind: int
    days: int  # number of the class
    places: tuple[int | None, int | None]  # in the morning, in the afternoon
    minutes: float  # of travel: out, between, back
    hours: tuple[tuple[int, float], ...]  # (place, hours of work that there is time for), places ascending

    @property
    def half_days(self) -> int:
        """Half-days on duty."""
        return sum(place is not None for place in self.places)


def days_of(week: Week) -> list[Alike]:
    """Return the weekdays in classes of days that are alike: same half-days open everywhere, same members.

    Days with an assignment that is given are alone.
    """
    given = {one.weekday for one in week.fixed}
    found: dict[tuple[object, ...], list[int]] = {}
    for weekday in sorted({weekday for member in week.members for weekday in member.weekdays}):
        slots = tuple(
            tuple(sorted(slot[1:] for slot in place.slots if slot.weekday == weekday))
            for place in week.places
        )
        there = tuple(weekday in member.weekdays for member in week.members)
        found.setdefault((slots, there, weekday if weekday in given else 0), []).append(weekday)
    return [tuple(weekdays) for weekdays in found.values()]


def kinds_of(week: Week, *, alone: bool = False) -> list[Kind]:
    """Return the members by kind; one that is given a place is a kind alone.

    ``alone``: so is one whose half-days are limited, since what members have together may not divide.
    """
    given = {one.member for one in week.fixed}
    found: dict[tuple[object, ...], list[int]] = {}
    for m, member in enumerate(week.members):
        minutes = (*week.out[m].tolist(), *week.back[m].tolist())
        skills, weekdays = tuple(sorted(set(member.skills))), tuple(sorted(set(member.weekdays)))
        half_days = member.half_days if limited(week, m) else -1
        number = m if m in given or (alone and half_days >= 0) else -1
        found.setdefault((skills, weekdays, member.share, minutes, half_days, number), []).append(m)
    return [Kind(tuple(members)) for members in found.values()]


def limited(week: Week, member: int) -> bool:
    """Return whether a member has fewer half-days than its weekdays hold."""
    return week.members[member].half_days < len(HALVES) * len(set(week.members[member].weekdays))


def tours_of(week: Week, kinds: list[Kind], days: list[Alike]) -> list[Tour]:
    """Return the tours of every kind on every class of days, each within the limits.

    Of two that take the same minutes and leave the same hours at the same places, as a pair of places does in
    either order, only the first is kept, unless the member is given places by half-days.
    """
    given = {one.member for one in week.fixed}
    tours = []
    for number, kind in enumerate(kinds):
        known = set()
        for among, weekdays in enumerate(days):
            if weekdays[0] not in week.members[kind.first].weekdays:
                continue
            for places in _possible(week, kind.first, weekdays[0]):
                if not _as_given(week, kind.first, weekdays[0], places):
                    continue
                tour = _tour(week, Tour(number, among, places, 0.0, ()), kind.first, weekdays[0])
                if tour is None:
                    continue
                same = (among, tour.half_days, round(tour.minutes, 6), tour.hours)
                if same not in known or kind.first in given:
                    known.add(same)
                    tours.append(tour)
    return tours


def _as_given(week: Week, member: int, weekday: int, places: tuple[int | None, int | None]) -> bool:
    """Return whether a day holds what is given of it."""
    for one in week.fixed:
        if (one.member, one.weekday) == (member, weekday):
            place = places[HALVES.index(one.half)]
            if place is None or week.places[place].id != one.place:
                return False
    return True


def _possible(week: Week, member: int, weekday: int) -> list[tuple[int | None, int | None]]:
    """Return the days that opening hours and skills allow."""
    skills = set(week.members[member].skills)
    halves: list[list[int | None]] = [[None], [None]]
    for p, place in enumerate(week.places):
        if skills & {want.skill for want in place.wants}:
            for slot in place.slots:
                if slot.weekday == weekday:
                    halves[HALVES.index(slot.half)].append(p)
    return [(first, last) for first in halves[0] for last in halves[1] if (first, last) != (None, None)]


def _tour(week: Week, day: Tour, member: int, weekday: int) -> Tour | None:
    """Return the tour with its minutes and hours; None if it is beyond the limits."""
    visited = [place for place in day.places if place is not None]
    minutes = week.tour(member, visited[0], visited[-1])
    if len(set(visited)) > week.limits.places or minutes > week.limits.minutes:
        return None
    share = week.members[member].share
    hours = dict.fromkeys(sorted(visited), 0.0)
    for half, place in zip(HALVES, day.places, strict=True):
        if place is not None:
            hours[place] += share * slot_at(week.places[place], weekday, half).hours
    return day._replace(minutes=minutes, hours=tuple(hours.items()))


def slot_at(place: Place, weekday: int, half: str) -> Slot:
    """Return the half-day of a place."""
    return next(slot for slot in place.slots if (slot.weekday, slot.half) == (weekday, half))
