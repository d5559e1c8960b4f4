"""The space of plans of a scenario: from rules to levers, and the cover that always holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.experiment.errors import InputError
from sim.network import compile_network
from sim.network.codes import Tier
from sim.network.contract import Compiled
from sim.planning.design import Change
from sim.planning.staffing.cost import costs_by_group, costs_by_heads, full_time_shares
from sim.planning.staffing.levers import Cover, Level, Lever, Space
from sim.planning.staffing.rules import Choice, Heads, Rules
from sim.scenario import Scenario, ScenarioErrors, change
from sim.scenario.schema.staff import StaffGroup


def space_of(scenario: Scenario, rules: Rules, compiled: Compiled | None = None) -> Space:
    """Return the levers that the rules make of a scenario, and the covers that hold today.

    A cover holds what residents hold today: each facility keeps, in each of its patterns of duty, the least
    presence, and one head for each skill that a resident member has there.

    Raises:
        InputError: a rule matches no staff group, or an option does not fit the scenario.
    """
    compiled = compiled or compile_network(scenario)
    touched = _head_counts_set(rules.choices)
    levers = _heads(scenario, rules.heads, compiled, touched)
    levers += _choices(scenario, rules.choices, compiled, levers)
    if not levers:
        raise InputError(
            "staffing: nothing may be changed: no group is left that the rules allow to change",
            "人员配置：没有可调整的内容：规则未允许调整任何人员组",
        )
    return Space(tuple(levers), tuple(_covers(scenario, levers, compiled, rules.presence)))


def _heads(scenario: Scenario, rules: Sequence[Heads], compiled: Compiled, touched: set[str]) -> list[Lever]:
    """Return one lever for each group that a rule matches; the last rule that does counts."""
    ruled: dict[str, Heads] = {}
    for rule in rules:
        matched = [row.id for row in scenario.staff if rule.matches(row)]
        if not matched:
            raise InputError(
                f"levers: no staff group matches {dict(rule.where)}",
                f"可调项：没有人员组符合 {dict(rule.where)}",
            )
        ruled |= dict.fromkeys(matched, rule)
    groups, members = compiled.network.groups, compiled.network.members.group
    shares, rostered = full_time_shares(compiled), _rostered(scenario)
    levers = []
    for number, row in enumerate(scenario.staff):
        at_work = int(groups.head_count[number])
        if row.id not in ruled or row.id in touched or at_work != row.head_count:
            continue  # closed, or switched off by a lever of the scenario
        rule = ruled[row.id]
        least = max(rule.least, rostered.get(row.id, 0))
        most = max(rule.most if rule.most is not None else row.head_count + rule.more, least, row.head_count)
        costs = costs_by_heads(row, shares[members == number], most)
        counts = sorted({*range(min(least, row.head_count), most + 1)})
        levels = tuple(Level(str(heads), _set_heads(row.id, heads), costs[heads], heads) for heads in counts)
        levers.append(_lever(row, levels, counts.index(row.head_count), number, compiled))
    return levers


def _set_heads(group: str, heads: int) -> tuple[dict[str, Any], ...]:
    return ({"update": {"table": "staff", "where": {"id": group}, "set": {"head_count": heads}}},)


def _services(number: int, compiled: Compiled) -> frozenset[int]:
    """Return the classes that a group may touch: those of its skills, and of groups there that share one."""
    groups, services = compiled.network.groups, compiled.network.services
    own = int(groups.skills[number])
    for other in np.flatnonzero(groups.base == groups.base[number]).tolist():
        if int(groups.skills[other]) & int(groups.skills[number]):
            own |= int(groups.skills[other])
    reviewed = np.repeat(np.arange(services.skill.size), np.diff(services.review_ptr))
    each = [*range(services.skill.size), *reviewed.tolist()]
    skills = [*services.skill.tolist(), *services.review_skill.tolist()]
    return frozenset(
        service for service, skill in zip(each, skills, strict=True) if skill >= 0 and own >> skill & 1
    )


def _lever(row: StaffGroup, levels: tuple[Level, ...], today: int, number: int, compiled: Compiled) -> Lever:
    facilities = compiled.network.facilities
    base = int(compiled.network.groups.base[number])
    own = row.mode == "resident" and int(facilities.tier[base]) == Tier.STATION
    return Lever(
        row.id,
        "head",
        row.name_zh,
        row.name_en,
        row.facility,
        tuple(row.skills),
        levels,
        today,
        base if own else -1,
        _counties(row, base, compiled),
        _services(number, compiled),
    )


def _counties(row: StaffGroup, base: int, compiled: Compiled) -> frozenset[int]:
    """Return the counties whose cases a group may touch: its own, or all from the city's tiers."""
    facilities, labels = compiled.network.facilities, compiled.labels
    everywhere = frozenset(range(len(labels.county)))
    if int(facilities.tier[base]) in (Tier.CITY, Tier.DEPARTMENT):
        return everywhere
    found = {int(facilities.county[base])}
    for place in row.serves:
        if place in labels.county:
            found.add(labels.county.index(place))
        elif place in labels.facility:
            found.add(int(facilities.county[labels.facility.index(place)]))
    return frozenset(found)


