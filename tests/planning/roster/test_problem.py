"""From a scenario to a week, and from a roster back to changes of the scenario."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sim.experiment.errors import InputError
from sim.network import compile_network
from sim.planning.roster import (
    Limits,
    Want,
    cover_table,
    present_week,
    roster_changes,
    roster_problem,
    roster_table,
    rotating_groups,
    solve_roster,
)
from sim.planning.roster.problem import slots_of
from sim.scenario import change, load
from sim.scenario.schema.base import format_clock
from tests.builders import facility, minimal, named, roster, service, staff, with_demand

ROOT = Path(__file__).resolve().parents[3]
CLOSED_AT_NOON = [
    {"pattern": "day", "days": "working", "opens": "08:30", "closes": "12:00"},
    {"pattern": "day", "days": "working", "opens": "13:30", "closes": "17:00"},
]
ODD = [
    {"pattern": "odd", "days": "mon;sat", "opens": "11:30", "closes": "15:00"},  # too short a morning
    {"pattern": "odd", "days": "mon", "opens": "14:30", "closes": "16:00"},  # joins the row before
    {"pattern": "odd", "days": "tue", "opens": "08:00", "closes": "11:00"},
    {"pattern": "odd", "days": "tue", "opens": "16:00", "closes": "21:00", "evening": True},
]
WORK = {("s", "law"): 2.0, ("t", "law"): 1.0, ("far", "law"): 9.0, ("s", "ip"): 0.5, ("t", "tax"): 3.0}


def city(**overrides):
    """A centre d, stations s and t 10 and 5 km from it (20 and 10 minutes), and one in another county."""
    content = {
        "counties": [named("c"), named("b")],
        "services": [service("file"), *(service(name, skill=name) for name in ("law", "ip", "tax"))],
        "hours": [*CLOSED_AT_NOON, *ODD],
        "facilities": [
            facility("d", tier="district"),
            facility("s", km=10, parent="d"),
            facility("t", km=5, parent="d", hours="odd"),
            facility("far", km=6, county="b"),
        ],
        "staff": [
            staff("s.team", "s", skills="counter;ip"),
            staff("t.team", "t", skills="counter;tax"),
            staff("far.team", "far"),
            staff("law", "d", mode="rotating", head_count=2, skills="law;ip", enterprise_share=0.8),
        ],
        "rosters": [
            roster("old", "law", member=0, days="mon", opens="08:30", closes="12:00", facility="s"),
            roster("both", "law", days="wed", opens="13:00", closes="14:00", facility="s"),
            roster("lesson", "s.team", days="fri", opens="13:30", closes="17:00", activity="coaching",
                   service="file"),
        ],
        "settings": {"calendar": "china", "start": "2024-01-08", "days": 14, "follow_up_days": 7},
    }  # fmt: skip
    return with_demand(minimal(**{**content, **overrides}), 10)


def test_the_week_of_a_group():
    week = roster_problem(city(), ["law"], WORK, visits={("s", "law"): 2}, gaps={("t", "law"): 3})
    assert [(m.group, m.number, m.skills, m.weekdays, m.half_days, m.share) for m in week.members] == [
        ("law", number, ("law", "ip"), (1, 2, 3, 4, 5), 10, 0.8) for number in (0, 1)
    ]
    assert [place.id for place in week.places] == ["s", "t"]  # own county, no centre
    assert week.places[0].wants == (Want("ip", 0.5, worth=0.1), Want("law", 2.0, visits=2))
    assert week.places[1].wants == (Want("law", 1.0, gap=3),)
    assert week.out == pytest.approx(np.array([[20, 10]] * 2), abs=0.01)
    assert week.back == pytest.approx(week.out)
    assert week.between == pytest.approx(np.array([[0, 10], [10, 0]]), abs=0.01)


def test_places_that_are_named_are_visited_from_any_county():
    week = roster_problem(city(), ["law"], WORK, places=["far"], limits=Limits(10.0), half_days=3)
    assert [place.id for place in week.places] == ["far"]
    assert week.out == pytest.approx(np.array([[12], [12]]), abs=0.01)
    assert (week.limits.minutes, week.members[0].half_days) == (10.0, 3)


def test_half_days_are_the_longest_opening_within_them():
    scenario = city()
    slots = slots_of(scenario, scenario.facilities[2])
    shown = [(s.weekday, s.half, format_clock(s.opens), format_clock(s.closes)) for s in slots]
    assert shown == [
        (1, "pm", "13:30", "16:00"), (2, "am", "08:30", "11:00"), (2, "pm", "16:00", "17:00"),
        (6, "pm", "13:30", "15:00"),
    ]  # fmt: skip
    dark = city(policies={"evening": {"on": False}})
    assert (2, "pm") not in {(s.weekday, s.half) for s in slots_of(dark, dark.facilities[2])}


def test_a_roster_takes_the_place_of_the_old_one():
    scenario = city()
    week = roster_problem(scenario, ["law"], WORK)
    found = solve_roster(week)
    changes = roster_changes(scenario, week, found)
    changed = change(scenario, changes)
    rows = {row.id: row for row in changed.rosters}
    assert "lesson" in rows
    assert not rows.keys() & {"old", "both"}
    assert len(rows) == 1 + len(found.visits)
    visit = found.visits[0]
    day = ("mon", "tue", "wed", "thu", "fri")[visit.weekday - 1]
    row = rows[f"law.{visit.member}.{day}.{visit.half}"]
    assert (row.staff, row.member, row.activity, row.days) == ("law", visit.member, "duty", (day,))
    assert row.facility == week.places[visit.place].id
    # compiled, everyone is where the roster says, for as long as it says, on each of three weeks
    members = compile_network(changed).network.members
    law = members.group[rows_of(members)] == [row.id for row in changed.staff].index("law")
    place = members.presence_facility[law]
    length = (members.presence_end - members.presence_start)[law]
    for number, name in enumerate(row.id for row in changed.facilities):
        slots = [slot_of(week, visit) for visit in found.visits if week.places[visit.place].id == name]
        assert length[place == number].sum() == 3 * sum(slot.closes - slot.opens for slot in slots)


def rows_of(members):
    return np.repeat(np.arange(members.group.size), np.diff(members.presence_ptr))


def slot_of(week, visit):
    slots = week.places[visit.place].slots
    return next(slot for slot in slots if (slot.weekday, slot.half) == (visit.weekday, visit.half))


def test_the_tables_of_a_roster():
    scenario = city()
    week = roster_problem(scenario, ["law"], {("s", "law"): 1.0, ("s", "ip"): 0.4}, half_days=1)
    found = solve_roster(week)
    rows = roster_table(scenario, week, found)
    assert rows.height == 2
    assert rows.select(
        pl.exclude("member", "weekday", "half", "opens", "closes", "work_hours")
    ).unique().rows() == [("law", "law", "law", "s", "s", "s", "ip;law", 40.0)]
    assert rows["work_hours"].sum() == pytest.approx(1.4)
    covered = cover_table(scenario, found)
    names = ("facility", "skill", "wanted_hours", "covered_hours", "days", "reason_en")
    assert covered.select(names).rows() == [
        ("s", "ip", 0.4, 0.4, 2, ""), ("s", "law", 1.0, 1.0, 2, "")
    ]  # fmt: skip


def test_the_present_week_is_measured_by_the_same_aims():
    scenario = city()
    week = roster_problem(scenario, ["law"], WORK)
    present = present_week(scenario, week)
    assert [(f.member, f.weekday, f.half, f.place) for f in present.fixed] == [
        (0, 1, "am", "s"), (0, 3, "pm", "s"), (1, 3, "pm", "s")
    ]  # fmt: skip
    now = solve_roster(present)
    assert [(v.member, v.weekday, v.half) for v in now.visits] == [f[:3] for f in present.fixed]
    assert now.covered == pytest.approx(2 + 0.05)
    assert now.travel_minutes == pytest.approx(3 * 40, abs=0.1)
    assert solve_roster(week).covered == pytest.approx(3.05)


def test_requests_that_cannot_be_planned_are_refused():
    scenario = city()
    assert rotating_groups(scenario) == ["law"]
    with pytest.raises(InputError, match=r"s\.team is no rotating staff group at work; there is: law"):
        roster_problem(scenario, ["s.team"], WORK)
    with pytest.raises(InputError, match="no such facility or skill: s/lore"):
        roster_problem(scenario, ["law"], WORK, visits={("s", "lore"): 1})
    with pytest.raises(InputError, match="no open facility: nowhere"):
        roster_problem(scenario, ["law"], WORK, places=["nowhere"])
    with pytest.raises(InputError, match="no place to visit"):
        roster_problem(scenario, ["law"], {})
    week = roster_problem(scenario, ["law"], WORK, limits=Limits(5.0))
    with pytest.raises(InputError, match="no visit for law"):
        roster_changes(scenario, week, solve_roster(week))


def test_a_group_of_huzhou_gets_a_roster_that_is_valid():
    scenario = load(ROOT / "scenarios" / "huzhou")
    names = [row.id for row in scenario.facilities if row.id.startswith("aj.")]
    work = {(name, "compliance"): 0.5 + number % 7 for number, name in enumerate(names)}
    week = roster_problem(scenario, ["aj.chambers.staff"], work)
    found = solve_roster(week)
    assert found.proven
    assert len(found.visits) == 20
    days = pl.DataFrame(found.visits).group_by("member", "weekday").agg(pl.col("travel_minutes").sum())
    assert days["travel_minutes"].max() <= week.limits.minutes
    changed = change(scenario, roster_changes(scenario, week, found))
    assert sum(row.staff == "aj.chambers.staff" for row in changed.rosters) == 20
