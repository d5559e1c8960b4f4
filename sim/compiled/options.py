"""How functions are compiled: always with these options.

No fast-math, so that sums and comparisons come out as in plain Python; no global interpreter lock, so that
replications run side by side in threads; division as in NumPy, without a check for zero.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from numba import njit
from numba.extending import register_jitable

P = ParamSpec("P")
R = TypeVar("R")

OPTIONS: dict[str, Any] = {"error_model": "numpy", "nogil": True, "fastmath": False}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile on the first call, from the cache where it can."""
    wrapped: Callable[P, R] = njit(cache=True, **OPTIONS)(function)
    return wrapped


def shared(function: Callable[P, R]) -> Callable[P, R]:
    """Let compiled code call a plain function: it stays plain for whoever else calls it."""
    same: Callable[P, R] = register_jitable(error_model="numpy")(function)
    return same
