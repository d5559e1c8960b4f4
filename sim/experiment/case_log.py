"""The case log for people and other programs: names for codes, dates for seconds, one parquet file each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment.replication import Replication
from sim.network import codes
from sim.network.contract import Compiled, EngineLog

CASES, STAGES = "cases.parquet", "stages.parquet"
_UNSEEN = -1


def labelled(table: pl.DataFrame, scenario: str, number: int) -> pl.DataFrame:
    """Return a replication's rows with the scenario and the replication's number before them."""
    labels = [pl.lit(scenario).alias("scenario"), pl.lit(number, dtype=pl.Int64).alias("replication")]
    return table.select(*labels, pl.all())


def join_parts(parts: list[Path], path: Path) -> None:
    """Join the parquet files of replications, in order, without holding them in memory."""
    pl.scan_parquet(parts).sink_parquet(path, maintain_order=True)


def case_frame(compiled: Compiled, done: Replication, start: datetime) -> pl.DataFrame:
    """One row per case: identity, origin, way, time stamps, durations in whole seconds and outcome.

    Stamps are dates and times of the calendar, empty where the case never came to it. `tiers` lists the tiers
    that held the case, in order.
    """
    table, log, labels = done.table, done.log.cases, compiled.labels
    columns: dict[str, pl.Series] = {
        "case": pl.Series([f"{key:016x}" for key in table.key.tolist()], dtype=pl.String),
        "zone": _named(table.zone, labels.zone),
        "county": _named(compiled.demand.zone_county[table.zone], labels.county),
        "industry": _named(table.industry, labels.industry),
        "service": _named(table.service, labels.service),
        "item": _named(table.item, labels.item),
        "kind": _coded(compiled.network.services.kind[table.service], codes.CaseKind),
        "family": _coded(compiled.network.services.family[table.service], codes.Family),
        "channel": _coded(table.channel, codes.Channel),
        "origin": _coded(table.origin, codes.Origin),
        "facility": _named(table.facility, labels.facility),
        "facility_last": _named(log.facility_last, labels.facility),
        "tier_last": _coded(log.tier_last, codes.Tier),
        "outcome": _coded(log.outcome, codes.Outcome),
    }
    stamps = {"arose": table.arose, "entry": table.entry}
    stamps |= {name: getattr(log, name) for name in ("accepted", "due", "first_start", "closed")}
    columns |= {name: _date(values, start) for name, values in stamps.items()}
    columns |= {
        f"{name}_seconds": pl.Series(getattr(log, name))
        for name in ("wait", "site_wait", "work", "handoff_time", "review_time", "session_time", "travel")
    }
    columns |= {
        name: pl.Series(getattr(log, name))
        for name in ("attempts", "handoffs", "first_contact", "backstop", "in_session", "linked")
    }
    clock = compiled.network.clock
    columns |= {
        "measured": pl.Series((table.arose >= clock.warm_up) & (table.arose < clock.horizon)),
        "on_time": _on_time(done.log),
        "satisfied": pl.Series(log.satisfied),
        "surveyed": pl.Series(log.surveyed),
        "reported": pl.Series(log.reported),
    }
    cases = pl.DataFrame(columns).with_columns(
        pl.when("surveyed").then("reported").alias("reported")  # an unanswered survey reports nothing
    )
    row = pl.int_range(pl.len(), dtype=pl.Int64).alias("row")
    passed = _tiers_passed(compiled, done)
    return cases.with_columns(row).join(passed, on="row", how="left", maintain_order="left").drop("row")


def stage_frame(compiled: Compiled, done: Replication, start: datetime) -> pl.DataFrame:
    """One row per stage of a case, in order of its end."""
    log, labels = done.log.stages, compiled.labels
    keys = [f"{key:016x}" for key in done.table.key.tolist()]
    return pl.DataFrame(
        {
            "case": _named(log.case, keys),
            "review": pl.Series(log.sub),
            "stage": _coded(log.kind, codes.StageKind),
            "facility": _named(log.facility, labels.facility),
            "skill": _named(log.skill, labels.skill),
            "group": _named(log.group, labels.group),
            "member": pl.Series(log.member),
            "joined": _date(log.joined, start),
            "started": _date(log.started, start),
            "ended": _date(log.ended, start),
            "work_seconds": pl.Series(log.work),
            "outcome": _coded(log.outcome, codes.StageOutcome),
        }
    ).with_columns(pl.when(pl.col("member") >= 0).then("member").alias("member"))


def _on_time(log: EngineLog) -> pl.Series:
    """Tell as the KPI on_time_share does: solved by its limit; empty where that is not known.

    Known are closed cases (an unsolved one is not on time), and open ones that are past their limit.
    """
    cases = log.cases
    solved = cases.outcome == codes.Outcome.SOLVED
    overdue = (cases.outcome == codes.Outcome.OPEN) & (cases.due >= 0) & (cases.due < log.stopped)
    known = solved | (cases.outcome == codes.Outcome.UNSOLVED) | overdue
    return pl.Series(solved & (cases.closed <= cases.due)).set(pl.Series(~known), None)


def _tiers_passed(compiled: Compiled, done: Replication) -> pl.DataFrame:
    """List, per case, the tiers whose desks it came to: "station > subcentre"."""
    log = done.log.stages
    at_desk = (log.sub == 0) & np.isin(log.kind, (codes.StageKind.QUEUE, codes.StageKind.SERVICE))
    at_desk &= log.facility >= 0
    tiers = _coded(compiled.network.facilities.tier[log.facility[at_desk]], codes.Tier)
    visits = pl.DataFrame({"row": log.case[at_desk], "tier": tiers})
    return visits.group_by("row", maintain_order=True).agg(
        pl.col("tier").cast(pl.String).unique(maintain_order=True).str.join(" > ").alias("tiers")
    )


def _named(index: NDArray[np.int64], names: Iterable[str]) -> pl.Series:
    """Replace indices by names; -1 stays empty."""
    known = pl.Series(list(names), dtype=pl.String)
    found = pl.Series(np.where(index == _UNSEEN, 0, index))
    if not len(known):
        return pl.Series([None] * len(index), dtype=pl.String)
    return known.gather(found).set(pl.Series(index == _UNSEEN), None)


def _coded(index: NDArray[np.int64], code: type[IntEnum]) -> pl.Series:
    """Replace codes by their lower-case names; -1 stays empty."""
    return _named(index, (one.name.lower() for one in sorted(code)))


def _date(seconds: NDArray[np.int64], start: datetime) -> pl.Series:
    """Turn seconds from the start into dates and times; -1 stays empty. Needs may arise before the start."""
    stamps = pl.Series(np.datetime64(start, "ms") + seconds.astype("timedelta64[s]"))
    return stamps.set(pl.Series(seconds == _UNSEEN), None)
