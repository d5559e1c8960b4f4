"""Rotating 轮驻 and on-call 随驻 specialists: logs by hand."""

from __future__ import annotations

from tests import gallery
from tests.builders import ALL_DAY, facility, roster, service, staff
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


def test_the_way_out_and_the_way_back_take_what_is_given() -> None:
    cases = needs(("1 09:00", "law"), ("1 10:10", "law"))
    scenario = gallery.own_ways(replay=cases)
    assert stages(scenario, facility=[0, 0]) == expect("""
        0 service s 1.09:00 1.09:25 1.09:55 solved    # 25 minutes on the way
        1 service s 1.10:10 1.11:00 1.11:30 solved    # the lawyer is back after 40, at 10:35
        0 solved
        1 solved
    """)
    swapped = [trip.model_dump(mode="json") for trip in scenario.travel]
    swapped[0]["minutes"], swapped[1]["minutes"] = 40, 25
    other = stages(gallery.own_ways(replay=cases, travel=swapped), facility=[0, 0])
    assert other.startswith("0 service s 1.09:00 1.09:40 1.10:10 solved")


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


def test_who_is_sent_home_when_the_visit_ends_decides_anew() -> None:
    visit = roster("visit", "lawyers", days="tue", opens="13:00", closes="17:00", facility="s")
    cases = needs(("2 16:20", "law"), ("2 16:45", "law"), ("2 16:55", "law"))
    log = stages(gallery.rotating_law(rosters=[visit], replay=cases), facility=[0, 0, 0])
    assert log == expect("""
        0 service s 2.16:20 2.16:20 2.16:50 solved
        2 queue   s 2.16:55 2.17:00 2.17:00 left      # the lawyer leaves as the doors close, for a week
        2 handoff s 2.17:00 3.13:00 3.13:00 done
        2 service d 3.13:00 3.13:00 3.13:30 solved
        1 service s 2.16:45 2.16:50 5.00:00 open
        0 solved
        1 open
        2 solved
    """)


def test_over_lunch_a_visit_is_only_interrupted() -> None:
    halves = [{**ALL_DAY, "closes": "12:00"}, {**ALL_DAY, "opens": "13:00"}]
    visit = roster("visit", "lawyers", days="tue", opens="11:00", closes="17:00", facility="s")
    cases = needs(("2 11:00", "law"), ("2 11:10", "law"), ("2 11:20", "law"))
    log = stages(gallery.rotating_law(hours=halves, rosters=[visit], replay=cases), facility=[0, 0, 0])
    assert log == expect("""
        0 service s 2.11:00 2.11:00 2.11:30 solved
        1 service s 2.11:10 2.11:30 2.12:00 solved
        2 queue   s 2.11:20 2.12:00 2.12:00 left
        2 away    s 2.12:00 2.13:00 2.13:00 done
        2 service s 2.13:00 2.13:00 2.13:30 solved
        0 solved
        1 solved
        2 solved
    """)


def test_whoever_has_an_appointment_with_a_called_specialist_is_patient() -> None:
    visit = roster("visit", "lawyers", days="tue", opens="13:00", closes="16:00", facility="s")
    groups = [row.model_dump(mode="json") for row in gallery.rotating_law().staff]
    groups.append({**groups[2], "id": "called", "mode": "on_call"})
    scenario = gallery.rotating_law(
        rosters=[visit], staff=groups, replay=needs(("2 15:40", "law"), ("2 15:45", "law")),
        policies={"patience": {"on": True, "mean_minutes": 20}},
    )  # fmt: skip
    _, _, log = execute(scenario, facility=[0, 0], patience=[99999, 30 * 60])
    assert log.cases.outcome.tolist() == [0, 1]  # 30 minutes of patience would be over at 16:15
    assert log.cases.first_start[1] == 86400 + 16 * 3600 + 20 * 60  # called at 16:00, 20 minutes on the way
    assert log.cases.wait[1] == 35 * 60
    assert log.cases.site_wait[1] == 15 * 60  # until it went home


def test_on_call_specialists_serve_at_their_base_though_nobody_may_be_called() -> None:
    groups = [row.model_dump(mode="json") for row in gallery.on_call_law().staff]
    groups[1]["skills"] = "counter"  # nobody at d but the lawyer on call has law
    scenario = gallery.changed(
        gallery.on_call_law(staff=groups, replay=needs(("1 09:00", "law"))), absent_skill={"call": False}
    )
    assert stages(scenario, facility=[1]) == expect("""
        0 service d 1.09:00 1.09:00 1.09:30 solved
        0 solved
    """)
    assert stages(scenario, facility=[0]).startswith("0 handoff s 1.09:00 1.13:00 1.13:00 done")


def test_specialists_who_leave_together_leave_together() -> None:
    base = gallery.rotating_law()
    tables = {
        name: [row.model_dump(mode="json") for row in getattr(base, name)] for name in ("staff", "rosters")
    }
    tables["staff"].append(
        staff("called", "d", mode="on_call", skills="law;tax", hours="short")  # until 16:00, as the visit
    )
    places = [facility("s", parent="d"), facility("d", tier="district", km=10)]
    for facilities in (places, places[::-1]):
        scenario = gallery.rotating_law(
            **tables,
            facilities=facilities,
            hours=[ALL_DAY, {**ALL_DAY, "pattern": "short", "closes": "16:00"}],
            services=[
                service("file"), service("law", kind="problem", skill="law"),
                service("tax", kind="problem", skill="tax", minutes=200),
            ],
            replay=needs(("2 13:00", "tax"), ("2 15:40", "law"), ("2 15:50", "law")),
        )  # fmt: skip
        _, _, log = execute(scenario, facility=[facilities.index(places[0])] * 3)
        assert log.cases.site_wait.tolist() == [0, 0, 10 * 60]  # goes home at 16:00: somebody will be called
