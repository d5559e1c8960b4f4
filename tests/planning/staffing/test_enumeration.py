"""The search against full enumeration: three stations, all plans, the same replications and criterion."""

from itertools import product

import pytest

from sim.planning.staffing import search as searching
from sim.planning.staffing.rules import Choice, Heads, Option, Rules
from sim.planning.staffing.search import search
from tests.builders import ALL_DAY
from tests.planning.staffing.county import STATIONS, Bank, county, enumerated, requirements, team

BOUNDS = {  # the last ones out of reach
    "on_time_share": (0.6, 0.9, 0.975, 0.986),
    "wait_within_15_minutes": (0.16, 0.22, 0.3, 0.55),
    "satisfaction_probability": (0.5, 0.7, 0.83, 0.88),
}
TARGETS = {kpi: requirements(*(f"{kpi}>={bound}" for bound in bounds)) for kpi, bounds in BOUNDS.items()}
ALL = [one for listed in TARGETS.values() for one in listed]


def least_plan(plans):
    return searching.cheapest(plans.space, []).plan


def agrees(bank, chosen, probability=0.9):
    """The search finds the least cost of all, says that it is proven, and simulates less than all."""
    cost, best = enumerated(bank.plans(*chosen, probability=probability))
    plans = bank.plans(*chosen, probability=probability)
    found = search(plans, least_plan(plans))
    assert found.proven, chosen
    if not best:
        assert found.best is None, chosen
        return
    assert found.best is not None, chosen
    assert found.best.cost == pytest.approx(cost, rel=1e-9), chosen
    assert found.best.plan in best, chosen
    assert found.bound == pytest.approx(cost, rel=1e-5), chosen


def sets():
    """One target, and every way to have one of each KPI."""
    return [(one,) for one in ALL] + list(product(*TARGETS.values()))


@pytest.fixture(scope="module")
def stations():
    return Bank(county(), STATIONS, 3, ALL)


def helped(seed=7):
    """Station s with a second group for the counter only, and a choice of longer hours at s and t."""
    longer = {**ALL_DAY, "pattern": "long", "opens": "08:00", "closes": "19:00"}
    helper = {**team("s", cost_per_year=64_000, skills="counter"), "id": "s.help"}
    staff = [row.model_dump(mode="json") for row in county().staff]
    base = county(seed=seed, hours=[ALL_DAY, longer], staff=[*staff, helper])
    option = {"update": {"table": "facilities", "where": {"id": ["s", "t"]}, "set": {"hours": "long"}}}
    hours = Choice(
        name="hours", name_zh="时段", name_en="Hours",
        options=[
            Option(name="as_today", name_zh="现状", name_en="as today"),
            Option(name="long", name_zh="延长", name_en="longer", changes=[option], cost_per_year=9_000),
        ],
    )  # fmt: skip
    heads = (
        Heads(where={"id": ["s.team", "s.help"]}, least=0, most=2),
        Heads(where={"facility": "p"}, least=1, most=2),
    )
    return base, Rules(heads, (hours,))


@pytest.fixture(scope="module")
def second():
    return Bank(*helped(), 3, ALL)


def test_the_cheapest_of_all_plans_is_found(stations):
    for chosen in sets()[::8]:
        agrees(stations, chosen)


def test_it_is_found_with_a_second_group_covers_and_a_choice(second):
    covers = {(one.facility, one.skill): one.levers for one in second.space.covers}
    assert [one.name for one in second.space.levers] == ["s.team", "p.team", "s.help", "hours"]
    assert covers["s", "counter"] == covers["s", ""] == (0, 2)
    assert covers["s", "advice"] == (0,)
    for chosen in sets()[::12]:
        agrees(second, chosen)


def test_the_guide_alone_misses_it(stations, monkeypatch):
    """Without cuts, proof and single steps the sums of effects stop above the least cost, and say so."""
    monkeypatch.setattr(searching, "failed", lambda plans: [])
    monkeypatch.setattr(searching, "prove", lambda plans: (0.0, False))
    monkeypatch.setattr(searching, "step_down", lambda plans: searching.Steps())
    missed = 0
    for chosen in sets()[::8]:
        cost, best = enumerated(stations.plans(*chosen))
        plans = stations.plans(*chosen)
        found = search(plans, least_plan(plans))
        assert not (found.proven and best)
        missed += bool(best) and found.best.cost > cost + 1
    assert missed >= 1


@pytest.mark.statistics
@pytest.mark.parametrize("seed", range(5))
def test_the_cheapest_of_all_plans_for_many_targets(seed):
    one = Bank(county(seed=seed), STATIONS, 3, ALL)
    other = Bank(*helped(seed), 3, ALL)
    for chosen in sets():
        for probability in (0.8, 0.95):
            agrees(one, chosen, probability)
            agrees(other, chosen, probability)
