"""Scalars in their units, flags with their levers, catalogues and labels."""

from __future__ import annotations

import pytest

from sim.network import compile_network
from sim.network.codes import SLOT_CHIEFS
from tests import gallery
from tests.builders import facility, minimal, named, service, staff

HOUR, MINUTE, DAY = 3_600, 60, 86_400


def test_times_are_seconds() -> None:
    policies = {
        "push": {"hours_with": 1.5, "hours_without": 10},
        "appointments": {"lead_hours": 2, "slot_minutes": 20, "late_minutes": 15},
        "absent_skill": {"wait_hours": 14},
        "visits": {"self_report_days": 30},
        "tracking": {"delay_days": 5},
        "patience": {"mean_minutes": 60},
        "returns": {"lag_minutes": 12},
        "out_of_area": {"trip_hours": 12},
        "backstop": {"handling_minutes": 90},
    }
    network, demand, _ = compile_network(minimal(policies=policies))
    rules, policy = network.rules, demand.policy
    assert (rules.handoff_with_push, rules.handoff_without_push) == (5_400, 10 * HOUR)
    assert (rules.appointment_lead, policy.late_mean) == (2 * HOUR, 15 * MINUTE)
    assert rules.absent_wait == 14 * HOUR
    assert (policy.self_report_delay, policy.tracking_delay) == (30 * DAY, 5 * DAY)
    assert (policy.patience_mean, policy.return_lag_mean) == (60 * MINUTE, 12 * MINUTE)
    assert policy.trip_mean == 12 * HOUR
    assert (demand.handling_mean[:, SLOT_CHIEFS] == 90 * MINUTE).all()


def test_a_working_day_is_the_sum_of_its_hours() -> None:
    hours = [["09:00", "12:00"], ["13:30", "17:00"]]
    assert compile_network(minimal(settings={"working_hours": hours})).network.rules.working_day == 6.5 * HOUR


def test_services_in_codes_and_seconds() -> None:
    classes = [
        service("file", promise_hours=1.5, priority=2),
        service(
            "puzzle", kind="problem", family="professional", review_tier="city", solve=(0.1, 0.2, 0.3, 0.4)
        ),
    ]
    services = compile_network(minimal(services=classes)).network.services
    assert services.promise.tolist() == [5_400, 16 * HOUR]
    assert services.priority.tolist() == [2, 5]
    assert services.kind.tolist() == [0, 1]
    assert services.family.tolist() == [0, 2]
    assert services.review_tier.tolist() == [0, 3]
    assert services.solve.tolist() == [[1, 1, 1, 1], [0.1, 0.2, 0.3, 0.4]]


@pytest.mark.parametrize(
    ("lever", "flag"),
    [
        ("push", "push"),
        ("mutual_recognition", "mutual_recognition"),
        ("bundles", "joint_review"),
        ("out_of_area", "out_of_area"),
    ],
)
def test_a_flag_needs_the_facility_and_the_lever(lever: str, flag: str) -> None:
    scenario = minimal(facilities=[facility("s", **{flag: True}), facility("t")])
    assert getattr(compile_network(scenario).network.facilities, flag).tolist() == [True, False]
    off = gallery.changed(scenario, **{lever: {"on": False}})
    assert getattr(compile_network(off).network.facilities, flag).tolist() == [False, False]


def test_delegated_items_are_listed_only_with_the_lever() -> None:
    catalogue = compile_network(gallery.delegated()).network.catalogue
    assert (catalogue.listed.tolist(), catalogue.delegated.tolist()) == ([[True], [True]], [[True], [False]])
    off = compile_network(gallery.changed(gallery.delegated(), delegation={"on": False})).network.catalogue
    assert (off.listed.tolist(), off.delegated.tolist()) == ([[False], [True]], [[False], [False]])


def test_labels_keep_the_order_of_the_tables() -> None:
    scenario = minimal(
        services=[service("z", skill="late"), service("a", skill="early")],
        facilities=[facility("s"), facility("b")],
        staff=[staff("x", "b", skills="more;early"), staff("c", "s")],
        partners=[named("firm", type="law")],
    )
    labels = compile_network(scenario).labels
    assert labels.service == labels.item == ("z", "a")
    assert labels.facility == ("s", "b")
    assert labels.group == ("x", "c")
    assert labels.skill == ("late", "early", "more", "counter")


def test_survey_answers_by_county() -> None:
    counties = [named("c", response_rate=0.6, reporting_effect=0.3), named("b")]
    counted = compile_network(minimal(counties=counties)).network.counties
    assert counted.response_rate.tolist() == [0.6, 1]
    assert counted.reporting_effect.tolist() == [0.3, 0]
