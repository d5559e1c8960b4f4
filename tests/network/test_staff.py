"""Staff: who is at work, when and where, for which part of the time."""

from __future__ import annotations

import pytest

from sim.network import Compiled, compile_network
from tests import gallery
from tests.builders import ALL_DAY, facility, minimal, named, roster, staff

HOUR = 3_600
MORNING = {"pattern": "morning", "days": "daily", "opens": "08:00", "closes": "12:00"}


def presence(compiled: Compiled, group: str, member: int = 0) -> list[tuple[float, float, str]]:
    members, labels = compiled.network.members, compiled.labels
    number = [i for i, at in enumerate(members.group) if labels.group[at] == group][member]
    rows = slice(members.presence_ptr[number], members.presence_ptr[number + 1])
    return [
        (start / HOUR, end / HOUR, labels.facility[at])
        for start, end, at in zip(
            members.presence_start[rows].tolist(),
            members.presence_end[rows].tolist(),
            members.presence_facility[rows].tolist(),
            strict=True,
        )
    ]


def test_residents_without_hours_keep_the_facilitys() -> None:
    compiled = compile_network(gallery.two_clerks())
    assert compiled.network.members.group.tolist() == [0, 0]
    assert presence(compiled, "s.team", 0) == presence(compiled, "s.team", 1)
    assert presence(compiled, "s.team")[:2] == [(9, 17, "s"), (33, 41, "s")]


@pytest.mark.parametrize("mode", ["resident", "on_call"])
def test_own_hours_count_only_while_the_facility_is_open(mode: str) -> None:
    early = staff("early", "s", hours="morning", mode=mode)
    compiled = compile_network(minimal(hours=[ALL_DAY, MORNING], staff=[early]))
    assert presence(compiled, "early")[:2] == [(9, 12, "s"), (33, 36, "s")]


def test_rotating_staff_are_where_and_when_the_roster_says() -> None:
    rosters = [
        roster("one", "lawyers", days="mon", opens="08:00", closes="11:00", facility="s"),
        roster("two", "lawyers", days="mon", opens="13:00", closes="19:00", facility="d"),
    ]
    compiled = compile_network(gallery.rotating_law(rosters=rosters))
    assert presence(compiled, "lawyers") == [(9, 11, "s"), (13, 17, "d")]


def test_a_rotating_group_without_duty_is_nowhere() -> None:
    assert presence(compile_network(gallery.rotating_law(rosters=[])), "lawyers") == []


def test_one_person_is_never_in_two_places() -> None:
    rosters = [
        roster("one", "lawyers", days="mon", opens="09:00", closes="12:00", facility="s"),
        roster("two", "lawyers", days="mon", opens="11:00", closes="13:00", facility="d"),
    ]
    compiled = compile_network(gallery.rotating_law(rosters=rosters))
    assert presence(compiled, "lawyers") == [(9, 12, "s"), (12, 13, "d")], "the earlier row goes before"


def test_duty_of_one_member_leaves_the_other_alone() -> None:
    rosters = [roster("late", "s.team", member=1, days="mon", opens="13:00", closes="17:00", facility="s")]
    compiled = compile_network(gallery.two_clerks(rosters=rosters))
    assert presence(compiled, "s.team", 0)[0] == (9, 17, "s")
    assert presence(compiled, "s.team", 1) == [(13, 17, "s")]


def test_roster_dates_bound_the_duty() -> None:
    duty = roster(
        "duty",
        "lawyers",
        opens="09:00",
        closes="10:00",
        facility="s",
        date_from="2024-01-02",
        date_to="2024-01-03",
    )
    compiled = compile_network(gallery.rotating_law(rosters=[duty]))
    assert presence(compiled, "lawyers") == [(33, 34, "s"), (57, 58, "s")]


def test_coaching_takes_one_member_away() -> None:
    two = [staff("s.team", "s"), staff("d.team", "d", head_count=2)]
    compiled = compile_network(gallery.coached(staff=two))
    assert presence(compiled, "d.team", 0)[:2] == [(12, 17, "d"), (33, 41, "d")]
    assert presence(compiled, "d.team", 1)[:2] == [(9, 17, "d"), (33, 41, "d")]
    stays = compile_network(gallery.changed(gallery.coached(staff=two), coaching={"on": False}))
    assert presence(stays, "d.team", 0) == presence(stays, "d.team", 1)


def test_training_takes_the_whole_group_away() -> None:
    two = [staff("s.team", "s", head_count=2), staff("d.team", "d")]
    compiled = compile_network(gallery.trained(staff=two))
    assert presence(compiled, "s.team", 0)[0] == presence(compiled, "s.team", 1)[0] == (33, 41, "s")


def test_coaching_at_a_closed_station_does_not_take_place() -> None:
    places = [facility("s", parent="d", open=False), facility("d", tier="district")]
    compiled = compile_network(gallery.coached(facilities=places))
    assert presence(compiled, "d.team")[0] == (9, 17, "d")
    assert compiled.network.coaching.start.size == 0


def test_partners_and_team_x_go_with_their_levers() -> None:
    groups = [
        staff("s.team", "s", team="core"),
        staff("law", "s", partner="firm"),
        staff("x", "s", team="x", head_count=2),
    ]
    scenario = minimal(staff=groups, partners=[named("firm", type="law")])
    heads = {
        "as it is": scenario,
        "partners": gallery.changed(scenario, partners={"on": False}),
        "team": gallery.changed(scenario, team={"on": False}),
    }
    found = {
        name: compile_network(variant).network.groups.head_count.tolist() for name, variant in heads.items()
    }
    assert found == {"as it is": [1, 1, 2], "partners": [1, 0, 2], "team": [1, 1, 0]}


def test_visits_take_time_of_station_residents_only() -> None:
    places = [facility("s", parent="d"), facility("d", tier="district")]
    groups = [
        staff("resident", "s", enterprise_share=0.5), staff("rotating", "s", mode="rotating"),
        staff("called", "s", mode="on_call"), staff("district", "d"), staff("chief", "s", role="chief"),
    ]  # fmt: skip
    scenario = gallery.visited(facilities=places, staff=groups)
    assert compile_network(scenario).network.groups.share.tolist() == [0.4, 1, 1, 1, 1]
    without = gallery.changed(scenario, visits={"on": False})
    assert compile_network(without).network.groups.share.tolist() == [0.5, 1, 1, 1, 1]


def test_skills_are_bits_in_order_of_first_mention() -> None:
    compiled = compile_network(gallery.resident_law())
    assert compiled.labels.skill == ("counter", "law")
    assert compiled.network.groups.skills.tolist() == [0b01, 0b11, 0b10]


def test_too_many_skills_are_refused() -> None:
    many = staff("polymath", "s", skills=";".join(["counter", *(f"k{i}" for i in range(62))]))
    with pytest.raises(ValueError, match="63 skills"):
        compile_network(minimal(staff=[many]))


def test_members_are_numbered_by_the_ids_of_their_groups() -> None:
    groups = [staff("z.team", "s", head_count=2), staff("a.team", "s")]
    for table in (groups, groups[::-1]):
        compiled = compile_network(minimal(staff=table))
        names = [compiled.labels.group[group] for group in compiled.network.members.group]
        assert names == ["a.team", "z.team", "z.team"]
