"""Equity between places: how unlike the demand points of the city, or of one county, are served."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.kpi.registry import kpi
from sim.kpi.view import View, ratio
from sim.network.contract import Bools, Floats, Narrow

BETWEEN_ZONES = ("network", "county")


def zone_mean(view: View, values: Narrow, mask: Bools) -> Floats:
    """Return the mean [zone] of the values [C] over the cases in the mask [P]; NaN without cases."""
    return ratio(view.tally.sums(mask, values)["zone"], view.tally.sums(mask)["zone"])


def zone_share(view: View, part: Bools, whole: Bools) -> Floats:
    """Return the share [zone] of the cases in ``whole`` that are in ``part`` too; NaN without cases."""
    return ratio(view.tally.sums(part & whole)["zone"], view.tally.sums(whole)["zone"])


def between_zones(view: View, by_zone: Floats, index: Callable[[Floats], float]) -> Floats:
    """Return the index [keys] of the zones of each key (all, or those of a county) that have a value."""
    county = view.measured.demand.zone_county
    known = ~np.isnan(by_zone)
    if view.level == "network":
        groups = [known]
    else:
        groups = [known & (county == key) for key in range(len(view.keys))]
    return np.array([index(np.sort(by_zone[group])) if group.any() else np.nan for group in groups])


def spread(ascending: Floats) -> float:
    """Return p90 / median, both by nearest rank; NaN where the median is 0."""
    n = ascending.size
    median, high = ascending[(50 * n + 99) // 100 - 1], ascending[(90 * n + 99) // 100 - 1]
    return float(high / median) if median > 0 else float("nan")


def gini(ascending: Floats) -> float:
    """Return the Gini coefficient 2 sum(i x_i) / (n sum(x)) - (n + 1) / n; NaN where all values are 0."""
    n, total = ascending.size, ascending.sum()
    if total <= 0:
        return float("nan")
    return float(2 * (np.arange(1, n + 1) * ascending).sum() / (n * total) - (n + 1) / n)


@kpi(
    "各需求点解决时长差距(90分位/中位数)",
    "Spread of time to solution between places",
    unit="ratio",
    direction="lower",
    basis="prior_driven",
    levels=BETWEEN_ZONES,
)
def equity_time_ratio(view: View) -> Floats:
    """90th percentile / median (nearest rank) of the demand points' mean time to solution.

    Demand points with at least one solved case, unweighted; 1 = all alike.
    """
    column = view.measured.solution
    return between_zones(view, zone_mean(view, column.seconds, column.ended), spread)


@kpi(
    "各需求点解决时长基尼系数",
    "Inequality of time to solution",
    unit="Gini coefficient",
    direction="lower",
    basis="prior_driven",
    levels=BETWEEN_ZONES,
)
def equity_time_gini(view: View) -> Floats:
    """Gini coefficient of the demand points' mean time to solution; 0 = all alike.

    Demand points with at least one solved case, unweighted: 2 sum(i x_i) / (n sum(x)) - (n + 1) / n with the
    x_i in ascending order.
    """
    column = view.measured.solution
    return between_zones(view, zone_mean(view, column.seconds, column.ended), gini)


@kpi(
    "各需求点15分钟可达基尼系数",
    "Inequality of 15-minute access",
    unit="Gini coefficient",
    direction="lower",
    basis="prior_driven",
    levels=BETWEEN_ZONES,
)
def equity_access_gini(view: View) -> Floats:
    """Gini coefficient of the demand points' share of cases within 15 minutes; 0 = all alike.

    Demand points with at least one case, unweighted.
    """
    measured = view.measured
    return between_zones(view, zone_share(view, measured.near, measured.everything), gini)
