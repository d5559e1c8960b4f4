"""Rosters against all rosters of small weeks, and against weeks worked out by hand."""

from dataclasses import dataclass

import numpy as np
import pytest

from sim.experiment.errors import InputError
from sim.planning.roster import Fixed, Limits, Want, solve_roster
from sim.planning.roster import program as programs
from sim.planning.roster import solve as solving
from tests.planning.roster.weeks import best, member, place, slot, value, week


def values_of(one, found, fill=True):
    """The roster's visits, measured by the other hand."""
    return value(one, [(v.member, v.weekday, v.half, v.place) for v in found.visits], fill)


def random_week(seed):
    """One or two members, two or three places, one or two days; everything else by chance."""
    draw = np.random.default_rng(seed)
    n_members, n_places, n_days = [(1, 3, 2), (2, 2, 2), (2, 3, 1)][seed % 3]
    days = tuple(range(1, n_days + 1))
    skills = ("law", "ip")
    places = []
    for p in range(n_places):
        wants = [
            Want(
                skill,
                float(draw.choice([0.0, 0.7, 2.0, 5.0, 9.0])),
                visits=int(draw.choice([0, 0, 0, 1, 2])),
                gap=int(draw.integers(1, 3)) if draw.random() < 0.15 else None,
                worth=float(draw.choice([1.0, 0.5])),
            )
            for skill in skills
            if draw.random() < 0.7
        ]
        slots = [slot(day, half, float(draw.choice([2, 3]))) for day in days for half in ("am", "pm")]
        shut = draw.random() < 0.3 and len(slots) > 2
        places.append(place(f"p{p}", *wants)._replace(slots=tuple(slots[1:] if shut else slots)))
    members = [
        member(
            m,
            str(draw.choice(["law", "ip", "law;ip"])),
            days if draw.random() < 0.8 else days[-1:],
            half_days=int(draw.choice([14, 14, 2, 3])),
            share=float(draw.choice([1.0, 0.8])),
        )
        for m in range(n_members)
    ]
    one = week(
        members,
        places,
        between=draw.integers(1, 40, (n_places, n_places)) * (1 - np.eye(n_places)),
        limits=Limits(float(draw.choice([45, 70, 200])), int(draw.choice([1, 2, 2]))),
    )
    way = draw.integers(5, 40, (2, n_members, n_places)).astype(float)
    if draw.random() < 0.5:
        way[:, 1:] = way[:, :1]  # members of one base
    return one._replace(out=way[0], back=way[1])


@pytest.mark.parametrize("seed", [*range(28), 107, 110, 255, 290, 320, 366])
def test_no_roster_at_all_is_better(seed):
    one = random_week(seed)
    fill = seed % 4 != 0
    found = solve_roster(one, fill=fill)
    assert found.proven
    got, least = values_of(one, found, fill), best(one, fill)
    assert got[:3] == pytest.approx(least[:3], abs=1e-4)
    assert got[3] == pytest.approx(least[3], abs=1e-3)
    assert found.covered == pytest.approx(-got[1], abs=1e-4)
    assert found.travel_minutes == pytest.approx(got[3])
    assert sum(v.work_hours for v in found.visits) == pytest.approx(
        sum(c.covered_hours for c in found.covers), abs=1e-4
    )


def one_each():
    """2.25 h of law at a, 1.75 h at b; a is near; two lawyers, one of whom knows more."""
    return week(
        [member(0), member(1, "law;ip")],
        [place("a", Want("law", 2.25)), place("b", Want("law", 1.75))],
        [5, 20],
    )


def test_an_hour_of_work_is_covered_once():
    found = solve_roster(one_each(), fill=False)
    assert found.covered == 4.0
    assert [(v.half, v.place) for v in found.visits] == [("am", 0), ("pm", 1)]  # one tour of one member
    assert found.travel_minutes == 5 + 16 + 20


def test_without_the_row_that_counts_work_once_the_test_of_all_rosters_fails(monkeypatch):
    """Both lawyers are sent to both places: twice the travel, and no more work."""

    def lax(built, row, most):
        if most not in (2.25, 1.75):
            right(built, row, most)

    right = programs._at_most
    monkeypatch.setattr(programs, "_at_most", lax)
    one = one_each()
    found = solve_roster(one, fill=False)
    assert values_of(one, found, fill=False) != pytest.approx(best(one, fill=False))


