"""The answer of a report in three sentences: which scenario, what it gains and costs, how sure that is.

Which scenario answers best is decided by rules that anyone can follow:

1. Targets first. In each replication, count the targets that a scenario meets, and subtract the base's
   count under the same chances. A scenario is ahead if the simultaneous 95 % interval of the mean difference
   (Student, Bonferroni over the scenarios) lies above 0. Of those ahead, the one that meets most is named.
2. If none is ahead, the headline KPIs decide in their order, among the scenarios that are not clearly behind
   in targets: who is clearly better in a KPI (its simultaneous interval excludes 0) is named, of several the
   one with the greatest difference; who is clearly worse in it drops out before the next KPI is looked at.
3. If nothing differs clearly, there is no winner, and the base stays.

A chance difference thus never names a winner; a clear one may still be small: its interval is told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, stdev
from typing import Any, NamedTuple

import polars as pl

from sim.report.answer_words import WORDS, between, called, doubt, few, joined, listed, money, said
from sim.report.chart_data import Names
from sim.report.contents.goals import Goal, goals_of, met_counts, values
from sim.report.data import Caption, Comparison, Run
from sim.report.measures import HEADLINE, measure, number, signed, signed_interval
from sim.report.texts import LANGUAGES
from sim.report.verdicts import verdict_of

COST = "staff_cost"
SURE = 0.95
LISTED = 3  # KPIs that a sentence names before it counts the rest


class Ahead(NamedTuple):
    """By how many targets a scenario is ahead of the base, on average, with the simultaneous interval."""

    mean: float
    low: float | None  # None: fewer than two replications
    high: float | None


class Choice(NamedTuple):
    """The scenario that answers best, and why: targets, the KPI that decides, or nothing."""

    name: str  # of the run; the base's where nothing differs clearly
    why: str  # targets, kpi or nothing
    kpi: str = ""


class Facts(NamedTuple):
    """What the rules look at, of a comparison with its base."""

    captions: Mapping[str, Caption]
    base: str
    others: Sequence[str]
    goals: Sequence[Goal]  # targets that every replication of every scenario has a value of
    met: Mapping[str, Mapping[int, int]]  # scenario -> replication -> how many of them it meets
    rows: Mapping[
        tuple[str, str], dict[str, Any]
    ]  # (scenario, KPI) -> the network's difference from the base


def answer_of_comparison(comparison: Comparison) -> list[Names]:
    """Say which scenario answers best, what it gains and costs, and how sure that is."""
    facts = facts_of(comparison)
    chosen = choose(facts)
    sure = _how_sure(facts, chosen, comparison.runs[facts.base])
    return [_which(facts, chosen), _costs(facts, chosen), sure]


def facts_of(comparison: Comparison) -> Facts:
    """Gather what the rules look at; pairs without the base are left out."""
    table, runs = comparison.differences, comparison.runs
    base = str(table["base"][0])
    own = table.filter(pl.col("base") == base)
    others = own["other"].unique(maintain_order=True).to_list()
    compared = [runs[name] for name in (base, *others)]
    goals = [
        goal
        for goal in goals_of(compared)
        if all(len(values(run, goal)) == run.caption.replications for run in compared)
    ]
    rows = own.filter(pl.col("level") == "network", pl.col("kpi").is_in([*HEADLINE, COST]))
    return Facts(
        captions={name: runs[name].caption for name in (base, *others)},
        base=base,
        others=others,
        goals=goals,
        met={name: met_counts(runs[name], goals) for name in (base, *others)},
        rows={(row["other"], row["kpi"]): row for row in rows.iter_rows(named=True)},
    )


def choose(facts: Facts) -> Choice:
    """Decide by the rules above."""
    ahead = targets_ahead(facts)
    leaders = [name for name in facts.others if (low := ahead[name].low) is not None and low > 0]
    if leaders:
        return Choice(max(leaders, key=lambda name: ahead[name].mean), "targets")
    free = [name for name in facts.others if (high := ahead[name].high) is None or high >= 0]
    for kpi in HEADLINE:
        held = {name: facts.rows[name, kpi] for name in free if (name, kpi) in facts.rows}
        said_of = {name: verdict_of(row, measure(kpi).better) for name, row in held.items()}
        won = [name for name, verdict in said_of.items() if verdict == "better"]
        if won:
            return Choice(max(won, key=lambda name: abs(held[name]["difference"])), "kpi", kpi)
        free = [name for name in free if said_of.get(name) != "worse"]
    return Choice(facts.base, "nothing")


def targets_ahead(facts: Facts) -> dict[str, Ahead]:
    """Targets met more than by the base, paired by replication, simultaneous over the other scenarios."""
    base, found = facts.met[facts.base], {}
    for name in facts.others:
        own = facts.met[name]
        pairs = sorted(base.keys() & own.keys())
        found[name] = _interval([own[i] - base[i] for i in pairs], len(facts.others))
    return found


def _interval(differences: Sequence[int], comparisons: int) -> Ahead:
    from scipy.special import stdtrit

    n = len(differences)
    if n < 2:
        return Ahead(float(sum(differences)), None, None)
    mean = fmean(differences)
    half = float(stdtrit(n - 1, 1 - (1 - SURE) / 2 / comparisons)) * stdev(differences) / math.sqrt(n)
    return Ahead(mean, mean - half, mean + half)


def _which(facts: Facts, chosen: Choice) -> Names:
    """The first sentence: which scenario, and what it gains with its interval."""
    of = len(facts.goals)
    met = {name: fmean(counts.values()) if of else 0.0 for name, counts in facts.met.items()}
    if chosen.why == "nothing":
        sentence = "nothing" if of else "nothing_untargeted"
        return said(sentence, base=facts.captions[facts.base], met=f"{met[facts.base]:.1f}", of=of)
    ahead = targets_ahead(facts)[chosen.name]
    return said(
        "targets" if chosen.why == "targets" else "kpi" if of else "kpi_untargeted",
        name=facts.captions[chosen.name],
        met=f"{met[chosen.name]:.1f}",
        of=of,
        base=f"{met[facts.base]:.1f}",
        more=f"{ahead.mean:+.1f}",
        low=f"{ahead.low or 0.0:+.1f}",
        high=f"{ahead.high or 0.0:+.1f}",
        gains=_gains(facts, chosen),
    )


def _gains(facts: Facts, chosen: Choice) -> Names:
    """What is clearly better, the KPI that decides first: differences with their simultaneous intervals."""
    found = _judged(facts, chosen.name, "better")
    found.sort(key=lambda row: row["kpi"] != chosen.kpi)
    return _listed(found[: 1 if chosen.kpi else 2]) if found else WORDS["no_kpi"]


def _costs(facts: Facts, chosen: Choice) -> Names:
    """The second sentence: what it costs in staff, and which key figures it clearly worsens."""
    if chosen.why == "nothing":
        return joined(_cost_of_base(facts), *_behind(facts))
    worse = [row for row in _judged(facts, chosen.name, "worse") if row["kpi"] != COST]
    beside = said("worsens", kpis=_listed(worse)) if worse else WORDS["worsens_nothing"]
    paid = facts.rows.get((chosen.name, COST))
    if paid is None:
        return joined(WORDS["cost_unknown"], beside)
    difference = paid["difference"]
    if not difference:
        return joined(said("cost_same", cost=money(paid["mean_base"])), beside)
    share = abs(difference) / paid["mean_base"] if paid["mean_base"] else 0.0
    low, high = paid.get("simultaneous_low"), paid.get("simultaneous_high")
    spread = "" if low == high else signed_interval(low, high, paid["unit"])
    more = difference > 0
    cost = said(
        "cost_more" if more else "cost_less",
        cost=money(abs(difference)),
        share=number(share, "share"),
        interval=between(spread),
    )
    return joined(cost, WORDS["worth_it"] if more and chosen.why == "kpi" else {}, beside)


def _cost_of_base(facts: Facts) -> Names:
    paid = facts.rows.get((facts.others[0], COST))
    return WORDS["cost_unknown"] if paid is None else said("cost_of_base", cost=money(paid["mean_base"]))


def _behind(facts: Facts) -> list[Names]:
    """Which scenarios fall behind the base, and in which headline KPI first; at most `LISTED` of them."""
    found = []
    for name in facts.others:
        worse = _judged(facts, name, "worse")
        if worse:
            found.append(said("behind", name=facts.captions[name], kpi=_difference(worse[0])))
    return found[:LISTED]


def _how_sure(facts: Facts, chosen: Choice, base: Run) -> Names:
    """The third sentence: replications, what the intervals promise, data-informed or prior-driven."""
    n = base.caption.replications
    if n == 1:
        return WORDS["single"]
    decided = [chosen.kpi] if chosen.kpi else [goal.kpi for goal in facts.goals]
    bases = {measure(kpi).basis for kpi in decided or HEADLINE}
    rests = "rests_both" if len(bases) == 2 else f"rests_{bases.pop()}"
    decides = {} if chosen.why == "nothing" else WORDS[rests]
    return joined(said("sure", n=n, doubt=doubt(base)), decides, few(n))


def _judged(facts: Facts, name: str, verdict: str) -> list[dict[str, Any]]:
    """The headline KPIs of the network in which a scenario is clearly better (or worse) than the base."""
    held = [facts.rows[name, kpi] for kpi in HEADLINE if (name, kpi) in facts.rows]
    return [row for row in held if verdict_of(row, measure(row["kpi"]).better) == verdict]


def _listed(rows: Sequence[Mapping[str, Any]]) -> Names:
    """Name differences of KPIs with their simultaneous intervals; further ones are counted."""
    rest = len(rows) - LISTED
    more = [said("more", n=rest)] if rest > 0 else []
    return listed([*(_difference(row) for row in rows[:LISTED]), *more], "；", "; ")


def _difference(row: Mapping[str, Any]) -> Names:
    """A KPI's difference, the part of the base's value that it is, and its simultaneous interval."""
    unit, what = row["unit"], measure(row["kpi"], row["unit"])
    ends = signed_interval(row.get("simultaneous_low"), row.get("simultaneous_high"), unit)
    base, share = row["mean_base"], unit == "share"
    part = "" if share or not base else f"{100 * row['difference'] / abs(base):+.1f} %"
    return {
        lang: WORDS["difference"][lang].format(
            kpi=called(what, lang),
            difference=signed(row["difference"], unit),
            unit=WORDS["points"][lang] if share else what.unit(lang),
            relative=WORDS["relative"][lang].format(share=part) if part else "",
            interval=ends,
        )
        for lang in LANGUAGES
    }
