"""The levels of KPIs: their keys, and which key a case belongs to.

Every level groups the values of one *facet*: a column of the case table. So whatever is added up by facet is
added up by level.
"""

from __future__ import annotations

import numpy as np

from sim.kpi.measured import Measured
from sim.network.codes import CaseKind, Channel, Family
from sim.network.contract import Ints, Labels

NETWORK_KEY = "all"  # the one key of level network
FACETS = ("facility", "zone", "service", "channel", "industry")


def level_keys(labels: Labels, level: str) -> tuple[str, ...]:
    """Return the keys of a level, or facet, in their fixed order."""
    keys: dict[str, tuple[str, ...]] = {
        "network": (NETWORK_KEY,),
        "county": labels.county,
        "facility": labels.facility,
        "kind": tuple(kind.name.lower() for kind in CaseKind),
        "service": labels.service,
        "family": tuple(family.name.lower() for family in Family),
        "channel": tuple(channel.name.lower() for channel in Channel),
        "industry": labels.industry,
        "group": labels.group,
        "zone": labels.zone,
    }
    return keys[level]


def grouping(measured: Measured, level: str) -> tuple[str, Ints]:
    """Return the facet that a level of cases groups, and the key index of each value of that facet."""
    services = measured.network.services
    if level == "network":
        return "service", np.zeros(len(measured.labels.service), np.int64)
    if level == "county":
        return "zone", measured.demand.zone_county
    if level == "kind":
        return "service", services.kind
    if level == "family":
        return "service", services.family
    return level, np.arange(len(level_keys(measured.labels, level)), dtype=np.int64)


def case_codes(measured: Measured, level: str, rows: Ints) -> Ints:
    """Return the key index at a level of each of the table's ``rows``; -1 where it has none (unserved)."""
    facet, key_of = grouping(measured, level)
    values = getattr(measured.table, facet)[rows]
    return np.where(values < 0, -1, key_of[values])
