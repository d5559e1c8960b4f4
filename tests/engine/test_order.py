"""The written order of simultaneous events."""

from __future__ import annotations

import itertools

from sim.engine.order import event_rank
from sim.network.codes import EventKind
from tests import gallery
from tests.engine.trace import expect, needs, stages


def test_rank_sorts_by_kind_facility_case_sub_job() -> None:
    keys = list(itertools.product(range(9), (-1, 0, 1, 9000), (-1, 0, 1, 60_000_000), (0, 1, 4)))
    assert [key for _, key in sorted((event_rank(*key), key) for key in reversed(keys))] == sorted(keys)
    assert len({event_rank(*key) for key in keys}) == len(keys)


def test_the_kinds_stand_in_the_order_of_the_model_page() -> None:
    assert [kind.name for kind in EventKind] == [
        "SERVICE_END", "REVIEW_JOIN", "HANDOFF_ARRIVAL", "CALENDAR", "ROSTER", "TIMER", "SESSION", "ARRIVAL",
        "DISPATCH",
    ]  # fmt: skip


def test_an_arrival_at_the_second_of_closing_finds_closed_doors() -> None:
    assert stages(gallery.one_station(replay=needs(("1 17:00", "file"))), entry=[17 * 3600]) == expect("""
        0 away    s 1.17:00 2.09:00 2.09:00 done
        0 service s 2.09:00 2.09:00 2.09:30 solved
        0 solved
    """)


def test_an_arrival_at_the_second_of_opening_is_served() -> None:
    log = stages(gallery.one_station(replay=needs(("1 09:00", "file"))))
    assert log.startswith("0 service s 1.09:00 1.09:00 1.09:30 solved")


def test_two_arrivals_of_one_second_go_by_case() -> None:
    cases = needs(("1 09:00", "file"), ("1 09:00", "file"), ("1 09:00", "file"))
    served = [line.split()[0] for line in stages(gallery.one_station(replay=cases)).splitlines()[:3]]
    assert served == ["0", "1", "2"]


def test_a_service_end_at_the_second_of_closing_still_frees_the_member_for_nobody() -> None:
    cases = needs(("1 16:30", "file"), ("1 16:40", "file"))
    assert stages(gallery.one_station(replay=cases)) == expect("""
        0 service s 1.16:30 1.16:30 1.17:00 solved
        1 queue   s 1.16:40 1.17:00 1.17:00 left      # closing comes before the dispatch
        1 away    s 1.17:00 2.09:00 2.09:00 done
        1 service s 2.09:00 2.09:00 2.09:30 solved
        0 solved
        1 solved
    """)
