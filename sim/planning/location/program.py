"""A sparse mixed-integer program, built from blocks of columns and rows and solved by HiGHS.

HiGHS by way of scipy.optimize.milp: Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex
method", Mathematical Programming Computation 10 (2018).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OPTIMAL, INFEASIBLE, TIME_LIMIT = "optimal", "infeasible", "time limit"
_STATUS = {0: OPTIMAL, 1: TIME_LIMIT, 2: INFEASIBLE}


class Solved(NamedTuple):
    """What the solver found.

    Attributes:
        status: OPTIMAL (gap 0, within the solver's absolute tolerance of 1e-6), INFEASIBLE or TIME_LIMIT.
        x: [columns] the best values found; None where there are none.
        objective: their value; nan where there are none.
        bound: no solution is below it.
        seconds: wall clock.
    """

    status: str
    x: Floats | None
    objective: float
    bound: float
    seconds: float


class Program:
    """Columns and rows, added block by block; to be minimised."""

    def __init__(self) -> None:
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []
        self._integer: list[Floats] = []
        self._blocks: list[tuple[Ints, Ints, Floats]] = []  # row, column, value
        self._between: list[tuple[Floats, Floats]] = []
        self.columns = 0
        self.rows = 0

    def add_columns(
        self, count: int, lower: ArrayLike = 0.0, upper: ArrayLike = 1.0, integer: bool = False
    ) -> Ints:
        """Add columns within bounds (one for all, or one each) and return their numbers."""
        self._lower.append(_each(lower, count))
        self._upper.append(_each(upper, count))
        self._integer.append(np.full(count, float(integer)))
        self.columns += count
        return np.arange(self.columns - count, self.columns)

    def add_rows(
        self,
        count: int,
        row: ArrayLike,
        column: ArrayLike,
        value: ArrayLike,
        lower: ArrayLike = -np.inf,
        upper: ArrayLike = np.inf,
    ) -> None:
        """Add rows, numbered from 0 within the block: lower <= sum of value x column <= upper."""
        at, to = np.asarray(row, np.int64).ravel(), np.asarray(column, np.int64).ravel()
        self._blocks.append((at + self.rows, to, _each(value, len(at))))
        self._between.append((_each(lower, count), _each(upper, count)))
        self.rows += count

    def add_row(
        self, column: ArrayLike, value: ArrayLike, lower: float = -np.inf, upper: float = np.inf
    ) -> None:
        """Add one row."""
        to = np.asarray(column, np.int64).ravel()
        self.add_rows(1, np.zeros(len(to), np.int64), to, value, lower, upper)

    def minimise(
        self, cost: Floats, time_limit: float, fixed: tuple[ArrayLike, ArrayLike] | None = None
    ) -> Solved:
        """Minimise sum of cost x column.

        Args:
            cost: [columns].
            time_limit: seconds.
            fixed: columns and the values that they take in this call.

        Raises:
            RuntimeError: the solver failed for another reason than the ones that `Solved` tells apart.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        began = perf_counter()
        lower, upper = np.concatenate(self._lower), np.concatenate(self._upper)
        if fixed is not None:
            chosen = np.asarray(fixed[0], np.int64)
            lower[chosen] = upper[chosen] = fixed[1]
        constraints: list[Any] = []
        if self.rows:
            row, column, value = (np.concatenate(part) for part in zip(*self._blocks, strict=True))
            matrix = csr_array((value, (row, column)), shape=(self.rows, self.columns))
            below, above = (np.concatenate(part) for part in zip(*self._between, strict=True))
            constraints.append(LinearConstraint(matrix, below, above))
        found = _interruptible(
            milp,
            cost,
            integrality=np.concatenate(self._integer),
            bounds=Bounds(lower, upper),
            constraints=constraints,
            options={"time_limit": time_limit, "mip_rel_gap": 0.0},
        )
        seconds = perf_counter() - began
        if found.status not in _STATUS and "infeasible" not in str(found.message).lower():
            raise RuntimeError(f"HiGHS: {found.message}")
        # every column is bounded, so "unbounded or infeasible" is infeasible
        status = _STATUS.get(found.status, INFEASIBLE)
        if status == INFEASIBLE or found.x is None:
            bound = np.inf if status == INFEASIBLE else _number(found.get("mip_dual_bound"), -np.inf)
            return Solved(status, None, np.nan, bound, seconds)
        bound = _number(found.get("mip_dual_bound"), float(found.fun) if status == OPTIMAL else -np.inf)
        return Solved(status, np.asarray(found.x), float(found.fun), bound, seconds)


def _interruptible(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call something that holds no lock while it computes, and let Ctrl-C through at once.

    The solver hears nothing of signals until it is done. It runs beside the thread that waits for it; stopped
    waiting for, it runs into its time limit, or ends with the process.
    """
    found: list[Any] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(call(*args, **kwargs))
        except BaseException as fault:
            failed.append(fault)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(timeout=0.2)
    if failed:
        raise failed[0]
    return found[0]


def _each(value: ArrayLike, count: int) -> Floats:
    return np.broadcast_to(np.asarray(value, np.float64), (count,)).copy()


def _number(value: Any, otherwise: float) -> float:
    return otherwise if value is None else float(value)
