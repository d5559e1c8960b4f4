"""Tiers, hand-offs, grading, delegation: logs by hand."""

from __future__ import annotations

from tests import gallery
from tests.builders import facility, zone
from tests.engine.trace import execute, expect, needs, stages


def test_unsolved_goes_to_the_district_in_working_time() -> None:
    cases = needs(("1 09:00", "puzzle"), ("1 15:00", "puzzle"))
    assert stages(gallery.tandem_station_district(replay=cases)) == expect("""
        0 service s 1.09:00 1.09:00 1.09:30 unsolved
        0 handoff s 1.09:30 1.13:30 1.13:30 done      # 4 working hours
        0 service d 1.13:30 1.13:30 1.14:00 solved
        1 service s 1.15:00 1.15:00 1.15:30 unsolved
        1 handoff s 1.15:30 2.11:30 2.11:30 done      # 1.5 hours today, 2.5 tomorrow
        1 service d 2.11:30 2.11:30 2.12:00 solved
        0 solved
        1 solved
    """)


def test_pushed_information_shortens_the_hand_off() -> None:
    log = stages(gallery.pushed(replay=needs(("1 09:00", "puzzle"))))
    assert "0 handoff s 1.09:30 1.10:30 1.10:30 done" in log


def test_a_case_climbs_every_tier() -> None:
    assert stages(gallery.three_tiers(replay=needs(("1 09:00", "puzzle"))), facility=[0]) == expect("""
        0 service station   1.09:00 1.09:00 1.09:30 unsolved
        0 handoff station   1.09:30 1.13:30 1.13:30 done
        0 service subcentre 1.13:30 1.13:30 1.14:00 unsolved
        0 handoff subcentre 1.14:00 2.10:00 2.10:00 done
        0 service district  2.10:00 2.10:00 2.10:30 unsolved
        0 handoff district  2.10:30 2.14:30 2.14:30 done
        0 service city      2.14:30 2.14:30 2.15:00 solved
        0 solved
    """)


def test_nobody_above_closes_it_unsolved() -> None:
    puzzle = gallery.three_tiers().services[0].model_copy(update={"solve_city": 0.0})
    scenario = gallery.three_tiers(
        services=[puzzle.model_dump(mode="json")], replay=needs(("1 09:00", "puzzle"))
    )
    assert stages(scenario).endswith("0 unsolved")


def test_the_township_station_is_the_locality_with_draws_of_its_own() -> None:
    scenario = gallery.locality(replay=needs(("1 09:00", "puzzle")))
    assert stages(scenario, facility=[0]) == expect("""
        0 service p 1.09:00 1.09:00 1.09:30 unsolved
        0 handoff p 1.09:30 1.13:30 1.13:30 done
        0 service s 1.13:30 1.13:30 1.14:00 unsolved
        0 handoff s 1.14:00 2.10:00 2.10:00 done
        0 service d 2.10:00 2.10:00 2.10:30 solved
        0 solved
    """)
    _, table, log = execute(scenario, facility=[0], handling=[[60, 120, 1, 240, 1, 1]])
    assert log.stages.work.tolist() == [60, 0, 120, 0, 240]
    assert len(table.arose) == 1


def test_a_graded_case_enters_at_its_tier() -> None:
    assert stages(gallery.graded(replay=needs(("1 09:00", "puzzle")))) == expect("""
        0 service d 1.09:00 1.09:00 1.09:30 solved
        0 solved
    """)
    off = gallery.changed(gallery.graded(replay=needs(("1 09:00", "puzzle"))), grading={"on": False})
    assert stages(off).startswith("0 service s")


def test_first_contact_means_no_hand_off() -> None:
    _, _, log = execute(gallery.tandem_station_district(replay=needs(("1 09:00", "puzzle"))))
    assert log.cases.first_contact.tolist() == [False]
    assert log.cases.handoffs.tolist() == [1]
    assert log.cases.handoff_time.tolist() == [4 * 3600]
    _, _, log = execute(gallery.one_station(replay=needs(("1 09:00", "file"))))
    assert log.cases.first_contact.tolist() == [True]


def test_a_delegated_item_is_solved_at_the_station() -> None:
    log = stages(gallery.delegated(replay=needs(("1 09:00", "permit"))))
    assert log == expect("""
        0 service s 1.09:00 1.09:00 1.09:30 solved
        0 solved
    """)


def test_satisfaction_by_hand() -> None:
    scenario = gallery.changed(
        gallery.tandem_station_district(replay=needs(("1 09:00", "puzzle"))),
        satisfaction={
            "intercept": 2.0, "wait": -1.0, "late": -0.5, "lateness": -0.25, "handoff": -0.125, "travel": -1,
            "unsolved": -4.0,
        },
    )  # fmt: skip
    _, _, log = execute(scenario, satisfaction=[1.874])
    assert log.cases.score.tolist() == [2.0 - 0.125]  # one hand-off, no wait, no travel, in time
    assert log.cases.satisfied.tolist() == [True]
    _, _, log = execute(scenario, satisfaction=[1.876])
    assert log.cases.satisfied.tolist() == [False]


def test_only_the_facility_that_was_asked_goes_out() -> None:
    scenario = gallery.graded(
        zones=[zone("z", km=10)],
        facilities=[facility("s", parent="d", home_visits=True), facility("d", tier="district", km=10)],
        replay=needs(("1 09:00", "puzzle", "home_visit")),
    )
    assert stages(scenario) == expect("""
        0 service d 1.09:00 1.09:00 1.09:30 solved    # 30 minutes at the desk, no way there and back
        0 solved
    """)
