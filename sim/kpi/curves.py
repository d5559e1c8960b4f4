"""The series that charts are drawn from: distributions, backlog, flow between tiers, hours of the week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.kpi.column import Column
from sim.kpi.flow import NODES, steps
from sim.kpi.measured import Measured
from sim.kpi.spells import Spells, by_hour_of_week
from sim.network.codes import CaseKind, Outcome
from sim.network.contract import Bools, Floats, Ints, Narrow

if TYPE_CHECKING:
    from sim.network.contract import CaseTable, Compiled, EngineLog

DAY = 86_400
WEEK = 7 * DAY
ENDED = (Outcome.SOLVED, Outcome.UNSOLVED)
BINS_PER_PROMISE = 20  # bins of 0.05
MOST_PROMISES = 3
MOST_DAYS = 60
SCHEMA = {"series": pl.String, "key": pl.String, "x": pl.Float64, "value": pl.Int64}


def series(compiled: Compiled, table: CaseTable, log: EngineLog) -> pl.DataFrame:
    """Compute all series.

    Returns:
        A frame (series, key, x, value):
        processing_ratio: measured handled cases by kind and working time / promise; x = lower edge of bins of
        0.05, 3 = the rest and open cases. processing_days: the same by whole calendar days; 60 = the rest and
        open cases. backlog: all cases in hand at the end of day x, by kind. closed_weeks and
        processing_weeks: cases accepted in week x of the run that were solved or closed unsolved, and the sum
        of their seconds from acceptance to closing, by kind, measured or not. flow: measured cases that went
        from one tier to the next, or to their end; key "from>to". busy_hours and presence_hours:
        member-seconds of the measured window by facility and hour of the week.
    """
    measured = Measured(*compiled, table, log)
    parts = [processing_ratio(measured), processing_days(measured), backlog(measured)]
    parts += [*processing_weeks(measured), flow(measured)]
    parts += [
        hours_of_week(measured, "busy_hours", measured.busy_spells),
        hours_of_week(measured, "presence_hours", measured.presence_spells),
    ]
    return pl.concat(parts)


def block(name: str, keys: tuple[str, ...], x: list[float], values: Ints) -> pl.DataFrame:
    """Return the rows of one series: ``values`` [keys, x], key by key."""
    key = np.repeat(np.arange(len(keys)), len(x))
    return rows(name, pl.Series(keys, dtype=pl.String).gather(key), np.tile(x, len(keys)), values.ravel())


def rows(name: str, key: pl.Series, x: Floats, value: Ints) -> pl.DataFrame:
    """Return rows of one series."""
    columns = {"series": pl.repeat(name, len(key), dtype=pl.String, eager=True), "key": key, "x": x}
    return pl.DataFrame({**columns, "value": value}, schema=SCHEMA)


def kinds() -> tuple[str, ...]:
    """Return the keys of level kind."""
    return tuple(kind.name.lower() for kind in CaseKind)


def histogram(measured: Measured, column: Column, per: int, width: Ints, n: int) -> Ints:
    """Return the number of handled cases [kind, bin] by ``per`` * seconds // width [services].

    The last of the n bins takes all beyond it and open cases.
    """
    counts = np.zeros((len(CaseKind), n), np.int64)
    kind, profile = measured.network.services.kind, measured.profiles.of_case
    columns = column.seconds, profile, measured.drawn("service")
    _into_bins(*columns, column.population, column.ended, kind, width, per, counts)
    return counts


@compiled
def _into_bins(
    seconds: Narrow,
    profile: NDArray[np.uint16],
    service: Narrow,
    population: Bools,
    ended: Bools,
    kind: Ints,
    width: Ints,
    per: int,
    counts: Ints,
) -> None:
    for case in range(len(seconds)):
        if population[profile[case]]:
            place = counts.shape[1] - 1
            if ended[profile[case]]:
                place = max(0, min(place, np.int64(seconds[case]) * per // width[service[case]]))
            counts[kind[service[case]], place] += 1


def processing_ratio(measured: Measured) -> pl.DataFrame:
    """Return handled cases by processing working time over promise."""
    n = BINS_PER_PROMISE * MOST_PROMISES + 1
    promise = measured.network.services.promise
    counts = histogram(measured, measured.processing_work, BINS_PER_PROMISE, promise, n)
    return block("processing_ratio", kinds(), [x / BINS_PER_PROMISE for x in range(n)], counts)


def processing_days(measured: Measured) -> pl.DataFrame:
    """Return handled cases by whole calendar days of processing."""
    days = np.full_like(measured.network.services.promise, DAY)
    counts = histogram(measured, measured.processing, 1, days, MOST_DAYS + 1)
    return block("processing_days", kinds(), [float(x) for x in range(MOST_DAYS + 1)], counts)


def backlog(measured: Measured) -> pl.DataFrame:
    """Return cases accepted before, and neither closed nor lost before, the end of each day of the run."""
    log, clock = measured.log.cases, measured.network.clock
    days = min(clock.end, measured.log.stopped) // DAY
    change = np.zeros((len(CaseKind), days), np.int64)
    kind, service = measured.network.services.kind, measured.table.service
    _come_and_go(log.accepted, log.closed, service, kind, change)
    return block("backlog", kinds(), [float(day) for day in range(days)], np.cumsum(change, axis=1))


@compiled
def _come_and_go(accepted: Narrow, closed: Narrow, service: Narrow, kind: Ints, change: Ints) -> None:
    """Add to the change [kind, day] of what is in hand: accepted cases come, and go when they are closed."""
    for case in range(len(accepted)):
        if accepted[case] >= 0:
            if accepted[case] // DAY < change.shape[1]:
                change[kind[service[case]], accepted[case] // DAY] += 1
            if closed[case] >= 0 and closed[case] // DAY < change.shape[1]:
                change[kind[service[case]], closed[case] // DAY] -= 1


def processing_weeks(measured: Measured) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the closed cases, and the seconds that they took, by week of acceptance over the whole run."""
    log, clock = measured.log.cases, measured.network.clock
    weeks = -(-min(clock.end, measured.log.stopped) // WEEK)
    counts, seconds = (np.zeros((len(CaseKind), weeks), np.int64) for _ in range(2))
    kind, service = measured.network.services.kind, measured.table.service
    ends = np.array([outcome in ENDED for outcome in Outcome], np.bool_)
    _by_week(log.accepted, log.closed, log.outcome, service, kind, ends, counts, seconds)
    x = [float(week) for week in range(weeks)]
    return block("closed_weeks", kinds(), x, counts), block("processing_weeks", kinds(), x, seconds)


@compiled
def _by_week(
    accepted: Narrow,
    closed: Narrow,
    outcome: Narrow,
    service: Narrow,
    kind: Ints,
    ends: Bools,
    counts: Ints,
    seconds: Ints,
) -> None:
    """Add each case that came to an end to the counts and seconds [kind, week] of its acceptance."""
    for case in range(len(accepted)):
        if accepted[case] >= 0 and closed[case] >= 0 and ends[outcome[case]]:
            week = accepted[case] // WEEK
            if week < counts.shape[1]:
                counts[kind[service[case]], week] += 1
                seconds[kind[service[case]], week] += np.int64(closed[case]) - accepted[case]


def flow(measured: Measured) -> pl.DataFrame:
    """Return how many measured cases went from node to node, nodes being tiers and ends."""
    counts = steps(measured)
    used = np.argwhere(counts)
    names = pl.Series([f"{NODES[start]}>{NODES[end]}" for start, end in used.tolist()], dtype=pl.String)
    return rows("flow", names, np.zeros(len(used)), counts[counts > 0])


def hours_of_week(measured: Measured, name: str, spells: Spells) -> pl.DataFrame:
    """Return the seconds of the spells by facility and hour of the week."""
    facilities = measured.labels.facility
    first_weekday = measured.network.clock.first_weekday
    seconds = by_hour_of_week(spells, *measured.window, len(facilities), first_weekday)
    return block(name, facilities, [float(hour) for hour in range(seconds.shape[1])], seconds)
