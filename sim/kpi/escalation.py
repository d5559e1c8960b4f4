"""How cases climb: hand-offs, reviews, who solves them, the chiefs' backstop and leaders' sessions."""

from __future__ import annotations

from sim.kpi.registry import kpi
from sim.kpi.view import View
from sim.network.codes import Tier
from sim.network.contract import Floats

HOUR = 3_600


@kpi("平均流转次数", "Hand-offs per case", unit="hand-offs per case", direction="lower", basis="prior_driven")
def handoffs_mean(view: View) -> Floats:
    """Hand-offs between facilities / handled cases."""
    return view.mean(view.measured.handoffs, view.measured.handled)


def solved_at(view: View, tier: Tier) -> Floats:
    """Return the share of solved cases that staff of the tier solved, sessions apart."""
    measured = view.measured
    by_tier = measured.solved & ~measured.in_session & (measured.tier_last == tier)
    return view.share(by_tier, measured.solved)


@kpi("驿站解决占比", "Share solved at stations", unit="share", direction="higher", basis="prior_driven")
def solved_share_station(view: View) -> Floats:
    """Solved cases whose last facility is a station, not solved in a session / solved cases."""
    return solved_at(view, Tier.STATION)


@kpi("分中心解决占比", "Share solved at sub-centres", unit="share", direction="none", basis="prior_driven")
def solved_share_subcentre(view: View) -> Floats:
    """Solved cases whose last facility is a sub-centre, not solved in a session / solved cases."""
    return solved_at(view, Tier.SUBCENTRE)


@kpi(
    "区县中心解决占比",
    "Share solved at district centres",
    unit="share",
    direction="none",
    basis="prior_driven",
)
def solved_share_district(view: View) -> Floats:
    """Solved cases whose last facility is a district centre, not solved in a session / solved cases."""
    return solved_at(view, Tier.DISTRICT)


@kpi(
    "市中心解决占比", "Share solved at the city centre", unit="share", direction="none", basis="prior_driven"
)
def solved_share_city(view: View) -> Floats:
    """Solved cases whose last facility is the city centre, not solved in a session / solved cases."""
    return solved_at(view, Tier.CITY)


@kpi("政企面对面解决占比", "Share solved in sessions", unit="share", direction="none", basis="prior_driven")
def solved_share_session(view: View) -> Floats:
    """Solved cases that a leaders' session took / solved cases. The five solved_share KPIs add up to 1."""
    return view.share(view.measured.in_session, view.measured.solved)


@kpi("联动解决问题数", "Problems solved jointly", unit="cases", direction="higher", basis="data_informed")
def jointly_solved_problems(view: View) -> Floats:
    """Problems solved after work on more than one tier.

    Tiers are those of the facilities whose staff served the case itself (chiefs included); a leaders'
    session is one more; department reviews are not.
    """
    measured = view.measured
    return view.count(measured.solved & measured.problem & measured.several_tiers)


@kpi("三长兜底件数", "Backstop cases", unit="cases", direction="none", basis="prior_driven")
def backstop_cases(view: View) -> Floats:
    """Measured cases that the three chiefs' backstop took."""
    return view.count(view.measured.backstop)


@kpi("政企面对面件数", "Session cases", unit="cases", direction="none", basis="prior_driven")
def session_cases(view: View) -> Floats:
    """Measured cases that a leaders' session took."""
    return view.count(view.measured.in_session)


@kpi("平均流转耗时", "Hand-off time per case", unit="calendar hours", direction="lower", basis="prior_driven")
def handoff_hours_mean(view: View) -> Floats:
    """Calendar time in hand-off / handled cases."""
    return view.mean(view.measured.handoff_time, view.measured.handled, HOUR)


@kpi(
    "平均部门审核耗时", "Review time per case", unit="calendar hours", direction="lower", basis="prior_driven"
)
def review_hours_mean(view: View) -> Floats:
    """Calendar time in department reviews, side-by-side reviews counted once / handled cases."""
    return view.mean(view.measured.review_time, view.measured.handled, HOUR)


@kpi(
    "平均等待面对面耗时",
    "Time awaiting a session per case",
    unit="calendar hours",
    direction="lower",
    basis="prior_driven",
)
def session_hours_mean(view: View) -> Floats:
    """Calendar time waiting for leaders' sessions / handled cases."""
    return view.mean(view.measured.session_time, view.measured.handled, HOUR)
