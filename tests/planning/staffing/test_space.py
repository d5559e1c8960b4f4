"""From rules to levers and covers, by hand on the small county."""

import pytest

from sim.experiment.errors import InputError
from sim.network import compile_network
from sim.planning.staffing.cost import costs_by_group, costs_by_heads, full_time_shares, yearly_cost
from sim.planning.staffing.levers import Cover
from sim.planning.staffing.rules import DEFAULT, Choice, Heads, Option, Rules
from sim.planning.staffing.space import space_of
from tests.builders import ALL_DAY, roster
from tests.planning.staffing.county import COSTS, STATIONS, county, team

LONG = {**ALL_DAY, "pattern": "long", "opens": "09:00", "closes": "21:00"}


def choice(*changes, cost=0.0, name="hours"):
    options = [
        Option(name="as_today", name_zh="现状", name_en="as today"),
        Option(name="other", name_zh="另", name_en="other", changes=list(changes), cost_per_year=cost),
    ]
    return Choice(name=name, name_zh="选", name_en="Choice", options=options)


def with_staff(*rows, **overrides):
    base = [row.model_dump(mode="json") for row in county().staff]
    return county(staff=[*base, *rows], **overrides)


def test_heads_between_their_bounds():
    space = space_of(county(), STATIONS)
    assert [one.name for one in space.levers] == ["s.team", "p.team", "t.team"]
    for lever, cost in zip(space.levers, COSTS.values(), strict=True):
        assert [one.heads for one in lever.levels] == [1, 2, 3]
        assert [one.cost for one in lever.levels] == pytest.approx([cost, 2 * cost, 3 * cost])
        assert lever.levels[lever.today].heads == 2
    assert space.today == (1, 1, 1)
    assert space.top == (2, 2, 2)
    assert space.design((1, 0, 2)).changes == (
        {"update": {"table": "staff", "where": {"id": "p.team"}, "set": {"head_count": 1}}},
        {"update": {"table": "staff", "where": {"id": "t.team"}, "set": {"head_count": 3}}},
    )
    assert space.design(space.today).changes == ()


def test_the_last_rule_that_matches_counts():
    rules = Rules(
        (Heads(where={"role": "member"}, more=1), Heads(where={"facility": ["s"]}, least=2, most=5))
    )
    space = space_of(county(), rules)
    assert {one.name: [level.heads for level in one.levels] for one in space.levers} == {
        "s.team": [2, 3, 4, 5], "p.team": [0, 1, 2, 3], "t.team": [0, 1, 2, 3], "d.team": [0, 1, 2, 3, 4],
    }  # fmt: skip


def test_chiefs_are_no_members():
    scenario = with_staff(
        {**team("s", cost_per_year=1), "id": "s.chief", "role": "chief", "skills": "chiefs"}
    )
    assert "s.chief" not in {one.name for one in space_of(scenario, DEFAULT).levers}


def test_reaches():
    """A station's own people touch what goes there first; the centre's the whole county."""
    helper = {**team("s"), "id": "s.help", "skills": "counter"}
    levers = {one.name: one for one in space_of(with_staff(helper), DEFAULT).levers}
    assert (levers["s.team"].reach_facility, levers["d.team"].reach_facility) == (0, -1)
    assert levers["d.team"].reach_counties == {0}
    file, problem = 0, 1
    assert levers["p.team"].reach_services == {file, problem}
    assert levers["s.help"].reach_services == {file, problem}  # it frees s.team for problems
    lawyer = {**team("p"), "id": "p.law", "skills": "law"}
    levers = {one.name: one for one in space_of(with_staff(lawyer), DEFAULT).levers}
    assert levers["p.law"].reach_services == set()  # no class needs the skill, and nobody there shares it


