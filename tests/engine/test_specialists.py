"""Rotating 轮驻 and on-call 随驻 specialists: logs by hand."""

from __future__ import annotations

from tests import gallery
from tests.engine.trace import execute, expect, needs, stages

LAW = [("1 09:00", "law"), ("2 15:40", "law"), ("2 15:50", "law")]


def test_a_resident_specialist_serves_at_once() -> None:
    log = stages(gallery.resident_law(replay=needs(("1 09:00", "law"))), facility=[0])
    assert log.startswith("0 service s 1.09:00 1.09:00 1.09:30 solved")


def test_waiting_for_the_next_visit_if_it_is_near_enough() -> None:
    log = stages(gallery.rotating_law(replay=needs(*LAW)), facility=[0, 0, 0])
    assert log == expect("""
        0 away    s 1.09:00 2.13:00 2.13:00 done      # comes back when the lawyer does
        0 service s 2.13:00 2.13:00 2.13:30 solved
        2 queue   s 2.15:50 2.16:00 2.16:00 left      # the visit is over, the next one a week away
        2 handoff s 2.16:00 3.12:00 3.12:00 done
        2 service d 3.12:00 3.12:00 3.12:30 solved
        1 service s 2.15:40 2.15:40 5.00:00 open      # paused with the lawyer to the end of the run
        0 solved
        1 open
        2 solved
    """)


def test_a_visit_too_far_away_hands_up_at_once() -> None:
    scenario = gallery.rotating_law(replay=needs(("2 16:30", "law")))
    assert stages(scenario, facility=[0]) == expect("""
        0 handoff s 2.16:30 3.12:30 3.12:30 done
        0 service d 3.12:30 3.12:30 3.13:00 solved
        0 solved
    """)


def test_paused_work_goes_on_at_the_specialists_next_visit() -> None:
    tuesdays = {"settings": {"days": 9, "follow_up_days": 3}}
    log = stages(gallery.rotating_law(replay=needs(("2 15:40", "law")), **tuesdays), facility=[0])
    assert log == expect("""
        0 service s 2.15:40 2.15:40 9.13:10 solved    # 20 minutes, a week, 10 minutes
        0 solved
    """)


def test_a_called_specialist_travels_serves_all_who_wait_and_goes_back() -> None:
    cases = needs(("1 09:00", "law"), ("1 09:30", "law"), ("1 16:30", "law"))
    scenario = gallery.on_call_law(replay=cases)
    assert stages(scenario, facility=[0, 0, 0]) == expect("""
        0 service s 1.09:00 1.09:20 1.09:50 solved    # 20 minutes on the way
        1 service s 1.09:30 1.09:50 1.10:20 solved
        2 service s 1.16:30 1.16:50 2.09:20 solved    # paused overnight, resumed by the same lawyer
        0 solved
        1 solved
        2 solved
    """)
    _, _, log = execute(scenario, facility=[0, 0, 0])
    spells = [
        ((s / 60) % 1440 - 540, (e / 60) % 1440 - 540, c)
        for s, e, c in zip(log.busy.start, log.busy.end, log.busy.case, strict=True)
    ]
    there_and_back = [(0, 20, -1), (20, 50, 0), (50, 80, 1), (80, 100, -1), (450, 470, -1)]
    assert spells == [*there_and_back, (470, 480, 2), (0, 20, 2), (20, 40, -1)]


def test_nobody_leaves_who_would_arrive_after_closing() -> None:
    log = stages(gallery.on_call_law(replay=needs(("1 16:45", "law"))), facility=[0])
    assert log.startswith("0 service s 1.16:45 2.09:20 2.09:50 solved")


def test_requests_are_answered_first_come_first_served() -> None:
    places = [
        {**row.model_dump(mode="json"), "id": name, "parent_basic": parent}
        for row, name, parent in zip(
            [*gallery.on_call_law().facilities, gallery.on_call_law().facilities[0]],
            ("s", "d", "t"), ("d", None, "d"), strict=True,
        )
    ]  # fmt: skip
    clerks = [row.model_dump(mode="json") for row in gallery.on_call_law().staff]
    clerks.append({**clerks[0], "id": "t.team", "facility": "t"})
    cases = needs(("1 09:00", "law"), ("1 09:01", "law"), ("1 09:02", "law"))
    log = stages(gallery.on_call_law(facilities=places, staff=clerks, replay=cases), facility=[2, 0, 2])
    assert log == expect("""
        0 service t 1.09:00 1.09:20 1.09:50 solved
        2 service t 1.09:02 1.09:50 1.10:20 solved    # waits where the lawyer is
        1 service s 1.09:01 1.11:00 1.11:30 solved    # back at 10:40, on the way again
        0 solved
        1 solved
        2 solved
    """)


def test_without_calls_the_case_is_handed_up() -> None:
    scenario = gallery.changed(
        gallery.on_call_law(replay=needs(("1 09:00", "law"))), absent_skill={"call": False}
    )
    assert stages(scenario, facility=[0]).startswith("0 handoff s 1.09:00 1.13:00 1.13:00 done")
