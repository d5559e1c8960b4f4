"""Levers: what staffing may change, each with its levels. A plan is one level of every lever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sim.planning.design import Change, Design

Plan = tuple[int, ...]  # the level of each lever [L]


class Level(NamedTuple):
    """One setting of a lever."""

    name: str  # heads, or the option's name
    changes: tuple[Change, ...]  # of the base; none where it is as today
    cost: float  # CNY a year; of an option: beyond today's
    heads: int = 0
    name_zh: str = ""  # of an option
    name_en: str = ""
    extra: float = 0.0  # of an option: what of its cost is not the staff's
    over: float = 0.0  # of an option: by how much it may cost less with other heads than today's


class Lever(NamedTuple):
    """One thing that may be changed.

    Its *reach* are the cases it may touch: those of the classes that its skills serve, that go to one
    facility first (a station's own people) or come from some counties.
    """

    name: str  # the staff group's id, or the choice's name
    kind: Literal["head", "choice"]
    name_zh: str
    name_en: str
    facility: str  # base of the group; of a choice blank
    skills: tuple[str, ...]
    levels: tuple[Level, ...]  # of heads in ascending order
    today: int
    reach_facility: int  # index, -1: all cases of the counties
    reach_counties: frozenset[int]
    reach_services: frozenset[int]

    @property
    def ordered(self) -> bool:
        """Whether a higher level is more staff."""
        return self.kind == "head"


class Cover(NamedTuple):
    """Heads that must be there together: minimum presence, one who has a skill, or enough for the work."""

    facility: str
    skill: str  # blank: presence
    hours: str  # pattern of duty; blank: the facility's
    levers: tuple[int, ...]
    least: int  # heads of these levers together
    of_load: bool = False  # as many as the work of the pool takes


class Space(NamedTuple):
    """All plans."""

    levers: tuple[Lever, ...]
    covers: tuple[Cover, ...]

    @property
    def today(self) -> Plan:
        """The plan that changes nothing."""
        return tuple(one.today for one in self.levers)

    @property
    def top(self) -> Plan:
        """Most heads everywhere, options as today."""
        return tuple(len(one.levels) - 1 if one.ordered else one.today for one in self.levers)

    def cost(self, plan: Plan) -> float:
        """Return the cost of a plan's levers, CNY a year; options of several choices are taken to add up."""
        return sum(lever.levels[level].cost for lever, level in zip(self.levers, plan, strict=True))

    def extra(self, plan: Plan) -> float:
        """Return what a plan's options cost beyond its staff, CNY a year."""
        return sum(lever.levels[level].extra for lever, level in zip(self.levers, plan, strict=True))

    @property
    def over(self) -> float:
        """By how much a plan may really cost less than :meth:`cost` says, CNY a year."""
        return sum(max(level.over for level in lever.levels) for lever in self.levers)

    def covered(self, plan: Plan) -> bool:
        """Tell whether minimum presence and skill cover hold."""
        return not self.uncovered(plan)

    def uncovered(self, plan: Plan) -> list[Cover]:
        """Return the covers that do not hold."""
        return [
            one
            for one in self.covers
            if sum(self.levers[lever].levels[plan[lever]].heads for lever in one.levers) < one.least
        ]

    def design(self, plan: Plan, name: str = "plan") -> Design:
        """Return the plan as changes of the base; levers at today's level change nothing."""
        changes = [
            change
            for lever, level in zip(self.levers, plan, strict=True)
            if level != lever.today
            for change in lever.levels[level].changes
        ]
        return Design(name, tuple(changes))


def moved(plan: Plan, lever: int, level: int) -> Plan:
    """Return the plan with one lever at another level."""
    return (*plan[:lever], level, *plan[lever + 1 :])


def at_most(one: Plan, other: Plan, levers: Sequence[Lever]) -> bool:
    """Tell whether ``one`` has nowhere more staff than ``other``, and the same options."""
    return all(a <= b if lever.ordered else a == b for a, b, lever in zip(one, other, levers, strict=True))
