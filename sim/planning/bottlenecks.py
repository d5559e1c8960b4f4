"""Bottlenecks: the staff groups whose one more person would cut the 90th percentile of processing time most.

The percentile is that of the statutory working time from accepted to closed, of the whole network. Groups are
first screened by what their queues do to the slowest tenth of cases (:mod:`sim.planning.slowest`), on
replications of the run itself. Those that could cut most are then given one head more, each in turn, and the
whole network is simulated with and without by the same chances, on replications that the screening never saw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.experiment import folder as folders
from sim.experiment.executor import cores, in_order
from sim.experiment.posterior import Posterior, load_posterior
from sim.kpi import NETWORK_KEY, REGISTRY
from sim.planning.certify import Interval, mean_interval
from sim.planning.design import Design
from sim.planning.evaluate import Ask, Evaluator, Reading, values_of
from sim.planning.numbers import BOTTLENECKS, numbers
from sim.planning.requirement import Identity
from sim.planning.slowest import waits_for
from sim.planning.staffing.marginal import one_more
from sim.scenario import Scenario, load

Floats = NDArray[np.float64]
Told = Callable[[int, int], None]  # replications done, and in all
KPI = "processing_hours_p90"
KPIS: tuple[Identity, ...] = (  # the first decides the order
    (KPI, "network", NETWORK_KEY),
    (KPI, "kind", "transaction"),
    (KPI, "kind", "problem"),
)
CONFIDENCE = 0.95
_TEXTS = ("group", "group_zh", "group_en", "facility", "facility_zh", "facility_en", "skills")
_SCHEMA: dict[str, type[pl.DataType]] = {
    "rank": pl.Int64,
    **dict.fromkeys(_TEXTS, pl.String),
    **dict.fromkeys(("busy_share", "potential", "waited"), pl.Float64),
    **dict.fromkeys(("kpi", "level", "key", "unit"), pl.String),
    **dict.fromkeys(("mean_base", "effect", "low", "high"), pl.Float64),
    **dict.fromkeys(("simultaneous_low", "simultaneous_high"), pl.Float64),
    "n": pl.Int64,
    "clear": pl.Boolean,
    **dict.fromkeys(("cost", "cost_per_hour"), pl.Float64),
    "tested": pl.Int64,
}


class Effort(NamedTuple):
    """How much is simulated: ``screened`` + ``replications`` x (1 + ``tested``) replications."""

    screened: int = 3  # replications that groups are screened by
    tested: int = 10  # groups given one head more, at most
    replications: int = 10  # with and without


USUAL = Effort()


class Candidate(NamedTuple):
    """A group that is given one head more."""

    place: int  # of the scenario's groups
    potential: float  # working hours that the percentile would lose without the waits in its queues
    waited: float  # working hours that a case of the slowest tenth waits in them


def write(
    folder: Path,
    *,
    workers: int | None = None,
    effort: Effort = USUAL,
    told: Told = lambda done, total: None,
) -> Path:
    """Find the bottlenecks of a finished run, of a comparison those of its base, and write the table there.

    The scenario is simulated as the run had it: window, seed, and draws of parameters if it was made at such.

    Args:
        folder: of the run or the comparison; the file goes to the run, and appears whole or not at all.
        workers: replications at a time; the result does not depend on it.
        effort: how much is simulated.
        told: hears how far it is.

    Returns:
        The path of bottlenecks.csv.

    Raises:
        ScenarioErrors: the folder's scenario or draws cannot be read.
    """
    run = folders.run_in(folder)
    draws = run / folders.POSTERIOR
    table = bottlenecks(
        load(run / "scenario"),
        load_posterior(draws) if draws.exists() else None,
        workers=workers,
        effort=effort,
        told=told,
    )
    folders.write_whole(table, run / folders.BOTTLENECKS)
    return run / folders.BOTTLENECKS


def bottlenecks(
    scenario: Scenario,
    posterior: Posterior | None = None,
    *,
    workers: int | None = None,
    effort: Effort = USUAL,
    told: Told = lambda done, total: None,
) -> pl.DataFrame:
    """Return what one head more of each tested group does to the percentile; the greatest cut first.

    Raises:
        InputError: a draw does not fit the scenario.
    """
    total = [0]
    evaluator = Evaluator(
        scenario,
        Ask(KPIS),
        workers=workers or cores(),
        posterior=posterior,
        told=lambda done: told(done, total[0]),
    )
    candidates = screen(scenario, evaluator, effort)
    total[0] = effort.replications * (1 + len(candidates))
    chances = numbers(BOTTLENECKS, effort.replications)
    evaluator.hold(chances)
    groups = [scenario.staff[one.place] for one in candidates]
    designs = [
        Design("today"),
        *(Design(f"one more: {row.id}", one_more(scenario, row.id)) for row in groups),
    ]
    readings = evaluator.run(designs, chances)
    today = values_of(readings[0])
    shares = _busy_shares(readings[0])
    rows = [
        row
        for one, beyond in zip(candidates, readings[1:], strict=True)
        for row in _rows(scenario, one, float(shares[one.place]), today, values_of(beyond), len(candidates))
    ]
    return _ranked(rows)


def screen(scenario: Scenario, evaluator: Evaluator, effort: Effort = USUAL) -> list[Candidate]:
    """Return the groups whose queues hold the slowest tenth back most, ``effort.tested`` of them at most.

    First by what the percentile would lose without the waits in their queues, then by how long the slowest
    tenth waited in them, then by id. Chiefs are left out.
    """
    tasks = list(range(1, effort.screened + 1))
    each = list(
        in_order(
            lambda number: waits_for(evaluator.measured(Design("today"), number)), tasks, evaluator.workers
        )
    )
    potential, waited = (np.mean([one[part] for one in each], axis=0) for part in range(2))
    found = [
        Candidate(place, float(potential[place]), float(waited[place]))
        for place, row in enumerate(scenario.staff)
        if row.role != "chief"
    ]
    found.sort(key=lambda one: (-one.potential, -one.waited, scenario.staff[one.place].id))
    return found[: effort.tested]


def _busy_shares(readings: Sequence[Reading]) -> Floats:
    """Return the busy share of each group's presence over all replications [G], 0 where there is none."""
    busy, presence = (
        np.sum([getattr(one, name) for one in readings], axis=0) for name in ("busy", "presence")
    )
    return np.asarray(np.divide(busy, presence, out=np.zeros_like(busy), where=presence > 0))


