"""Demand: rates, latent problems, channels, grades, handling by slot, centres, projects, replayed cases."""

from __future__ import annotations

import numpy as np
import pytest

from sim.network import compile_network
from sim.network.codes import DRAW_SLOTS, Channel
from tests import gallery
from tests.builders import facility, minimal, named, need, service, zone

YEAR = 365 * 86_400


def test_rates_per_second() -> None:
    compiled = compile_network(
        minimal(
            zones=[zone("z"), zone("y", demand_factor=0.5)],
            industries=[named("i"), named("j")],
            services=[service("file"), service("permit")],
            enterprises=[
                {"zone": "z", "industry": "j", "enterprises": 200},
                {"zone": "y", "industry": "i", "enterprises": 10},
            ],
            demand=[
                {"industry": "i", "service": "permit", "rate": 3},
                {"industry": "j", "service": "file", "rate": 2},
            ],
        )
    )
    assert compiled.demand.enterprises.tolist() == [[0, 200], [10, 0]]
    expected = np.zeros((2, 2, 2))
    expected[0, 1, 0], expected[1, 0, 1] = 400, 15
    np.testing.assert_allclose(compiled.demand.rate * YEAR, expected)


def test_latent_problems_stay_when_nobody_visits() -> None:
    scenario = gallery.visited(zones=[zone("z", demand_factor=2)])
    for variant in (scenario, gallery.changed(scenario, visits={"on": False})):
        compiled = compile_network(variant)
        assert compiled.demand.discovered_rate * YEAR == pytest.approx(np.full((1, 1, 1), 200.0))
        assert compiled.demand.policy.visits_on == variant.policies.visits.on


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ({}, [0.4, 0.3, 0.2, 0.1]),
        ({"appointments": {"on": False}}, [0.7, 0, 0.2, 0.1]),
        ({"home_visits": {"on": False}}, [0.5, 0.3, 0.2, 0]),
        ({"online": {"multiplier": 2}}, [0.2, 0.3, 0.4, 0.1]),
        ({"online": {"multiplier": 0.5}}, [0.5, 0.3, 0.1, 0.1]),
        ({"online": {"multiplier": 10}}, [0, 0.3, 0.6, 0.1]),
        ({"online": {"multiplier": 5}, "appointments": {"on": False}}, [0, 0, 0.9, 0.1]),
    ],
)
def test_channel_shares(policies: dict[str, dict[str, float]], expected: list[float]) -> None:
    mixed = service("file", share_walk_in=0.4, share_appointment=0.3, share_online=0.2, share_home_visit=0.1)
    compiled = compile_network(minimal(services=[mixed], policies=policies))
    assert compiled.demand.channel_share[0] == pytest.approx(expected)


def test_grades_need_the_lever() -> None:
    graded = compile_network(gallery.graded())
    assert graded.demand.grade_share.tolist() == [[0, 1, 0]]
    plain = compile_network(gallery.changed(gallery.graded(), grading={"on": False}))
    assert plain.demand.grade_share.tolist() == [[0, 0, 0]]


def test_handling_by_draw_slot() -> None:
    places = {"handling_station": 1, "handling_subcentre": 2, "handling_district": 3, "handling_city": 4}
    chiefs = {"backstop": {"handling_minutes": 9}}
    demand = compile_network(minimal(services=[service("file", **places)], policies=chiefs)).demand
    minutes = dict(zip(DRAW_SLOTS, demand.handling_mean[0] / 60, strict=True))
    assert minutes == {"station": 1, "locality": 1, "subcentre": 2, "district": 3, "city": 4, "chiefs": 9}


def test_reviews_go_by_their_order() -> None:
    base = gallery.serial_reviews()
    content = base.model_dump(mode="json")
    content["reviews"].reverse()
    compiled = compile_network(type(base).model_validate(content))
    assert compiled.labels.review == ("permit/1", "permit/2")
    assert compiled.demand.review_mean.tolist() == [7200, 10800]
    assert compiled.network.services.review_recognisable.tolist() == [False, True]
    assert compiled.network.services.review_facility.tolist() == [-1, -1]


def test_a_review_queues_only_at_an_open_department() -> None:
    compiled = compile_network(gallery.department_queue())
    assert compiled.labels.skill == ("counter", "review")
    assert compiled.network.services.review_facility.tolist() == [1]
    assert compiled.network.services.review_skill.tolist() == [1]
    closed = [facility("s"), facility("bureau", tier="department", open=False)]
    delay = compile_network(gallery.department_queue(facilities=closed)).network.services
    assert delay.review_facility.tolist() == delay.review_skill.tolist() == [-1]


def test_centres_by_county() -> None:
    places = [
        facility("s"),
        facility("shut", tier="district", open=False),
        facility("d", tier="district"),
        facility("second", tier="district"),
        facility("city", tier="city", county="b"),
    ]
    compiled = compile_network(minimal(counties=[named("a"), named("b"), named("c")], facilities=places))
    assert compiled.demand.centre.tolist() == [4, 4, 2]
    assert compile_network(minimal()).demand.centre.tolist() == [-1]


def test_home_visits_need_flag_lever_and_an_open_door() -> None:
    places = [facility("s", home_visits=True), facility("t"), facility("u", home_visits=True, open=False)]
    scenario = gallery.home_visits(facilities=places)
    assert compile_network(scenario).demand.home_visits.tolist() == [True, False, False]
    off = gallery.changed(scenario, home_visits={"on": False})
    assert not compile_network(off).demand.home_visits.any()


def test_project_needs_are_timed_keyed_and_cut_to_the_run() -> None:
    projects = [
        named(name, zone="z", industry="i", life_cycle="build", start=start)
        for name, start in (("plant", "2024-01-02"), ("old", "2023-12-31"))
    ]
    steps = [need("build", day, "file") for day in (0, 1, 1, 9)] + [need("other", 0, "file")]
    needs = compile_network(minimal(projects=projects, life_cycles=steps)).demand.projects
    nine = 9 * 3600
    assert needs.key == ("plant/file@0", "plant/file@1", "plant/file@1#2", "old/file@1", "old/file@1#2")
    assert needs.time.tolist() == [86_400 + nine, 2 * 86_400 + nine, 2 * 86_400 + nine, nine, nine]


def test_replayed_cases() -> None:
    case = {"zone": "z", "industry": "i", "service": "file"}
    rows = [
        {**case, "time": "2024-01-02T10:30", "channel": "online", "item": "file"},
        {**case, "time": "2023-12-31T23:59"},
        {**case, "time": "2024-01-01T00:00"},
        {**case, "time": "2024-01-05T00:00"},
    ]
    replay = compile_network(minimal(replay=rows)).demand.replay
    assert replay.time.tolist() == [86_400 + 37_800, 0]
    assert replay.channel.tolist() == [Channel.ONLINE, Channel.WALK_IN]
    assert replay.item.tolist() == [0, -1]
