"""Waiting in queues: for an enterprise, the time until a member of staff takes its case."""

from __future__ import annotations

from sim.kpi.registry import kpi
from sim.kpi.view import View
from sim.network.contract import Floats

MINUTE = 60


@kpi("平均排队时间", "Wait in queues, mean", unit="minutes", direction="lower", basis="prior_driven")
def wait_minutes_mean(view: View) -> Floats:
    """Sum of time in queues, over all tiers / accepted cases.

    Tickets wait in queues too, overnight if need be; on_site_wait_minutes_mean is for people at the counter.
    """
    column = view.measured.wait
    return view.mean(column.seconds, column.population, MINUTE)


@kpi(
    "排队时间90分位",
    "Wait in queues, 90th percentile",
    unit="minutes",
    direction="lower",
    basis="prior_driven",
)
def wait_minutes_p90(view: View) -> Floats:
    """90th percentile (nearest rank) of the time in queues of accepted cases."""
    return view.percentile(view.measured.wait, 90, MINUTE)


@kpi(
    "现场平均等候时间",
    "Wait at the counter, mean",
    unit="minutes",
    direction="lower",
    basis="prior_driven",
)
def on_site_wait_minutes_mean(view: View) -> Floats:
    """Sum of time in queues on site / accepted cases that came to a counter: walk-in, appointment, roving."""
    column = view.measured.site_wait
    return view.mean(column.seconds, column.population, MINUTE)


@kpi(
    "现场等候不超过15分钟占比",
    "Share waiting 15 minutes at most",
    unit="share",
    direction="higher",
    basis="prior_driven",
)
def wait_within_15_minutes(view: View) -> Floats:
    """Cases with at most 15 minutes in queues on site / accepted cases that came to a counter."""
    return view.share(view.measured.short_wait, view.measured.site_wait.population)
