"""Empty columns of a case table, as narrow as the contract has them, for compiled loops to fill."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import DRAW_SLOTS, MAX_LEVELS, MAX_REVIEWS
from sim.network.contract import WIDTHS

# Columns of several draws per case.
WIDE = {
    "handling": len(DRAW_SLOTS),
    "solve_u": len(DRAW_SLOTS),
    "handoff": MAX_LEVELS,
    "review": MAX_REVIEWS,
}


Kind = TypeVar("Kind", bound=tuple[Any, ...])  # a NamedTuple of arrays


def empty(kind: type[Kind], cases: int) -> Kind:
    """A ``kind`` whose fields are columns of the case table, each [cases] or [cases, K], not filled."""
    named: Any = kind
    shapes = {name: (cases, WIDE[name]) if name in WIDE else (cases,) for name in named._fields}
    made: Kind = named(**{name: np.empty(shape, WIDTHS[name]) for name, shape in shapes.items()})
    return made


def cast(name: str, values: NDArray[Any]) -> NDArray[Any]:
    """A copy of the values as wide as the column ``name`` of the case table.

    Raises:
        OverflowError: a whole number does not fit.
    """
    out = np.array(values, dtype=WIDTHS[name], order="C")
    if not np.array_equal(out, values):
        raise OverflowError(f"{name}: a value does not fit {WIDTHS[name]}")
    return out
