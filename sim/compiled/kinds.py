"""What compiled code works on, as types that a checker understands: columns, tables and single numbers.

At run time columns and tables are NumPy arrays. A number taken from a narrow column is widened before it is
handed on, so that each function is compiled for one kind of number only and behaves as plain Python does.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from typing import Protocol, TypeVar, overload

import numba.extending
import numpy as np

T = TypeVar("T")

Wholes = MutableSequence[int]
Reals = MutableSequence[float]
Truths = MutableSequence[bool]


class Table(Protocol[T]):
    """A two-dimensional array."""

    @overload
    def __getitem__(self, place: int, /) -> MutableSequence[T]: ...
    @overload
    def __getitem__(self, place: tuple[int, int], /) -> T: ...
    def __setitem__(self, place: tuple[int, int], value: T, /) -> None:
        """Write one number."""


def whole(value: int) -> int:
    """A whole number of 64 bits."""
    return int(value)


def real(value: float) -> float:
    """A number of double precision."""
    return float(value)


@numba.extending.overload(whole)
def _whole(value):  # type: ignore[no-untyped-def]  # numba compares the signatures
    return lambda value: np.int64(value)


@numba.extending.overload(real)
def _real(value):  # type: ignore[no-untyped-def]
    return lambda value: np.float64(value)
