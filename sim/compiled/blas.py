"""Spare every start a tenth of a second: numba loads SciPy's linear algebra only to see that it is there."""

from __future__ import annotations

from importlib.util import find_spec

import numba.np.linalg


def look_without_loading() -> None:
    """Make numba look for SciPy's linear algebra on disk; code that multiplies matrices loads it when run."""
    numba.np.linalg.ensure_blas = _look


def _look() -> None:
    if find_spec("scipy.linalg") is None:
        raise ImportError("SciPy is required for linear algebra")
