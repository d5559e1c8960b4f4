"""What a difference of staff cost is made of: persons, and hours beyond full time."""

from __future__ import annotations

import polars as pl

from sim.report.chart_data import Names
from sim.report.data import Run, once_a_run, read_csv
from sim.report.interactive.words import filled
from sim.report.measures import COST
from sim.report.money import amount

TOLD: Names = {
    "zh": "年人员成本 {total}，其中人员 {persons}（{n} 人），在岗更久（夜间、周末等，按工时折算）{hours}。",
    "en": "Staff cost a year: {total}, of which persons {persons} ({n} heads), and longer presence (evenings,"
    " weekends; paid by the hour) {hours}.",
}
LEAST = 1.0  # CNY a year; less is dust of sums


def parted(base: Run, other: Run) -> Names | None:
    """Part the yearly staff cost of `other` against `base` into persons and longer presence.

    A group costs its head count x the cost of a head; where its presence takes more than full time (eight
    hours a working day), the rest is paid pro rata (`sim.kpi.staff.paid_heads`). None where the cost is the
    same, or where a lever leaves out groups of the table, so that it cannot be parted.
    """
    before, after = _parts(base), _parts(other)
    if before is None or after is None:
        return None
    (heads, by_heads, by_hours), (heads_then, by_heads_then, by_hours_then) = before, after
    n, persons, hours = heads_then - heads, by_heads_then - by_heads, by_hours_then - by_hours
    if max(abs(persons), abs(hours)) < LEAST:
        return None
    total = persons + hours
    parts = {"total": total, "persons": persons, "hours": hours}
    told = {name: amount(value, signed=True) for name, value in parts.items()}
    return filled(TOLD, {**told, "n": f"{n:+,.0f}"})


@once_a_run
def _parts(run: Run) -> tuple[float, float, float] | None:
    """Return heads, the cost of heads, and the cost of presence beyond full time; CNY a year."""
    path, values = run.folder / "scenario" / "staff.csv", run.values(COST, "network", "all")
    if not path.exists() or not values:
        return None
    staff = read_csv(path, text_only=True)
    if not {"head_count", "cost_per_year"} <= set(staff.columns):
        return None
    heads, cost = (
        staff[name].cast(pl.Float64, strict=False).fill_null(0.0) for name in ("head_count", "cost_per_year")
    )
    by_heads = float((heads * cost).sum())
    beyond = sum(values.values()) / len(values) - by_heads
    return (float(heads.sum()), by_heads, beyond) if beyond > -LEAST else None
