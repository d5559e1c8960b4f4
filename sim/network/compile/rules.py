"""The scalars that decision rules read, in seconds where they are times."""

from __future__ import annotations

from sim.network.compile.intervals import HOUR
from sim.network.contract import Rules
from sim.scenario.scenario import Scenario


def rules_of(scenario: Scenario) -> Rules:
    """Return the scalars of the policies; a working day is the sum of the statutory working hours."""
    policies = scenario.policies
    satisfaction = policies.satisfaction
    return Rules(
        handoff_with_push=round(policies.push.hours_with * HOUR),
        handoff_without_push=round(policies.push.hours_without * HOUR),
        authority=policies.delegation.authority,
        appointment_lead=round(policies.appointments.lead_hours * HOUR),
        no_show=policies.appointments.no_show,
        backstop_on=policies.backstop.on,
        backstop_share=policies.backstop.share,
        backstop_solve=policies.backstop.solve,
        sessions_on=policies.sessions.on,
        session_solve=policies.sessions.solve,
        grading_on=policies.grading.on,
        tracking_on=policies.tracking.on,
        tracking_priority=policies.tracking.priority,
        assessment_on=policies.assessment.on,
        survey_on=policies.survey.on,
        survey_rate=policies.survey.rate,
        patience_on=policies.patience.on,
        balk_per_waiting=policies.patience.balk_per_waiting,
        absent_wait=round(policies.absent_skill.wait_hours * HOUR),
        absent_call=policies.absent_skill.call,
        satisfaction_intercept=satisfaction.intercept,
        satisfaction_wait=satisfaction.wait,
        satisfaction_late=satisfaction.late,
        satisfaction_lateness=satisfaction.lateness,
        satisfaction_handoff=satisfaction.handoff,
        satisfaction_travel=satisfaction.travel,
        satisfaction_unsolved=satisfaction.unsolved,
        working_day=sum(closes - opens for opens, closes in scenario.settings.working_hours),
    )
