"""A week to be rostered: members, places with the work that is wanted there, travel, and limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.errors import InputError

Floats = NDArray[np.float64]
HALVES = ("am", "pm")
HOUR = 3_600


class Slot(NamedTuple):
    """A half-day on which a place is open to visits."""

    weekday: int  # 1 Monday .. 7 Sunday
    half: str  # am or pm
    opens: int  # seconds of the day
    closes: int

    @property
    def hours(self) -> float:
        """Hours of presence."""
        return (self.closes - self.opens) / HOUR


class Want(NamedTuple):
    """Work that needs one skill at one place, week by week."""

    skill: str
    hours: float  # of work expected in a week
    visits: int = 0  # days a week with somebody of the skill, at least
    gap: int | None = None  # days from one such day to the next, at most, see visitable; None: any
    worth: float = 1.0  # what an hour of it counts


class Place(NamedTuple):
    """Where visits can go."""

    id: str
    wants: tuple[Want, ...]
    slots: tuple[Slot, ...]

    @property
    def days(self) -> tuple[int, ...]:
        """Weekdays with an opening half-day, ascending."""
        return tuple(sorted({slot.weekday for slot in self.slots}))


class Member(NamedTuple):
    """One rotating specialist."""

    group: str
    number: int  # within the group, from 0
    skills: tuple[str, ...]
    weekdays: tuple[int, ...]  # 1..7
    half_days: int  # a week, at most
    share: float = 1.0  # of an hour of presence that is left for work


class Limits(NamedTuple):
    """What a day may hold."""

    minutes: float = 180.0  # travel of one member a day, at most: out, between, back (assumed)
    places: int = 2  # of one member a day: 1, or 2 (one in the morning, another in the afternoon)


class Fixed(NamedTuple):
    """An assignment that is given."""

    member: int  # index into the members
    weekday: int
    half: str
    place: str


class Week(NamedTuple):
    """The whole problem; minutes are door to door, infinite where nobody goes; out from base, back to it."""

    members: tuple[Member, ...]
    places: tuple[Place, ...]
    out: Floats  # [M, P]
    between: Floats  # [P, P]
    back: Floats  # [M, P]
    limits: Limits = Limits()
    fixed: tuple[Fixed, ...] = ()

    def tour(self, member: int, first: int, last: int) -> float:
        """Minutes of a day that begins at one place and ends at another, or the same."""
        return float(self.out[member, first] + self.between[first, last] + self.back[member, last])

    def reached(self, member: int) -> list[int]:
        """Return the places that a day within the limits can hold, alone or with another place."""
        tours = self.out[member][:, None] + self.between + self.back[member][None, :]
        if self.limits.places == 1:
            tours = np.where(np.eye(len(self.places), dtype=bool), tours, np.inf)
        within = tours <= self.limits.minutes
        return np.flatnonzero(within.any(axis=0) | within.any(axis=1)).tolist()


def visitable(week: Week, place: int, skill: str) -> tuple[int, ...]:
    """Return the weekdays on which a place is open and a member with the skill, within reach, works."""
    days = {
        weekday
        for m, member in enumerate(week.members)
        if skill in member.skills and place in week.reached(m)
        for weekday in member.weekdays
    }
    return tuple(day for day in week.places[place].days if day in days)


def windows(week: Week, place: int, want: int) -> list[list[int]]:
    """Return every run of as many visitable days, round the week, as a want's gap allows.

    With a visit in each of them no two visits are further apart.
    """
    asked = week.places[place].wants[want]
    days = visitable(week, place, asked.skill)
    run = min(asked.gap or 0, len(days))
    return [[days[(start + step) % len(days)] for step in range(run)] for start in range(len(days))]


def check_week(week: Week) -> None:
    """Check that the parts fit together.

    Raises:
        InputError: with everything that does not.
    """
    faults = [*_shapes(week), *_entries(week)] or list(_fixed(week))
    if faults:
        raise InputError(
            "roster: " + "; ".join(english for english, _ in faults),
            "排班：" + "；".join(chinese for _, chinese in faults),
        )


Faults = Iterator[tuple[str, str]]


def _shapes(week: Week) -> Faults:
    n, p = len(week.members), len(week.places)
    if not n:
        yield (
            "there is no member to send; name a rotating group with heads",
            "没有可派出的人员，请指定有人数的轮驻组",
        )
    if not p:
        yield "there is no place to visit; give places with work", "没有可去的站点，请给出有工作量的站点"
    shapes = {"out": (n, p), "between": (p, p), "back": (n, p)}
    for name, shape in shapes.items():
        minutes = getattr(week, name)
        if minutes.shape != shape or np.isnan(minutes).any() or (minutes < 0).any():
            yield (
                f"minutes '{name}' must be {shape[0]} x {shape[1]} numbers of 0 or more",
                f"分钟数 {name} 须为 {shape[0]} x {shape[1]} 个不小于 0 的数",
            )
    if np.diagonal(week.between).any():
        yield "minutes 'between' a place and itself must be 0", "站点到自身的分钟数 between 须为 0"
    if week.limits.minutes < 0 or week.limits.places not in (1, 2):
        yield (
            f"limits {tuple(week.limits)}: minutes of travel 0 or more, places a day 1 or 2",
            f"限制 {tuple(week.limits)}：每日路程不小于 0 分钟，每日 1 或 2 处",
        )


def _entries(week: Week) -> Faults:
    ids = [place.id for place in week.places]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"place {name} is given twice", f"站点 {name} 重复"
    for member in week.members:
        name = f"{member.group}/{member.number}"
        if not set(member.weekdays) <= set(range(1, 8)) or member.half_days < 0 or not 0 < member.share <= 1:
            yield (
                f"member {name}: weekdays are 1 to 7, half-days 0 or more, the share in (0, 1]",
                f"人员 {name}：星期为 1 至 7，半天数不小于 0，时间比例在 (0, 1] 内",
            )
    for place in week.places:
        if len({(slot.weekday, slot.half) for slot in place.slots}) < len(place.slots) or any(
            slot.half not in HALVES or slot.weekday not in range(1, 8) or slot.opens >= slot.closes
            for slot in place.slots
        ):
            yield (
                f"place {place.id}: each half-day (1 to 7; am, pm) once, opening before it closes",
                f"站点 {place.id}：每个半天（1 至 7；am、pm）至多一次，且先开后关",
            )
        if len({want.skill for want in place.wants}) < len(place.wants) or any(
            not 0 <= want.hours < np.inf or want.visits < 0 or want.worth < 0 or (want.gap or 1) < 1
            for want in place.wants
        ):
            yield (
                f"place {place.id}: each skill once, hours, visits and worth 0 or more, gap 1 or more",
                f"站点 {place.id}：每项技能至多一次，工时、次数与权重不小于 0，间隔不小于 1",
            )


def _fixed(week: Week) -> Faults:
    at = {place.id: place for place in week.places}
    for one in week.fixed:
        if 0 <= one.member < len(week.members) and one.place in at:
            member, place = week.members[one.member], at[one.place]
            open_then = (one.weekday, one.half) in {(slot.weekday, slot.half) for slot in place.slots}
            useful = set(member.skills) & {want.skill for want in place.wants}
            if open_then and useful and one.weekday in member.weekdays:
                continue
        text = f"{one.member} {one.weekday} {one.half} {one.place}"
        yield (
            f"fixed assignment {text}: no such member or place, none of its skills is wanted there, or it"
            " does not work or the place is closed then",
            f"固定安排 {text}：没有该人员或站点，或该站点不需其技能，或此时其不出勤或站点不开放",
        )
