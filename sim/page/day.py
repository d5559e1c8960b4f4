"""One day of a run for the page's animation: places, staff, cases and their stages in compact arrays.

Read lazily from the case log of a run (`run.py simulate ... --cases`): only rows of the day are loaded. All
times are whole seconds from the day's midnight; earlier ones are negative, later ones 86,400 and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from sim.experiment.case_log import CASES, STAGES
from sim.experiment.errors import InputError
from sim.experiment.folder import MANIFEST, RUN, kind_of, read_manifest
from sim.network.compile import compile_network
from sim.network.contract import Compiled
from sim.page.day_counts import DAY, busy_steps, open_spans, pauses, presence_steps, queue_steps
from sim.page.texts import facility_kind
from sim.scenario import load
from sim.scenario.scenario import Scenario

FEWEST = 14  # days of a run for the animation: one of holidays alone, on which nothing opens, is refused


class Window(NamedTuple):
    """A day of a run, as dates and as seconds of the run."""

    start: datetime  # midnight of the day
    offset: int  # seconds from the start of the run

    @property
    def end(self) -> datetime:
        """Return the midnight after."""
        return self.start + timedelta(days=1)


def command(scenario: str, first: date, day: date) -> list[str]:
    """Return the arguments of `run.py` that simulate one replication up to a day, with its case log.

    Args:
        scenario: path of a scenario.
        first: its first day.
        day: the last day simulated, unless that makes fewer days than `FEWEST`.

    Raises:
        InputError: the day lies before the scenario's first.
    """
    days = (day - first).days + 1
    if days < 1:
        raise InputError(
            f"{day} lies before the scenario's first day, {first}; choose a later one",
            f"{day} 早于情景的首日 {first}，请选择更晚的日期",
        )
    return ["simulate", scenario, "--days", str(max(days, FEWEST)), "--warmup", "0", "-n", "1", "--cases"]


def day(
    folder: Path, run: str = "", replication: int | None = None, on: date | None = None
) -> dict[str, Any]:
    """Return all that the animation of one day draws.

    Args:
        folder: a run with a case log, or a comparison of such runs.
        run: which run of a comparison; empty: the folder itself, or a comparison's base.
        replication: which replication; None: the first of the log.
        on: which day; None: the measured day with the most arrivals.

    Returns:
        What was asked and can be asked (`run`, `runs`, `replication`, `replications`, `date`, `first`,
        `last`), `cells` (outlines of towns), `kinds` (names of kinds of facilities), and tables as columns
        (lists of equal length) that refer to each other by index, -1 for nothing: `facilities`, `desks` (a
        staff group at a facility), `services`, `zones`, `cases`, `stages`. A facility's `queue` and `busy`
        are [minute, value, ...] wherever the value changes, its `open` and a stage's `rests` (by the stage's
        number) are [from, to, ...].

    Raises:
        InputError: there is no such run, replication or day, or no case log.
    """
    at, runs = _run_folder(folder, run)
    manifest = read_manifest(at) or {}
    first = date.fromisoformat(manifest["start"])
    last = first + timedelta(days=manifest["days"] - 1)
    cases, stages = pl.scan_parquet(at / CASES), pl.scan_parquet(at / STAGES)
    numbers = cases.select(pl.col("replication").unique().sort()).collect()["replication"].to_list()
    numbers = numbers or [1]  # a log without a case
    replication = numbers[0] if replication is None else replication
    if replication not in numbers:
        raise InputError(
            f"there is no replication {replication}; the case log holds {numbers[0]} to {numbers[-1]}",
            f"没有第 {replication} 次重复；逐件记录含第 {numbers[0]} 至 {numbers[-1]} 次",
        )
    cases, stages = (one.filter(pl.col("replication") == replication) for one in (cases, stages))
    on = on or _busiest(cases, first + timedelta(days=manifest["warm_up_days"]), last)
    if not first <= on <= last:
        raise InputError(
            f"{on} lies outside the run, {first} to {last}", f"{on} 不在运行期间 {first} 至 {last} 内"
        )
    window = Window(datetime.combine(on, time()), (on - first).days * DAY)
    ground = _ground(at / "scenario", (at / MANIFEST).stat().st_mtime_ns)
    return {
        "names": {lang: manifest["scenario"][f"name_{lang}"] for lang in ("zh", "en")},
        "run": at.name if at != folder else "",
        "runs": runs,
        "replication": replication,
        "replications": numbers,
        "date": on.isoformat(),
        "first": first.isoformat(),
        "last": last.isoformat(),
        **_things(ground, window, *_rows(cases, stages, window)),
    }


def _run_folder(folder: Path, run: str) -> tuple[Path, list[str]]:
    """Return the run's folder and the runs there are to choose from."""
    if kind_of(folder) == RUN:
        at, runs = folder, []
    else:
        manifest = read_manifest(folder) or {}
        held = {one.name: one for one in sorted((folder / "runs").glob("*")) if kind_of(one) == RUN}
        runs = sorted(name for name, one in held.items() if (one / STAGES).is_file())
        wanted = run or (manifest.get("base") if manifest.get("base") in runs else next(iter(runs), ""))
        if wanted not in held:
            raise _no_log() if not run else InputError(f"there is no run {run!r}", f"没有运行 {run!r}")
        at = held[wanted]
    if not (at / STAGES).is_file() or not (at / CASES).is_file():
        raise _no_log()
    return at, runs


def _no_log() -> InputError:
    return InputError(
        "this result has no case log: run the scenario with --cases (the case log) to watch a day of it",
        "该结果没有逐件记录：请带 --cases（逐件记录）运行情景，再观看其中一天",
    )


