"""Waiting in queues: for an enterprise, the time until a member of staff takes its case."""

from __future__ import annotations

from sim.kpi.registry import kpi
from sim.kpi.view import View
from sim.network.contract import Floats

MINUTE = 60
QUARTER_HOUR = 900


@kpi("平均排队时间", "Wait in queues, mean", unit="minutes", direction="lower", basis="prior_driven")
def wait_minutes_mean(view: View) -> Floats:
    """Sum of time in queues, over all tiers / cases that joined a queue.

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
    """90th percentile (nearest rank) of the time in queues of cases that joined one."""
    return view.percentile(view.measured.wait, 90, MINUTE)


@kpi(
    "排队不超过15分钟占比",
    "Share waiting 15 minutes at most",
    unit="share",
    direction="higher",
    basis="prior_driven",
)
def wait_within_15_minutes(view: View) -> Floats:
    """Cases with at most 15 minutes in queues, over all tiers / cases that joined a queue."""
    column = view.measured.wait
    return view.share(column.seconds <= QUARTER_HOUR, column.population)


@kpi(
    "现场首次等候平均时间",
    "Wait at the counter, mean",
    unit="minutes",
    direction="lower",
    basis="prior_driven",
    levels=("network", "county", "facility", "kind", "service", "family", "channel"),
)
def on_site_wait_minutes_mean(view: View) -> Floats:
    """Time in the first queue until it was left or service began / cases that came to a counter.

    Walk-ins, appointments and roving points; the visit on the day of acceptance only.
    """
    column = view.measured.first_wait
    return view.mean(column.seconds, column.population, MINUTE)
