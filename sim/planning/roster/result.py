"""A roster that was found: visits, what they cover, what is left and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sim.planning.roster.missing import Unmet, longest_gap, reason_of
from sim.planning.roster.week import HALVES, Place, Want, Week, visitable

LEFT = 1e-6  # hours of work that are nothing


class Visit(NamedTuple):
    """One half-day of one member."""

    member: int
    weekday: int
    half: str
    place: int
    work_hours: float  # expected work that it covers
    travel_minutes: float  # the way there; with the day's last visit the way back to base, too


class Cover(NamedTuple):
    """What a roster does for one skill at one place."""

    place: str
    skill: str
    wanted_hours: float
    covered_hours: float
    days: int  # of the week with somebody of the skill
    longest_gap: int  # visitable days from one of them to the next, round the week; 0: there is none
    reason: str  # of missing.REASONS: why work is left; "" where none is


class Roster(NamedTuple):
    """The best roster found, and what is known of it."""

    visits: tuple[Visit, ...]  # by member, weekday and half
    covers: tuple[Cover, ...]  # in the order of places and their wants
    unmet: tuple[Unmet, ...]
    covered: float  # hours of work a week, times their worth
    same_day: float  # hours of work a week, times their worth, that arise on a day with the skill there
    travel_minutes: float  # a week
    proven: bool  # every aim is at its optimum
    bounds: dict[str, tuple[float, float]]  # aim, as it is minimised: value reached, proven bound
    seconds: float


def per_day(place: Place, want: Want) -> float:
    """Work that arises on one opening day, times its worth."""
    return want.worth * want.hours / len(place.days) if place.days else 0.0


def roster_of(
    week: Week,
    visits: Sequence[Visit],
    done: Mapping[tuple[int, int], float],
    bounds: dict[str, tuple[float, float]],
    proven: bool,
    seconds: float,
) -> Roster:
    """Return the roster of the visits; ``done``: hours covered by (place, want)."""
    covers: list[Cover] = []
    unmet: list[Unmet] = []
    covered = same_day = 0.0
    for p, place in enumerate(week.places):
        for k, want in enumerate(place.wants):
            one = _cover(week, visits, p, k, done.get((p, k), 0.0))
            covers.append(one)
            unmet += _unmet(week, place, want, one)
            covered += want.worth * one.covered_hours
            same_day += per_day(place, want) * one.days
    ordered = sorted(visits, key=lambda one: (one.member, one.weekday, HALVES.index(one.half)))
    return Roster(
        tuple(ordered), tuple(covers), tuple(unmet), covered, same_day,
        sum(one.travel_minutes for one in ordered), proven, bounds, seconds,
    )  # fmt: skip


def _cover(week: Week, visits: Sequence[Visit], p: int, k: int, hours: float) -> Cover:
    place, want = week.places[p], week.places[p].wants[k]
    days = {one.weekday for one in visits if one.place == p and want.skill in week.members[one.member].skills}
    covered = min(round(hours, 6), want.hours)
    reason = reason_of(week, place, want, "hours") if want.hours - covered > LEFT else ""
    return Cover(
        place.id,
        want.skill,
        want.hours,
        covered,
        len(days),
        longest_gap(visitable(week, p, want.skill), days),
        reason,
    )


def _unmet(week: Week, place: Place, want: Want, cover: Cover) -> list[Unmet]:
    found = []
    if cover.days < want.visits:
        reason = reason_of(week, place, want, "visits")
        found.append(Unmet(place.id, want.skill, "visits", want.visits, cover.days, reason))
    if want.gap is not None and not 1 <= cover.longest_gap <= want.gap:
        reason = reason_of(week, place, want, "gap")
        found.append(Unmet(place.id, want.skill, "gap", want.gap, cover.longest_gap, reason))
    return found
