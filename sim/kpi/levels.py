"""The levels of KPIs: their keys, and which key a case belongs to."""

from __future__ import annotations

import numpy as np

from sim.kpi.measured import Measured
from sim.network.codes import CaseKind, Channel, Family
from sim.network.contract import Ints, Labels

NETWORK_KEY = "all"  # the one key of level network


def level_keys(labels: Labels, level: str) -> tuple[str, ...]:
    """Return the keys of a level in their fixed order."""
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
    }
    return keys[level]


def case_codes(measured: Measured, level: str, rows: Ints) -> Ints:
    """Return the key index at a level of each of the table's ``rows``; -1 where it has none (unserved)."""
    table, services = measured.table, measured.network.services
    if level == "network":
        return np.zeros(rows.size, np.int64)
    if level == "county":
        return measured.demand.zone_county[table.zone[rows]]
    if level == "kind":
        return services.kind[table.service[rows]]
    if level == "family":
        return services.family[table.service[rows]]
    column = {
        "facility": table.facility,
        "service": table.service,
        "channel": table.channel,
        "industry": table.industry,
    }[level]
    return column[rows]
