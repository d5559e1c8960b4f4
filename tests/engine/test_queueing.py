"""Queues, closing time, patience, capacity, priorities: logs by hand.

Lines: case[/review] stage facility joined started ended outcome; times are day.hour:minute.
"""

from __future__ import annotations

from tests import gallery
from tests.engine.trace import execute, expect, needs, stages


def test_one_clerk_serves_in_order_and_sends_home_at_closing() -> None:
    cases = needs(("1 09:00", "file"), ("1 09:10", "file"), ("1 16:40", "file"), ("1 16:50", "file"))
    assert stages(gallery.one_station(replay=cases)) == expect("""
        0 service s 1.09:00 1.09:00 1.09:30 solved
        1 service s 1.09:10 1.09:30 1.10:00 solved
        3 queue   s 1.16:50 1.17:00 1.17:00 left      # closing: comes back
        2 service s 1.16:40 1.16:40 1.17:10 solved    # a transaction is finished past closing
        3 away    s 1.17:00 2.09:00 2.09:00 done
        3 service s 2.09:00 2.09:00 2.09:30 solved
        0 solved
        1 solved
        2 solved
        3 solved
    """)


def test_overtime_counts_the_seconds_past_presence() -> None:
    _, _, log = execute(gallery.one_station(replay=needs(("1 16:40", "file"))))
    assert log.overtime.tolist() == [10 * 60]
    _, _, log = execute(gallery.lunch_break(replay=needs(("1 11:45", "file"), ("1 16:50", "puzzle"))))
    assert log.overtime.tolist() == [15 * 60]  # the problem pauses at 17:00 instead


def test_a_transaction_runs_into_lunch_and_a_problem_pauses() -> None:
    cases = needs(("1 11:45", "file"), ("1 11:50", "file"), ("1 13:20", "puzzle"), ("1 16:50", "puzzle"))
    assert stages(gallery.lunch_break(replay=cases)) == expect("""
        1 queue   s 1.11:50 1.12:00 1.12:00 left
        0 service s 1.11:45 1.11:45 1.12:15 solved
        1 away    s 1.12:00 1.13:00 1.13:00 done
        1 service s 1.13:00 1.13:00 1.13:30 solved
        2 service s 1.13:20 1.13:30 1.14:00 solved
        3 service s 1.16:50 1.16:50 2.09:20 solved    # 10 minutes, the night, 20 minutes
        0 solved
        1 solved
        2 solved
        3 solved
    """)


def test_paused_work_is_two_busy_spells_of_one_member() -> None:
    _, _, log = execute(gallery.lunch_break(replay=needs(("1 11:50", "puzzle"))))
    at = [(s / 60 - 9 * 60, e / 60 - 9 * 60) for s, e in zip(log.busy.start, log.busy.end, strict=True)]
    assert at == [(170, 180), (240, 260)]
    assert log.cases.work.tolist() == [30 * 60]


def test_those_sent_home_keep_their_order_before_later_comers() -> None:
    cases = needs(("1 16:30", "file"), ("1 16:40", "file"), ("1 16:50", "file"), ("2 09:00", "file"))
    log = stages(gallery.one_station(replay=cases))
    served = [line.split()[0] for line in log.splitlines() if " service " in line]
    assert served == ["0", "1", "2", "3"]


def test_patience_ends_a_second_after_its_limit_and_loses_against_a_start() -> None:
    cases = needs(("1 09:00", "file"), ("1 09:10", "file"), ("1 09:10", "file"), ("1 10:00", "file"))
    scenario = gallery.impatient(replay=cases)
    # Case 1 would be served at 09:30 after 1,200 s; case 2 at 10:00 after 3,000 s.
    log = stages(scenario, patience=[60, 1200, 2999, 60], balk_u=[0.9] * 4)
    assert log == expect("""
        0 service s 1.09:00 1.09:00 1.09:30 solved
        1 service s 1.09:10 1.09:30 1.10:00 solved    # exactly 1,200 s: the start wins
        2 queue   s 1.09:10 1.10:00 1.10:00 reneged   # 2,999 s and one: gone before the dispatch
        3 service s 1.10:00 1.10:00 1.10:30 solved
        0 solved
        1 solved
        2 reneged
        3 solved
    """)
    patient = stages(scenario, patience=[60, 1200, 3000, 60], balk_u=[0.9] * 4)
    assert "2 service s 1.09:10 1.10:00 1.10:30 solved" in patient


def test_balking_grows_with_the_queue() -> None:
    cases = needs(("1 09:00", "file"), ("1 09:01", "file"), ("1 09:02", "file"), ("1 09:03", "file"))
    # One waits for case 2 (a tenth turns away), so 0.05 balks and 0.15 does not; two wait for case 3.
    log = execute(gallery.impatient(replay=cases), patience=[9999] * 4, balk_u=[0.0, 0.0, 0.15, 0.15])[2]
    assert log.cases.outcome.tolist() == [1, 1, 1, 4]


