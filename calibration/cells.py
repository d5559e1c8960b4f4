"""Cells of demand: cases by what raised them, family, kind and county; rates multiply whole cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from sim.kpi.measured import Measured
from sim.network.codes import CaseKind, Family, Origin
from sim.network.contract import Compiled
from sim.scenario.schema.base import Id

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ORIGINS = ("demand", "visit", "other")  # other: key projects and replayed cases, which no rate scales
FAMILIES = tuple(family.name.lower() for family in Family)
KINDS = tuple(kind.name.lower() for kind in CaseKind)


class Selector(BaseModel):
    """Cells that a rate scales; what is left out is every value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    origin: Literal["demand", "visit"] | None = None
    family: Literal["basic", "value_added", "professional"] | None = None
    kind: Literal["transaction", "problem"] | None = None
    county: Id | None = None


class Cells:
    """The cells of a scenario, [origin, family, kind, county] in one row of length ``size``."""

    def __init__(self, counties: Sequence[str]) -> None:
        self.counties = tuple(counties)
        self.shape = (len(ORIGINS), len(FAMILIES), len(KINDS), len(self.counties))
        self.size = int(np.prod(self.shape))
        scaled = np.ones(self.shape, bool)
        scaled[ORIGINS.index("other")] = False
        self.scaled = scaled.ravel()  # cells that rates scale

    def of(self, compiled: Compiled, measured: Measured) -> Ints:
        """Return the cell of each measured case [C]."""
        services = compiled.network.services
        service = measured.drawn("service")
        origin = np.full(len(Origin), ORIGINS.index("other"), np.int64)
        origin[Origin.DEMAND], origin[Origin.VISIT] = 0, 1
        index = (
            origin[measured.drawn("origin")],
            services.family[service],
            services.kind[service],
            measured.drawn("county").astype(np.int64),
        )
        return np.ravel_multi_index(index, self.shape).astype(np.int64)

    def chosen(self, selectors: Sequence[Selector]) -> NDArray[np.bool_]:
        """Return which cells [size] any of the selectors names.

        Raises:
            ValueError: a county is not there.
        """
        any_of = np.zeros(self.shape, bool)
        for one in selectors:
            place = (
                _index(ORIGINS, one.origin),
                _index(FAMILIES, one.family),
                _index(KINDS, one.kind),
                _index(self.counties, one.county),
            )
            any_of[place] = True
        return any_of.ravel() & self.scaled

    def multipliers(self, chosen: NDArray[np.bool_], values: Floats) -> Floats:
        """Return the product of the rates that scale each cell.

        Args:
            chosen: [rates, size].
            values: [..., rates], factors above 0.

        Returns:
            [..., size].
        """
        return np.asarray(np.exp(np.log(values) @ chosen.astype(np.float64)))


def _index(names: Sequence[str], name: str | None) -> int | slice:
    return slice(None) if name is None else names.index(name)
