"""What heads are worth, by hand."""

import numpy as np

from sim.planning.frontier.branch import levels_tried
from sim.planning.frontier.curves import Swept, curves
from sim.planning.staffing.levers import Cover, Space
from tests.planning.frontier.spaces import choice, heads

ALL = [1.0] * 7


def swept(plan, effects, levers=("h",)):
    return Swept(levers, plan, {move: np.array([effect], float) for move, effect in effects.items()})


def of(lever, *sweeps):
    return curves([lever], sweeps)[0][:, 0].tolist()


def test_heads_between_two_levels_get_even_parts_and_those_beyond_the_last():
    # of 5 heads, the 5th is worth 2, three below it 12, the 6th 1; the lowest level was not tried
    one = swept((5,), {(0, 5): 0, (0, 4): -2, (0, 1): -14, (0, 6): 1})
    found = of(heads("h", [*ALL, 1.0], 5), one)
    assert np.isnan(found[0])
    assert found[1:] == [-14, -10, -6, -2, 0, 1, 2]


def test_a_head_that_any_sweep_missed_counts():
    today = swept((2,), {(0, 2): 0, (0, 1): -1, (0, 0): -9})
    lean = swept((0,), {(0, 0): 0, (0, 2): 14})
    # the first head: 8 and 7; the second: 1 and 7
    assert of(heads("h", ALL[:3], 2), today, lean) == [-15, -7, 0]
    assert of(heads("h", ALL[:3], 2), today) == [-9, -1, 0]


def test_more_staff_is_never_worth_less_than_nothing():
    assert of(heads("h", ALL[:3], 1), swept((1,), {(0, 1): 0, (0, 0): 3, (0, 2): -1})) == [0, 0, 0]


def test_what_no_sweep_moved_is_not_known():
    around = swept((1,), {(0, 1): 0, (0, 2): 1})
    known = of(heads("h", ALL[:3], 1), around)
    assert np.isnan(known[0])
    assert known[1:] == [0, 1]
    assert np.isnan(of(heads("x", ALL[:3], 1), around)).tolist() == [True, False, True]


def test_options_are_as_the_first_sweep_that_has_them_saw_them():
    first = swept((0, 1), {(0, 0): 0, (1, 1): 0, (1, 0): 4}, ("h", "c"))
    other = swept((0, 1), {(0, 0): 0, (1, 1): 0, (1, 0): 7}, ("h", "c"))
    assert of(choice("c", [0.0, 0.0], 1), first, other) == [4, 0]


def test_a_sweep_tries_heads_far_and_near():
    space = Space((heads("a", ALL, 6), heads("b", ALL[:2], 1)), (Cover("s", "", "", (0, 1), 3),))
    # the least: 2, since b gives one head; half the way there: 4
    assert levels_tried(space, (6, 1), 0) == [2, 4, 5]
    assert levels_tried(space, (2, 1), 0) == [3, 4, 6]
    assert levels_tried(Space((choice("c", [0.0] * 3, 0),), ()), (1,), 0) == [0, 2]
