"""The tables of a siting: candidates, shortlist, coverage by demand point and town, selection."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from sim.experiment.selection import Choice
from sim.planning.certify import mean_interval
from sim.planning.promise import LEVEL
from sim.planning.requirement import Identity
from sim.planning.siting.race import Floats, Race
from sim.planning.siting.setting import Setting
from sim.planning.siting.shortlist import Design, covered

SEPARATOR = ";"
_PROPOSALS = {
    "model": pl.String,
    "rank": pl.Int64,
    "solution": pl.String,
    "objective": pl.Float64,
    "bound": pl.Float64,
    "gap": pl.Float64,
    "proven": pl.Boolean,
}


def candidates_table(setting: Setting, chosen: Sequence[int]) -> pl.DataFrame:
    """Return the candidates: what each would cost and reach, and whether it is chosen."""
    one, first = setting.instance, len(setting.stations)
    rows = []
    for number, row in enumerate(setting.candidates):
        site = first + number
        rows.append(
            {
                **row.model_dump(mode="json", exclude={"cost_per_year", "capacity"}),
                "capacity": row.capacity,
                "cost_per_year": float(one.cost[site]),
                "reach_demand": float(one.demand[one.near[:, site]].sum()),
                "selected": site in chosen,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None).with_columns(
        pl.col("capacity").cast(pl.Float64), pl.col("town").cast(pl.String)
    )


def shortlist_table(setting: Setting, designs: Sequence[Design]) -> pl.DataFrame:
    """Return a row for each distinct design: sites, what it costs and covers, and which models propose it."""
    names = setting.names
    return pl.DataFrame(
        [
            {
                "solution": one.name,
                "models": SEPARATOR.join(each.model for each in one.proposals),
                "ranks": SEPARATOR.join(str(each.rank) for each in one.proposals),
                "sites": SEPARATOR.join(names[site] for site in one.sites),
                "stations": len(one.sites),
                "cost": one.cost,
                "covered_share": one.covered_share,
                "mean_minutes": one.mean_minutes,
                "worst_town_share": one.worst_town_share,
                "proven": one.proven,
            }
            for one in designs
        ]
    )


def proposals_table(designs: Sequence[Design]) -> pl.DataFrame:
    """Return a row for each proposal: model, rank, objective, bound and whether it is proven."""
    rows = [
        {
            "model": each.model,
            "rank": each.rank,
            "solution": one.name,
            "objective": each.solution.objective,
            "bound": each.solution.bound,
            "gap": each.solution.gap,
            "proven": each.solution.proven,
        }
        for one in designs
        for each in one.proposals
    ]
    return pl.DataFrame(rows, schema=_PROPOSALS).sort("model", "rank", maintain_order=True)


def coverage_table(setting: Setting, chosen: Sequence[int]) -> pl.DataFrame:
    """Return each demand point's minutes to the nearest station that serves it, today and with the design."""
    (before, at), (after, to) = setting.nearest(()), setting.nearest(chosen)
    names = setting.names
    rows = [
        {
            "zone": row.id,
            **{key: getattr(row, key) for key in ("town", "town_zh", "town_en", "county", "lat", "lon")},
            "demand": float(setting.instance.demand[number]),
            "minutes_before": float(before[number]),
            "minutes_after": float(after[number]),
            "facility_before": names[at[number]] if np.isfinite(before[number]) else None,
            "facility_after": names[to[number]] if np.isfinite(after[number]) else None,
        }
        for number, row in enumerate(setting.scenario.zones)
    ]
    endless = [pl.col(name).replace(float("inf"), None) for name in ("minutes_before", "minutes_after")]
    return pl.DataFrame(rows, infer_schema_length=None).with_columns(endless)


