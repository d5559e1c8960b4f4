"""Key performance indicators, each one registered function of a case log."""

from __future__ import annotations

# isort: off
# The order of this import is the order of the registry, and so of kpis.csv.
from sim.kpi import volume, processing, waiting, quality, escalation, access, staff, equity, assessment

# isort: on
from sim.kpi.curves import series
from sim.kpi.frame import compute, definitions
from sim.kpi.levels import NETWORK_KEY
from sim.kpi.registry import LEVELS, REGISTRY, Definition

FILES = (volume, processing, waiting, quality, escalation, access, staff, equity, assessment)

__all__ = ["FILES", "LEVELS", "NETWORK_KEY", "REGISTRY", "Definition", "compute", "definitions", "series"]
