"""Figures of a simulated truth are counted in its log, over their own windows, and rounded as they are."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.figure import Figure
from calibration.measure import Log
from calibration.places import Attraction
from calibration.simulator import FIRST, Point, Simulator
from calibration.truth import MONTH, Truth, as_reported, within
from tests.calibration.small.network import network
from tests.calibration.small.setting import figures, parameters

VALUES = {one.name: one.baseline for one in parameters()} | {"window_counties": 14.0, "window_city": 6.0}
SAME = {"place_p": Attraction(np.array([-1.0, 0.0, 1.0]), np.array([-1.0, 0.0, 1.0]))}


@pytest.fixture(scope="module")
def simulator():
    return Simulator(network(780), parameters(), [one.observable for one in figures()])


@pytest.fixture(scope="module")
def log(simulator):
    return simulator.logs(Point(FIRST, 1.0, {}))[0]


def reported(simulator, values=VALUES, number=FIRST, seed=1, only=None, **update):
    listed = [
        one.model_copy(update={"model": one.model.model_copy(update=update)}) if one.id == only else one
        for one in figures()
    ]
    found = Truth(simulator, listed, SAME).reported(values, number, np.random.default_rng(seed))
    return {one.id: one.number for one in found}


def test_a_count_is_that_of_the_cases_that_arise_in_the_window(simulator, log):
    measured = log.measured
    start = 14 * 86_400
    inside = (measured.drawn("arose") >= start) & (measured.drawn("arose") < start + 14 * MONTH)
    problem = log.compiled.network.services.kind[measured.drawn("service")] == 1
    county = measured.drawn("county") == 0
    by_hand = (inside & problem & county & log.solved & log.several_tiers).sum()
    assert by_hand > 50
    assert reported(simulator)["c.joint"] == by_hand


def test_a_window_without_a_date_begins_anywhere(simulator):
    counts = {reported(simulator, seed=seed)["city.problems"] for seed in range(6)}
    assert len(counts) > 1


def test_a_longer_window_holds_more(simulator):
    longer = reported(simulator, VALUES | {"window_counties": 24.0})
    assert longer["c.joint"] > reported(simulator)["c.joint"]
    assert longer["p.transactions"] == reported(simulator)["p.transactions"]


def test_a_window_beyond_the_run_is_refused(simulator):
    with pytest.raises(ValueError, match="30 months"):
        reported(simulator, VALUES | {"window_counties": 30.0})


def test_all_reported_satisfied_if_all_of_the_dissatisfied_are_turned(simulator):
    low = VALUES | {"satisfaction_intercept": 1.0, "surveyed_c": 1.0}
    assert reported(simulator, low | {"reporting_c": 0.0})["c.satisfied"] < 0.8
    assert reported(simulator, low | {"reporting_c": 1.0})["c.satisfied"] == 1.0


def test_all_asked_give_the_share_that_the_log_holds(simulator, log):
    found = reported(simulator, VALUES | {"surveyed_c": 1.0, "reporting_c": 0.0})
    windowed = within(log, 14 * 86_400, 14 * 86_400 + round(14 * MONTH))
    chosen = windowed.selected(next(one.observable for one in figures() if one.id == "c.satisfied"))
    assert found["c.satisfied"] == round(windowed.measured.case("satisfied")[chosen].mean(), 3)


def test_a_ramp_keeps_so_many_of_the_cases(simulator):
    full = reported(simulator)["c.handed"]
    kept = reported(simulator, VALUES | {"window_city": 0.25}, only="c.handed", ramp="window_city")[
        "c.handed"
    ]
    assert abs(kept - 0.25 * full) < 4 * np.sqrt(full * 0.25 * 0.75)


def test_the_attraction_of_a_place_brings_it_cases(simulator):
    more = reported(simulator, VALUES | {"place_p": 2.5})
    assert more["p.transactions"] > reported(simulator)["p.transactions"]


def test_the_window_restricts_every_observable(log):
    half = within(log, 14 * 86_400, 100 * 86_400)
    assert isinstance(half, Log)
    assert half.measured.drawn("arose").max() < 100 * 86_400
    assert half.arisen().sum() < log.arisen().sum()


@pytest.mark.parametrize(
    ("bound", "like", "unit", "value", "expected"),
    [
        ("exact", 477, None, 512.0, 512.0),
        ("rounded", 36300, 100, 36249.0, 36200.0),
        ("rounded", 36300, 100, 36250.0, 36300.0),
        ("at_least", 1500, None, 1599.0, 1500.0),
        ("at_least", 1500, None, 23999.0, 23000.0),
        ("at_least", 200, None, 199.0, 100.0),
        ("at_least", 200, None, 7.0, 7.0),
        ("rate", 0.994, None, 0.98765, 0.988),
        ("mean", 1.5, None, 2.26, 2.3),
    ],
)
def test_values_are_rounded_as_the_figure_is(bound, like, unit, value, expected):
    figure = Figure(
        id="f", scope="s", measures="m", value=like, bound=bound, unit=unit, window=None, use="context",
        quote="q", note="n",
    )  # fmt: skip
    assert as_reported(figure, value) == pytest.approx(expected, abs=1e-12)
    low, high = figure.model_copy(update={"value": as_reported(figure, value)}).interval()
    assert low <= value <= high