def towns_table(setting: Setting, chosen: Sequence[int]) -> pl.DataFrame:
    """Return the covered share of each town's demand, today and with the design; those gaining most first."""
    one = setting.instance
    whole = np.bincount(one.groups, weights=one.demand)
    parts = [np.bincount(one.groups, weights=one.demand * covered(setting, sites)) for sites in ((), chosen)]
    first = {int(group): number for number, group in reversed(list(enumerate(one.groups)))}
    rows = []
    for group, total in enumerate(whole):
        if total > 0:
            row = setting.scenario.zones[first[group]]
            shares = [float(part[group] / total) for part in parts]
            rows.append(
                {
                    "town": row.town,
                    "town_zh": row.town_zh,
                    "town_en": row.town_en,
                    "county": row.county,
                    "demand": float(total),
                    "share_before": shares[0],
                    "share_after": shares[1],
                }
            )
    gain = (pl.col("share_after") - pl.col("share_before")) * pl.col("demand")
    return pl.DataFrame(rows).sort(-gain, maintain_order=True)


def budget_table(sweep: Sequence[Design]) -> pl.DataFrame:
    """Return what the best covering covers with 0, 1, 2, ... new stations."""
    fields = ("covered_share", "mean_minutes", "worst_town_share", "cost")
    return pl.DataFrame(
        [{"p": len(one.sites), **{name: getattr(one, name) for name in fields}} for one in sweep]
    )


def selection_table(race: Race, choice: Choice) -> pl.DataFrame:
    """Return a row for each design: replications, mean, when it was eliminated, whether it is selected."""
    return pl.DataFrame(
        {
            "solution": [one.name for one in race.designs],
            "replications": choice.replications,
            "mean": choice.means,
            "sd": choice.sds,
            "eliminated_at": pl.Series(choice.eliminated_at, dtype=pl.Int64),
            "selected": [place == choice.best for place in range(len(race.designs))],
        }
    )


def trajectory_table(race: Race, choice: Choice) -> pl.DataFrame:
    """Return the steps of the selection: replications and mean of each design, and who contends."""
    rows = [
        (number, one.name, step.replications[place], step.means[place], place in step.contenders)
        for number, step in enumerate(choice.steps, start=1)
        for place, one in enumerate(race.designs)
    ]
    return pl.DataFrame(rows, schema=["step", "solution", "replications", "mean", "contends"], orient="row")


def values_table(
    race: Race, best: str, before: Floats, fresh: tuple[Floats, Floats], kpis: Sequence[Identity]
) -> pl.DataFrame:
    """Return every value that selection and recheck rest on.

    Args:
        race: whose designs, and the replications that the procedure used.
        best: name of the design selected.
        before: of today's network with the chances of the selection [replications, KPIs].
        fresh: of today's network and of the design selected on fresh seeds.
        kpis: columns of the values.
    """
    blocks = [(one.name, "selection", race.values(place)) for place, one in enumerate(race.designs)]
    blocks += [("today", "selection", before), ("today", "recheck", fresh[0]), (best, "recheck", fresh[1])]
    rows = [
        (name, stage, number, *kpi, float(value))
        for name, stage, values in blocks
        for number, row in enumerate(values, start=1)
        for kpi, value in zip(kpis, row, strict=True)
    ]
    names = ["solution", "stage", "replication", "kpi", "level", "key", "value"]
    return pl.DataFrame(rows, schema=names, orient="row").fill_nan(None)


def with_change(promised: pl.DataFrame, fresh: tuple[Floats, Floats]) -> pl.DataFrame:
    """Return what is promised with what the design changes on fresh seeds, paired by replication.

    Args:
        promised: a row for each KPI (sim.planning.promise).
        fresh: values of today's network and of the design [replications, KPIs], with the same chances.
    """
    apart = [mean_interval(column, LEVEL) for column in (fresh[1] - fresh[0]).T]
    columns = {
        "change": [one.value for one in apart],
        "change_low": [one.low for one in apart],
        "change_high": [one.high for one in apart],
    }
    listed = [pl.Series(name, values, dtype=pl.Float64) for name, values in columns.items()]
    return promised.with_columns(listed).fill_nan(None)
