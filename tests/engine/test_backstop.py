"""The chiefs' backstop: queued, in service, in hand-off, gone home; logs by hand.

``puzzle`` takes an hour anywhere and has a promise of 4 hours: the backstop looks at 2 hours and a second.
"""

from __future__ import annotations

from tests import gallery
from tests.engine.trace import execute, expect, needs, stages


def test_queued_is_taken_and_in_service_is_taken_when_it_comes_out_unsolved() -> None:
    cases = needs(*(("1 09:00", "puzzle"),) * 3)
    scenario = gallery.changed(gallery.backstop_county(replay=cases), push={"hours_without": 20})
    assert stages(scenario, facility=[0] * 3, handling=[[7000] * 5 + [1800]] * 3) == expect("""
        0 service s 1.09:00 1.09:00 1.10:56:40 unsolved
        0 handoff s 1.10:56:40 1.11:00:01 1.11:00:01 taken  # the delay is cut
        2 queue   s 1.09:00 1.11:00:01 1.11:00:01 taken
        0 service d 1.11:00:01 1.11:00:01 1.11:30:01 solved
        2 service d 1.11:00:01 1.11:30:01 1.12:00:01 solved
        1 service s 1.09:00 1.10:56:40 1.12:53:20 unsolved  # in service: goes on
        1 service d 1.12:53:20 1.12:53:20 1.13:23:20 solved # then the chiefs take it
        0 solved
        1 solved
        2 solved
    """)


def test_a_case_gone_home_is_taken() -> None:
    two_hours_before_closing = needs(("1 15:30", "puzzle"), ("1 15:31", "puzzle"))
    scenario = gallery.backstop_county(replay=two_hours_before_closing)
    log = stages(scenario, facility=[0, 0], handling=[[9000] * 5 + [1800]] * 2)
    assert log == expect("""
        1 queue   s 1.15:31 1.17:00 1.17:00 left
        1 away    s 1.17:00 2.09:00 2.09:00 done
        1 queue   s 2.09:00 2.09:31:01 2.09:31:01 taken
        0 service s 1.15:30 1.15:30 2.10:00 unsolved
        1 service d 2.09:31:01 2.09:31:01 2.10:01:01 solved
        0 service d 2.10:00 2.10:01:01 2.10:31:01 solved
        0 solved
        1 solved
    """)


def test_only_once_and_the_ladder_goes_on_when_the_chiefs_fail() -> None:
    scenario = gallery.changed(
        gallery.backstop_county(replay=needs(("1 09:00", "puzzle"))),
        push={"hours_without": 1.5},
        backstop={"solve": 0},
    )
    log = stages(scenario, facility=[0], handling=[[3600, 3600, 3600, 3600, 3600, 1800]])
    assert log == expect("""
        0 service s 1.09:00 1.09:00 1.10:00 unsolved
        0 handoff s 1.10:00 1.11:00:01 1.11:00:01 taken
        0 service d 1.11:00:01 1.11:00:01 1.11:30:01 unsolved
        0 unsolved
    """)


def test_switched_off_the_case_waits_its_turn() -> None:
    cases = needs(*(("1 09:00", "puzzle"),) * 3)
    scenario = gallery.changed(gallery.backstop_county(replay=cases), backstop={"on": False})
    _, _, log = execute(scenario, facility=[0] * 3)
    assert not log.cases.backstop.any()


def test_chiefs_who_can_work_at_the_counter_still_have_a_queue_of_their_own() -> None:
    groups = [row.model_dump(mode="json") for row in gallery.backstop_county().staff]
    groups[2]["skills"] = "counter;chiefs"
    scenario = gallery.backstop_county(staff=groups, replay=needs(*(("1 09:00", "puzzle"),) * 2))
    compiled, _, log = execute(scenario, facility=[0] * 2, handling=[[7300] * 5 + [1800]] * 2)
    taken = log.stages.skill[log.stages.facility == 1].tolist()
    assert [compiled.labels.skill[skill] for skill in taken] == ["chiefs", "chiefs"]
    assert log.cases.backstop.tolist() == [True, True]