def test_a_week_by_hand():
    """A lawyer, two days, three places: 3 h of time a half-day at a share of 1.

    Work: far 4 h, near 2 h, mid 1 h; a day with far (30 minutes away) has room for one way of 60 minutes and
    no more. Far for a day: 4 h; then near and mid on the other: 3 h. All 7 h are covered.
    """
    days = (1, 2)
    places = [
        place("far", Want("law", 4.0), days=days),
        place("near", Want("law", 2.0), days=days),
        place("mid", Want("law", 1.0), days=days),
    ]
    between = [[0, 30, 30], [30, 0, 4], [30, 4, 0]]
    one = week([member(days=days)], places, [30, 5, 10], between=between, limits=Limits(60.0))
    found = solve_roster(one)
    by_day = {}
    for visit in found.visits:
        by_day.setdefault(visit.weekday, []).append(visit)
    far, both = sorted(by_day.values(), key=lambda day: day[0].place)
    assert [(v.half, v.place, v.travel_minutes, v.work_hours) for v in far] == [
        ("am", 0, 30, 2.0), ("pm", 0, 30, 2.0)
    ]  # fmt: skip
    assert {v.place: v.work_hours for v in both} == {1: 2.0, 2: 1.0}
    assert [v.travel_minutes for v in both] in ([5, 4 + 10], [10, 4 + 5])
    assert found.travel_minutes == 60 + 19
    assert found.unmet == ()
    assert [(c.covered_hours, c.days, c.longest_gap, c.reason) for c in found.covers] == [
        (4.0, 1, 2, ""), (2.0, 1, 2, ""), (1.0, 1, 2, "")
    ]  # fmt: skip
    assert found.same_day == pytest.approx((4 + 2 + 1) / 2)


def test_spare_half_days_go_where_work_is_likeliest_to_arise():
    """The 3 h of both places fit into a morning each; the second day is for the busier one, or for nobody."""
    days = (1, 2)
    places = [place("a", Want("law", 1.0), days=days), place("b", Want("law", 2.0), days=days)]
    one = week([member(days=days, half_days=3)], places)
    assert {c.place: c.days for c in solve_roster(one).covers} == {"a": 1, "b": 2}
    assert {c.place: c.days for c in solve_roster(one, fill=False).covers} == {"a": 1, "b": 1}


def test_a_place_too_far_alone_may_be_on_the_way_of_a_day():
    """Minutes as a user may give them: 5 out to a and 60 back, 60 out to b and 5 back, 1 in between."""
    one = week([member()], [place("a", Want("law", 1.0)), place("b", Want("law", 1.0))])
    one = one._replace(out=np.array([[5.0, 60.0]]), back=np.array([[60.0, 5.0]]), limits=Limits(20.0))
    found = solve_roster(one)
    assert [(v.half, v.place, v.travel_minutes) for v in found.visits] == [("am", 0, 5), ("pm", 1, 6)]


def test_visits_are_spread_by_the_longest_gap():
    """Five opening days, a visit at least every third: two visits, and not side by side."""
    days = (1, 2, 3, 4, 5)
    one = week([member(days=days)], [place("a", Want("law", 1.0, gap=3), days=days)])
    found = solve_roster(one, fill=False)
    assert found.unmet == ()
    assert len({v.weekday for v in found.visits}) == 2
    assert found.covers[0].longest_gap == 3


def test_tours_that_cannot_be_dealt_to_days_are_not_promised(monkeypatch):
    """Places a, b, c are wanted on both days by two members; d asks for a half-day of work.

    Least travel would be the three tours a-b, b-c, c-a (21 minutes each) and one to d (20): 83. But of three
    tours two fall on one day, and share a place. By day a, b and c, and d once: 21 + 20, and 21 + 30: 92.
    """
    calls = []

    def noted(one, built, x, time_limit):
        calls.append(dealing(one, built, x, time_limit))
        return calls[-1]

    dealing = solving.deal
    monkeypatch.setattr(solving, "deal", noted)
    days = (1, 2)
    places = [place(name, Want("law", 6.0, visits=2), days=days) for name in "abc"]
    places.append(place("d", Want("law", 3.0), days=days))
    between = np.ones((4, 4)) - np.eye(4)
    between[3, :3] = between[:3, 3] = 10
    one = week([member(0, days=days), member(1, days=days)], places, between=between)
    found = solve_roster(one, fill=False)
    assert calls[0] is None
    assert calls[1] is not None
    assert found.unmet == ()
    assert found.covered == pytest.approx(21)
    assert found.travel_minutes == 92


