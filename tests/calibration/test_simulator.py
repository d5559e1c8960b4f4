"""Points through the engine: the same for any number of workers and from the store; bad values are told."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.measure import tally
from calibration.observable import Observable
from calibration.parameter import Parameter
from calibration.simulator import FIRST, Point, Simulator
from sim.experiment.errors import InputError
from tests.small_city import small_city

CITY = small_city()
OFF = [{"update": {"table": "facilities", "where": {}, "set": {"out_of_area": False}}}]
NOTHING = [{"update": {"table": "facilities", "where": {}, "add": {"attraction": 0.0}}}]
OBSERVABLES = [
    Observable(kind="problem"),
    Observable(value="satisfaction", kind="problem"),
    Observable(value="processing_days", of="linked_solved", without=OFF),
]


def parameter(name, changes, baseline, low, high, role="simulated", **fields):
    return Parameter.model_validate({
        "name": name, "name_zh": name, "name_en": name, "unit": "1", "role": role,
        "prior": {"shape": "uniform", "low": low, "high": high}, "baseline": baseline, "source": "assumed",
        "changes": changes, **fields,
    })  # fmt: skip


BETTER = {"table": "services", "where": {"kind": "problem"}, "multiply": {"solve_station": "{value}"}}
SOLVE = parameter("solve", [{"update": BETTER}], 1, 0.5, 1.5)
PUSH = parameter("push", [{"set": {"policies.push.hours_with": "{value}"}}], 1, 0.5, 9)
PLACE = parameter(
    "place",
    [{"update": {"table": "facilities", "where": {"id": "e"}, "add": {"attraction": "{value}"}}}],
    1, 0.1, 9, "place", facility="e",
)  # fmt: skip
POINTS = [
    Point(FIRST, 1.0, {}),
    Point(FIRST + 1, 0.7, {"solve": 0.8}),
    Point(FIRST + 2, 1.4, {"solve": 1.2, "push": 4.0}),
    Point(FIRST + 3, 1.0, {"place": 1.5}),
]


def simulator(observables=OBSERVABLES, **options):
    return Simulator(CITY, [SOLVE, PUSH, PLACE], observables, **options)


def numbers(readings):
    """Everything in readings, as plain lists."""
    return [
        [one.arisen.tolist(), *[[np.asarray(part).tolist() for part in each] for each in one.tallies]]
        for one in readings
    ]


@pytest.fixture(scope="module")
def wanted():
    return numbers(simulator().run("wave", POINTS))


def test_workers_do_not_matter(wanted):
    assert numbers(simulator(workers=2).run("wave", POINTS)) == wanted
    assert numbers(simulator(workers=3).run("wave", POINTS[::-1])) == wanted[::-1]


def test_the_reference_engine_gives_the_same(wanted):
    assert numbers(simulator(engine="reference").run("wave", POINTS[:1])) == wanted[:1]


def test_points_have_their_own_chances_and_values(wanted):
    assert len({str(one) for one in wanted}) == len(POINTS)
    same = simulator().run("wave", [POINTS[0], POINTS[0]._replace(number=FIRST + 9)])
    assert numbers(same)[0] == wanted[0] != numbers(same)[1]


def test_what_is_measured_is_the_log_of_the_point(wanted):
    base, without = simulator().logs(POINTS[1])
    assert [one is None for one in without] == [True, True, False]
    assert tally(OBSERVABLES[0], base).n == wanted[1][1][2]
    assert base.arisen().tolist() == wanted[1][0]


def test_a_paired_difference_shares_its_chances():
    """Ways that change nothing save nothing, to the last case."""
    observable = OBSERVABLES[2].model_copy(update={"without": NOTHING})
    (reading,) = simulator([observable]).run("wave", POINTS[1:2])
    (found,) = reading.tallies
    assert (found.mean, found.variance) == (0.0, 0.0)
    assert found.n > 5


def test_ways_that_are_the_same_are_run_once():
    two = [OBSERVABLES[2], OBSERVABLES[2].model_copy(update={"value": "processing_working_days"})]
    assert simulator([*OBSERVABLES, *two]).ways == [OFF]


def test_a_load_multiplies_demand_and_visits_and_nothing_else():
    low, high = simulator().run("wave", [Point(FIRST, 0.5, {}), Point(FIRST, 2.0, {})])
    scaled = simulator().cells.scaled
    few, many = low.arisen[scaled].sum(), high.arisen[scaled].sum()
    assert abs(np.log(many / few) - np.log(4)) < 4 * np.sqrt(1 / few + 1 / many)
    assert (low.arisen[~scaled] == high.arisen[~scaled]).all()
    assert (low.arisen <= high.arisen).all(), "a lighter load holds some of the same cases"


def test_values_at_the_baseline_change_nothing():
    one = simulator()
    assert one.changes({"solve": 1, "push": 1}) == []
    assert one.at(Point(FIRST, 1.0, {"solve": 1, "push": 1})) is CITY
    assert len(one.changes({"solve": 0.9, "push": 1, "place": 0.0})) == 2, "a place's value is an attraction"


def test_progress_is_told_point_by_point():
    heard = []
    simulator(told=lambda *what: heard.append(what), workers=2).run("wave", POINTS)
    assert heard == [("wave", done, 4) for done in (1, 2, 3, 4)]


# -- the store ---------------------------------------------------------------------------------------


def test_finished_points_are_taken_from_the_store(wanted, tmp_path, monkeypatch):
    assert numbers(simulator(store=tmp_path).run("wave", POINTS)) == wanted
    assert len(list(tmp_path.iterdir())) == len(POINTS)
    again = simulator(store=tmp_path, workers=2)
    monkeypatch.setattr(again, "logs", None)  # nothing is simulated
    assert numbers(again.run("wave", POINTS)) == wanted


@pytest.mark.parametrize("left", [0, 10, 200, -30])
def test_a_torn_file_is_simulated_again(left, wanted, tmp_path):
    simulator(store=tmp_path).run("wave", POINTS[:1])
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:left])
    assert numbers(simulator(store=tmp_path).run("wave", POINTS[:1])) == wanted[:1]
    assert path.read_bytes() == whole


def test_what_a_point_depends_on_is_in_its_name(tmp_path):
    one = simulator(store=tmp_path)
    point = POINTS[1]
    others = [
        simulator(OBSERVABLES[:2])._name(point),
        simulator(engine="reference")._name(point),
        Simulator(small_city(cases_per_day=61), [SOLVE, PUSH], OBSERVABLES)._name(point),
        one._name(point._replace(number=FIRST + 5)),
        one._name(point._replace(load=0.71)),
        one._name(point._replace(values={"solve": 0.81})),
    ]
    assert len({one._name(point), *others}) == 7
    assert one._name(point) == simulator(workers=2)._name(point._replace(values={"solve": 0.8, "push": 1}))


# -- what is told ---------------------------------------------------------------------------------------


def test_values_that_make_no_scenario_are_told():
    with pytest.raises(InputError) as caught:
        simulator().run("wave", [Point(FIRST + 6, 1.0, {"push": -2.0})])
    assert "no valid scenario at point 7" in caught.value.message_en
    assert "policies" in caught.value.message_en
    assert "情景无效" in caught.value.message_zh


def test_ways_that_do_not_fit_are_told_before_anything_is_run():
    wrong = [{"update": {"table": "facilities", "where": {"id": "no.where"}, "set": {"open": False}}}]
    with pytest.raises(InputError) as caught:
        simulator([OBSERVABLES[2].model_copy(update={"without": wrong})])
    assert "observable.without" in caught.value.message_en
    assert "no.where" in caught.value.message_zh


def test_an_engine_that_is_not_there_is_told():
    with pytest.raises(InputError, match="warp"):
        simulator(engine="warp")
