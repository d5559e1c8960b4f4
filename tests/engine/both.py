"""Both engines on the same cases."""

from __future__ import annotations

from sim.engine import fast, reference
from sim.engine.equality import differences
from sim.network.contract import CaseTable, EngineLog, Network


def run_both(network: Network, table: CaseTable) -> EngineLog:
    """The log on which the engines agree."""
    log = reference.run(network, table)
    assert differences(log, fast.run(network, table)) == []
    return log
