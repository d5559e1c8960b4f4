"""Whether the first replication will wait, because the program's inner loops have yet to be compiled."""

from __future__ import annotations

from sim.compiled.cache import use_cache

STAGES = ("sampling", "fast", "kpi")  # folders of the kernels that drawing, running and counting need


def cold() -> bool:
    """Tell whether this machine has no compiled kernels of these sources yet.

    The first replication then takes half a minute longer, on a busy machine some minutes; the kernels are
    kept, so that it happens once.
    """
    folder = use_cache()
    return not all(any(folder.glob(f"{stage}_*/*.nbc")) for stage in STAGES)
