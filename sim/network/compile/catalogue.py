"""Catalogues: which facility takes cases of which item."""

from __future__ import annotations

import numpy as np

from sim.network.compile.facilities import Sites
from sim.network.compile.index import Index, positions
from sim.network.contract import Catalogue
from sim.scenario.scenario import Scenario


def catalogue_of(scenario: Scenario, index: Index, sites: Sites) -> Catalogue:
    """Return the catalogues: closed facilities list nothing, delegated rows count only with delegation on."""
    rows = scenario.catalogues
    listed = np.zeros((len(index.facility), len(index.item)), np.bool_)
    delegated = np.zeros_like(listed)
    facility = positions(index.facility, (row.facility for row in rows))
    item = positions(index.item, (row.item for row in rows))
    by_delegation = np.array([row.delegated for row in rows], dtype=np.bool_)
    counts = sites.open[facility] & (~by_delegation | scenario.policies.delegation.on)
    listed[facility[counts], item[counts]] = True
    only = counts & by_delegation
    delegated[facility[only], item[only]] = True
    return Catalogue(
        listed=listed,
        delegated=delegated,
        item_service=positions(index.service, (row.service for row in scenario.items)),
        item_weight=np.array([row.weight for row in scenario.items], dtype=np.float64),
    )
