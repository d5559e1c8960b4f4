"""Traffic lights: how often the replications of a run meet a target, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.report.chart_data import Names
from sim.report.content import Cell, Light

SURE = 0.95
# KPIs that follow from the network and its rosters alone: every replication gives the same value.
WITHOUT_CHANCE = ("within_15_minutes_enterprises", "staff_cost", "presence_hours")
FEWEST = 6  # replications from which on a light can be green or red: 6 of 6 leave 0.54 … 1


def light(
    values: Sequence[float | None],
    low: float | None,
    high: float | None,
    reached: Cell,
    *,
    chance: bool = True,
) -> Light:
    """Judge a target by the values that the replications gave, those without a value left out.

    met: the exact 95 % interval of the probability to meet it lies above one half; missed: below; unsure: it
    holds one half; unmeasured: no replication has a value. A KPI without chance, the same in every
    replication, is met or missed for sure and has no interval.

    Args:
        values: of the KPI, one a replication.
        low: the value asked for at least, or None.
        high: the value asked for at most, or None.
        reached: the mean with its interval.
        chance: whether the KPI can vary between replications.
    """
    seen = [value for value in values if value is not None and not math.isnan(value)]
    n = len(seen)
    if n == 0:
        return Light("unmeasured", None, 0, None, reached)
    met = sum(meets(value, low, high) for value in seen)
    if not chance and len(set(seen)) == 1:
        return Light("met" if met else "missed", met / n, n, None, reached, fixed=True)
    interval = clopper_pearson(met, n)
    state = "met" if interval[0] > 0.5 else "missed" if interval[1] < 0.5 else "unsure"
    return Light(state, met / n, n, interval, reached)


def meets(value: float, low: float | None, high: float | None) -> bool:
    """Whether a value is at least `low` and at most `high`, as far as they are given."""
    return (low is None or value >= low) and (high is None or value <= high)


def clopper_pearson(met: int, n: int, sure: float = SURE) -> tuple[float, float]:
    """Exact interval of a probability from `met` of `n` (Clopper and Pearson 1934): quantiles of the beta."""
    from scipy.special import betaincinv

    tail = (1 - sure) / 2
    low = 0.0 if met == 0 else float(betaincinv(met, n - met + 1, tail))
    high = 1.0 if met == n else float(betaincinv(met + 1, n - met, 1 - tail))
    return low, high


def of(one: Light) -> Names:
    """How many of how many replications meet the target."""
    met = round((one.share or 0.0) * one.n)
    return {"zh": f"{met}/{one.n} 次", "en": f"{met} of {one.n}"}


def chance(one: Light) -> Names | str:
    """The exact interval of the probability to meet the target; empty where nothing was measured."""
    if one.fixed:
        return {"zh": "不随机变动", "en": "does not vary"}
    return "" if one.interval is None else "{:.0f}–{:.0f} %".format(*(100 * end for end in one.interval))


def reached(one: Light) -> Names:
    """What was reached; a dash where nothing was measured."""
    text = one.reached.text
    words = {"zh": text, "en": text} if isinstance(text, str) else text
    return {"zh": f"均值 {words['zh']}", "en": f"mean {words['en']}"}
