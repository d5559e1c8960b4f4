"""The fast engine: the reference's mechanisms under the same names, compiled, on flat arrays.

Hold any file beside its namesake in ``sim/engine/reference``. What differs is only how things are kept:
``view`` and ``state`` are structs of arrays passed by reference (``structs``), jobs are rows that are used
again (``jobs``), queues are linked rows (``queueing``), and the clock merges an event list (``events``) with
sorted arrivals and the timetable of doors, staff and sessions (``engine``, ``timetable``).
"""

from sim.engine.fast.engine import run

__all__ = ["run"]
