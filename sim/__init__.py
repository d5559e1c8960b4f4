"""Yizhan: discrete-event simulation of a city's network of enterprise service stations."""

import os

# A run reserves more rows than it fills. NumPy would have them backed by huge pages, which are cleared whole
# as soon as one row is written: more memory, and now and then a third of a run's time. Read at its import.
os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")

__version__ = "0.1.0"
