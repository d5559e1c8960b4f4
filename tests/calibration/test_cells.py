"""Cells of demand; and each rate of the shipped priors multiplies exactly the cells that it names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from calibration.cells import FAMILIES, KINDS, ORIGINS, Cells, Selector
from calibration.measure import Log
from calibration.parameter import load_priors
from sim.engine.fast import run
from sim.network import compile_network
from sim.network.codes import Origin
from sim.sampling import draw_case_table
from sim.scenario import change, load
from tests.small_city import small_city

HUZHOU = Path(__file__).parents[2] / "scenarios" / "huzhou"
RATES = [one for one in load_priors() if one.role == "rate"]


def yearly(compiled, cells):
    """Rates by cell: what demand and visits raise, [size]; key projects and replayed cases have none."""
    demand, services = compiled.demand, compiled.network.services
    total = np.zeros(cells.shape)
    for origin, rate in enumerate((demand.rate, demand.discovered_rate)):
        for zone, county in enumerate(demand.zone_county):
            np.add.at(total, (origin, services.family, services.kind, county), rate[zone].sum(axis=0))
    return total.ravel()


@pytest.fixture(scope="module")
def huzhou():
    return load(HUZHOU)


@pytest.fixture(scope="module")
def cells(huzhou):
    return Cells([row.id for row in huzhou.counties])


@pytest.fixture(scope="module")
def base(huzhou, cells):
    return yearly(compile_network(huzhou), cells)


# -- against the shipped scenario ------------------------------------------------------------------


@pytest.mark.parametrize("one", RATES, ids=lambda one: one.name)
def test_a_rate_multiplies_the_cells_it_names_and_no_other(one, huzhou, cells, base):
    """Also holds the lists of services: one that is added later and left out of its list fails here."""
    changed = yearly(compile_network(change(huzhou, one.applied(1.5 * one.baseline))), cells)
    chosen = cells.chosen(one.scales)
    assert base[chosen].sum() > 0
    np.testing.assert_allclose(changed, np.where(chosen, 1.5, 1.0) * base, rtol=1e-12)


def test_a_service_left_out_of_its_list_is_noticed(huzhou, cells, base):
    """The check above, with one service missing: it must tell."""
    one = next(one for one in RATES if one.name == "rate_professional_transactions")
    ((update,),) = ([part["update"] for part in one.applied(1.5)],)
    short = {**update, "where": {"service": update["where"]["service"][1:]}}
    changed = yearly(compile_network(change(huzhou, [{"update": short}])), cells)
    assert not np.allclose(changed, np.where(cells.chosen(one.scales), 1.5, 1.0) * base, rtol=1e-3)


def test_every_cell_that_has_demand_is_scaled_by_a_rate_of_its_kind(cells, base):
    by_kind = [one for one in RATES if any(s.family is not None or s.origin == "visit" for s in one.scales)]
    scaled = np.sum([cells.chosen(one.scales) for one in by_kind], axis=0)
    assert (scaled[base > 0] == 1).all(), "each cell by one of them, none by two"


def test_rates_together_multiply_what_each_does_alone(huzhou, cells, base):
    values = np.linspace(0.6, 1.7, len(RATES))
    changes = [
        part for one, value in zip(RATES, values, strict=True) for part in one.applied(value * one.baseline)
    ]
    changed = yearly(compile_network(change(huzhou, changes)), cells)
    chosen = np.array([cells.chosen(one.scales) for one in RATES])
    np.testing.assert_allclose(changed, cells.multipliers(chosen, values) * base, rtol=1e-9)


# -- by themselves ---------------------------------------------------------------------------------


def test_multipliers_by_hand():
    two = Cells(["a", "b"])
    chosen = np.array([two.chosen([Selector(county="b")]), two.chosen([Selector(origin="visit")])])
    found = two.multipliers(chosen, np.array([[2.0, 3.0], [1.0, 1.0]])).reshape(2, *two.shape)
    demand, visit, other = (ORIGINS.index(name) for name in ("demand", "visit", "other"))
    assert found[0, demand, :, :, 0] == pytest.approx(1)
    assert found[0, demand, :, :, 1] == pytest.approx(2)
    assert found[0, visit, :, :, 0] == pytest.approx(3)
    assert found[0, visit, :, :, 1] == pytest.approx(6)
    assert found[0, other] == pytest.approx(1)
    assert found[1] == pytest.approx(1)


def test_key_projects_and_replayed_cases_are_never_scaled():
    two = Cells(["a", "b"])
    everything = two.chosen([Selector()]).reshape(two.shape)
    assert everything[:2].all()
    assert not everything[ORIGINS.index("other")].any()
    assert not two.scaled.reshape(two.shape)[ORIGINS.index("other")].any()


def test_selectors_add_up_to_their_union():
    two = Cells(["a", "b"])
    first, second = Selector(family="basic"), Selector(kind="problem", county="a")
    assert (two.chosen([first, second]) == two.chosen([first]) | two.chosen([second])).all()
    assert two.chosen([first]).sum() == 2 * 1 * 2 * 2
    assert two.chosen([second]).sum() == 2 * 3 * 1 * 1
    assert not two.chosen([]).any()


def test_a_county_that_is_not_there():
    with pytest.raises(ValueError, match="not in tuple"):
        Cells(["a", "b"]).chosen([Selector(county="c")])


def test_every_measured_case_lies_in_the_cell_of_what_it_is():
    scenario = small_city()
    compiled = compile_network(scenario)
    table = draw_case_table(compiled, 3, 0)
    cells = Cells([row.id for row in scenario.counties])
    log = Log(compiled, table, run(compiled.network, table), cells)
    origin, family, kind, county = np.unravel_index(log.cell, cells.shape)
    services = {row.id: row for row in scenario.services}
    ids = [services[name] for name in compiled.labels.service]
    raised = {Origin.DEMAND: "demand", Origin.VISIT: "visit", Origin.PROJECT: "other", Origin.REPLAY: "other"}
    seen = set()
    for row in range(log.measured.size):
        service = ids[log.measured.drawn("service")[row]]
        what = raised[Origin(int(log.measured.drawn("origin")[row]))]
        seen.add(what)
        assert ORIGINS[origin[row]] == what
        assert (FAMILIES[family[row]], KINDS[kind[row]]) == (service.family, service.kind)
        assert county[row] == log.measured.drawn("county")[row]
    assert seen == set(ORIGINS)
    assert log.arisen().sum() == log.measured.size > 300
