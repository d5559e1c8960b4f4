"""The cube of what is simulated: there and back, points that fill it, points far from each other."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.design import LOAD, Cube, first_points, spread
from calibration.parameter import load_priors

CUBE = Cube(load_priors(), (0.5, 3.0))


def test_columns_are_the_load_then_the_dynamics_then_the_score():
    roles = {one.name: one.role for one in load_priors()}
    found = [roles.get(name, LOAD) for name in CUBE.names]
    assert found == [LOAD] + ["simulated"] * (CUBE.n_dynamic - 1) + ["score"] * (CUBE.size - CUBE.n_dynamic)
    assert found.count("simulated") > 0
    assert found.count("score") > 0


@given(unit=st.lists(st.floats(0, 1), min_size=CUBE.size, max_size=CUBE.size))
def test_units_undo_values(unit):
    load, values = CUBE.values(np.array(unit))
    back = CUBE.units(np.array([load]), [np.array([values[name]]) for name in CUBE.names[1:]])
    np.testing.assert_allclose(back[0], unit, atol=1e-9)


def test_the_ends_of_the_cube_are_those_of_load_and_priors():
    for unit, place in ((0.0, 0), (1.0, 1)):
        load, values = CUBE.values(np.full(CUBE.size, unit))
        assert load == pytest.approx(CUBE.load[place])
        for one in CUBE.columns:
            assert values[one.name] == pytest.approx(one.prior.number(("low", "high")[place]))


def test_half_the_load_is_in_the_middle_of_its_logarithm():
    load, _ = CUBE.values(np.full(CUBE.size, 0.5))
    assert load == pytest.approx(math.sqrt(0.5 * 3.0))


def test_a_load_beyond_the_ends_counts_as_at_the_end():
    rest = [np.full(2, one.baseline) for one in CUBE.columns]
    assert CUBE.units(np.array([0.01, 50.0]), rest)[:, 0].tolist() == [0.0, 1.0]


# -- first points ------------------------------------------------------------------------------------


def test_first_points_take_every_stratum_of_every_column_once():
    points = first_points(64, 11, 1)
    assert points.shape == (64, 11)
    for column in points.T:
        assert sorted((column * 64).astype(int).tolist()) == list(range(64))
    plain = np.random.default_rng(1).random(64)
    assert len(set((plain * 64).astype(int).tolist())) < 50, "independent points do not"


def test_any_number_of_points_by_a_seed():
    assert first_points(90, 3, 1).shape == (90, 3)
    assert (first_points(90, 3, 1) == first_points(90, 3, 1)).all()
    assert not (first_points(90, 3, 1) == first_points(90, 3, 2)).any()


# -- far points -----------------------------------------------------------------------------------------


def test_far_points_by_hand():
    """From 0 the farthest is 1, then the middle; 0.1 lies near 0."""
    candidates = np.array([[0.1], [0.5], [1.0], [0.9]])
    assert spread(candidates, 2, np.array([[0.0]])).ravel().tolist() == [1.0, 0.5]
    assert spread(candidates, 9, np.array([[0.0]])).ravel().tolist() == [1.0, 0.5, 0.1, 0.9]


def nearest(points):
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    return apart[~np.eye(len(points), dtype=bool)].min()


def test_chosen_points_lie_farther_apart_than_any_points():
    candidates = np.random.default_rng(3).random((800, 4))
    chosen = spread(candidates, 30, np.empty((0, 4)))
    assert len(np.unique(chosen, axis=0)) == 30
    assert nearest(chosen) > 3 * nearest(candidates[:30])


def test_points_that_were_taken_are_kept_clear_of():
    candidates = np.random.default_rng(3).random((800, 2))
    taken = np.random.default_rng(4).random((20, 2))
    chosen = spread(candidates, 10, taken)
    assert nearest(np.vstack([taken[:1], chosen])) > nearest(np.vstack([taken[:1], candidates[:10]]))
    to_taken = np.sqrt(((chosen[:, None] - taken[None]) ** 2).sum(axis=2)).min(axis=1)
    usual = np.sqrt(((candidates[:, None] - taken[None]) ** 2).sum(axis=2)).min(axis=1)
    assert to_taken.min() > np.median(usual)
