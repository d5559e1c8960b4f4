"""Every policy parameter touches exactly the arrays it exists for: none is dead, none reaches further."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.network import compile_network
from sim.scenario.schema import Policies
from tests import gallery
from tests.network.shape import leaves

SLOTS = "facilities.slot_ptr facilities.slot_start"
OPENING = f"facilities.open_ptr facilities.open_start facilities.open_end {SLOTS}"
PRESENCE = " ".join(f"members.presence_{part}" for part in ("ptr", "start", "end", "facility"))
STAFFING = f"groups.head_count members.group {PRESENCE}"
CALLS = "rotation.call_ptr rotation.call_group"
BLOCKS = " ".join(f"coaching.{part}" for part in ("start", "end", "group", "facility", "service", "levels"))

TOUCHES = {
    "evening.on": f"{OPENING} {PRESENCE}",
    "roving.on": f"{OPENING} {STAFFING} {CALLS} rotation.resident catalogue.listed demand.home_visits",
    "team.on": STAFFING,
    "partners.on": f"{STAFFING} {CALLS} rotation.visit_ptr rotation.visit_start rotation.visit_end",
    "delegation.on": "catalogue.listed catalogue.delegated",
    "delegation.authority": "rules.authority",
    "coaching.on": f"{PRESENCE} {BLOCKS}",
    "coaching.ceiling": "coaching.ceiling",
    "coaching.rate": "coaching.curve",
    "coaching.start_level": "coaching.start_level",
    "training.on": f"{PRESENCE} {BLOCKS}",
    "training.visits_equivalent": "coaching.levels",
    "appointments.on": f"{SLOTS} facilities.slot_capacity demand.channel_share",
    "appointments.lead_hours": "rules.appointment_lead",
    "appointments.slot_minutes": SLOTS,
    "appointments.no_show": "rules.no_show",
    "appointments.late": "demand.policy.late",
    "appointments.late_minutes": "demand.policy.late_mean",
    "home_visits.on": "demand.channel_share demand.home_visits",
    "visits.on": "groups.share demand.policy.visits_on",
    "visits.per_enterprise": "demand.discovered_rate",
    "visits.discovery": "demand.discovered_rate",
    "visits.self_report": "demand.policy.self_report",
    "visits.self_report_days": "demand.policy.self_report_delay",
    "visits.time_share": "groups.share",
    "online.multiplier": "demand.channel_share",
    "push.on": "facilities.push",
    "push.hours_with": "rules.handoff_with_push",
    "push.hours_without": "rules.handoff_without_push",
    "push.cv": "demand.policy.handoff_cv",
    "out_of_area.on": "facilities.out_of_area",
    "out_of_area.trip_hours": "demand.policy.trip_mean",
    "out_of_area.cv": "demand.policy.trip_cv",
    "mutual_recognition.on": "facilities.mutual_recognition",
    "bundles.on": "facilities.joint_review",
    "backstop.on": "facilities.chiefs rules.backstop_on",
    "backstop.share": "rules.backstop_share",
    "backstop.handling_minutes": "demand.handling_mean",
    "backstop.solve": "rules.backstop_solve",
    "sessions.on": "sessions.time sessions.county sessions.batch sessions.duration rules.sessions_on",
    "sessions.solve": "rules.session_solve",
    "grading.on": "rules.grading_on demand.grade_share",
    "tracking.on": "rules.tracking_on demand.policy.tracking_on",
    "tracking.delay_days": "demand.policy.tracking_delay",
    "tracking.priority": "rules.tracking_priority",
    "assessment.on": "rules.assessment_on",
    "survey.on": "rules.survey_on",
    "survey.rate": "rules.survey_rate",
    "choice.radius_km": "demand.policy.radius_km",
    "choice.travel_weight": "demand.policy.travel_weight",
    "choice.opening_weight": "demand.policy.opening_weight",
    "choice.centre": "demand.policy.centre_utility",
    "choice.outside": "demand.policy.outside_utility",
    "travel.detour": "rotation.travel rotation.back demand.travel demand.distance",
    "travel.speed": "rotation.travel rotation.back demand.travel",
    "travel.fixed_minutes": "rotation.travel rotation.back demand.travel",
    "patience.on": "rules.patience_on",
    "patience.mean_minutes": "demand.policy.patience_mean",
    "patience.balk_per_waiting": "rules.balk_per_waiting",
    "returns.lag_minutes": "demand.policy.return_lag_mean",
    "absent_skill.wait_hours": "rules.absent_wait",
    "absent_skill.call": "rules.absent_call",
    **{
        f"satisfaction.{part}": f"rules.satisfaction_{part}"
        for part in ("intercept", "wait", "late", "lateness", "handoff", "travel", "unsolved")
    },
}
PARAMETERS = [f"{policy}.{name}" for policy, values in Policies() for name in type(values).model_fields]


@cache
def small_city_content() -> dict[str, Any]:
    return gallery.small_city().model_dump(mode="json")


def compiled_with(**policies: dict[str, Any]) -> dict[str, Any]:
    content = small_city_content()
    merged = {**content["policies"]}
    for name, values in policies.items():
        merged[name] = {**merged[name], **values}
    scenario = gallery.Scenario.model_validate({**content, "policies": merged})
    return {path.removeprefix("network."): value for path, _, value in leaves(compile_network(scenario))}


@pytest.fixture(scope="module")
def base() -> dict[str, Any]:
    return compiled_with()


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_parameter_touches_what_it_should(base: dict[str, Any], parameter: str) -> None:
    policy, name = parameter.split(".")
    value = small_city_content()["policies"][policy][name]
    other = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else value * 0.9
    assert other != value
    after = compiled_with(**{policy: {name: other}})
    changed = {path for path, before in base.items() if not np.array_equal(before, after[path])}
    assert changed == set(TOUCHES[parameter].split())


def test_the_table_knows_no_other_parameters() -> None:
    assert set(TOUCHES) == set(PARAMETERS)
