"""The reference engine: SimPy's clock, one mechanism a file, written to be read.

Start at ``engine.py``; then ``arrivals`` (how a case enters), ``queueing`` and ``dispatch`` (queues),
``service``, ``presence`` (opening hours, rotation), ``escalation`` (tiers and hand-offs), ``reviews``
(bundles), ``chiefs`` (backstop), ``oncall``, ``sessions``, ``coaching`` (and joint assessment), ``closing``.
"""

from sim.engine.reference.engine import run

__all__ = ["run"]
