"""What arises in one replication: arrivals of the streams and single needs, in order of time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import Origin
from sim.network.contract import DemandPolicy
from sim.sampling.arrivals import Arrivals, Profile, draw_arrivals, unfilled
from sim.sampling.distributions import exponential_days
from sim.sampling.keys import RunKey, block, uniform
from sim.sampling.loops import loop
from sim.sampling.order import sort_ties, sorted_rows
from sim.sampling.purposes import Purpose
from sim.sampling.sources import Sources

Ints = NDArray[np.int64]


def draw_needs(run: RunKey, known: Sources, shape: Profile, policy: DemandPolicy) -> Arrivals:
    """Everything that arises in [0, end), sorted by (time, key); `source` is the row of ``known``."""
    n_streams = len(known.rate)
    found = draw_arrivals(run, known.number[:n_streams], known.rate, shape)
    if not policy.visits_on:
        share, mean = float(policy.self_report), float(policy.self_report_delay)
        kept = _report_late(run, found, known.origin, share, mean, shape.end)
        found = found.first(kept)
    single = _singles(run, known, policy, shape.end)
    return _sorted(_together(found, single), shape.end)


@loop
def _report_late(
    run: RunKey, found: Arrivals, origin: NDArray[np.int8], share: float, mean: float, end: int
) -> int:
    """What becomes of latent problems that no visit finds, in place; returns how many cases are left.

    A share is brought by the enterprise itself, after a delay in whole days (so that it comes at the
    hour at which enterprises act); the rest never becomes a case. Problems latent before the first second
    are not known to the run.
    """
    kept = 0
    for i in range(len(found.key)):
        time = int(found.time[i])
        if origin[found.source[i]] == Origin.VISIT:
            asked, delay, _, _ = block(run, found.key[i], 0, Purpose.LATENT, 0)
            time += exponential_days(uniform(delay), mean)
            if uniform(asked) >= share or time >= end:
                continue
        found.key[kept], found.time[kept], found.source[kept] = found.key[i], time, found.source[i]
        kept += 1
    return kept


def _singles(run: RunKey, known: Sources, policy: DemandPolicy, end: int) -> Arrivals:
    """Single needs; those of a key project that nobody tracks are brought late, in whole days."""
    source = np.arange(len(known.rate), len(known.number), dtype=np.int32)
    key, time = known.number[len(known.rate) :], known.time.copy()
    if not policy.tracking_on:
        for i in np.flatnonzero(known.origin[source] == Origin.PROJECT).tolist():
            late = uniform(block(run, int(key[i]), 0, int(Purpose.TRACKING), 0)[0])
            time[i] += exponential_days(late, float(policy.tracking_delay))
    within = time < end
    return Arrivals(key[within], time[within].astype(np.int32), source[within])


def _together(a: Arrivals, b: Arrivals) -> Arrivals:
    return Arrivals(
        np.concatenate((a.key, b.key)),
        np.concatenate((a.time, b.time)),
        np.concatenate((a.source, b.source)),
    )


def _sorted(needs: Arrivals, end: int) -> Arrivals:
    rows = sorted_rows(needs.time, np.arange(len(needs.key), dtype=np.int32), end)
    sort_ties(needs.time, needs.key, rows)
    out = unfilled(len(rows))
    _take(needs, rows, out)
    return out


@loop
def _take(needs: Arrivals, rows: NDArray[np.int32], out: Arrivals) -> None:
    for i in range(len(rows)):
        row = rows[i]
        out.key[i], out.time[i], out.source[i] = needs.key[row], needs.time[row], needs.source[row]
