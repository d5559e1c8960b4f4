"""Compiled code: one set of numba options, and a cache that notices every edit.

numba's own cache looks at the file of the compiled function only: an edit in a helper of another file would
go unnoticed, and old code would run. So the cache lies in a folder named by a hash of every source that can
be compiled into a kernel.

``NUMBA_DISABLE_JIT=1`` runs the same functions as plain Python.
"""

from __future__ import annotations

from sim.compiled.blas import look_without_loading
from sim.compiled.cache import use_cache

look_without_loading()
use_cache()

from sim.compiled.columns import prefetch  # noqa: E402
from sim.compiled.kinds import Reals, Table, Truths, Wholes, real, whole  # noqa: E402
from sim.compiled.options import OPTIONS, compiled, shared  # noqa: E402  (numba reads its cache folder first)

__all__ = ["OPTIONS", "Reals", "Table", "Truths", "Wholes", "compiled", "prefetch", "real", "shared", "whole"]
