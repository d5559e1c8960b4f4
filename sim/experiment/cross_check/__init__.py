"""Every run held against what queueing theory says of it: Little, utilisation, flow, expected waits."""

from sim.experiment.cross_check.conclude import Verification, conclude
from sim.experiment.cross_check.observe import observe
from sim.experiment.cross_check.words import flags, markdown

__all__ = ["Verification", "conclude", "flags", "markdown", "observe"]