def test_half_days_of_two_members_are_not_one_account():
    """Three half-days each, 6 h of work at each of three places, one place a day.

    Together they would have three whole days, 20 minutes of travel each. Apart they have a day and a half
    each: one of the places is visited twice, and the travel is 80 minutes.
    """
    days = (1, 2)
    places = [place(name, Want("law", 6.0), days=days) for name in "abc"]
    both = [member(number, days=days, half_days=3) for number in (0, 1)]
    found = solve_roster(week(both, places, limits=Limits(places=1)))
    assert [sum(v.member == m for v in found.visits) for m in (0, 1)] == [3, 3]
    assert found.covered == pytest.approx(18)
    assert found.travel_minutes == 80


@dataclass
class Case:
    """A demand that cannot be met, and why."""

    want: Want
    reason: str
    members: list
    days: tuple[int, ...] = (1, 2, 3)
    minutes: tuple[float, float] = (10.0, 10.0)
    reached: int = 0


DAYS = (1, 2, 3)
CASES = [
    Case(Want("tax", 1.0, visits=1), "no_skill", [member(days=DAYS)]),
    Case(Want("law", 1.0, visits=4), "closed", [member(days=DAYS)], reached=3),
    Case(Want("law", 1.0, visits=1), "too_far", [member(days=DAYS)], minutes=(10.0, 95.0)),
    Case(Want("law", 1.0, visits=2), "no_day", [member(days=(1,))], reached=1),
    Case(Want("law", 1.0, visits=3), "half_days", [member(days=DAYS, half_days=2)], reached=2),
    Case(Want("law", 1.0, gap=1), "half_days", [member(days=DAYS, half_days=2)], reached=2),
    Case(Want("law", 1.0, gap=1), "no_day", [member(days=(4,))]),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.reason}-{case.want.visits}")
def test_a_demand_that_cannot_be_met_is_named_with_its_reason(case):
    places = [place("easy", Want("law", 0.5), days=case.days), place("hard", case.want, days=case.days)]
    (unmet,) = solve_roster(week(case.members, places, case.minutes)).unmet
    kind, wanted = ("gap", case.want.gap) if case.want.gap else ("visits", case.want.visits)
    assert unmet == ("hard", case.want.skill, kind, wanted, case.reached, case.reason)
    assert "hard" in unmet.text("en")
    assert "hard" in unmet.text("zh")


def test_of_two_demands_that_exclude_each_other_one_is_named():
    """One member, one day, one place a day."""
    places = [place(name, Want("law", 1.0, visits=1)) for name in "ab"]
    (unmet,) = solve_roster(week([member()], places, limits=Limits(places=1))).unmet
    assert (unmet.kind, unmet.wanted, unmet.reached, unmet.reason) == ("visits", 1, 0, "others")


def test_assignments_that_are_given_are_kept():
    one = one_each()._replace(fixed=(Fixed(1, 1, "am", "b"), Fixed(1, 1, "pm", "b")))
    found = solve_roster(one, fill=False)
    assert [(v.half, v.place) for v in found.visits if v.member == 1] == [("am", 1), ("pm", 1)]
    assert {v.place for v in found.visits if v.member == 0} == {0}
    assert found.covered == 4.0


def test_assignments_that_exclude_each_other_are_told():
    one = one_each()._replace(fixed=(Fixed(0, 1, "am", "a"), Fixed(0, 1, "pm", "b")), limits=Limits(places=1))
    with pytest.raises(InputError, match="exclude each other"):
        solve_roster(one)


def test_faults_of_a_week_are_told_together():
    one = one_each()
    bad = one._replace(
        members=(member(half_days=-1),), out=one.out[:1], back=-one.back[:1], limits=Limits(places=3)
    )
    with pytest.raises(InputError) as fault:
        solve_roster(bad)
    for part in ("member g/0", "'back' must be 1 x 2", "places a day 1 or 2"):
        assert part in str(fault.value)
    assert "人员 g/0" in fault.value.message_zh
    with pytest.raises(InputError, match="fixed assignment 0 2 am a"):
        solve_roster(one._replace(fixed=(Fixed(0, 2, "am", "a"),)))
    with pytest.raises(InputError, match="no place to visit"):
        solve_roster(week([member()], []))


def test_nobody_who_can_go_anywhere_is_a_roster_of_nobody():
    one = week([member()], [place("a", Want("law", 1.0, visits=1))], [100])
    found = solve_roster(one)
    assert found.visits == ()
    assert found.proven
    assert found.covers[0].reason == found.unmet[0].reason == "too_far"
