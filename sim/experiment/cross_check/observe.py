"""What one replication contributes to the cross-check: two numbers for each thing that is known twice."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.experiment.cross_check.tallies import tallies
from sim.network.contract import CaseTable, Compiled, EngineLog

# The checks in the order of their rows, and what each is known of: pools, groups, facilities, the network.
LITTLE, WAIT, UTILISATION, FLOW, STEADY = "little", "wait", "utilisation", "flow_balance", "steady_state"


def observe(compiled: Compiled, table: CaseTable, log: EngineLog) -> pl.DataFrame:
    """Return the observation of one replication; rows are those of `identities`, in their order.

    Columns: n, cases or stints that the row is about; observed and expected; of `wait` the expectation is
    made later, from spent and squared, the sums of its service times and of their squares in seconds.
    """
    found = tallies(compiled, table, log)
    pools, n_pools = found.pools, len(log.queue_integral)
    window = compiled.network.clock.horizon - compiled.network.clock.warm_up
    n_groups, n_facilities = len(found.stage_work), len(found.last)
    empty = np.full(n_pools, np.nan)
    waits = np.divide(pools.window_waited, pools.window_joined, out=empty, where=pools.window_joined > 0)
    parts: list[tuple[object, object, object]] = [
        (pools.joined, log.queue_integral, pools.waited),
        (pools.window_joined, waits, np.full(n_pools, np.nan)),
        (np.ones(n_groups), found.busy_work, found.stage_work),
        (found.arrived, found.arrived - found.left, found.last),
        ([found.accepted], [found.present / window], [found.sojourn / window]),
    ]
    n, observed, expected = (
        np.concatenate([np.asarray(part[i], np.float64) for part in parts]) for i in range(3)
    )
    after = n_groups + n_facilities + 1
    pad = (np.zeros(n_pools), np.zeros(after))
    spent = np.concatenate([pad[0], pools.window_work.astype(np.float64), pad[1]])
    squared = np.concatenate([pad[0], pools.window_square, pad[1]])
    columns = {"n": n, "observed": observed, "expected": expected, "spent": spent, "squared": squared}
    return pl.DataFrame(columns)


def identities(compiled: Compiled) -> pl.DataFrame:
    """Name the rows of every observation: check, level and key."""
    labels = compiled.labels
    pools = [f"{facility}/{skill}" for facility in labels.facility for skill in labels.skill]
    parts = [
        (LITTLE, "pool", pools),
        (WAIT, "pool", pools),
        (UTILISATION, "group", list(labels.group)),
        (FLOW, "facility", list(labels.facility)),
        (STEADY, "network", ["all"]),
    ]
    return pl.concat(
        pl.DataFrame({"key": pl.Series(keys, dtype=pl.String)}).select(
            pl.lit(check).alias("check"), pl.lit(level).alias("level"), "key"
        )
        for check, level, keys in parts
    )
