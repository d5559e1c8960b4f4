"""Dominance, gains and picks of points, by hand."""

import numpy as np
import pytest
from scipy import stats

from sim.planning.frontier.front import index, paired_gains, standings, tolerance
from sim.planning.frontier.picks import knee, picks

NOISE = np.array([-0.01, 0.0, 0.01])  # shared by all points: common random numbers


def point(satisfaction, days, own=0.0):
    """Three replications; `own`: noise of its own, in days."""
    return np.stack([satisfaction + NOISE, days + 10 * NOISE + own * np.array([1, -1, 0])], axis=1)


def test_who_dominates_whom():
    costs = np.array([1.0, 2.0, 2.0, 3.0, 4.0])
    values = np.array([
        point(0.90, 5), point(0.95, 4), point(0.94, 4.5), point(0.95, 4.1, own=2), point(0.95, 3),
    ])  # fmt: skip
    # the third lies clearly behind the second; the fourth too, but by less than its own noise
    assert standings(costs, values) == ["efficient", "efficient", "clear", "noise", "efficient"]


def test_of_equal_points_the_first_stands_for_both():
    assert standings(np.array([1.0, 1.0]), np.array([point(0.9, 5)] * 2)) == ["efficient", "clear"]


def test_a_point_without_a_finite_measure_neither_stands_nor_dominates():
    endless = point(0.99, np.inf)
    assert standings(np.array([1.0, 2.0]), np.array([endless, point(0.9, 5)])) == ["undefined", "efficient"]


def test_gains_are_paired_and_hold_together():
    values = np.array([point(0.9, 5), point(0.92, 4.5, own=0.3), point(0.9, np.inf)])
    gains = paired_gains(values, today=0, seed=1)
    assert gains[0].tolist() == [[0, 0, 0], [0, 0, 0]]
    assert gains[1, 0] == pytest.approx([0.02, 0.02, 0.02])  # the noise is shared: none is left
    # three replications: Bonferroni over the three rows that have values
    half = stats.t.ppf(1 - 0.05 / 6, 2) * 0.3 / np.sqrt(3)
    assert gains[1, 1] == pytest.approx([0.5, 0.5 - half, 0.5 + half])
    assert gains[2, 0].tolist() == [0, 0, 0]
    assert np.isnan(gains[2, 1]).all()


def test_index_and_tolerance():
    means = np.array([[0.9, 5.0], [0.95, 5.0], [0.9, 2.5], [0.8, 5.0]])
    assert index(means, means[0]) == pytest.approx([1, 0.75, 0.75, 1.5])
    assert index(np.array([[1.0, 2.0], [0.9, 2.0]]), np.array([1.0, 2.0])) == pytest.approx([1, 1.05])
    assert tolerance(np.array([0.9, 5.0]), 0.02) == pytest.approx([0.002, 0.1])


def test_the_knee_is_farthest_below_the_chord():
    assert knee(np.array([0.0, 2.0, 5.0, 10.0]), np.array([4.0, 1.0, 0.9, 0.0])) == 1  # 0.55; 0.275
    assert knee(np.array([0.0, 5.0, 10.0]), np.array([4.0, 3.0, 0.0])) is None  # above the chord
    assert knee(np.array([0.0, 10.0]), np.array([4.0, 0.0])) is None


def test_picks():
    costs = np.array([10.0, 20.0, 30.0, 30.0, 40.0])
    both = np.array([2.0, 1.1, 1.0, 0.98, 0.9])
    gains = np.zeros((5, 2, 3))
    gains[:, :, 1] = [[-0.2, -3], [-0.01, -0.2], [0, 0], [-0.001, 0.05], [0.01, 0.1]]
    standing = ["efficient", "efficient", "clear", "efficient", "efficient"]
    margin = np.array([0.002, 0.1])
    found = picks(costs, both, gains, standing, 2, margin)
    assert found == {"today": 2, "as_good": 3, "within_budget": 3, "knee": 1, "best": 4}
    # a margin wide enough for the second
    assert picks(costs, both, gains, standing, 2, margin * 5)["as_good"] == 1
    # none at all: today's network itself, or what is at least as good for certain
    assert picks(costs, both, gains, standing, 2, margin * 0)["as_good"] == 2
