"""What the slowest tenth owes to each group's queues, by hand."""

import numpy as np
import pytest

from sim.planning.design import Design
from sim.planning.evaluate import Ask, Evaluator
from sim.planning.slowest import waits_for
from tests.builders import facility, minimal, service, staff, zone
from tests.engine.trace import needs

AT_ONCE = needs(*(("1 09:00", "file"),) * 10)


def waits(scenario):
    """Potential and wait by group, in minutes."""
    evaluator = Evaluator(scenario, Ask(()))
    found = waits_for(evaluator.measured(Design("today"), 1))
    groups = [row.id for row in scenario.staff]
    return {
        name: (60 * found.potential[place], 60 * found.waited[place]) for place, name in enumerate(groups)
    }


def test_ten_at_one_counter():
    # closed after 30, 60, ... 300 minutes: the ninth of ten is 270, without waiting 30;
    # the two slowest waited 240 and 270 minutes
    assert waits(minimal(replay=AT_ONCE)) == {"s.team": (pytest.approx(240), pytest.approx(255))}


def test_two_groups_of_one_queue_answer_for_the_same_waits():
    pair = [staff("s.a", "s"), staff("s.b", "s")]
    # closed two by two after 30 ... 150 minutes: the ninth is 150, the two slowest waited 120 each
    both = (pytest.approx(120), pytest.approx(120))
    assert waits(minimal(staff=pair, replay=AT_ONCE)) == {"s.a": both, "s.b": both}


def two_stations(rows, **fields):
    """Ten minutes a case at s; at p, at the other demand point, a class of its own."""
    return minimal(
        zones=[zone("z"), zone("y", km=40)],
        enterprises=[{"zone": name, "industry": "i", "enterprises": 1} for name in ("z", "y")],
        services=[service("file", minutes=10), service("long", **fields)],
        facilities=[facility("s"), facility("p", km=40)],
        staff=[staff("s.team", "s"), staff("p.team", "p")],
        policies={"choice": {"radius_km": 5}},
        replay=[*AT_ONCE, *({**row, "zone": "y"} for row in rows)],
    )


def test_a_long_wait_beyond_the_percentile_is_no_bottleneck():
    found = waits(two_stations(needs(*(("1 09:00", "long"),) * 2), minutes=200))
    # 10, 20 ... 100 minutes at s, 200 and 400 at p: the eleventh of twelve is 200 whoever waits or not
    assert found == {"s.team": (0, 0), "p.team": (0, pytest.approx(100))}


def test_the_slower_part_of_two():
    found = waits(two_stations(needs(*(("1 09:00", "long"),) * 2), minutes=60))
    # 10 ... 100 at s, 60 and 120 at p: the eleventh is 100. Without waits at s it is 60; at p, 90
    assert found == {
        "s.team": (pytest.approx(40), pytest.approx(45)), "p.team": (pytest.approx(10), pytest.approx(30)),
    }  # fmt: skip


def test_open_cases_stay_beyond_the_percentile():
    never = service("file", kind="problem", minutes=3000)  # 50 working hours: open when all is over
    found = waits(minimal(services=[never], replay=AT_ONCE))
    potential, waited = found["s.team"]
    assert potential == 0  # the percentile is infinite, and no wait makes it finite
    assert waited > 0


def test_nobody_waits_where_nobody_comes():
    evaluator = Evaluator(minimal(), Ask(()))
    found = waits_for(evaluator.measured(Design("today"), 1))
    assert np.array_equal(found.potential, [0])
    assert np.array_equal(found.waited, [0])