def _rostered(scenario: Scenario) -> dict[str, int]:
    """Return the heads that rosters name by number: fewer would leave a row without its member."""
    found: dict[str, int] = defaultdict(int)
    for row in scenario.rosters:
        if row.member is not None:
            found[row.staff] = max(found[row.staff], row.member + 1)
    return found


def _choices(
    scenario: Scenario, choices: Sequence[Choice], compiled: Compiled, heads: Sequence[Lever]
) -> list[Lever]:
    levers = []
    for choice in choices:
        levels = []
        for option in choice.options:
            changes: tuple[Mapping[str, Any], ...] = tuple(option.changes)
            try:
                cost, over = _cost_of(scenario, changes, heads)
            except ScenarioErrors as fault:
                first = fault.problems[0]
                raise InputError(
                    f"levers: option {option.name} of {choice.name} does not fit: {first.render('en')}",
                    f"可调项：{choice.name} 的选项 {option.name} 不适用：{first.render('zh')}",
                ) from fault
            extra = option.cost_per_year
            levels.append(
                Level(option.name, changes, cost + extra, 0, option.name_zh, option.name_en, extra, over)
            )
        place = next(i for i, option in enumerate(choice.options) if not option.changes)
        counties = frozenset(range(len(compiled.labels.county)))
        services = frozenset(range(len(compiled.labels.service)))
        named = choice.name_zh, choice.name_en, "", ()
        levers.append(Lever(choice.name, "choice", *named, tuple(levels), place, -1, counties, services))
    return levers


def _cost_of(scenario: Scenario, changes: Sequence[Change], heads: Sequence[Lever]) -> tuple[float, float]:
    """Return what changes add to the staff's cost today, and by how much less that may be with other heads.

    Longer hours cost the more, the more heads keep them: each group's part is linear in its heads, and so
    least at its fewest, its most, or in between at today's.

    Raises:
        ScenarioErrors: the changes do not fit the scenario.
    """
    if not changes:
        return 0.0, 0.0
    today = _beyond(scenario, changes)
    least = dict(today)
    for end in (0, -1):
        others = [one for lever in heads for one in lever.levels[end].changes]
        try:
            found = _beyond(change(scenario, [dict(one) for one in others]) if others else scenario, changes)
        except ScenarioErrors:
            continue  # no plan that can be simulated
        least = {group: min(cost, least.get(group, 0.0)) for group, cost in found.items()}
    over = sum(max(cost - least.get(group, 0.0), 0.0) for group, cost in today.items())
    return sum(today.values()), over


def _beyond(scenario: Scenario, changes: Sequence[Change]) -> dict[str, float]:
    """Return what changes add to the cost of each group, CNY a year."""
    before = costs_by_group(compile_network(scenario))
    after = costs_by_group(compile_network(change(scenario, [dict(one) for one in changes])))
    return {group: after.get(group, 0.0) - before.get(group, 0.0) for group in {**before, **after}}


def _head_counts_set(choices: Sequence[Choice]) -> set[str]:
    """Return the groups whose heads an option sets: they are levers of the choice, not of their own."""
    found: set[str] = set()
    for choice in choices:
        for option in choice.options:
            for one in option.changes:
                content = one.get("update", {})
                values = {**content.get("set", {}), **content.get("add", {})}
                if content.get("table") == "staff" and "head_count" in values:
                    named = content.get("where", {}).get("id", [])
                    found |= {named} if isinstance(named, str) else set(named)
    return found


def _covers(scenario: Scenario, levers: Sequence[Lever], compiled: Compiled, presence: int) -> list[Cover]:
    place = {lever.name: number for number, lever in enumerate(levers) if lever.kind == "head"}
    groups: dict[tuple[str, str, str], list[StaffGroup]] = defaultdict(list)
    at_work = dict(zip(compiled.labels.group, np.asarray(compiled.network.groups.head_count), strict=True))
    for row in scenario.staff:
        if row.mode == "resident" and row.role == "member" and at_work[row.id] > 0:
            hours = row.hours or ""
            for skill in ("", *row.skills):
                groups[row.facility, skill, hours].append(row)
    found = []
    for (facility, skill, hours), rows in groups.items():
        own = tuple(place[row.id] for row in rows if row.id in place)
        others = sum(row.head_count for row in rows if row.id not in place)
        today = sum(row.head_count for row in rows)
        least = min(1 if skill else presence, today) - others
        if own and least > 0:
            found.append(Cover(facility, skill, hours, own, least))
    return found
