"""Each lever moves the KPI that it exists for in the right direction and leaves a trace; nothing else moves.

Here: places, opening hours, catalogues, channels and staff; ``test_levers_ladder.py`` has what happens to a
case on its way up. Both runs of a pair have the same cases with the same draws.
"""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from sim.network.codes import Channel, Origin, StageKind, StageOutcome
from sim.scenario.schema.policies import Policies
from tests import gallery
from tests.builders import changed, facility, named, need, roster, service, staff, with_demand, zone
from tests.engine.levers import MONTH, assert_same_log, both, compare, lever, play

DAY, HOUR = 86400, 3600

LEVERS = {
    "evening hours", "roving points", "stations by kind and place", "catalogue", "staff modes", "rosters",
    "head count", "team x", "partners", "coaching", "training", "delegation", "appointments", "home visits",
    "proactive visits", "online share", "push", "out-of-area filing", "mutual recognition", "bundles",
    "backstop", "sessions", "grading", "project tracking", "joint assessment", "third-party evaluation",
    "patience",
}  # fmt: skip


def test_every_lever_and_every_policy_that_switches_has_a_test() -> None:
    names, policies = declared()
    assert names == LEVERS
    switches = {name for name, field in Policies.model_fields.items() if hasattr(field.default, "on")}
    assert len(switches) >= 18
    assert switches <= policies, f"no lever test: {sorted(switches - policies)}"
    assert policies <= set(Policies.model_fields)