def _rows(
    scenario: Scenario, one: Candidate, busy_share: float, today: Floats, beyond: Floats, tested: int
) -> list[dict[str, object]]:
    """Return the rows of one group: what one head more does to each KPI."""
    group = scenario.staff[one.place]
    place = next(row for row in scenario.facilities if row.id == group.facility)
    found: list[dict[str, object]] = []
    for column, identity in enumerate(KPIS):
        both = np.isfinite(today[:, column]) & np.isfinite(beyond[:, column])
        effect, wide = _effect(beyond[both, column] - today[both, column], tested)
        clear = bool(wide.low > 0 or wide.high < 0)
        found.append(
            {
                "group": group.id,
                "group_zh": group.name_zh,
                "group_en": group.name_en,
                "facility": place.id,
                "facility_zh": place.name_zh,
                "facility_en": place.name_en,
                "skills": ";".join(group.skills),
                "busy_share": busy_share,
                "potential": one.potential,
                "waited": one.waited,
                **dict(zip(("kpi", "level", "key"), identity, strict=True)),
                "unit": REGISTRY[identity[0]].unit,
                "mean_base": float(np.mean(today[both, column])) if both.any() else None,
                "effect": effect.value,
                "low": effect.low,
                "high": effect.high,
                "simultaneous_low": wide.low,
                "simultaneous_high": wide.high,
                "n": int(both.sum()),
                "clear": clear,
                "cost": group.cost_per_year,
                "cost_per_hour": -group.cost_per_year / effect.value if clear and effect.value < 0 else None,
                "tested": tested,
            }
        )
    return found


def _effect(differences: Floats, tested: int) -> tuple[Interval, Interval]:
    """Return the mean of paired differences with its own interval, and with that of all tested together."""
    if len(differences) == 0:
        return Interval(np.nan, np.nan, np.nan), Interval(np.nan, np.nan, np.nan)
    together = 1 - (1 - CONFIDENCE) / tested  # Bonferroni
    return mean_interval(differences, CONFIDENCE), mean_interval(differences, together)


def _ranked(rows: list[dict[str, object]]) -> pl.DataFrame:
    """Return the table with ranks: by the effect on the first KPI, equal ones in screening order."""
    table = pl.DataFrame(rows, schema=_SCHEMA).with_columns(
        pl.col(pl.Float64).fill_nan(None)  # no value is an empty cell
    )
    if table.is_empty():
        return table
    order = table.unique("group", keep="first", maintain_order=True).sort(
        "effect", nulls_last=True, maintain_order=True
    )
    ranks = {name: rank for rank, name in enumerate(order["group"], start=1)}
    return table.with_columns(rank=pl.col("group").replace_strict(ranks, return_dtype=pl.Int64)).sort(
        "rank", maintain_order=True
    )
