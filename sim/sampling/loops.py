"""How the loops over cases are compiled: as all compiled code here, and without counting references.

A loop reads and fills arrays that live as long as it runs and makes none of its own. Counting who holds them,
at every case and every candidate, took half of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from numba import njit

from sim.compiled import OPTIONS

P = ParamSpec("P")
R = TypeVar("R")

_OPTIONS: dict[str, Any] = {**OPTIONS, "_nrt": False}


def loop(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a loop over cases on its first call, from the cache where it can."""
    wrapped: Callable[P, R] = njit(cache=True, **_OPTIONS)(function)
    return wrapped


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """Compile what a loop calls for each case, pasted into the loop: a call would copy all its arguments."""
    wrapped: Callable[P, R] = njit(forceinline=True, **_OPTIONS)(function)
    return wrapped
