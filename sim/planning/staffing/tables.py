"""The tables of a staffing study."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.kpi import REGISTRY
from sim.planning.certify import shares
from sim.planning.requirement import Identity
from sim.planning.staffing.found import Found
from sim.planning.staffing.reasons import Short, held_by

Floats = NDArray[np.float64]
LEVEL = 0.95


def levers_table(found: Found) -> pl.DataFrame:
    """Return levers.csv: one row a lever, today's and the recommended setting, and what holds it."""
    places = {row.id: row for row in found.scenario.facilities}
    held = held_by(found)
    rows = []
    for lever, level in zip(found.space.levers, found.plan, strict=True):
        now, then = lever.levels[lever.today], lever.levels[level]
        place = places.get(lever.facility)
        heads = [one.heads for one in lever.levels]
        rows.append(
            {
                "lever": lever.name,
                "kind": lever.kind,
                "group": lever.name if lever.ordered else "",
                "facility": lever.facility,
                "facility_zh": place.name_zh if place else "",
                "facility_en": place.name_en if place else "",
                "name_zh": lever.name_zh,
                "name_en": lever.name_en,
                "skills": ";".join(lever.skills),
                "least": min(heads),
                "most": max(heads),
                "today": now.heads if lever.ordered else lever.today,
                "recommended": then.heads if lever.ordered else level,
                "option_today": "" if lever.ordered else now.name,
                "option_recommended": "" if lever.ordered else then.name,
                "option_zh": then.name_zh,
                "option_en": then.name_en,
                "cost_per_head": (
                    (lever.levels[-1].cost - lever.levels[0].cost) / max(heads[-1] - heads[0], 1)
                    if lever.ordered
                    else 0.0
                ),
                "cost_change": then.cost - now.cost,
                "held_by": held[lever.name],
            }
        )
    return pl.DataFrame(rows)


def designs_table(found: Found) -> pl.DataFrame:
    """Return designs.csv: every plan that was simulated, in order, with its least slack."""
    rows, best = [], None
    for one in found.plans.listed:
        covered = found.space.covered(one.plan)
        if one.kept and covered and (best is None or one.cost < best):
            best = one.cost
        worst = int(np.argmin(one.slacks / np.maximum(one.values.std(axis=0), 1e-12)))
        rows.append(
            {
                "design": one.number,
                "stage": one.stage,
                "cost": one.cost,
                "feasible": one.kept and covered,
                "best_cost": best,
                "requirement": found.requirements[worst].render(),
                "slack": float(one.slacks[worst]),
            }
        )
    return pl.DataFrame(rows, schema_overrides={"best_cost": pl.Float64}).with_columns(
        pl.when(pl.col("slack").is_finite()).then("slack")
    )


def values_table(found: Found, kpis: Sequence[Identity]) -> pl.DataFrame:
    """Return values.csv: the KPIs of every replication that certified or checked the plan, and today's."""
    sets = [(f"certification_{attempt.number}", attempt.values) for _, attempt in found.attempts]
    for name, values in (
        ("recheck", found.rechecked),
        ("today_certification", found.today_certified),
        ("today_recheck", found.today_rechecked),
    ):
        if values is not None:
            sets.append((name, values))
    rows = [
        (name, year, *identity, float(value))
        for name, values in sets
        for year, row in enumerate(values, start=1)
        for identity, value in zip(kpis, row, strict=True)
        if np.isfinite(value)
    ]
    names = ["phase", "replication", "kpi", "level", "key", "value"]
    return pl.DataFrame(rows, schema=names, orient="row")


def certification_table(found: Found) -> pl.DataFrame:
    """Return certification.csv: the share of years that keep all targets, and each, by phase."""
    rows = []
    phases: list[tuple[str, Floats, bool | None]] = [
        (f"certification_{one.number}", one.values, one.certified) for _, one in found.attempts
    ]
    if found.rechecked is not None:
        phases.append(("recheck", found.rechecked, None))
    if found.today_certified is not None:
        phases.append(("today", found.today_certified, None))
    for phase, values, certified in phases:
        for name, kept, share in shares(found.requirements, values, LEVEL):
            rows.append(
                {
                    "phase": phase,
                    "requirement": name,
                    "n": len(values),
                    "kept": kept,
                    "share": share.value,
                    "low": share.low,
                    "high": share.high,
                    "certified": certified if name == "all" else None,
                }
            )
    return pl.DataFrame(rows, schema_overrides={"certified": pl.Boolean})


def binding_table(found: Found) -> pl.DataFrame:
    """Return binding.csv: for each target its slack, and how many levers it holds; then other bounds."""
    held = list(held_by(found).values())
    best = found.recommended
    rows = []
    for place, one in enumerate(found.requirements):
        values = best.values[:, place] if best else np.zeros(0)
        rows.append(
            {
                "constraint": one.render(),
                "kpi": one.kpi,
                "level": one.level,
                "key": one.key,
                "bound": one.bound,
                "mean": float(values.mean()) if len(values) else None,
                "spread": float(values.std(ddof=1)) if len(values) > 1 else None,
                "slack": float(best.slacks[place]) if best else None,
                "levers": held.count(one.render()),
            }
        )
    for name in ("presence", "skill", "load", "bound"):
        rows.append(
            {
                **dict.fromkeys(("kpi", "level", "key"), ""),
                "constraint": name,
                "levers": held.count(name),
                **dict.fromkeys(("bound", "mean", "spread", "slack")),
            }
        )
    names = ("constraint", "kpi", "level", "key", "bound", "mean", "spread", "slack", "levers")
    numbers = dict.fromkeys(("bound", "mean", "spread", "slack"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides=numbers).select(names)


def marginal_table(found: Found) -> pl.DataFrame:
    """Return marginal.csv: what one more head of a busy group does to each KPI."""
    groups = {row.id: row for row in found.scenario.staff}
    places = {row.id: row for row in found.scenario.facilities}
    rows = []
    for one in found.marginals:
        row = groups[one.group]
        place = places[row.facility]
        rows.append(
            {
                "group": one.group,
                "group_zh": row.name_zh,
                "group_en": row.name_en,
                "facility": row.facility,
                "facility_zh": place.name_zh,
                "facility_en": place.name_en,
                "skills": ";".join(row.skills),
                "kpi": one.kpi[0],
                "level": one.kpi[1],
                "key": one.kpi[2],
                "unit": REGISTRY[one.kpi[0]].unit,
                "effect": one.effect.value,
                "low": one.effect.low,
                "high": one.effect.high,
                "n": one.n,
                "cost": one.cost,
                "value_per_100k": one.gain * 1e5 / one.cost if one.cost > 0 else None,
                "busy_share": one.busy_share,
                "clear": one.clear,
            }
        )
    return pl.DataFrame(rows, schema_overrides={"value_per_100k": pl.Float64}).fill_nan(None)


def shortfall_table(short: Sequence[Short]) -> pl.DataFrame:
    """Return shortfall.csv: targets out of reach, the best reachable value, and where most is missing."""
    rows = [
        {
            "requirement": one.requirement.render(),
            "kpi": one.requirement.kpi,
            "level": one.requirement.level,
            "key": one.requirement.key,
            "bound": one.requirement.bound,
            "reachable": one.reachable,
            "spread": one.spread,
            "facility": facility,
            "missing_share": share,
        }
        for one in short
        for facility, share in (one.worst or (("", 0.0),))
    ]
    return pl.DataFrame(rows)
