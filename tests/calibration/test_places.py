"""Factors of places: what is added to an attraction makes a facility's cases so many times what they were."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.parameter import Parameter
from calibration.places import Attraction, attractions
from sim import sampling
from sim.network import compile_network
from sim.scenario import change
from tests.small_city import small_city

CITY = small_city(cases_per_day=600)


def place(facility):
    update = {"table": "facilities", "where": {"id": facility}, "add": {"attraction": "{value}"}}
    return Parameter.model_validate({
        "name": f"place_{facility}", "name_zh": facility, "name_en": facility, "unit": "ratio",
        "role": "place", "prior": {"shape": "heavy", "median": 1, "factor": 4}, "baseline": 1,
        "source": "assumed", "facility": facility, "changes": [{"update": update}],
    })  # fmt: skip


E = place("e")


@pytest.fixture(scope="module")
def found():
    return attractions(CITY, [E], 1, 1)["place_e"]


def drawn(added, number=2):
    scenario = change(CITY, E.applied(added)) if added else CITY
    compiled = compile_network(scenario)
    table = sampling.draw_case_table(compiled, scenario.settings.seed, number)
    return int((table.facility == compiled.labels.facility.index("e")).sum())


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_a_factor_multiplies_the_cases_that_are_drawn(factor, found):
    """Under chances that the map has not seen: within 4 standard errors of the ratio."""
    before, after = drawn(0.0), drawn(found.of(factor))
    error = np.sqrt(1 / before + 1 / after)
    assert abs(np.log(after / before) - np.log(factor)) < 4 * error
    assert abs(np.log(factor)) > 4 * error, "no change is told apart"


def test_a_factor_of_one_adds_nothing(found):
    assert found.of(1.0) == pytest.approx(0.0, abs=1e-12)


def test_more_is_added_for_a_larger_factor(found):
    added = [found.of(factor) for factor in np.geomspace(*found.reach, 40)]
    assert (np.diff(added) >= 0).all()
    low, high = found.reach
    assert low < 0.5 < 2 < high


def test_a_factor_out_of_reach_counts_as_the_nearest(found):
    low, high = found.reach
    assert found.of(high * 100) == found.of(high * 2) <= 7.0
    assert found.of(low / 100) == found.of(low / 2) >= -5.0


def test_between_the_grid_the_logarithm_is_a_straight_line():
    one = Attraction(np.array([-1.0, 0.0, 2.0]), np.log([0.5, 1.0, 4.0]))
    assert one.of(2.0) == pytest.approx(1.0)
    assert one.of(0.5) == pytest.approx(-1.0)
    assert one.reach == pytest.approx((0.5, 4.0))


def test_a_grid_that_falls_by_chance_is_held_level():
    one = Attraction(np.array([0.0, 1.0, 2.0]), np.log([1.0, 0.9, 3.0]))
    assert (np.diff(one.log_factor) >= 0).all()
    assert 1.0 < one.of(2.0) < 2.0


def test_workers_and_other_places_do_not_matter(found):
    both = attractions(CITY, [E, place("t")], 1, 2)
    assert set(both) == {"place_e", "place_t"}
    np.testing.assert_allclose(both["place_e"].log_factor, found.log_factor, atol=0.05)
    again = attractions(CITY, [E], 1, 2)["place_e"]
    assert (again.log_factor == found.log_factor).all()
    assert attractions(CITY, [], 1, 1) == {}
