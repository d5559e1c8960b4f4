"""The series that charts are drawn from: distributions, backlog, flow between tiers, hours of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sim.kpi.measured import Measured
from sim.kpi.spells import Spells, by_hour_of_week
from sim.network.codes import CaseKind, Outcome, StageKind
from sim.network.contract import Bools, Ints

if TYPE_CHECKING:
    from sim.network.contract import CaseTable, Compiled, EngineLog

DAY = 86_400
BINS_PER_PROMISE = 20  # bins of 0.05
MOST_PROMISES = 3
MOST_DAYS = 60
NODES = ("station", "subcentre", "district", "city", "session", "solved", "unsolved", "lost", "open")
SESSION, SOLVED, UNSOLVED, LOST, OPEN = range(4, 9)
SCHEMA = {"series": pl.String, "key": pl.String, "x": pl.Float64, "value": pl.Int64}


def series(compiled: Compiled, table: CaseTable, log: EngineLog) -> pl.DataFrame:
    """Compute all series.

    Returns:
        A frame (series, key, x, value):
        processing_ratio: measured handled cases by kind and working time / promise; x = lower edge of bins of
        0.05, 3 = the rest and open cases. processing_days: the same by whole calendar days; 60 = the rest and
        open cases. backlog: all cases in hand at the end of day x, by kind. flow: measured cases that went
        from one tier to the next, or to their end; key "from>to". busy_hours and presence_hours:
        member-seconds of the measured window by facility and hour of the week.
    """
    measured = Measured(*compiled, table, log)
    parts = [processing_ratio(measured), processing_days(measured), backlog(measured), flow(measured)]
    parts += [
        hours_of_week(measured, "busy_hours", measured.busy),
        hours_of_week(measured, "presence_hours", measured.presence),
    ]
    return pl.concat(parts)


def block(name: str, keys: tuple[str, ...], x: list[float], values: Ints) -> pl.DataFrame:
    """Return the rows of one series: ``values`` [keys, x], key by key."""
    return pl.DataFrame(
        {
            "series": [name] * values.size,
            "key": [key for key in keys for _ in x],
            "x": x * len(keys),
            "value": values.ravel(),
        },
        schema=SCHEMA,
    )


def kinds() -> tuple[str, ...]:
    """Return the keys of level kind."""
    return tuple(kind.name.lower() for kind in CaseKind)


def histogram(measured: Measured, bins: Ints, n: int) -> Ints:
    """Return the number of handled cases [kind, bin]; the last takes all beyond it and open cases."""
    last = np.where(measured.open, n - 1, np.minimum(bins, n - 1))
    kind = measured.network.services.kind[measured.service]
    cell = (kind * n + last)[measured.handled]
    return np.bincount(cell, minlength=len(CaseKind) * n).reshape(len(CaseKind), n)


def processing_ratio(measured: Measured) -> pl.DataFrame:
    """Return handled cases by processing working time over promise."""
    promise = measured.network.services.promise[measured.service]
    worked = np.where(measured.closed, measured.processing_work.seconds, 0)
    n = BINS_PER_PROMISE * MOST_PROMISES + 1
    counts = histogram(measured, worked * BINS_PER_PROMISE // promise, n)
    return block("processing_ratio", kinds(), [x / BINS_PER_PROMISE for x in range(n)], counts)


def processing_days(measured: Measured) -> pl.DataFrame:
    """Return handled cases by whole calendar days of processing."""
    seconds = np.where(measured.closed, measured.processing.seconds, 0)
    counts = histogram(measured, seconds // DAY, MOST_DAYS + 1)
    return block("processing_days", kinds(), [float(x) for x in range(MOST_DAYS + 1)], counts)


def backlog(measured: Measured) -> pl.DataFrame:
    """Return cases accepted before, and neither closed nor lost before, the end of each day of the run."""
    log, clock = measured.log.cases, measured.network.clock
    days = min(clock.end, measured.log.stopped) // DAY
    ends = (np.arange(days, dtype=np.int64) + 1) * DAY
    kind = measured.network.services.kind[measured.table.service]
    in_hand = np.zeros((len(CaseKind), days), np.int64)
    for code in CaseKind:
        rows = (kind == code) & (log.accepted >= 0)
        accepted, closed = np.sort(log.accepted[rows]), np.sort(log.closed[rows & (log.closed >= 0)])
        in_hand[code] = np.searchsorted(accepted, ends) - np.searchsorted(closed, ends)
    return block("backlog", kinds(), [float(day) for day in range(days)], in_hand)


def flow(measured: Measured) -> pl.DataFrame:
    """Return how many measured cases went from node to node; steps within a tier are left out."""
    case, node = visits(measured)
    last = np.full(measured.rows.size, -1, np.int64)
    last[case] = node  # the last visit of a case stands
    follows = case[1:] == case[:-1]
    steps = [node[:-1][follows] * len(NODES) + node[1:][follows]]
    ended = last >= 0
    steps.append(last[ended] * len(NODES) + end_node(measured)[ended])
    counts = np.bincount(np.concatenate(steps), minlength=len(NODES) ** 2)
    used = np.flatnonzero(counts)
    names = [f"{NODES[step // len(NODES)]}>{NODES[step % len(NODES)]}" for step in used.tolist()]
    return pl.DataFrame(
        {"series": ["flow"] * used.size, "key": names, "x": [0.0] * used.size, "value": counts[used]},
        schema=SCHEMA,
    )


def visits(measured: Measured) -> tuple[Ints, Ints]:
    """Return the tiers (and session) that each served case passed, as (measured case, node), in order.

    The first node is the tier of its first queue, or of its first facility if it never queued; steps that
    stay on the tier are dropped.
    """
    stages, tier = measured.log.stages, measured.network.facilities.tier
    place = np.full(measured.table.arose.size, -1, np.int64)
    place[measured.rows] = np.arange(measured.rows.size)
    held: Bools = np.isin(stages.kind, (StageKind.QUEUE, StageKind.SERVICE, StageKind.SESSION))
    held = held & (stages.sub == 0) & (place[stages.case] >= 0)
    case = place[stages.case[held]]
    session = stages.kind[held] == StageKind.SESSION
    node = np.where(session, SESSION, tier[stages.facility[held]])
    order = np.argsort(case, kind="stable")
    case, node = case[order], node[order]
    silent = measured.served.copy()
    silent[case] = False
    extra = np.flatnonzero(silent)
    case, node = np.concatenate((case, extra)), np.concatenate((node, tier[measured.facility[extra]]))
    new = np.ones(case.size, np.bool_)
    new[1:] = (case[1:] != case[:-1]) | (node[1:] != node[:-1])
    return case[new], node[new]


def end_node(measured: Measured) -> Ints:
    """Return the node [C] in which each case ended."""
    ends = np.full(len(Outcome), LOST, np.int64)
    ends[[Outcome.OPEN, Outcome.SOLVED, Outcome.UNSOLVED]] = OPEN, SOLVED, UNSOLVED
    return ends[measured.outcome]


def hours_of_week(measured: Measured, name: str, spells: Spells) -> pl.DataFrame:
    """Return the seconds of the spells by facility and hour of the week."""
    facilities = measured.labels.facility
    seconds = by_hour_of_week(spells, len(facilities), measured.network.clock.first_weekday)
    return block(name, facilities, [float(hour) for hour in range(seconds.shape[1])], seconds)
