"""The third-party survey: who is asked, who answers, what is reported."""

from __future__ import annotations


def surveyed(on: bool, survey_u: float, rate: float, response_u: float, response_rate: float) -> bool:
    """In the sample and answering."""
    return on and survey_u < rate and response_u < response_rate


def reported(satisfied: bool, report_u: float, effect: float) -> bool:
    """Reported as satisfied: the truly satisfied, and a county's share of the others."""
    return satisfied or report_u < effect
