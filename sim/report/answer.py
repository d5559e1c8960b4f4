"""The answer of a report in three sentences: which scenario, what it gains and costs, how sure that is.

Which scenario answers best is decided by rules that anyone can follow:

1. Targets first. In each replication, count the targets that a scenario meets, and subtract the base's
   count under the same chances. A scenario is ahead if the simultaneous 95 % interval of the mean difference
   (Student, Bonferroni over the scenarios) lies above 0. Of those ahead, the one that meets most is named.
2. If none is ahead, the headline KPIs decide in their order, among the scenarios that are not clearly behind
   in targets: who is clearly better in a KPI (its simultaneous interval excludes 0) is named, of several the
   one with the greatest difference; who is clearly worse in it drops out before the next KPI is looked at.
3. If nothing differs clearly, there is no winner, and the base stays.

Where the cases that arose differ, counts neither decide nor are judged: more cases solved of more demand are
no gain. A scenario of another network is not judged at all: its differences are not what a change does.

A chance difference thus never names a winner. A clear one may still be small: gains are told by size, with
their intervals, and where all are under 1 % of the base's value (of a share: of the part that is met or
missed, whichever is less), the answer says "clear, but small" in place of a triumph.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, stdev
from typing import Any, NamedTuple

import polars as pl

from sim.report.answer_words import (
    WORDS,
    between,
    called,
    doubt,
    few,
    said,
)
from sim.report.chart_data import Names
from sim.report.contents.goals import Goal, goals_of, met_counts, values
from sim.report.data import Caption, Comparison, Run
from sim.report.interactive.words import joined
from sim.report.measures import COST, HEADLINE, measure, number, percent, signed, signed_interval
from sim.report.money import amount, difference_interval
from sim.report.texts import LANGUAGES
from sim.report.verdicts import GROWING, Unjudged, unjudged, verdict_of

SURE = 0.95
YEAR = 365  # days, as staff cost is counted
SMALL = 0.01  # of the base's value: a gain below it is called small
LISTED = 3  # KPIs that a sentence names before it counts the rest


class Ahead(NamedTuple):
    """By how many targets a scenario is ahead of the base, on average, with the simultaneous interval."""

    mean: float
    low: float | None  # None: fewer than two replications
    high: float | None


class Choice(NamedTuple):
    """The scenario that answers best, and why: targets, the KPI that decides, or nothing."""

    name: str  # of the run; the base's where nothing differs clearly
    why: str  # targets, kpi, nothing or strangers
    kpi: str = ""


class Facts(NamedTuple):
    """What the rules look at, of a comparison with its base."""

    captions: Mapping[str, Caption]
    base: str
    others: Sequence[str]  # those that are judged
    strangers: Sequence[str]  # those of another network, which are not
    goals: Sequence[Goal]  # targets that every replication of every scenario has a value of
    met: Mapping[str, Mapping[int, int]]  # scenario -> replication -> how many of them it meets
    rows: Mapping[
        tuple[str, str], dict[str, Any]
    ]  # (scenario, KPI) -> the network's difference from the base
    unjudged: Unjudged  # pairs of another demand, or of another network


def answer_of_comparison(comparison: Comparison) -> list[Names]:
    """Say which scenario answers best, what it gains and costs, and how sure that is."""
    facts = facts_of(comparison)
    chosen = choose(facts)
    sure = _how_sure(facts, chosen, comparison.runs[facts.base])
    return [joined([_which(facts, chosen), *_apart(facts)], "space"), _costs(facts, chosen), sure]


def facts_of(comparison: Comparison) -> Facts:
    """Gather what the rules look at; pairs without the base are left out."""
    table, runs = comparison.differences, comparison.runs
    base = str(table["base"][0])
    own = table.filter(pl.col("base") == base)
    names = own["other"].unique(maintain_order=True).to_list()
    apart = unjudged(comparison)
    strangers = [name for name in names if (base, name) in apart.strangers]
    others = [name for name in names if name not in strangers]
    compared = [runs[name] for name in (base, *others)]
    grown = any((base, name) in apart.grown for name in names)
    goals = [
        goal
        for goal in goals_of(compared)
        if all(len(values(run, goal)) == run.caption.replications for run in compared)
        and not (grown and measure(goal.kpi).unit_en in GROWING)
    ]
    rows = own.filter(pl.col("level") == "network", pl.col("kpi").is_in([*HEADLINE, COST]))
    return Facts(
        captions={name: runs[name].caption for name in (base, *names)},
        base=base,
        others=others,
        strangers=strangers,
        goals=goals,
        met={name: met_counts(runs[name], goals) for name in (base, *others)},
        rows={(row["other"], row["kpi"]): row for row in rows.iter_rows(named=True)},
        unjudged=apart,
    )


def choose(facts: Facts) -> Choice:
    """Decide by the rules above."""
    if not facts.others:
        return Choice(facts.base, "strangers")
    ahead = targets_ahead(facts)
    leaders = [name for name in facts.others if (low := ahead[name].low) is not None and low > 0]
    if leaders:
        return Choice(max(leaders, key=lambda name: ahead[name].mean), "targets")
    free = [name for name in facts.others if (high := ahead[name].high) is None or high >= 0]
    for kpi in HEADLINE:
        held = {name: facts.rows[name, kpi] for name in free if (name, kpi) in facts.rows}
        said_of = {name: _verdict(facts, row) for name, row in held.items()}
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
    if chosen.why == "strangers":
        return WORDS["strangers"]
    of = len(facts.goals)
    met = {name: fmean(counts.values()) if of else 0.0 for name, counts in facts.met.items()}
    if chosen.why == "nothing":
        sentence = "nothing" if of else "nothing_untargeted"
        return said(sentence, base=facts.captions[facts.base], met=f"{met[facts.base]:.1f}", of=of)
    ahead = targets_ahead(facts)[chosen.name]
    gains, targets = _gains(facts, chosen), chosen.why == "targets"
    better = _listed(gains) if gains else WORDS["no_kpi"]
    return said(
        "targets" if targets else "kpi" if of else "kpi_untargeted",
        name=facts.captions[chosen.name],
        days=_days(facts),
        ahead=WORDS["ahead_small" if gains and size(gains[0]) < SMALL else "ahead"],
        met=f"{met[chosen.name]:.1f}",
        of=of,
        base=f"{met[facts.base]:.1f}",
        more=f"{ahead.mean:+.1f}",
        low=f"{ahead.low or 0.0:+.1f}",
        high=f"{ahead.high or 0.0:+.1f}",
        gains=said("gains", kpis=better) if targets and gains else better,
    )


def _apart(facts: Facts) -> list[Names]:
    """Which scenarios have another demand, whose counts are no gain, and which are of another network."""
    more_of = facts.unjudged.grown
    grown = [(name, more_of[facts.base, name]) for name in facts.others if (facts.base, name) in more_of]
    told = [
        said("grown", name=facts.captions[name], share=("+" if more > 0 else "-") + percent(abs(more)))
        for name, more in grown[:LISTED]
    ]
    left_out = facts.strangers[:LISTED] if facts.others else []
    return told + [said("stranger", name=facts.captions[name]) for name in left_out]


def _days(facts: Facts) -> int:
    """The days that are measured: what counts and sums are of."""
    return facts.captions[facts.base].days - facts.captions[facts.base].warm_up_days


def size(row: Mapping[str, Any]) -> float:
    """A difference over the base's value; of a share over the part that is met or missed, the lesser."""
    base = abs(row["mean_base"])
    whole = min(base, abs(1 - base)) if row["unit"] == "share" else base
    return abs(row["difference"]) / whole if whole else math.inf


