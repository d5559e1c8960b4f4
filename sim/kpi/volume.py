"""How many cases arose, and what became of them."""

from __future__ import annotations

import numpy as np

from sim.kpi.levels import case_codes
from sim.kpi.registry import kpi
from sim.kpi.view import View
from sim.network.codes import Outcome
from sim.network.contract import Floats


@kpi("产生件数", "Cases arisen", unit="cases", direction="none", basis="data_informed")
def cases_arisen(view: View) -> Floats:
    """Measured cases: those whose need arose in [warm-up, horizon)."""
    return view.count(view.measured.everything)


@kpi("办结解决件数", "Cases solved", unit="cases", direction="higher", basis="data_informed")
def cases_solved(view: View) -> Floats:
    """Measured cases closed with a solution, at any time up to the end of the follow-up."""
    return view.count(view.measured.solved)


@kpi("办成事项件数", "Transactions solved", unit="cases", direction="higher", basis="data_informed")
def transactions_solved(view: View) -> Floats:
    """Measured transactions (件) closed with a solution."""
    return view.count(view.measured.solved & ~view.measured.problem)


@kpi("解决问题数", "Problems solved", unit="cases", direction="higher", basis="data_informed")
def problems_solved(view: View) -> Floats:
    """Measured problems (问题) closed with a solution."""
    return view.count(view.measured.solved & view.measured.problem)


@kpi("未能解决件数", "Cases closed unsolved", unit="cases", direction="lower", basis="prior_driven")
def unsolved_cases(view: View) -> Floats:
    """Measured cases closed without a solution: nobody above could solve them and no session is held."""
    return view.count(view.measured.outcome == Outcome.UNSOLVED)


@kpi("期末未办结件数", "Cases still open", unit="cases", direction="lower", basis="prior_driven")
def open_cases(view: View) -> Floats:
    """Measured cases still open when the follow-up ended."""
    return view.count(view.measured.open)


@kpi("流失件数", "Lost cases", unit="cases", direction="lower", basis="prior_driven")
def lost_cases(view: View) -> Floats:
    """Measured cases lost for any cause: reneged + balked + blocked + no-show."""
    return view.count(view.measured.lost)


@kpi("等候中离开件数", "Lost: reneged", unit="cases", direction="lower", basis="prior_driven")
def lost_reneged(view: View) -> Floats:
    """Measured cases that left a queue because patience ran out."""
    return view.count(view.measured.outcome == Outcome.RENEGED)


@kpi("见队却步件数", "Lost: balked", unit="cases", direction="lower", basis="prior_driven")
def lost_balked(view: View) -> Floats:
    """Measured cases that turned away from a queue on seeing it."""
    return view.count(view.measured.outcome == Outcome.BALKED)


@kpi("满员未受理件数", "Lost: blocked", unit="cases", direction="lower", basis="prior_driven")
def lost_blocked(view: View) -> Floats:
    """Measured cases turned away because the facility was full."""
    return view.count(view.measured.outcome == Outcome.BLOCKED)


@kpi("预约未到件数", "Lost: no-show", unit="cases", direction="lower", basis="prior_driven")
def lost_no_show(view: View) -> Floats:
    """Measured cases that did not come to their booked slot."""
    return view.count(view.measured.outcome == Outcome.NO_SHOW)


@kpi("未获服务件数", "Unserved cases", unit="cases", direction="lower", basis="prior_driven")
def unserved_cases(view: View) -> Floats:
    """Measured cases that took the outside option: no facility was worth the way. None at level facility."""
    return view.count(view.measured.outcome == Outcome.UNSERVED)


@kpi("期末在办件数", "Backlog at the end", unit="cases", direction="lower", basis="prior_driven")
def backlog_end(view: View) -> Floats:
    """Cases in hand at the horizon, whenever they arose: accepted before it and not closed or lost before it.

    A stock, and so the one KPI that also counts cases that arose in the warm-up.
    """
    codes = case_codes(view.measured, view.level, view.measured.in_hand) + 1
    return np.bincount(codes, minlength=len(view.keys) + 1)[1:].astype(np.float64)