def test_a_full_house_turns_away() -> None:
    cases = needs(("1 09:00", "file"), ("1 09:01", "file"), ("1 09:02", "file"), ("1 09:30", "file"))
    assert stages(gallery.capacity(replay=cases)) == expect("""
        0 service s 1.09:00 1.09:00 1.09:30 solved
        1 service s 1.09:01 1.09:30 1.10:00 solved
        3 service s 1.09:30 1.10:00 1.10:30 solved    # the end of case 0 comes before its arrival
        0 solved
        1 solved
        2 blocked
        3 solved
    """)


def test_the_urgent_class_goes_first() -> None:
    cases = needs(("1 09:00", "file"), ("1 09:01", "file"), ("1 09:02", "urgent"))
    assert stages(gallery.two_priorities(replay=cases)) == expect("""
        0 service s 1.09:00 1.09:00 1.09:30 solved
        2 service s 1.09:02 1.09:30 1.10:00 solved
        1 service s 1.09:01 1.10:00 1.10:30 solved
        0 solved
        1 solved
        2 solved
    """)


def test_the_member_idle_longest_serves_next() -> None:
    cases = needs(("1 09:00", "file"), ("1 09:10", "file"), ("1 10:00", "file"), ("1 11:00", "file"))
    _, _, log = execute(gallery.two_clerks(replay=cases))
    assert log.stages.member.tolist() == [0, 1, 0, 1]


def test_online_cases_wait_for_presence_without_patience() -> None:
    cases = needs(("1 20:00", "file", "online"), ("2 08:00", "file", "online"))
    assert stages(gallery.online(replay=cases)) == expect("""
        0 service s 1.20:00 2.09:00 2.09:30 solved
        1 service s 2.08:00 2.09:30 2.10:00 solved
        0 solved
        1 solved
    """)


def test_appointments_get_the_first_slot_after_the_lead_and_go_first() -> None:
    cases = needs(("1 09:00", "file", "appointment"), ("1 09:05", "file", "appointment"), ("1 09:59", "file"))
    assert stages(gallery.appointments(replay=cases)) == expect("""
        0 appointment s 1.09:00 1.10:00 1.10:00 done
        2 service     s 1.09:59 1.09:59 1.10:29 solved
        1 appointment s 1.09:05 1.10:30 1.10:30 done
        0 service     s 1.10:00 1.10:29 1.10:59 solved
        1 service     s 1.10:30 1.10:59 1.11:29 solved
        0 solved
        1 solved
        2 solved
    """)


def test_a_no_show_is_lost_and_a_late_one_loses_its_precedence() -> None:
    cases = needs(("1 09:00", "file", "appointment"), ("1 09:05", "file", "appointment"))
    scenario = gallery.changed(gallery.appointments(replay=cases), appointments={"no_show": 0.5})
    log = stages(scenario, no_show_u=[0.4, 0.6], late=[0, 600])
    assert log == expect("""
        0 appointment s 1.09:00 1.10:00 1.10:00 no_show
        1 appointment s 1.09:05 1.10:40 1.10:40 done
        1 service     s 1.10:40 1.10:40 1.11:10 solved
        0 no_show
        1 solved
    """)


def test_a_home_visit_takes_the_way_there_and_back() -> None:
    cases = needs(("1 09:00", "file", "home_visit"), ("1 16:30", "file", "home_visit"))
    assert stages(gallery.home_visits(replay=cases)) == expect("""
        0 service s 1.09:00 1.09:00 1.10:10 solved    # 20 + 30 + 20 minutes
        1 service s 1.16:30 1.16:30 1.17:40 solved
        0 solved
        1 solved
    """)


def test_tickets_fill_no_room_and_turn_nobody_away() -> None:
    filed = (("1 09:00", "file", "online"),) * 3
    log = execute(gallery.capacity(replay=needs(*filed, ("1 09:01", "file"), ("1 09:02", "file"))))[2]
    assert log.cases.outcome.tolist() == [1] * 5  # room for two people, and two have come
    log = execute(gallery.capacity(replay=needs(*filed, *(("1 09:01", "file"),) * 3)))[2]
    assert log.cases.outcome.tolist() == [1, 1, 1, 1, 1, 5]
    scenario = gallery.impatient(replay=needs(*filed, ("1 09:01", "file"), ("1 09:02", "file")))
    log = execute(scenario, patience=[99999] * 5, balk_u=[0.05] * 5)[2]
    assert log.cases.outcome.tolist() == [1, 1, 1, 1, 4]  # nobody in sight, then one person: a tenth