def _gains(facts: Facts, chosen: Choice) -> list[dict[str, Any]]:
    """What is clearly better, the greatest first; cost has a sentence of its own, but where it decides."""
    better = _judged(facts, chosen.name, "better")
    return [row for row in better if row["kpi"] != COST or chosen.kpi == COST]


def _costs(facts: Facts, chosen: Choice) -> Names:
    """The second sentence: what it costs in staff, and which key figures it clearly worsens."""
    if chosen.why in ("nothing", "strangers"):
        return joined([_cost_of_base(facts), *_behind(facts)], "space")
    worse = [row for row in _judged(facts, chosen.name, "worse") if row["kpi"] != COST]
    beside = said("worsens", kpis=_listed(worse)) if worse else WORDS["worsens_nothing"]
    paid = facts.rows.get((chosen.name, COST))
    if paid is None:
        return joined([WORDS["cost_unknown"], beside], "space")
    difference = paid["difference"]
    if not difference:
        return joined([said("cost_same", cost=amount(paid["mean_base"])), beside], "space")
    share = abs(difference) / paid["mean_base"] if paid["mean_base"] else 0.0
    low, high = paid.get("simultaneous_low"), paid.get("simultaneous_high")
    spread = "" if low is None or high is None or low == high else difference_interval(low, high)
    more = difference > 0
    cost = said(
        "cost_more" if more else "cost_less",
        cost=amount(abs(difference)),
        share=number(share, "share"),
        interval=between(spread),
        over=amount(abs(difference) * _days(facts) / YEAR),
        days=_days(facts),
    )
    worth = [WORDS["worth_it"]] if more and chosen.why == "kpi" else []
    return joined([cost, *worth, beside], "space")


