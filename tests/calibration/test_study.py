"""What a calibration's manifest says of the register."""

from __future__ import annotations

import pytest
from scipy.stats import hypergeom

from calibration.register import REGISTER, load_register
from calibration.study import one_rate
from tests.calibration.broken import spoilt


def test_three_of_477_and_none_of_3756_do_not_come_from_one_rate():
    """Fisher's exact test by hand: all three dissatisfied answers among the 477 is the least likely table."""
    p = one_rate(load_register())
    assert p == pytest.approx(hypergeom(3756 + 477, 3, 477).pmf(3), rel=1e-9)
    assert p == pytest.approx(0.0014, abs=5e-5), "what the register's note says"


def test_a_count_that_is_only_predicted_is_found(tmp_path):
    path = spoilt(
        REGISTER, "year_to_date: true}\n    use: target", "year_to_date: true}\n    use: holdout", tmp_path
    )
    register = load_register(path)
    assert [one.id for one in register.by_use("holdout")] == ["deqing.problems"]
    assert one_rate(register) == one_rate(load_register())


def test_a_single_satisfaction_has_nothing_to_be_held_against():
    register = load_register()
    assert (
        one_rate(register._replace(figures=[one for one in register.figures if one.id != "wx.satisfied"]))
        is None
    )
