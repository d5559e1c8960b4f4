"""Tours of rotating specialists: a choice between today's and planned ones, and the week of a plan."""

import pytest

from sim.network import compile_network
from sim.planning.design import Design
from sim.planning.staffing.rules import Tours
from sim.planning.staffing.tours import calendar, choice_of, default_tours, weekly_work
from tests.builders import roster
from tests.planning.staffing.county import county, team


@pytest.fixture(scope="module")
def scenario():
    """One adviser, at p on Mondays so far; nobody at t advises."""
    rows = [row.model_dump(mode="json") for row in county().staff]
    rows[2]["skills"] = ["counter"]
    adviser = {**team("d", skills="advice", cost_per_year=150_000), "id": "x.team", "mode": "rotating"}
    monday = roster("a", "x.team", days="mon", opens="09:00", closes="12:00", facility="p", member=0)
    return county(staff=[*rows, adviser], rosters=[monday])


@pytest.fixture(scope="module")
def work(scenario):
    return weekly_work(scenario, compile_network(scenario), "fast")


def test_work_of_a_week(scenario, work):
    """Hours of nominal work: 550 enterprises with 24 files a year of 22 minutes, wherever they go."""
    assert set(work) >= {("s", "counter"), ("s", "advice"), ("p", "advice"), ("t", "advice"), ("d", "advice")}
    a_week = 550 * 24 / 52 * 22 / 60
    files = sum(hours for (place, skill), hours in work.items() if skill == "counter" and place != "d")
    assert files == pytest.approx(a_week, rel=0.15)


def test_the_default_is_one_choice_for_all_that_rotate(scenario, work):
    (tours,) = default_tours(scenario)
    assert tours.groups == ["x.team"]
    assert default_tours(county()) == ()
    choice = choice_of(scenario, tours, work)
    assert [one.name for one in choice.options] == ["as_today", "planned"]
    assert choice.options[0].changes == []
    planned = Design("planned", tuple(choice.options[1].changes)).scenario(scenario)
    rows = [row for row in planned.rosters if row.staff == "x.team"]
    assert len(rows) > 1  # more than the one half-day of today
    assert "a" not in {row.id for row in rows}


def test_visits_are_asked_where_nobody_has_the_skill(scenario, work):
    """Five half-days at t, though there is less work than at s."""
    tours = Tours(name="t", name_zh="轮驻", name_en="Tours", groups=["x.team"], visits=5)
    planned = Design("planned", tuple(choice_of(scenario, tours, work).options[1].changes)).scenario(scenario)
    at = [row.facility for row in planned.rosters if row.staff == "x.team"]
    assert at.count("t") >= 5


def test_the_week_as_a_table(scenario, work):
    week = calendar(scenario, work)
    assert week is not None
    assert week["facility"].to_list() == ["p"]
    assert calendar(county(), work) is None
