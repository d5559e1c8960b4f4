"""What a paired difference says: better, worse, unclear, and whether it holds among many comparisons."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import polars as pl

from sim.experiment.pairing import Places, different, places_of
from sim.report.chart_data import Names
from sim.report.data import Comparison, Run, once_a_run
from sim.report.texts import LANGUAGES, text

Interval = tuple[float | None, float | None]
Pair = tuple[str, str]  # base, other
ARISEN = "cases_arisen"
# Units of KPIs that grow with demand: where it differs, more or fewer of them are neither gain nor loss.
GROWING = ("cases", "visits", "hours", "CNY per case")


def verdict(difference: float | None, own: Interval, together: Interval, better: str) -> str:
    """Judge a difference with its own interval and the simultaneous one.

    none: not defined; zero: exactly 0; alone: there is no interval; unclear: its own interval holds 0; else
    better or worse, or neutral if the KPI has no better direction, with `_alone` if the simultaneous interval
    holds 0 or there is none.
    """
    if difference is None:
        return "none"
    low, high = own
    if difference == 0 and (low in (None, 0.0)) and (high in (None, 0.0)):
        return "zero"
    if low is None or high is None:
        return "alone"
    if low <= 0 <= high:
        return "unclear"
    direction = "neutral" if better == "none" else "worse"
    if better != "none" and (difference > 0) == (better == "higher"):
        direction = "better"
    wide_low, wide_high = together
    held = wide_low is None or wide_high is None or wide_low <= 0 <= wide_high
    return f"{direction}_alone" if held else direction


class Unjudged(NamedTuple):
    """Pairs (base, other) of a comparison that are not, or not wholly, judged better or worse."""

    grown: Mapping[Pair, float] = {}  # demand differs, by this part: what grows with it is not judged
    strangers: Collection[Pair] = ()  # two networks: no KPI is judged

    def notes(self) -> list[Names]:
        """Say what is not judged; nothing where everything is."""
        said = {"comparison.grown": self.grown, "comparison.strangers": self.strangers}
        return [{lang: text(name, lang) for lang in LANGUAGES} for name, pairs in said.items() if pairs]


def unjudged(comparison: Comparison) -> Unjudged:
    """Find the pairs of a comparison whose differences do not say what a change does."""
    pairs = comparison.differences.select("base", "other").unique(maintain_order=True).rows()
    places = {name: _places(comparison.runs[name]) for pair in pairs for name in pair}
    strangers = {pair for pair in pairs if different(*(places[name] for name in pair))}
    grown = demand_growth(comparison.differences)
    return Unjudged({pair: part for pair, part in grown.items() if pair not in strangers}, strangers)


@once_a_run
def _places(run: Run) -> Places:
    return places_of(run.folder)


ALL_JUDGED = Unjudged()


def verdict_of(row: Mapping[str, Any], better: str, of: Unjudged = ALL_JUDGED) -> str:
    """Judge a row of comparison.csv; one of an older run has no simultaneous interval.

    Where a pair is not judged (see `Unjudged`) its KPIs have no better direction.
    """
    own = (row["ci_low"], row["ci_high"])
    together = (row.get("simultaneous_low"), row.get("simultaneous_high"))
    pair = (row.get("base", ""), row.get("other", ""))
    if pair in of.strangers or (row.get("unit") in GROWING and pair in of.grown):
        better = "none"
    return verdict(row["difference"], own, together, better)


def demand_growth(differences: pl.DataFrame) -> dict[Pair, float]:
    """By which part of the base's the cases that arose differ, of pairs where they do beyond chance.

    Needs are drawn by the same chances on both sides, so that without a change of demand none differs; its
    own interval, the narrower one, therefore is enough to withhold judgement on counts.
    """
    rows = differences.filter(pl.col("level") == "network", pl.col("kpi") == ARISEN)
    return {
        (row["base"], row["other"]): row["difference"] / row["mean_base"]
        if row["mean_base"]
        else float("inf")
        for row in rows.iter_rows(named=True)
        if verdict_of(row, "none") in ("neutral", "neutral_alone")
    }