def _busiest(cases: pl.LazyFrame, first: date, last: date) -> date:
    """Return the day from first to last on which most cases arrive; the first of equals."""
    arrivals = (
        cases.select(pl.col("entry").dt.date().alias("day"))
        .filter(pl.col("day").is_between(first, last))
        .group_by("day")
        .len()
        .sort("len", "day", descending=[True, False])
        .head(1)
        .collect()
    )
    return arrivals["day"][0] if len(arrivals) else first


class Ground(NamedTuple):
    """A run's network: as read, as compiled, and as outlines of towns."""

    scenario: Scenario
    compiled: Compiled
    cells: list[dict[str, Any]]


@lru_cache(maxsize=4)
def _ground(folder: Path, _version: int) -> Ground:
    """Read a run's scenario; the version is the manifest's time, so that a new run is read anew."""
    from sim.report.cells import cells  # imports the drawing libraries

    scenario = load(folder)
    zones = pl.DataFrame([row.model_dump() for row in scenario.zones], infer_schema_length=None)
    return Ground(scenario, compile_network(scenario), cells(zones))


def _rows(cases: pl.LazyFrame, stages: pl.LazyFrame, window: Window) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Load the cases that are under way on the day, and their stages of the day, in order of time.

    A stage tells as `target` where the case is next: a hand-off leads there.
    """

    def seconds(*names: str) -> list[pl.Expr]:
        return [(pl.col(name) - window.start).dt.total_seconds().alias(name) for name in names]

    open_then = pl.col("closed").is_null() | (pl.col("closed") >= window.start)
    active = (
        cases.filter((pl.col("entry") < window.end) & open_then)
        .select(
            *("case", "kind", "service", "channel", "zone", "facility", "outcome"),
            *seconds("arose", "entry", "due", "closed"),
        )
        .sort("entry", "case")
        .collect()
    )
    own = stages.filter(pl.col("case").is_in(active["case"].implode())).sort("case", "joined", "ended")
    main = own.filter(pl.col("review") == 0).with_columns(target=pl.col("facility").shift(-1).over("case"))
    held = (
        pl.concat([main, own.filter(pl.col("review") > 0)], how="diagonal")
        .filter((pl.col("joined") < window.end) & (pl.col("ended") >= window.start))
        .select(
            *("case", "review", "stage", "facility", "target", "group", "member", "work_seconds"),
            *seconds("joined", "started", "ended"),
        )
        .sort("joined", "ended", "case", "review")
        .collect()
    )
    return active, held


def _things(ground: Ground, window: Window, cases: pl.DataFrame, stages: pl.DataFrame) -> dict[str, Any]:
    """Lay out places, desks, cases and stages, and count queues and busy heads by minute."""
    scenario, compiled = ground.scenario, ground.compiled
    places = _index(row.id for row in scenario.facilities)
    groups = {row.id: row for row in scenario.staff}
    present = presence_steps(compiled, window.offset)
    served = stages.filter(pl.col("stage") == "service").select("group", "facility").unique().rows()
    desks = _index(sorted({*present, *served}))
    starts = set(cases["zone"].to_list())
    zones = [row for row in scenario.zones if row.id in starts]
    rests = pauses(compiled, stages, window.offset)
    shown = {row.kind for row in scenario.facilities if row.tier != "department"}
    return {
        "cells": ground.cells,
        "kinds": {kind: facility_kind(kind) for kind in sorted(shown)},
        "facilities": {
            **_columns(
                scenario.facilities, "id", "name_zh", "name_en", "tier", "kind", "county", "lon", "lat"
            ),
            "open": open_spans(compiled, window.offset),
            "queue": queue_steps(stages, places),
            "busy": busy_steps(stages, rests, places),
        },
        "desks": {
            "facility": [places[place] for _, place in desks],
            **_columns([groups[group] for group, _ in desks], "name_zh", "name_en"),
            "present": [present.get(desk, []) for desk in desks],
        },
        "services": _columns(scenario.services, "name_zh", "name_en"),
        "zones": _columns(zones, "lon", "lat"),
        "cases": {
            **_plain(cases, "case", "kind", "channel", "outcome", "arose", "entry", "due", "closed"),
            "service": _places(cases["service"], _index(row.id for row in scenario.services)),
            "zone": _places(cases["zone"], _index(row.id for row in zones)),
            "facility": _places(cases["facility"], places),
        },
        "stages": {
            **_plain(stages, "review", "stage", "joined", "started", "ended"),
            "case": _places(stages["case"], _index(cases["case"].to_list())),
            "facility": _places(stages["facility"], places),
            "target": _places(stages["target"], places),
            "desk": [desks.get(desk, -1) for desk in stages.select("group", "facility").rows()],
            "rests": {str(i): rest for i, rest in enumerate(rests) if rest},
        },
    }


def _index(names: Iterable[Any]) -> dict[Any, int]:
    """Number names in their order."""
    return {name: number for number, name in enumerate(names)}


def _places(names: pl.Series, index: Mapping[str, int]) -> list[int]:
    """Replace names by their numbers; -1 where there is none."""
    return [index.get(name, -1) for name in names.to_list()]


def _columns(rows: Sequence[Any], *names: str) -> dict[str, list[Any]]:
    return {name: [getattr(row, name) for row in rows] for name in names}


def _plain(frame: pl.DataFrame, *names: str) -> dict[str, list[Any]]:
    return {name: frame[name].to_list() for name in names}
