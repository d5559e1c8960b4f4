"""Traffic lights: how often the replications of a run meet a target, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.report.chart_data import Names
from sim.report.content import Cell, Light

SURE = 0.95
FEWEST = 6  # replications from which on a light can be green or red: 6 of 6 leave 0.54 … 1


def light(values: Sequence[float], low: float | None, high: float | None, reached: Cell) -> Light:
    """Judge a target by the values that the replications gave, those without a value left out.

    met: the exact 95 % interval of the probability to meet it lies above one half; missed: below; unsure: it
    holds one half; unmeasured: no replication has a value.

    Args:
        values: of the KPI, one a replication.
        low: the value asked for at least, or None.
        high: the value asked for at most, or None.
        reached: the mean with its interval.
    """
    seen = [value for value in values if not math.isnan(value)]
    n = len(seen)
    if n == 0:
        return Light("unmeasured", None, 0, None, reached)
    met = sum(meets(value, low, high) for value in seen)
    interval = clopper_pearson(met, n)
    state = "met" if interval[0] > 0.5 else "missed" if interval[1] < 0.5 else "unsure"
    return Light(state, met / n, n, interval, reached)


def meets(value: float, low: float | None, high: float | None) -> bool:
    """Whether a value is at least `low` and at most `high`, as far as they are given."""
    return (low is None or value >= low) and (high is None or value <= high)


def clopper_pearson(met: int, n: int, sure: float = SURE) -> tuple[float, float]:
    """Exact interval of a probability from `met` of `n` (Clopper and Pearson 1934): quantiles of the beta."""
    from scipy.special import betaincinv  # type: ignore[import-untyped]

    tail = (1 - sure) / 2
    low = 0.0 if met == 0 else float(betaincinv(met, n - met + 1, tail))
    high = 1.0 if met == n else float(betaincinv(met + 1, n - met, 1 - tail))
    return low, high


def of(one: Light) -> Names:
    """How many of how many replications meet the target."""
    met = round((one.share or 0.0) * one.n)
    return {"zh": f"{one.n} 次中 {met} 次", "en": f"{met} of {one.n}"}


def detail(one: Light) -> Names:
    """The interval of the probability, and what was reached; empty where nothing was measured."""
    if one.interval is None:
        return {"zh": "", "en": ""}
    low, high = (f"{100 * end:.0f}" for end in one.interval)
    reached = {
        lang: one.reached.text if isinstance(one.reached.text, str) else one.reached.text[lang]
        for lang in ("zh", "en")
    }
    return {
        "zh": f"{low}–{high} % · 结果 {reached['zh']}",
        "en": f"{low}–{high} % · reached {reached['en']}",
    }
