"""Shortlists on the line: every set of sites is few enough to be known by hand."""

from itertools import combinations

import pytest

from sim.planning.location import Ask, solve
from sim.planning.siting.candidates import Listed
from sim.planning.siting.shortlist import (
    MODELS,
    Wish,
    covered_share,
    design_of,
    shortlist,
    sweep,
    town_shares,
)
from sim.planning.siting.unreachable import reason
from tests.planning.siting.line import candidate, placed

TOTAL = 1500


def by_name(found, name):
    return found.names.index(name)


def test_what_designs_cover_by_hand():
    found = placed()
    today = design_of(found, "today", ())
    assert today.covered_share == pytest.approx(900 / TOTAL)  # z0 and y
    assert today.mean_minutes == pytest.approx((100 * 20 + 200 * 40 + 300 * 44) / TOTAL, abs=0.01)
    assert town_shares(found, ()) == pytest.approx([500 / 600, 0, 1])
    assert today.worst_town_share == 0
    m = design_of(found, "m", (by_name(found, "m"),))  # 10 minutes to z1 and z2, 14 to z3
    assert m.covered_share == 1
    assert m.cost == 106_000


def test_the_best_of_each_model_by_hand():
    found = placed()
    m, b, d, a = (by_name(found, name) for name in "mbda")
    best = {}
    for one in shortlist(found, Wish(1, None, best=4)):
        for each in one.proposals:
            best.setdefault(each.model, {})[each.rank] = one.sites
    assert best["maximal_covering"][1] == (m,)  # covers all
    assert {best["maximal_covering"][2], best["maximal_covering"][3]} == {(b,), (d,)}  # z2 and z3
    assert best["maximal_covering"][4] == (a,)
    minutes = {site: design_of(found, "", (site,)).mean_minutes for site in (m, b, d, a)}
    assert [best["p_median"][rank][0] for rank in (1, 2, 3, 4)] == sorted(minutes, key=minutes.get)
    assert best["equitable_covering"][1] == (m,)
    assert best["set_covering"] == {1: (m,)}  # nothing else covers as much


def test_designs_are_distinct_and_named_by_rank():
    found = placed()
    designs = shortlist(found, Wish(2, None, best=3))
    assert len({one.sites for one in designs}) == len(designs)
    assert [one.name for one in designs] == [f"S{n}" for n in range(1, len(designs) + 1)]
    first = designs[0].proposals
    assert first[0].model == MODELS[0]
    assert [one.proposals[0].rank for one in designs] == sorted(one.proposals[0].rank for one in designs)
    assert all(one.proven for one in designs)


def test_limits_hold():
    found = placed()
    for one in shortlist(found, Wish(3, 205_000, best=5)):
        assert one.cost <= 205_000
        assert len(one.sites) <= 3
    whole = shortlist(found, Wish(2, None, covered=0.99, best=5))
    assert whole
    assert all(one.covered_share >= 0.99 for one in whole)
    fair = shortlist(found, Wish(1, None, town_covered=0.5, best=5))
    assert {one.sites for one in fair} == {(by_name(found, name),) for name in "mbd"}


def test_a_full_station_is_seen_by_the_capacitated_model_only():
    small = placed(listed=Listed.of([candidate("m", 15, capacity=50), candidate("b", 20)]))
    first = {
        each.model: one.sites for one in shortlist(small, Wish(1, None, best=1)) for each in one.proposals
    }
    assert first["maximal_covering"] == (by_name(small, "m"),)
    assert first["capacitated_covering"] == (by_name(small, "b"),)


def test_the_sweep_ends_where_nothing_more_is_gained():
    found = placed()
    assert [(len(one.sites), one.covered_share) for one in sweep(found, 4)] == [(0, 0.6), (1, 1.0)]
    far = placed(listed=Listed.of([candidate("a", 10), candidate("d", 22)]))
    assert [round(one.covered_share, 3) for one in sweep(far, 4)] == [0.6, 0.933, 1.0]


def test_the_best_of_all_pairs_is_found():
    found = placed(listed=Listed.of([candidate("a", 10), candidate("b", 20), candidate("d", 25)]))
    sites = [by_name(found, name) for name in "abd"]
    best = max(covered_share(found, pair) for pair in combinations(sites, 2))
    got = solve(found.instance, Ask("maximal_covering", 2))
    assert covered_share(found, got.sites) == pytest.approx(best)


def test_what_can_be_reached_has_no_reason():
    assert reason(placed(), Wish(1, None, covered=1.0, town_covered=1.0)) is None
    assert reason(placed(), Wish(1, None)) is None


def test_why_coverage_is_not_reached():
    far = placed(listed=Listed.of([candidate("a", 10), candidate("d", 22)]))
    one = reason(far, Wish(1, None, covered=0.95))
    assert "at best 93.33 % of the demand lies within 15 minutes; still outside: z1." in one.en
    assert "With 2 new stations (214,000 CNY a year) it could be reached." in one.en
    assert "至多 93.33 %" in one.zh
    assert one.best == (by_name(far, "d"),)
    fewer = placed(listed=Listed.of([candidate("a", 10)]))
    assert "With every candidate open it would be 66.67 %" in reason(fewer, Wish(1, None, covered=0.95)).en


def test_why_a_town_stays_below():
    near = placed(listed=Listed.of([candidate("a", 10)]))
    one = reason(near, Wish(1, None, town_covered=0.5))
    assert "at best the worst town, Town (far), has 0.00 %; 1 towns stay below" in one.en
    assert "far镇（far）" in one.zh


def test_a_budget_that_pays_for_nothing():
    one = reason(placed(), Wish(None, 100_000))
    assert "pays for no candidate; the cheapest costs 101,000" in one.en
    assert one.best == ()
