"""Covers of load, by hand: heads enough for the work of today, and never more than today's."""

import numpy as np
import pytest

from sim.planning.staffing.load import overloaded, with_load
from sim.planning.staffing.rules import DEFAULT
from sim.planning.staffing.space import space_of
from tests.planning.staffing.county import county

BUSY, PRESENCE = np.array([90.0, 91.0, 230.0, 10.0]), np.array([200.0, 200.0, 200.0, 300.0])


def test_heads_that_the_work_takes():
    """Two heads are there 200 h: one does 90 h at 0.9; 91 h take two; d's 10 h take one."""
    scenario = county()
    space = space_of(scenario, DEFAULT)
    found = with_load(space, scenario, BUSY, PRESENCE, 0.9)
    load = {one.levers: one.least for one in found.covers if one.of_load}
    assert load == {(0,): 1, (1,): 2, (2,): 2, (3,): 1}
    assert found.covers[: len(space.covers)] == space.covers
    strict = with_load(space, scenario, BUSY, PRESENCE, 0.4)
    assert {one.levers: one.least for one in strict.covers if one.of_load} == {
        (0,): 2, (1,): 2, (2,): 2, (3,): 1,
    }  # fmt: skip


def test_who_is_overloaded():
    assert overloaded(county(), BUSY, PRESENCE) == [("t.team", pytest.approx(1.15))]
