"""A figure that cannot be right shows up as a conflict before anything is fitted; the others do not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from calibration import predictive
from calibration.effort import QUICK
from calibration.joint import outputs_of
from calibration.learn import BASELINE, learn
from calibration.parameter import load_priors
from calibration.register import load_register
from calibration.simulator import Point, Simulator
from sim.experiment.executor import cores
from sim.scenario import load
from tests.calibration.small.setting import emulated

HUZHOU = Path(__file__).parents[2] / "scenarios" / "huzhou"
DRAWS = 8000
CONFLICT, QUIET = 0.01, 0.05


def predicted(joint, name=None, value=None):
    """Return the prior-predictive p of every figure, one of them with another value."""
    figures = [one.model_copy(update={"value": value}) if one.id == name else one for one in joint.figures]
    found = predictive.prior(joint.observing(figures), DRAWS, np.random.default_rng(5))
    return {figure.id: one.p for figure, one in zip(figures, found, strict=True)}


@pytest.fixture(scope="module")
def small():
    return emulated(1)


def test_no_figure_of_an_ordinary_run_is_in_conflict(small):
    assert min(predicted(small).values()) > QUIET


@pytest.mark.parametrize(("name", "factor"), [("s.saved_days", 10.0), ("s.saved_days", 0.1)])
def test_a_tenfold_saving_is_in_conflict_and_nothing_else_is(small, name, factor):
    value = next(one.number for one in small.figures if one.id == name)
    found = predicted(small, name, round(factor * value, 3))
    assert found.pop(name) < CONFLICT
    assert min(found.values()) > QUIET


def test_a_satisfaction_of_90_percent_is_in_conflict_and_nothing_else_is(small):
    found = predicted(small, "c.satisfied", 0.901)
    assert found.pop("c.satisfied") < CONFLICT
    assert min(found.values()) > QUIET


@pytest.fixture(scope="module")
def huzhou():
    figures, parameters = load_register().by_use("target"), load_priors()
    outputs = [one.observable for one in outputs_of(figures)]
    simulator = Simulator(load(HUZHOU), parameters, outputs, workers=cores())
    baseline = simulator.run("baseline", [Point(BASELINE + i, 1.0, {}) for i in range(2)])
    return learn(simulator, baseline, parameters, figures, QUICK._replace(waves=(90,)), 1).joint


@pytest.mark.statistics
@pytest.mark.parametrize(("name", "value"), [("lianshi.saved_days", 15.0), ("deqing.satisfied", 0.90)])
def test_the_register_with_a_wrong_figure_is_in_conflict(huzhou, name, value):
    right, wrong = predicted(huzhou), predicted(huzhou, name, value)
    print(f"\n{name}: p = {right[name]:.3f} as reported, {wrong[name]:.5f} at {value:g}")
    assert min(right.values()) > QUIET
    assert wrong.pop(name) < CONFLICT
    assert min(wrong.values()) > QUIET
