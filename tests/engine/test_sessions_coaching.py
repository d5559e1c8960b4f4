"""Leaders' sessions, coaching, training, joint assessment: logs by hand."""

from __future__ import annotations

from tests import gallery
from tests.builders import facility, roster, staff
from tests.engine.trace import execute, expect, needs, stages


def test_a_session_takes_its_batch_by_deadline() -> None:
    cases = needs(("1 09:00", "puzzle"), ("1 10:00", "puzzle"))
    assert stages(gallery.sessions_county(replay=cases)) == expect("""
        0 service s 1.09:00 1.09:00 1.09:30 unsolved
        1 service s 1.10:00 1.10:00 1.10:30 unsolved
        0 session s 1.09:30 2.10:00 2.10:00 solved    # 09:00, an hour long
        1 session s 1.10:30 3.10:00 3.10:00 solved
        0 solved
        1 solved
    """)


def test_what_a_session_cannot_solve_waits_for_the_next() -> None:
    scenario = gallery.changed(
        gallery.sessions_county(replay=needs(("1 09:00", "puzzle"))), sessions={"solve": 0.5}
    )
    assert "0 session s 1.09:30 2.10:00" in stages(scenario, session_u=[0.49])
    assert "0 session s 1.09:30 3.10:00" in stages(scenario, session_u=[0.51])  # below 1 - 0.5 x 0.5
    assert "0 session s 1.09:30 4.10:00" in stages(scenario, session_u=[0.76])


def test_coaching_raises_the_stations_chance_when_the_visit_is_over() -> None:
    cases = needs(("1 09:00", "puzzle"), ("1 13:00", "puzzle"))
    assert stages(gallery.coached(replay=cases)) == expect("""
        0 service s 1.09:00 1.09:00 1.09:30 unsolved
        1 service s 1.13:00 1.13:00 1.13:30 solved
        0 handoff s 1.09:30 1.13:30 1.13:30 done
        0 service d 1.13:30 1.13:30 1.14:00 solved
        0 solved
        1 solved
    """)


def test_the_coach_is_away_from_the_district_meanwhile() -> None:
    scenario = gallery.coached(replay=needs(("1 10:00", "puzzle")))
    log = stages(scenario, facility=[1])
    assert log.startswith("0 service d 1.10:00 1.12:00 1.12:30 solved")  # waits for the coach's return


def test_training_takes_the_clerk_away_and_pays_afterwards() -> None:
    cases = needs(("1 09:00", "puzzle"))
    assert stages(gallery.trained(replay=cases), facility=[0]) == expect("""
        0 queue   s 1.09:00 1.17:00 1.17:00 left
        0 away    s 1.17:00 2.09:00 2.09:00 done
        0 service s 2.09:00 2.09:00 2.09:30 solved
        0 solved
    """)


def test_the_joint_assessment_allots_coaching_to_the_lowest_score() -> None:
    open_slot = roster(
        "slot", "d.team", opens="09:00", closes="10:00", activity="coaching", service="puzzle",
        date_from="2024-02-05", date_to="2024-02-05",
    )  # fmt: skip
    stations = [facility(name, parent="d", paired_board="d.team") for name in ("a", "b")]
    scenario = gallery.tandem_station_district(
        settings={"days": 40},
        facilities=[*stations, facility("d", tier="district")],
        staff=[staff("a.team", "a"), staff("b.team", "b"), staff("d.team", "d")],
        rosters=[open_slot],
        policies={"assessment": {"on": True}, "coaching": {"on": True, "ceiling": 1, "rate": 10}},
        replay=needs(("1 09:00", "puzzle"), ("1 09:00", "puzzle")),
    )
    # Station a's case is late (due before the district had it), station b has none: a scores 0 of 1,000.
    compiled, _, log = execute(scenario, facility=[0, 0], handoff=[[9.0] * 6] * 2)
    assert log.assessment[:2, 1:].tolist() == [[0, 0, 1], [1, 1000, 0]]
    _, _, idle = execute(gallery.changed(scenario, coaching={"on": False}), facility=[0, 0])
    assert idle.assessment[:2, 3].tolist() == [0, 0]  # nobody came
    puzzle = compiled.labels.service.index("puzzle")
    assert log.coaching_level[:2, puzzle].tolist() == [1, 0]


def test_what_the_chiefs_solve_is_no_work_of_the_stations_own() -> None:
    base = gallery.backstop_county()
    station = {**base.facilities[0].model_dump(mode="json"), "paired_board": "d.team"}
    scenario = gallery.changed(
        gallery.backstop_county(
            settings={"days": 32},
            facilities=[station, base.facilities[1].model_dump(mode="json")],
            replay=needs(*(("1 09:00", "puzzle"),) * 3),
        ),
        push={"hours_without": 20},
        assessment={"on": True},
    )
    _, _, log = execute(scenario, facility=[0] * 3, handling=[[7000] * 5 + [1800]] * 3)
    # As in test_backstop: the chiefs solve all three, at 11:30, 13:23 (late: due at 13:00) and 12:00.
    assert log.assessment[:, 1:].tolist() == [[0, 500 * 2 // 3, 0]]


def test_a_closed_station_is_nobodys_pair() -> None:
    stations = [facility(name, parent="d", paired_board="d.team", open=name != "a") for name in ("a", "b")]
    slot = roster("slot", "d.team", days="mon", opens="09:00", closes="10:00", activity="coaching",
                  service="puzzle")  # fmt: skip
    scenario = gallery.tandem_station_district(
        facilities=[*stations, facility("d", tier="district")],
        staff=[staff("b.team", "b"), staff("d.team", "d")],
        rosters=[slot],
        policies={"coaching": {"on": True}},
        replay=needs(("1 10:00", "puzzle")),
    )
    compiled, _, log = execute(scenario, facility=[1])
    puzzle = compiled.labels.service.index("puzzle")
    assert log.coaching_level[:, puzzle].tolist() == [0, 1, 0]