def _cost_of_base(facts: Facts) -> Names:
    paid = next((row for (_, kpi), row in facts.rows.items() if kpi == COST), None)
    return WORDS["cost_unknown"] if paid is None else said("cost_of_base", cost=amount(paid["mean_base"]))


def _behind(facts: Facts) -> list[Names]:
    """Which scenarios fall behind the base, and in what: targets, else what is worst; at most `LISTED`."""
    found, ahead = [], targets_ahead(facts)
    for name in facts.others:
        one, worse = ahead[name], _judged(facts, name, "worse")
        if one.high is not None and one.high < 0:
            ends = {"low": f"{one.low:+.1f}", "high": f"{one.high:+.1f}"}
            of = len(facts.goals)
            found.append(
                said("behind_targets", name=facts.captions[name], fewer=f"{one.mean:+.1f}", of=of, **ends)
            )
        elif worse:
            found.append(said("behind", name=facts.captions[name], kpi=_difference(worse[0])))
    return found[:LISTED]


def _how_sure(facts: Facts, chosen: Choice, base: Run) -> Names:
    """The third sentence: replications, what the intervals promise, data-informed or prior-driven."""
    n = base.caption.replications
    if n == 1:
        return WORDS["single"]
    sure = said("sure", n=n, doubt=doubt(base))
    if chosen.why in ("nothing", "strangers"):
        return joined([sure, few(n)], "space")
    decided = [chosen.kpi] if chosen.kpi else [goal.kpi for goal in facts.goals]
    if chosen.kpi:
        names = _difference(facts.rows[chosen.name, chosen.kpi])
    else:
        names = joined([_named(kpi) for kpi in dict.fromkeys(decided)], "comma")
    bases = {measure(kpi).basis for kpi in decided}
    level = said(f"level_{'both' if len(bases) == 2 else bases.pop()}", kpis=names)
    effect = WORDS["effect_calibrated" if base.settings.get("calibration") else "effect_assumed"]
    return joined([sure, level, effect, few(n)], "space")


def _verdict(facts: Facts, row: Mapping[str, Any]) -> str:
    return verdict_of(row, measure(row["kpi"]).better, facts.unjudged)


def _judged(facts: Facts, name: str, verdict: str) -> list[dict[str, Any]]:
    """The headline KPIs in which a scenario is clearly better (or worse), the greatest first."""
    held = [facts.rows[name, kpi] for kpi in HEADLINE if (name, kpi) in facts.rows]
    return sorted((row for row in held if _verdict(facts, row) == verdict), key=size, reverse=True)


def _listed(rows: Sequence[Mapping[str, Any]]) -> Names:
    """Name differences of KPIs with their simultaneous intervals; further ones are counted."""
    first = next((row for row in rows if row.get("simultaneous_low") != row.get("simultaneous_high")), None)
    told = [_difference(row, again=first is not None and row is not first) for row in rows[:LISTED]]
    rest = len(rows) - LISTED
    return joined([*told, *([said("more", n=rest)] if rest > 0 else [])], "semicolon")


def _named(kpi: str) -> Names:
    return {lang: called(measure(kpi), lang) for lang in LANGUAGES}


def _difference(row: Mapping[str, Any], *, again: bool = False) -> Names:
    """A KPI's difference with its simultaneous interval, and the part of the base's value that it is.

    In a list the first interval is named, those that come `again` stand in brackets alone.
    """
    unit, what = row["unit"], measure(row["kpi"], row["unit"])
    low, high = row.get("simultaneous_low"), row.get("simultaneous_high")
    base, share = row["mean_base"], unit == "share"
    part = "" if share or not base else f"{100 * row['difference'] / abs(base):+.1f} %"
    spread = said("between_too" if again else "between", interval=signed_interval(low, high, unit))
    if low == high:
        spread = WORDS["always"]
    return {
        lang: WORDS["difference"][lang].format(
            kpi=called(what, lang),
            difference=signed(row["difference"], unit),
            unit=WORDS["points"][lang] if share else what.unit(lang),
            interval=spread[lang],
            relative=WORDS["relative"][lang].format(share=part) if part else "",
        )
        for lang in LANGUAGES
    }
