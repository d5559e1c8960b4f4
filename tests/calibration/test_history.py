"""History matching against the normal law: which points are cut, and what cannot be cut."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from calibration.history import CUT, wave
from tests.calibration.toy import Toy

N = 20_000


def test_what_lies_beyond_three_deviations_is_cut():
    found = wave(Toy(1.0, 0.2, 0.0), N, np.random.default_rng(1))
    best = np.abs(found.units[:, 0] - 1.0)
    assert best.max() <= CUT * 0.2 + 1e-9
    share = stats.norm.cdf(1.6) - stats.norm.cdf(0.4)
    assert found.share == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / N))
    assert found.by_figure == pytest.approx([found.share])


def test_what_an_exact_parameter_can_make_up_for_is_kept():
    """With a free parameter of sd 1 the figure is about x with sd 1.02: only |x| beyond 3 would be cut."""
    found = wave(Toy(0.0, 0.2, 1.0), N, np.random.default_rng(2))
    assert found.share > 0.93  # the mean over few of its values is rough in the tails
    narrow = wave(Toy(0.0, 0.2, 0.0), N, np.random.default_rng(2))
    assert narrow.share < 0.5


def test_points_are_those_of_the_prior():
    found = wave(Toy(0.0, 50.0, 0.0), N, np.random.default_rng(3))
    assert found.share == 1.0
    assert stats.kstest(found.units[:, 0], "norm").pvalue > 0.001
