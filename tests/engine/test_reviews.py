"""Reviews, bundles, department queues, mutual recognition, out-of-area filing: logs by hand."""

from __future__ import annotations

from tests import gallery
from tests.builders import facility, named, review, service, staff
from tests.engine.trace import execute, expect, needs, stages

ONE = needs(("1 09:00", "permit"))


def test_reviews_run_in_table_order() -> None:
    assert stages(gallery.serial_reviews(replay=ONE)) == expect("""
        0   service s 1.09:00 1.09:00 1.09:30 done
        0/1 review  s 1.09:30 1.11:30 1.11:30 done
        0/2 review  s 1.11:30 1.14:30 1.14:30 done
        0 solved
    """)


def test_a_bundle_runs_them_side_by_side_and_joins_at_the_last() -> None:
    scenario = gallery.bundle_reviews(replay=ONE)
    assert stages(scenario) == expect("""
        0   service s 1.09:00 1.09:00 1.09:30 done
        0/1 review  s 1.09:30 1.11:30 1.11:30 done
        0/2 review  s 1.09:30 1.12:30 1.12:30 done
        0 solved
    """)
    _, _, log = execute(scenario)
    assert log.cases.review_time.tolist() == [3 * 3600]
    off = gallery.changed(scenario, bundles={"on": False})
    assert stages(off) == stages(gallery.serial_reviews(replay=ONE))


def test_reviews_queue_where_a_department_has_a_capacity() -> None:
    cases = needs(("1 09:00", "permit"), ("1 09:00", "permit"))
    assert stages(gallery.department_queue(replay=cases)) == expect("""
        0   service s      1.09:00 1.09:00 1.09:30 done
        1   service s      1.09:00 1.09:30 1.10:00 done
        0/1 service bureau 1.09:30 1.09:30 1.10:30 done
        1/1 service bureau 1.10:00 1.10:30 1.11:30 done
        0 solved
        1 solved
    """)


def test_reviews_of_another_city_are_recognised() -> None:
    scenario = gallery.mutual_recognition(replay=ONE)
    assert stages(scenario) == expect("""
        0   service s 1.09:00 1.09:00 1.09:30 done
        0/1 review  s 1.09:30 1.11:30 1.11:30 done
        0 solved
    """)
    off = gallery.changed(scenario, mutual_recognition={"on": False})
    assert "0/2 review" in stages(off)


def test_without_out_of_area_filing_the_enterprise_goes_to_the_other_city() -> None:
    scenario = gallery.changed(gallery.mutual_recognition(replay=ONE), out_of_area={"on": False})
    assert stages(scenario) == expect("""
        0   service s 1.09:00 1.09:00 1.09:30 done
        0   trip    s 1.09:30 2.09:30 2.09:30 done    # 8 working hours
        0/1 review  s 2.09:30 2.11:30 2.11:30 done
        0 solved
    """)


def test_what_was_recognised_or_filed_at_the_station_is_not_asked_again_above() -> None:
    puzzle = service("permit", kind="problem", solve=(0, 0, 1, 1), out_of_area=True, cross_city_share=1)
    station = facility("s", parent="d", out_of_area=True, mutual_recognition=True)
    scenario = gallery.mutual_recognition(
        services=[puzzle],
        reviews=[review("permit", 1, 2, recognisable=True)],
        facilities=[station, facility("d", tier="district")],
        staff=[staff("s.team", "s"), staff("d.team", "d")],
        replay=ONE,
    )
    assert stages(scenario, facility=[0]) == expect("""
        0 service s 1.09:00 1.09:00 1.09:30 unsolved
        0 handoff s 1.09:30 1.13:30 1.13:30 done
        0 service d 1.13:30 1.13:30 1.14:00 solved    # neither trip nor review at the district
        0 solved
    """)


def test_a_department_without_staff_reviews_by_delay() -> None:
    base = gallery.department_queue()
    groups = [row.model_dump(mode="json") for row in base.staff]
    groups[1]["partner"] = "firm"
    scenario = gallery.department_queue(
        staff=groups, partners=[named("firm", type="law")], policies={"partners": {"on": False}}, replay=ONE
    )
    assert stages(scenario) == expect("""
        0   service s 1.09:00 1.09:00 1.09:30 done
        0/1 review  s 1.09:30 1.10:30 1.10:30 done
        0 solved
    """)
