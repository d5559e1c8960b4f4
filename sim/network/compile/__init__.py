"""Compile: from a checked scenario to the arrays that sampling and the engines read. One noun per file."""

from __future__ import annotations

import numpy as np

from sim.network.compile.calendar import days_of
from sim.network.compile.catalogue import catalogue_of
from sim.network.compile.clock import clock_of
from sim.network.compile.coaching import absences_of, blocks_of, coaching_of
from sim.network.compile.demand import demand_of
from sim.network.compile.facilities import facilities_of, sites_of
from sim.network.compile.hours import patterns_of
from sim.network.compile.index import index_of, labels_of
from sim.network.compile.intervals import DAY
from sim.network.compile.rotation import rotation_of
from sim.network.compile.rules import rules_of
from sim.network.compile.services import services_of
from sim.network.compile.sessions import sessions_of
from sim.network.compile.staff import chief_bases, groups_of, head_counts, members_of
from sim.network.contract import Compiled, Counties, Network
from sim.scenario.scenario import Scenario


def compile_network(scenario: Scenario) -> Compiled:
    """Return the arrays of a scenario that has passed its checks; indices are in table order."""
    labels = labels_of(scenario)
    index = index_of(labels)
    clock = clock_of(scenario)
    days = days_of(scenario.settings.start, clock.end // DAY, scenario.settings.calendar)
    patterns = patterns_of(scenario, days)
    sites = sites_of(scenario, patterns)
    heads = head_counts(scenario, index, sites)
    groups = groups_of(scenario, index, sites, heads)
    blocks = blocks_of(scenario, index, days, sites, heads)
    members = members_of(scenario, index, days, patterns, sites, heads, absences_of(blocks, heads))
    network = Network(
        clock=clock,
        facilities=facilities_of(scenario, index, sites, chief_bases(groups, len(labels.facility))),
        groups=groups,
        members=members,
        services=services_of(scenario, index, sites, heads),
        rotation=rotation_of(scenario, index, sites, groups, members),
        coaching=coaching_of(scenario, index, days, blocks),
        sessions=sessions_of(scenario, index, days),
        catalogue=catalogue_of(scenario, index, sites),
        counties=Counties(
            response_rate=np.array([row.response_rate for row in scenario.counties], dtype=np.float64),
            reporting_effect=np.array([row.reporting_effect for row in scenario.counties], dtype=np.float64),
        ),
        rules=rules_of(scenario),
        n_skills=len(labels.skill),
    )
    return Compiled(network=network, demand=demand_of(scenario, index, days, sites), labels=labels)
