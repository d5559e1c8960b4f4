"""What must hold for the log of any run, whichever engine wrote it.

``check`` raises :class:`InvariantError` with every violation found; ``violations`` lists them. It runs after
every replication, so the loops over millions of rows are compiled and hold no interpreter lock, and what they
need beside the log stays small: columns are compared as they are, sums are made one at a time.
"""

from __future__ import annotations

from sim.engine.invariants.cases import cases_conserved, stamps_ordered, time_accounted_for, totals
from sim.engine.invariants.queues import order_of_service, queue_integral
from sim.engine.invariants.rows import rows_exist
from sim.engine.invariants.staff import (
    busy_equals_work,
    nobody_in_two_places,
    nobody_works_while_away,
    staff_at_its_place,
)
from sim.network.contract import BusyLog, CaseLog, CaseTable, EngineLog, Network, StageLog, narrow

CHECKS = (
    cases_conserved,
    stamps_ordered,
    time_accounted_for,
    nobody_in_two_places,
    nobody_works_while_away,
    staff_at_its_place,
    order_of_service,
    queue_integral,
    busy_equals_work,
    totals,
)


class InvariantError(AssertionError):
    """A log that cannot be right; the message names every broken invariant."""


def check(network: Network, table: CaseTable, log: EngineLog) -> None:
    """Raise :class:`InvariantError` unless all invariants hold."""
    found = violations(network, table, log)
    if found:
        raise InvariantError("; ".join(found))


def violations(network: Network, table: CaseTable, log: EngineLog) -> list[str]:
    """Every broken invariant, in words.

    A log of another number of cases, or that names what does not exist, is not looked at further.
    """
    if len(log.cases.outcome) != len(table.arose):
        return [f"conservation: {len(table.arose)} cases in, {len(log.cases.outcome)} out"]
    table = narrow(CaseTable, **table._asdict())  # columns of the right width are taken as they are
    log = log._replace(
        cases=narrow(CaseLog, **log.cases._asdict()),
        stages=narrow(StageLog, **log.stages._asdict()),
        busy=narrow(BusyLog, **log.busy._asdict()),
    )
    unknown = rows_exist(network, table, log)
    return unknown or [text for one in CHECKS for text in one(network, table, log)]
