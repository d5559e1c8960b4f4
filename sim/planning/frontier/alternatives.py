"""Siting alternatives: for 0, 1, ..., P new stations the best solution of a location model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.planning.design import Change, Design
from sim.planning.location import INFEASIBLE, MAXIMAL_COVERING, Ask, solve
from sim.planning.siting.candidates import Candidate, Listed
from sim.planning.siting.changes import changes_of
from sim.planning.siting.own_travel import OwnTravel
from sim.planning.siting.setting import REACH, Setting, Weight, setting
from sim.planning.siting.shortlist import covered_share
from sim.scenario import Scenario

TIME_LIMIT = 60.0  # seconds of a location model


class Alternative(NamedTuple):
    """A set of new stations, and the scenario with them: the base of its staffing plans."""

    opened: tuple[Candidate, ...]
    changes: tuple[Change, ...]  # of today's scenario
    scenario: Scenario
    covered_share: float  # of demand within reach of a station

    @property
    def name(self) -> str:
        """Its number of new stations, as ``+2``."""
        return f"+{len(self.opened)}"

    @property
    def sites(self) -> tuple[str, ...]:
        """Ids of the new stations."""
        return tuple(one.id for one in self.opened)

    @property
    def place_cost(self) -> float:
        """Return CNY a year of the places; their staff counts with all staff."""
        return float(sum(one.cost_per_year for one in self.opened))


class Siting(NamedTuple):
    """Where new stations may stand, and what picks them."""

    listed: Listed  # none: no new stations
    most: int  # new stations
    model: str = MAXIMAL_COVERING
    weight: Weight = Weight.cases
    reach: float = REACH
    own: OwnTravel | None = None


def alternatives(scenario: Scenario, siting: Siting) -> list[Alternative]:
    """Return today's stations, and the best 1, 2, ... new ones, as long as one more gains anything.

    Raises:
        InputError: a number is out of its bounds, or a demand point can be served from nowhere.
        ScenarioErrors: a candidate lies outside the reach of every demand point.
    """
    place = setting(scenario, siting.listed, weight=siting.weight, reach=siting.reach, own=siting.own)
    return [_alternative(place, sites) for sites in _sites(place, siting)]


def _sites(place: Setting, siting: Siting) -> Iterator[tuple[int, ...]]:
    """Yield sets of new sites that grow in number; one that opens no more than the last ends them."""
    before: tuple[int, ...] = ()
    yield before
    for p in range(1, min(siting.most, len(place.candidates)) + 1):
        found = solve(place.instance, Ask(siting.model, p=p, time_limit=TIME_LIMIT))
        if found.status == INFEASIBLE or len(found.sites) <= len(before):
            return
        before = found.sites
        yield before


def _alternative(place: Setting, sites: tuple[int, ...]) -> Alternative:
    opened = tuple(place.opened(sites))
    changes = tuple(changes_of(place.scenario, opened, place.own))
    changed = Design(f"+{len(opened)}", changes).scenario(place.scenario)
    return Alternative(opened, changes, changed, covered_share(place, sites))
