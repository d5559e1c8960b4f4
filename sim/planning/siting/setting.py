"""The location problem of a scenario: who needs what, from where, and which sites may serve it.

It sees the network as the KPI of the 15-minute circle does (sim/kpi/access.py): a station serves the demand
points of its county, and those elsewhere if it files out of area an item whose class allows that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.experiment.errors import InputError
from sim.network import compile_network
from sim.network.codes import Channel, StaffMode, Tier
from sim.network.compile.travel import minutes_and_km
from sim.network.contract import Compiled
from sim.planning.location import Instance
from sim.planning.siting.candidates import Candidate, Listed
from sim.planning.siting.changes import cost_of
from sim.planning.siting.own_travel import OwnTravel
from sim.scenario import Problem, Scenario, ScenarioErrors
from sim.scenario.problems import capped

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
YEAR = 365 * 86_400
MINUTE = 60
REACH = 15.0  # minutes: the circle of service
USE = 0.8  # share of its residents' time that a station can spend on cases, in capacitated models: assumed
LEAST_POINTS = 2  # demand points of a town, below which 15 minutes say little


class Weight(StrEnum):
    """What a demand point weighs."""

    cases = "cases"  # expected on-site cases a year: walk-ins and appointments
    enterprises = "enterprises"


class Setting(NamedTuple):
    """A location problem and what its numbers stand for.

    Sites are the stations that are open today, in table order, and then the candidates.
    """

    scenario: Scenario
    compiled: Compiled
    candidates: tuple[Candidate, ...]
    own: OwnTravel | None
    instance: Instance
    stations: tuple[int, ...]  # positions in facilities of the sites that exist
    minutes: Floats  # [Z, S]: inf where a site does not serve the demand point

    @property
    def names(self) -> list[str]:
        """Ids of all sites, in order."""
        facilities = self.compiled.labels.facility
        return [*(facilities[one] for one in self.stations), *(row.id for row in self.candidates)]

    def opened(self, sites: Sequence[int]) -> list[Candidate]:
        """Return the candidates at these sites (numbered as in the instance)."""
        return [self.candidates[one - len(self.stations)] for one in sites]

    def nearest(self, sites: Sequence[int]) -> tuple[Floats, NDArray[np.int64]]:
        """Return minutes to the nearest site of each demand point [Z], and which it is, with these open."""
        there = np.array([*range(len(self.stations)), *sites], np.int64)
        minutes = self.minutes[:, there]
        which = minutes.argmin(axis=1)
        return minutes[np.arange(len(minutes)), which], there[which]


def setting(
    scenario: Scenario,
    listed: Listed,
    *,
    weight: Weight = Weight.cases,
    reach: float = REACH,
    own: OwnTravel | None = None,
) -> Setting:
    """Return the location problem of a scenario and candidates.

    Args:
        scenario: checked.
        listed: candidates, loaded or made.
        weight: what a demand point weighs.
        reach: minutes within which a demand point counts as covered.
        own: measured travel to candidates.

    Raises:
        InputError: no demand point has weight, or one can be served from no site at all.
        ScenarioErrors: a candidate lies outside the reach of every demand point that it would serve.
    """
    compiled = compile_network(scenario)
    served = serves(compiled)
    stations = tuple(int(one) for one in np.flatnonzero(served.any(axis=0)))
    today = np.where(served, compiled.demand.travel / MINUTE, np.inf)[:, stations]
    new = minutes_to(scenario, compiled, listed.rows, own)
    minutes = np.hstack((today, new))
    demand = demand_weights(compiled, weight)
    _check_weight(demand, weight)
    if problems := list(capped(_out_of_reach(scenario, listed, new, reach))):
        fault = ScenarioErrors(problems)
        fault.add_note(problems[0].file)
        raise fault
    _check_served(scenario, minutes)
    n, k = len(stations), len(listed.rows)
    capacities = staff_capacity(compiled)[list(stations)] if n else np.zeros(0)
    towns = {name: number for number, name in enumerate(dict.fromkeys(row.town for row in scenario.zones))}
    instance = Instance(
        demand=demand,
        minutes=minutes,
        existing=np.arange(n + k) < n,
        cost=np.array([0.0] * n + [cost_of(scenario, row).total for row in listed.rows]),
        capacity=np.append(
            capacities, [np.inf if row.capacity is None else row.capacity for row in listed.rows]
        ),
        groups=np.array([towns[row.town] for row in scenario.zones], np.int64),
        reach=reach,
    )
    return Setting(scenario, compiled, listed.rows, own, instance, stations, minutes)


def serves(compiled: Compiled) -> Bools:
    """Return [Z, F]: a station that opens in the measured window and serves the demand point."""
    network, demand = compiled.network, compiled.demand
    listed = network.catalogue.listed
    abroad = demand.service_out_of_area[network.catalogue.item_service]
    station = (network.facilities.tier == Tier.STATION) & _opens(compiled)
    own = demand.zone_county[:, None] == network.facilities.county[None, :]
    at_home = station & listed.any(axis=1)
    away = station & network.facilities.out_of_area & listed[:, abroad].any(axis=1)
    return np.asarray((own & at_home) | away)


def _opens(compiled: Compiled) -> Bools:
    """Return [F]: some opening interval lies in the measured window."""
    facilities, clock = compiled.network.facilities, compiled.network.clock
    overlaps = (facilities.open_end > clock.warm_up) & (facilities.open_start < clock.horizon)
    before = np.concatenate(([0], np.cumsum(overlaps)))
    return np.asarray(before[facilities.open_ptr[1:]] > before[facilities.open_ptr[:-1]])


def minutes_to(
    scenario: Scenario, compiled: Compiled, rows: Sequence[Candidate], own: OwnTravel | None = None
) -> Floats:
    """Return [Z, K] minutes from demand points to candidates; inf where one would not serve it."""
    places = [(row.id, row.lat, row.lon) for row in rows]
    minutes, _ = minutes_and_km(scenario, places, own.zones(scenario) if own else None)
    facility = {name: number for number, name in enumerate(compiled.labels.facility)}
    template = np.array([facility[row.template] for row in rows], np.int64)
    # a candidate lies in its template's county and has its catalogue, hours and out-of-area filing
    return np.asarray(np.where(serves(compiled)[:, template], minutes, np.inf))


def demand_weights(compiled: Compiled, weight: Weight) -> Floats:
    """Return [Z] the weight of each demand point.

    ``cases``: enterprises x demand factor x yearly rate, summed over classes times the share of walk-ins and
    appointments. What visits discover and key projects raise is left out: neither comes to the counter.
    """
    demand = compiled.demand
    if weight is Weight.enterprises:
        return np.asarray(demand.enterprises.sum(axis=1))
    at_counter = demand.channel_share[:, [Channel.WALK_IN, Channel.APPOINTMENT]].sum(axis=1)
    return np.asarray((demand.rate.sum(axis=1) * YEAR) @ at_counter)


def staff_capacity(compiled: Compiled) -> Floats:
    """Return [F] on-site cases a year that a place's residents can handle at `USE` of their time.

    Presence for enterprises (hours of presence x enterprise share) / mean handling time at a station over the
    mix of on-site cases: an assumption of capacitated models only, coarse by intent.
    """
    network, demand = compiled.network, compiled.demand
    at_counter = demand.channel_share[:, [Channel.WALK_IN, Channel.APPOINTMENT]].sum(axis=1)
    mix = demand.rate.sum(axis=(0, 1)) * at_counter
    seconds = np.zeros(len(network.facilities.tier))
    if mix.sum() <= 0:
        return np.full_like(seconds, np.inf)
    handling = float((mix * demand.handling_mean[:, Tier.STATION]).sum() / mix.sum())
    members, groups = network.members, network.groups
    spells = np.diff(members.presence_ptr)
    group = np.repeat(members.group, spells)
    resident = groups.mode[group] == StaffMode.RESIDENT
    end = np.minimum(members.presence_end, network.clock.horizon)
    length = np.maximum(end - members.presence_start, 0) * groups.share[group] * resident
    np.add.at(seconds, members.presence_facility, length)
    return np.asarray(seconds * (YEAR / network.clock.horizon) * USE / max(handling, 1.0))


def points_per_town(scenario: Scenario) -> tuple[int, int, int]:
    """Return how many towns there are, and the least and most demand points of one."""
    counts = Counter(row.town for row in scenario.zones).values()
    return len(counts), min(counts), max(counts)


def doubts(scenario: Scenario) -> list[dict[str, str]]:
    """Tell where demand points are too few for minutes to mean something."""
    counts = Counter(row.town for row in scenario.zones)
    few = [town for town, count in counts.items() if count < LEAST_POINTS]
    if not few:
        return []
    return [
        {
            "en": f"{len(few)} of {len(counts)} towns have one demand point only: where a station stands"
            " beside it, 15 minutes are met trivially; give towns several (scenarios/huzhou has five each)",
            "zh": f"{len(counts)} 个乡镇中有 {len(few)} 个只有一个需求点：驿站若在其旁，15 分钟自然满足；"
            "请给每个乡镇多个需求点（scenarios/huzhou 每乡镇五个）",
        }
    ]


def _check_weight(demand: Floats, weight: Weight) -> None:
    if demand.sum() <= 0:
        raise InputError(
            f"site: no demand point has any {weight.value}; give demand.csv rates, or --weight enterprises",
            f"选址：没有需求点有{'件数' if weight is Weight.cases else '企业'}；请在 demand.csv 中给出"
            "需求率，或用 --weight enterprises",
        )


def _check_served(scenario: Scenario, minutes: Floats) -> None:
    alone = [row.id for row, own in zip(scenario.zones, minutes, strict=True) if not np.isfinite(own).any()]
    if alone:
        first, n = ", ".join(alone[:5]), len(alone)
        raise InputError(
            f"site: {n} demand point(s) have neither a station nor a candidate that would serve them"
            f" ({first}); add a candidate in their county",
            f"选址：{n} 个需求点既无驿站也无候选点可服务（{first}）；请在其区县增加候选点",
        )


def _out_of_reach(scenario: Scenario, listed: Listed, minutes: Floats, reach: float) -> list[Problem]:
    found = []
    for number in np.flatnonzero(~(minutes <= reach).any(axis=0)):
        nearest = int(minutes[:, number].argmin())
        far = float(minutes[nearest, number])
        if np.isfinite(far):
            name = scenario.zones[nearest].id
            near = (f"; the nearest, {name}, is {far:.1f} minutes away", f"；最近的 {name} 需 {far:.1f} 分钟")
        else:
            near = ("", "")
        words = (
            f"no demand point that it would serve lies within {reach:g} minutes{near[0]}",
            f"{reach:g} 分钟内没有它可服务的需求点{near[1]}",
            "Move or remove it, or allow a longer reach (--reach)",
            "请移动或删除，或放宽可达分钟数（--reach）",
        )
        found.append(listed.problem(int(number), "lat", words, "candidate_out_of_reach"))
    return found
