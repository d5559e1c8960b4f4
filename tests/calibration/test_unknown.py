"""What the figures cannot tell: by hand on draws of a known law."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.unknown import combinations, expected_narrowing, narrowing, ranked

RNG = np.random.default_rng(3)
N = 20_000


def test_a_known_sum_is_the_best_known_direction_and_its_difference_is_as_open_as_before():
    """Of two parameters only the sum is known: sd 0.1 along (1, 1), 1 along (1, -1), the third untouched."""
    known, free, third = 0.1 * RNG.standard_normal(N), RNG.standard_normal(N), RNG.standard_normal(N)
    z = np.column_stack([(known + free) / np.sqrt(2), (known - free) / np.sqrt(2), third])
    first, *others = combinations(z)
    assert first.sd == pytest.approx(0.1, rel=0.03)
    np.testing.assert_allclose(np.abs(first.loadings), [np.sqrt(0.5), np.sqrt(0.5), 0.0], atol=0.02)
    assert first.loadings[0] * first.loadings[1] > 0
    assert [one.sd for one in others] == pytest.approx([1.0, 1.0], rel=0.03)
    assert narrowing(z) == pytest.approx([1 - np.sqrt(0.505), 1 - np.sqrt(0.505), 0.0], abs=0.02)


def test_a_figure_with_as_much_noise_as_signal_takes_three_tenths_of_the_sd():
    """y = z + e with both of variance 1: the variance halves, the sd shrinks to sqrt(1/2)."""
    z = RNG.standard_normal((N, 2))
    gain = expected_narrowing(z, z[:, 0] + RNG.standard_normal(N))
    assert gain[0] == pytest.approx(1 - np.sqrt(0.5), abs=0.02)
    assert gain[1] == 0.0


def test_what_chance_shows_counts_as_nothing():
    z, figure = RNG.standard_normal((200, 400)), RNG.standard_normal(200)
    gain = expected_narrowing(z, figure)
    assert (gain == 0).mean() > 0.9  # one in twenty is beyond the threshold
    assert gain.max() < 0.06
    assert (expected_narrowing(z, np.ones(200)) == 0).all()
    assert (expected_narrowing(z, np.full(200, np.nan)) == 0).all()


def test_the_parameter_itself_tells_all_of_it():
    z = RNG.standard_normal((200, 2))
    assert expected_narrowing(z, z[:, 1])[1] == pytest.approx(1.0)


def test_candidates_are_ranked_by_what_is_open():
    gains = [np.array([0.9, 0.0, 0.0]), np.array([0.0, 0.2, 0.1]), np.array([0.0, 0.0, 0.4])]
    assert ranked(gains, np.array([False, True, True])) == [
        (2, pytest.approx(0.2)),
        (1, pytest.approx(0.15)),
        (0, 0.0),
    ]
    assert [index for index, _ in ranked(gains, np.array([False] * 3))] == [0, 1, 2]
