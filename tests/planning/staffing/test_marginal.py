"""What one more person would buy, by hand."""

import numpy as np
import pytest

from sim.planning.certify import Interval
from sim.planning.design import Design
from sim.planning.evaluate import Ask, Evaluator, values_of
from sim.planning.staffing.marginal import Marginal, busiest, marginal_values, one_more
from sim.scenario import change
from tests.builders import roster
from tests.planning.staffing.county import county, team

KPIS = (("on_time_share", "network", "all"), ("wait_minutes_mean", "network", "all"))


def test_the_busiest_groups():
    chief = {**team("s"), "id": "s.chief", "role": "chief"}
    rows = [row.model_dump(mode="json") for row in county().staff]
    scenario = county(staff=[*rows, chief, {**team("p"), "id": "p.idle"}])
    busy, presence = np.array([3.0, 4, 1, 2, 9, 0]), np.array([10.0, 10, 10, 5, 10, 0])
    # p 0.4 and d 0.4 (by name d first), s 0.3, t 0.1; the chief and who is never there are left out
    assert busiest(scenario, busy, presence) == [
        ("d.team", 0.4), ("p.team", 0.4), ("s.team", pytest.approx(0.3)), ("t.team", pytest.approx(0.1)),
    ]  # fmt: skip
    assert [name for name, _ in busiest(scenario, busy, presence, 2)] == ["d.team", "p.team"]


def test_one_more_head_and_its_roster():
    rotating = {**team("d", head_count=2), "id": "x.team", "mode": "rotating", "skills": "advice"}
    rosters = [
        roster("a", "x.team", opens="09:00", closes="12:00", facility="s", member=0, days="mon"),
        roster("b", "x.team", opens="09:00", closes="12:00", facility="p", member=1, days="tue"),
        roster("c", "x.team", opens="13:00", closes="17:00", facility="t", member=0, days="fri"),
    ]
    rows = [row.model_dump(mode="json") for row in county().staff]
    scenario = county(staff=[*rows, rotating], rosters=rosters)
    more = change(scenario, [dict(one) for one in one_more(scenario, "x.team")])
    assert more.staff[-1].head_count == 3
    added = [row for row in more.rosters if row.id.endswith(".more")]
    assert [(row.id, row.facility, row.member, row.days) for row in added] == [
        ("a.more", "s", 2, ("mon",)), ("c.more", "t", 2, ("fri",)),
    ]  # fmt: skip
    (only,) = one_more(scenario, "s.team")
    assert only == {"update": {"table": "staff", "where": {"id": "s.team"}, "add": {"head_count": 1}}}


def test_values_are_paired_differences():
    scenario = county()
    evaluator = Evaluator(scenario, Ask(KPIS))
    numbers = [1, 2, 3]
    plan = ({"update": {"table": "staff", "where": {"id": "p.team"}, "set": {"head_count": 1}}},)
    base = Design("plan", plan).scenario(scenario)
    heard = []
    found = marginal_values(
        evaluator,
        base,
        plan,
        [("p.team", 0.9), ("d.team", 0.2)],
        KPIS,
        numbers,
        told=lambda *n: heard.append(n),
    )
    assert [(one.group, one.kpi[0]) for one in found] == [
        ("p.team", "on_time_share"), ("p.team", "wait_minutes_mean"),
        ("d.team", "on_time_share"), ("d.team", "wait_minutes_mean"),
    ]  # fmt: skip
    assert heard == [(1, 2), (2, 2)]
    # one more at p is today's network again
    without, today = (values_of(one) for one in evaluator.run([Design("p", plan), Design("today")], numbers))
    apart = (today - without)[:, 0]
    assert found[0].effect.value == pytest.approx(apart.mean())
    half = 4.302653 * apart.std(ddof=1) / np.sqrt(3)
    assert found[0].effect.high - found[0].effect.low == pytest.approx(2 * half)
    assert found[0].clear
    assert found[0].gain > 0.1  # p is overrun with one head
    assert found[1].gain == -found[1].effect.value > 0  # minutes less
    assert (found[0].cost, found[0].busy_share, found[0].n) == (83_000, 0.9, 3)


def test_gain_follows_the_direction():
    wait = Marginal("g", KPIS[1], Interval(-2.0, -3.0, -1.0), True, 1.0, 0.5, 3)
    share = wait._replace(kpi=KPIS[0])
    assert (wait.gain, share.gain) == (2.0, -2.0)
