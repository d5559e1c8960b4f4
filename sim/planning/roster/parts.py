"""Parts of a week that nothing joins: members that share no work within reach, nor by way of others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.planning.roster.week import Week

Pool = tuple[int, int]  # place, want


class Part(NamedTuple):
    """A week of some members, with the numbers that its parts have in the whole week."""

    week: Week
    members: tuple[int, ...]
    places: tuple[int, ...]
    wants: tuple[tuple[int, ...], ...]  # of each place

    def want(self, place: int, want: int) -> tuple[int, int]:
        """Return the whole week's numbers of a want."""
        return self.places[place], self.wants[place][want]


def parts_of(week: Week) -> list[Part]:
    """Return the parts in the order of their first members; work within nobody's reach is in none."""
    found: list[tuple[set[Pool], list[int]]] = []
    for m in range(len(week.members)):
        pools = _reached(week, m)
        joined = [one for one in found if one[0] & pools]
        apart = [one for one in found if not one[0] & pools]
        members = sorted([m, *(other for one in joined for other in one[1])])
        found = [*apart, (pools.union(*(one[0] for one in joined)), members)]
    found.sort(key=lambda one: one[1])
    return [_part(week, pools, members) for pools, members in found if pools]


def _reached(week: Week, member: int) -> set[Pool]:
    """Return the wants that a member can work on."""
    skills = set(week.members[member].skills)
    return {
        (p, k)
        for p in week.reached(member)
        for k, want in enumerate(week.places[p].wants)
        if want.skill in skills
    }


def _part(week: Week, pools: set[Pool], members: list[int]) -> Part:
    places = sorted({p for p, _ in pools})
    wants = {p: sorted(k for place, k in pools if place == p) for p in places}
    sites = [week.places[p]._replace(wants=tuple(week.places[p].wants[k] for k in wants[p])) for p in places]
    own = Week(
        members=tuple(week.members[m] for m in members),
        places=tuple(sites),
        out=week.out[np.ix_(members, places)],
        between=week.between[np.ix_(places, places)],
        back=week.back[np.ix_(members, places)],
        limits=week.limits,
        fixed=tuple(
            one._replace(member=members.index(one.member)) for one in week.fixed if one.member in members
        ),
    )
    return Part(own, tuple(members), tuple(places), tuple(tuple(wants[p]) for p in places))
