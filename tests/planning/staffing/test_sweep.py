"""Sweeps: levers whose reaches lie apart share a simulation, and their effects are those of single moves."""

import numpy as np
import pytest

from sim.planning.staffing.levers import moved
from sim.planning.staffing.rules import Heads, Rules
from sim.planning.staffing.sweep import classes, effect, moves_by, sweep
from tests.builders import service
from tests.planning.staffing.county import county, plans_of

TARGETS = "on_time_share>=0.98", "wait_minutes_mean<=60", "satisfaction_probability/facility/p>=0.9"
EVERYONE = Rules((Heads(where={}, least=1, more=1),))


def apart():
    """The county with classes that the stations always solve: none reaches the centre."""
    file = service("file", minutes=22, handling_distribution="lognormal", handling_cv=0.6)
    advice = service("problem", minutes=45, kind="problem", family="value_added", skill="advice")
    return county(services=[file, advice])


@pytest.fixture(scope="module")
def plans():
    return plans_of(apart(), *TARGETS, rules=EVERYONE, n=2)


def test_stations_share_a_simulation_and_the_centre_has_its_own(plans):
    space = plans.space
    assert [one.name for one in space.levers] == ["s.team", "p.team", "t.team", "d.team"]
    moves = moves_by(space, space.today, 1)
    assert moves == [(0, 2), (1, 2), (2, 2), (3, 3)]
    assert classes(space, moves) == [[(0, 2), (1, 2), (2, 2)], [(3, 3)]]


def test_moves_keep_cover_and_bounds(plans):
    space = plans.space
    assert moves_by(space, space.today, -1) == [(0, 0), (1, 0), (2, 0), (3, 1)]
    assert moves_by(space, (0, 1, 2, 0), -1) == [(1, 0), (2, 1)]
    assert moves_by(space, (0, 1, 2, 3), 1) == [(0, 1), (1, 2)]
    assert moves_by(space, space.today, None) == []  # no choice


def test_effects_of_a_joint_simulation_are_those_of_single_moves(plans):
    """To the last bit: what s does leaves every case of p and t as it was."""
    space = plans.space
    around = plans.at(space.today, "today")
    effects = sweep(plans, around, (-1, 1))
    assert len(plans.listed) == 5  # today, and two simulations a step instead of four
    moving = 0
    for move, found in effects.items():
        alone = plans.at(moved(space.today, *move), "alone")
        np.testing.assert_allclose(found, alone.sums - around.sums, atol=1e-8)
        moving += bool(np.abs(found).max() > 0)
    assert moving >= 6  # six moves at stations do something
    assert effects[0, 1].tolist() == [0, 0, 0]  # where it is


def test_effects_are_read_in_the_reach_only(plans):
    """Another station's change is no effect of this one's: read from the wrong reach it would be."""
    space = plans.space
    around = plans.at(space.today, "today")
    less = plans.at(moved(space.today, 1, 0), "p")
    assert effect(space.levers[0], less, around).tolist() == [0, 0, 0]
    assert np.abs(effect(space.levers[1], less, around)).max() > 0
    assert effect(space.levers[3], less, around) == pytest.approx(effect(space.levers[1], less, around))


def test_a_cover_keeps_a_move_out():
    space = plans_of(county(), TARGETS[0], rules=Rules((Heads(where={"facility": "s"}),)), n=2).space
    assert moves_by(space, (1,), -1) == []  # the last head at s
    assert moves_by(space, (2,), -1) == [(0, 1)]
