"""How long cases take: from accepted to closed, from the need to its solution, and against the promise."""

from __future__ import annotations

from sim.kpi.registry import kpi
from sim.kpi.view import View
from sim.network.contract import Floats

DAY = 86_400
HOUR = 3_600


@kpi(
    "平均办理时长(日历天)",
    "Processing time in days, mean",
    unit="calendar days",
    direction="lower",
    basis="prior_driven",
)
def processing_days_mean(view: View) -> Floats:
    """Sum of calendar time from accepted to closed / closed cases. Read it beside open_share."""
    column = view.measured.processing
    return view.mean(column.seconds, column.ended, DAY)


@kpi(
    "办理时长中位数(日历天)",
    "Processing time in days, median",
    unit="calendar days",
    direction="lower",
    basis="prior_driven",
)
def processing_days_median(view: View) -> Floats:
    """50th percentile (nearest rank) of calendar time from accepted to closed; open cases are infinite."""
    return view.percentile(view.measured.processing, 50, DAY)


@kpi(
    "办理时长90分位(日历天)",
    "Processing time in days, 90th percentile",
    unit="calendar days",
    direction="lower",
    basis="prior_driven",
)
def processing_days_p90(view: View) -> Floats:
    """90th percentile (nearest rank) of calendar time from accepted to closed; open cases are infinite."""
    return view.percentile(view.measured.processing, 90, DAY)


@kpi(
    "办理时长95分位(日历天)",
    "Processing time in days, 95th percentile",
    unit="calendar days",
    direction="lower",
    basis="prior_driven",
)
def processing_days_p95(view: View) -> Floats:
    """95th percentile (nearest rank) of calendar time from accepted to closed; open cases are infinite."""
    return view.percentile(view.measured.processing, 95, DAY)


@kpi(
    "平均办理时长(法定工作小时)",
    "Processing time in working hours, mean",
    unit="working hours",
    direction="lower",
    basis="prior_driven",
)
def processing_hours_mean(view: View) -> Floats:
    """Sum of statutory working time from accepted to closed / closed cases. Read it beside open_share."""
    column = view.measured.processing_work
    return view.mean(column.seconds, column.ended, HOUR)


@kpi(
    "办理时长中位数(法定工作小时)",
    "Processing time in working hours, median",
    unit="working hours",
    direction="lower",
    basis="prior_driven",
)
def processing_hours_median(view: View) -> Floats:
    """50th percentile (nearest rank) of statutory working time from accepted to closed; open = infinite."""
    return view.percentile(view.measured.processing_work, 50, HOUR)


@kpi(
    "办理时长90分位(法定工作小时)",
    "Processing time in working hours, 90th percentile",
    unit="working hours",
    direction="lower",
    basis="prior_driven",
)
def processing_hours_p90(view: View) -> Floats:
    """90th percentile (nearest rank) of statutory working time from accepted to closed; open = infinite."""
    return view.percentile(view.measured.processing_work, 90, HOUR)


@kpi(
    "办理时长95分位(法定工作小时)",
    "Processing time in working hours, 95th percentile",
    unit="working hours",
    direction="lower",
    basis="prior_driven",
)
def processing_hours_p95(view: View) -> Floats:
    """95th percentile (nearest rank) of statutory working time from accepted to closed; open = infinite."""
    return view.percentile(view.measured.processing_work, 95, HOUR)


@kpi("未办结占比", "Share still open", unit="share", direction="lower", basis="prior_driven")
def open_share(view: View) -> Floats:
    """Cases open at the end of the follow-up / handled cases (closed or open: neither lost nor unserved)."""
    return view.share(view.measured.open, view.measured.handled)


@kpi(
    "从诉求产生到解决的平均时长",
    "Time to solution, mean",
    unit="calendar days",
    direction="lower",
    basis="prior_driven",
)
def time_to_solution_days_mean(view: View) -> Floats:
    """Sum of calendar time from when the need arose to its solution / solved cases."""
    column = view.measured.solution
    return view.mean(column.seconds, column.ended, DAY)


@kpi(
    "从诉求产生到解决时长90分位",
    "Time to solution, 90th percentile",
    unit="calendar days",
    direction="lower",
    basis="prior_driven",
)
def time_to_solution_days_p90(view: View) -> Floats:
    """90th percentile (nearest rank) of time from need to solution over handled cases.

    Open and unsolved cases are infinite.
    """
    return view.percentile(view.measured.solution, 90, DAY)


@kpi("按时办结率", "On-time share", unit="share", direction="higher", basis="prior_driven")
def on_time_share(view: View) -> Floats:
    """Cases solved by their promised limit / cases whose punctuality is known.

    Known: closed (a case closed unsolved is not on time), or open past its limit when the follow-up ended.
    """
    return view.share(view.measured.on_time, view.measured.decided)


@kpi(
    "问题按时办结率",
    "On-time share of problems",
    unit="share",
    direction="higher",
    basis="prior_driven",
    levels=("network", "county", "facility"),
)
def problem_on_time_share(view: View) -> Floats:
    """on_time_share over problems only."""
    return view.share(view.measured.on_time, view.measured.decided & view.measured.problem)


@kpi(
    "平均超时(法定工作小时)", "Lateness, mean", unit="working hours", direction="lower", basis="prior_driven"
)
def lateness_hours_mean(view: View) -> Floats:
    """Statutory working time past the promised limit, 0 if none / cases whose punctuality is known.

    Of an open case it is counted up to the end of the follow-up.
    """
    return view.mean(view.measured.lateness, view.measured.decided, HOUR)


@kpi(
    "通办联审类平均办理时长(日历天)",
    "Processing time of linked cases in days, mean",
    unit="calendar days",
    direction="lower",
    basis="data_informed",
)
def linked_processing_days_mean(view: View) -> Floats:
    """processing_days_mean over linked cases: cross-city ones, and bundles of two reviews or more.

    These are the cases that mutual recognition, joint review and out-of-area filing can touch.
    """
    column = view.measured.processing
    return view.mean(column.seconds, column.ended & view.measured.linked, DAY)


@kpi(
    "通办联审类平均办理时长(法定工作小时)",
    "Processing time of linked cases in working hours, mean",
    unit="working hours",
    direction="lower",
    basis="data_informed",
)
def linked_processing_hours_mean(view: View) -> Floats:
    """processing_hours_mean over linked cases (see linked_processing_days_mean)."""
    column = view.measured.processing_work
    return view.mean(column.seconds, column.ended & view.measured.linked, HOUR)