def declared() -> tuple[set[str], set[str]]:
    """Names and policies in the ``@lever`` decorators of the test functions beside this one."""
    names: set[str] = set()
    policies: set[str] = set()
    for path in Path(__file__).parent.glob("test_levers*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for call in node.decorator_list:
                    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "lever":
                        name, *switched = (ast.literal_eval(argument) for argument in call.args)
                        names.add(name)
                        policies.update(switched)
    return names, policies


# Places


@lever("evening hours", "evening")
def test_evening_hours_bring_the_solution_forward_and_leave_promises_alone() -> None:
    late, early = both(
        with_demand(gallery.evening(settings=MONTH, staff=[staff("s.team", "s", head_count=2)]), 12),
        evening={"on": False},
    )
    assert late.kpi("time_to_solution_days_mean") < early.kpi("time_to_solution_days_mean")
    assert late.kpi("presence_hours") > early.kpi("presence_hours")
    at_night = [row for row in late.stages(StageKind.SERVICE) if row[4] % DAY >= 18 * HOUR]
    assert at_night
    assert not [row for row in early.stages(StageKind.SERVICE) if row[4] % DAY >= 18 * HOUR]
    # A promise runs on statutory time: what is accepted at the same second is due at the same second.
    a, b = late.stamps("accepted", "due"), early.stamps("accepted", "due")
    alike = [key for key in a if a[key][0] == b[key][0] >= 0]
    assert len(alike) > 50
    assert all(a[key] == b[key] for key in alike)


@lever("roving points", "roving")
def test_a_roving_point_saves_travel_and_moves_only_the_cases_it_wins() -> None:
    on, off = both(with_demand(gallery.roving(settings=MONTH), 10), roving={"on": False})
    assert on.kpi("travel_minutes_mean") < off.kpi("travel_minutes_mean")
    won = on.table.channel == Channel.ROVING
    assert won.sum() > 10
    assert (on.table.facility[won] == on.place("r")).all()
    assert not (off.table.channel == Channel.ROVING).any()
    stayed = on.rows("facility", "travel", "entry", where=~won)
    assert stayed == {key: off.rows("facility", "travel", "entry")[key] for key in stayed}


@lever("stations by kind and place")
@pytest.mark.parametrize("kind", ["township", "park", "business_district", "embedded", "brand"])
def test_a_new_station_brings_cases_within_15_minutes(kind: str) -> None:
    old = facility("s")
    new = facility("n", km=12, kind=kind)
    content = {"zones": [zone("z"), zone("y", km=12)], "settings": MONTH, "enterprises": [
        {"zone": name, "industry": "i", "enterprises": 100} for name in ("z", "y")]}  # fmt: skip
    without, there = compare(
        with_demand(gallery.minimal(**content), 12),
        with_demand(
            gallery.minimal(
                **content, facilities=[old, new], staff=[staff("s.team", "s"), staff("n.team", "n")]
            ),
            12,
        ),
    )
    assert there.kpi("within_15_minutes_cases") > without.kpi("within_15_minutes_cases")
    assert there.kpi("within_15_minutes_enterprises") == 1 > without.kpi("within_15_minutes_enterprises")
    assert there.kpi("travel_minutes_mean") < without.kpi("travel_minutes_mean")
    assert there.stages(StageKind.SERVICE, facility=there.place("n"))
    others = there.rows("facility", "travel", "entry", where=~there.at("n"))
    assert 0 < len(others) < len(there.table.key)
    assert others == {key: without.rows("facility", "travel", "entry")[key] for key in others}


@lever("catalogue")
def test_an_item_in_the_catalogue_is_taken_nearby_and_other_items_go_where_they_went() -> None:
    content = {
        "services": [service("file"), service("permit")],
        "facilities": [facility("s"), facility("t", km=10)],
        "staff": [staff("s.team", "s", head_count=2), staff("t.team", "t", head_count=2)],
        "settings": MONTH,
    }
    short = [{"facility": at, "item": item} for at, item in (("s", "file"), ("t", "file"), ("t", "permit"))]
    narrow, wide = compare(
        with_demand(gallery.minimal(**content, catalogues=short), 12),
        with_demand(gallery.minimal(**content), 12),
    )
    assert wide.kpi("travel_minutes_mean", "service", "permit") < narrow.kpi(
        "travel_minutes_mean", "service", "permit"
    )
    assert (wide.of("permit") & wide.at("s")).any()
    assert not (narrow.of("permit") & narrow.at("s")).any()
    where = ("facility", "travel", "entry")
    assert wide.rows(*where, where=wide.of("file")) == narrow.rows(*where, where=narrow.of("file"))


@lever("delegation", "delegation")
def test_delegation_lets_the_station_solve_what_was_the_districts() -> None:
    clerks = [staff("s.team", "s", head_count=2), staff("d.team", "d", head_count=2)]
    classes = [service("permit", solve=(0, 0, 1, 1)), service("file")]
    catalogue = [{"facility": "s", "item": "permit", "delegated": True}] + [
        {"facility": at, "item": item} for at, item in (("s", "file"), ("d", "file"), ("d", "permit"))
    ]
    base = gallery.delegated(settings=MONTH, staff=clerks, services=classes, catalogues=catalogue)
    on, off = both(with_demand(base, 12), delegation={"on": False})
    assert on.kpi("travel_minutes_mean", "service", "permit") < off.kpi(
        "travel_minutes_mean", "service", "permit"
    )
    assert on.kpi("solved_share_station", "service", "permit") > 0.5
    assert np.isnan(off.kpi("solved_share_station", "service", "permit")) or (
        off.kpi("solved_share_station", "service", "permit") == 0
    )
    where = ("facility", "travel", "entry")
    assert on.rows(*where, where=on.of("file")) == off.rows(*where, where=off.of("file"))

    _, without_authority = both(with_demand(base, 12), delegation={"authority": 0})
    assert without_authority.kpi("handoffs_mean") > on.kpi("handoffs_mean") == 0


# Channels


@lever("appointments", "appointments")
def test_appointments_shorten_the_wait_on_site() -> None:
    walk = service("other")
    booked = service("file", share_walk_in=0, share_appointment=1)
    base = gallery.appointments(settings=MONTH, services=[booked, walk])
    on, off = both(with_demand(base, 9), appointments={"on": False})
    assert on.kpi("on_site_wait_minutes_mean", "service", "file") < off.kpi(
        "on_site_wait_minutes_mean", "service", "file"
    )
    assert on.stages(StageKind.APPOINTMENT)
    assert not off.stages(StageKind.APPOINTMENT)
    where = ("facility", "travel", "entry", "channel")
    assert on.rows(*where, where=on.of("other")) == off.rows(*where, where=off.of("other"))
    _, absent = both(with_demand(base, 9), appointments={"no_show": 0.3})
    assert absent.kpi("lost_no_show") > on.kpi("lost_no_show") == 0


@lever("home visits", "home_visits")
def test_home_visits_take_the_way_from_the_enterprise_to_the_staff() -> None:
    on, off = both(with_demand(gallery.home_visits(settings=MONTH), 5), home_visits={"on": False})
    assert on.kpi("travel_minutes_mean") == 0 < off.kpi("travel_minutes_mean")
    assert on.kpi("busy_hours") > off.kpi("busy_hours")
    assert (on.table.channel == Channel.HOME_VISIT).all()
    work = on.stages(StageKind.SERVICE, outcome=StageOutcome.SOLVED)
    assert {row[6] for row in work} == {1800 + 2 * 1200}  # half an hour there, 20 minutes each way
    assert {row[6] for row in off.stages(StageKind.SERVICE, outcome=StageOutcome.SOLVED)} == {1800}


@lever("proactive visits", "visits")
def test_visits_find_problems_that_would_stay_hidden_and_cost_time() -> None:
    finding = {"visits": {"on": True, "per_enterprise": 10, "discovery": 0.5, "time_share": 0.2}}
    base = with_demand(gallery.visited(settings={"days": 120, "follow_up_days": 30}, policies=finding), 3)
    on, off = both(base, visits={"on": False})
    assert on.kpi("problems_solved") > 1.2 * off.kpi("problems_solved")
    found = on.table.origin == Origin.VISIT
    assert (on.table.channel[found] == Channel.ONLINE).all()
    reported = int((off.table.origin == Origin.VISIT).sum())
    assert 0.1 < reported / int(found.sum()) < 0.35  # 0.3 of them, a month later
    assert on.kpi("busy_hours") / on.solved() > off.kpi("busy_hours") / off.solved()
    where = ("facility", "travel", "entry", "channel")
    assert on.rows(*where, where=~found) == off.rows(*where, where=off.table.origin != Origin.VISIT)


@lever("online share", "online")
def test_more_online_means_less_travel_and_no_online_case_comes_back_to_the_counter() -> None:
    base = gallery.minimal(
        settings=MONTH,
        zones=[zone("z", km=5)],
        services=[service("file", share_walk_in=0.7, share_online=0.3)],
    )
    less, more = both(with_demand(base, 10), online={"multiplier": 2})
    assert more.kpi("travel_minutes_mean") < less.kpi("travel_minutes_mean")
    online = less.rows("channel", "facility", "entry", where=less.table.channel == Channel.ONLINE)
    assert online.items() <= more.rows("channel", "facility", "entry").items()
    assert len(online) < int((more.table.channel == Channel.ONLINE).sum())
    stayed = more.rows("channel", "facility", "entry", where=more.table.channel == Channel.WALK_IN)
    assert stayed.items() <= less.rows("channel", "facility", "entry").items()


@lever("patience", "patience")
def test_patience_loses_people_and_nobody_who_files_online() -> None:
    base = gallery.impatient(
        settings=MONTH, services=[service("file"), service("paper", share_walk_in=0, share_online=1)]
    )
    on, off = both(with_demand(base, 14), patience={"on": False})
    assert on.kpi("lost_cases") > off.kpi("lost_cases") == 0
    assert on.kpi("lost_reneged") > 0
    assert on.kpi("lost_balked") > 0
    assert on.kpi("lost_cases", "service", "paper") == 0
    assert on.kpi("on_site_wait_minutes_mean") < off.kpi("on_site_wait_minutes_mean")


# Staff


@lever("head count")
def test_two_more_clerks_shorten_the_wait_and_leave_the_other_station_alone() -> None:
    def city(heads: int):
        return with_demand(
            gallery.minimal(
                settings=MONTH,
                zones=[zone("z"), zone("y", km=14)],
                facilities=[facility("s"), facility("t", km=14)],
                enterprises=[{"zone": n, "industry": "i", "enterprises": 100} for n in ("z", "y")],
                staff=[staff("s.team", "s", head_count=heads), staff("t.team", "t")],
            ),
            24,
        )

    few, many = compare(city(1), city(3))
    assert many.kpi("wait_minutes_mean", "facility", "s") < few.kpi("wait_minutes_mean", "facility", "s")
    assert many.kpi("utilisation", "facility", "s") < few.kpi("utilisation", "facility", "s")
    stamps = ("accepted", "first_start", "closed", "wait", "outcome", "satisfied")
    assert many.stamps(*stamps, where=many.at("t")) == few.stamps(*stamps, where=few.at("t"))


@lever("team x", "team")
def test_the_x_of_the_team_shortens_the_wait() -> None:
    people = [staff("s.core", "s"), staff("s.x", "s", team="x")]
    on, off = both(with_demand(gallery.minimal(settings=MONTH, staff=people), 14), team={"on": False})
    assert on.kpi("wait_minutes_mean") < off.kpi("wait_minutes_mean")
    assert on.stages(StageKind.SERVICE, group=on.group("s.x"))
    assert not off.stages(StageKind.SERVICE, group=off.group("s.x"))
    entries = ("facility", "entry", "channel")
    assert on.rows(*entries) == off.rows(*entries)


def law(name: str, **overrides: object):
    clerks = {"absent_skill": {"wait_hours": 1000}}
    return with_demand(gallery.GALLERY[name](settings=MONTH, policies=clerks, **overrides), 6)


@lever("partners", "partners")
def test_without_its_partner_the_station_hands_law_cases_up() -> None:
    base = gallery.resident_law(settings=MONTH, partners=[named("firm", type="law")], staff=[
        staff("s.team", "s"), staff("d.team", "d", skills="counter;law"),
        staff("lawyers", "s", skills="law", partner="firm"),
    ])  # fmt: skip
    on, off = both(with_demand(base, 6), partners={"on": False})
    key = ("service", "law")
    assert on.kpi("processing_hours_mean", *key) < off.kpi("processing_hours_mean", *key)
    assert on.kpi("solved_share_station", *key) > off.kpi("solved_share_station", *key) == 0
    assert on.stages(StageKind.SERVICE, group=on.group("lawyers"))
    stamps = ("accepted", "first_start", "closed")
    files = [run.stamps(*stamps, where=run.of("file") & run.at("s")) for run in (on, off)]
    assert files[0] == files[1]


@lever("staff modes")
def test_resident_on_call_and_rotating_specialists() -> None:
    resident, on_call = compare(law("resident_law"), law("on_call_law"))
    _, rotating = compare(law("resident_law"), law("rotating_law"))
    key = ("time_to_solution_days_mean", "service", "law")
    assert resident.kpi(*key) < on_call.kpi(*key) < rotating.kpi(*key)

    # Traces: an on-call specialist is busy on the way, a rotating one works on Tuesdays only.
    assert (on_call.log.busy.case < 0).any()
    assert not (resident.log.busy.case < 0).any()
    station = rotating.place("s")
    visits = rotating.stages(StageKind.SERVICE, group=rotating.group("lawyers"), facility=station)
    assert {row[4] // DAY % 7 for row in visits} == {1}
    days = resident.stages(StageKind.SERVICE, group=resident.group("lawyers"), facility=station)
    assert len({row[4] // DAY % 7 for row in days}) > 4

    # The counter beside them does not notice.
    stamps = ("accepted", "first_start", "closed")
    files = [run.stamps(*stamps, where=run.of("file") & run.at("s")) for run in (resident, on_call, rotating)]
    assert files[0] == files[1] == files[2]


@lever("rosters")
def test_a_second_day_on_the_roster_shortens_the_wait_for_the_visit() -> None:
    def visits(*days: str):
        rows = [roster(f"visit-{day}", "lawyers", days=day, opens="13:00", closes="16:00", facility="s")
                for day in days]  # fmt: skip
        return law("rotating_law", rosters=rows)

    once, twice = compare(visits("tue"), visits("tue", "fri"))
    key = ("time_to_solution_days_mean", "service", "law")
    assert twice.kpi(*key) < once.kpi(*key)
    assert {row[4] // DAY % 7 for row in twice.stages(StageKind.SERVICE, group=twice.group("lawyers"))} == {
        1,
        4,
    }


@lever("project tracking", "tracking")
def test_tracked_needs_are_known_at_once_and_go_first() -> None:
    needs = [need("build", day, "file") for day in range(1, 29)]
    project = named("plant", zone="z", industry="j", life_cycle="build", start="2024-01-01", station="s")
    base = gallery.tracked(
        settings=MONTH, industries=[named("i"), named("j")], projects=[project], life_cycles=needs
    )
    content = with_demand(base, 13)
    content = changed(content, tracking={"delay_days": 4})
    tracked, untracked = both(content, tracking={"on": False})
    project_cases = tracked.table.origin == Origin.PROJECT
    assert project_cases.sum() == 28
    assert tracked.kpi("wait_minutes_mean", "industry", "j") < untracked.kpi(
        "wait_minutes_mean", "industry", "j"
    )
    known, late = tracked.rows("arose", where=project_cases), untracked.rows("arose")
    assert all(late[key] >= known[key] for key in known.keys() & late.keys())
    assert any(late[key] > known[key] for key in known.keys() & late.keys())
    assert_same_log(*both(content, tracking={"delay_days": 9}))  # not read while they are tracked
    where = ("facility", "travel", "entry", "channel")
    others = [run.rows(*where, where=run.table.origin != Origin.PROJECT) for run in (tracked, untracked)]
    assert others[0] == others[1]


def test_a_policy_that_reads_nothing_here_changes_nothing() -> None:
    """All levers off that have nothing to act on in the small scenario: exactly the same log."""
    base = with_demand(gallery.one_station(settings=MONTH), 10)
    idle = {
        name: {"on": False}
        for name in ("evening", "roving", "team", "partners", "delegation", "push", "bundles")
    }
    assert_same_log(play(base), play(changed(base, **idle)))
