"""Selecting the best of several systems: KN with a guarantee, OCBA with a budget."""

from sim.experiment.selection.choice import Choice, Step
from sim.experiment.selection.kn import kn
from sim.experiment.selection.ocba import ocba

__all__ = ["Choice", "Step", "kn", "ocba"]