def test_covers_hold_what_residents_hold_today():
    helper = {**team("s"), "id": "s.help", "skills": "counter"}
    scenario = with_staff(helper)
    space = space_of(scenario, Rules((Heads(where={"facility": "s"}),)))
    assert space.covers == (
        Cover("s", "", "", (0, 1), 1),
        Cover("s", "counter", "", (0, 1), 1),
        Cover("s", "advice", "", (0,), 1),
    )
    assert space.covered((1, 0))
    assert space.uncovered((0, 1)) == [space.covers[2]]
    assert space.uncovered((0, 0)) == list(space.covers)
    three = space_of(scenario, Rules((Heads(where={"facility": "s"}),), presence=3))
    assert three.covers[0].least == 3
    fixed = space_of(scenario, Rules((Heads(where={"id": "s.team"}),)))  # the helper's head stays
    assert fixed.covers == (Cover("s", "advice", "", (0,), 1),)


def test_rosters_keep_their_members():
    """A row for member 1 of two needs two heads."""
    rows = [
        roster("one", "x.team", opens="09:00", closes="12:00", facility="s", member=one, days="mon")
        for one in (0, 1)
    ]
    rotating = {**team("d", head_count=2), "id": "x.team", "mode": "rotating", "skills": "advice"}
    rows[1]["id"] = "two"
    space = space_of(with_staff(rotating, rosters=rows), Rules((Heads(where={"id": "x.team"}),)))
    assert [one.heads for one in space.levers[0].levels] == [2, 3, 4]
    assert space.levers[0].reach_facility == -1
    assert space.covers == ()  # only residents are present


def test_what_an_option_costs():
    """Twelve hours instead of eight: half more, of two heads 100,000 CNY, and 9,000 beside it."""
    scenario = county(hours=[ALL_DAY, LONG])
    change = {"update": {"table": "facilities", "where": {"id": "s"}, "set": {"hours": "long"}}}
    rules = STATIONS._replace(choices=(choice(change, cost=9_000.0),))
    space = space_of(scenario, rules)
    lever = space.levers[-1]
    assert (lever.kind, lever.today, lever.name) == ("choice", 0, "hours")
    assert [(one.name, one.cost, one.extra) for one in lever.levels] == [
        ("as_today", 0, 0), ("other", pytest.approx(109_000), 9_000),
    ]  # fmt: skip
    assert lever.levels[1].over == pytest.approx(50_000)  # with one head longer hours cost 50,000
    assert space.over == pytest.approx(50_000)
    assert space.extra((1, 1, 1, 1)) == 9_000
    assert space.cost((0, 0, 0, 1)) == pytest.approx(100_000 + 83_000 + 71_000 + 109_000)


def test_heads_that_an_option_sets_are_no_lever_of_their_own():
    change = {
        "update": {"table": "staff", "where": {"id": "s.team"}, "set": {"mode": "on_call", "head_count": 1}}
    }
    space = space_of(county(), STATIONS._replace(choices=(choice(change),)))
    assert [one.name for one in space.levers] == ["p.team", "t.team", "hours"]


def test_costs():
    compiled = compile_network(county())
    assert full_time_shares(compiled).tolist() == pytest.approx([1.0] * 9)
    assert costs_by_group(compiled) == pytest.approx(
        {"s.team": 200_000, "p.team": 166_000, "t.team": 142_000, "d.team": 360_000}
    )
    assert yearly_cost(compiled) == pytest.approx(868_000)
    row = county().staff[0]
    assert costs_by_heads(row, full_time_shares(compiled)[:2], 3) == pytest.approx([0, 1e5, 2e5, 3e5])
    rotating = row.model_copy(update={"mode": "rotating"})  # a head without a roster is paid, and nowhere
    assert costs_by_heads(rotating, full_time_shares(compiled)[:1] * 1.5, 2) == pytest.approx([0, 1.5e5, 2e5])


@pytest.mark.parametrize(
    ("rules", "en", "zh"),
    [
        (Rules((Heads(where={"facility": "nowhere"}),)), "no staff group matches", "没有人员组符合"),
        (
            STATIONS._replace(choices=(choice({"set": {"policies.push.nothing": 1}}),)),
            "option other of hours does not fit",
            "hours 的选项 other 不适用",
        ),
        (Rules(()), "nothing may be changed", "没有可调整的内容"),
    ],
)
def test_what_does_not_fit(rules, en, zh):
    with pytest.raises(InputError) as caught:
        space_of(county(), rules)
    assert en in caught.value.message_en
    assert zh in caught.value.message_zh
