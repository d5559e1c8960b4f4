"""Register, priors and emulators of the small network."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from calibration.effort import QUICK
from calibration.figure import Figure
from calibration.joint import Joint, outputs_of
from calibration.learn import learn
from calibration.parameter import Parameter, load_priors
from calibration.places import attractions
from calibration.register import load_register
from calibration.repeats import Plan
from calibration.sampler import Effort
from calibration.simulator import FIRST, Point, Simulator
from tests.calibration.small.network import network

HERE = Path(__file__).parent
#: Half years of a design against up to two of a truth: emulators err by 0.7 of what rare counts vary.
DESIGN_DAYS, TRUTH_DAYS, MAP_DAYS = 180, 780, 3000
POINTS = 30


def figures() -> list[Figure]:
    return load_register(HERE / "register.yaml").by_use("target")


def parameters() -> list[Parameter]:
    return load_priors(HERE / "priors.yaml")


@cache
def emulated(seed: int) -> Joint:
    """The small network's figures with emulators of one first wave."""
    outputs = [one.observable for one in outputs_of(figures())]
    simulator = Simulator(network(DESIGN_DAYS), parameters(), outputs)
    baseline = simulator.run("baseline", [Point(FIRST + i, 1.0, {}) for i in range(4)])
    effort = QUICK._replace(waves=(POINTS,), judged=500)
    return learn(simulator, baseline, parameters(), figures(), effort, seed).joint


def plan(seed: int, effort: Effort) -> Plan:
    """Repeats of the small network."""
    places = [one for one in parameters() if one.role == "place"]
    maps = attractions(network(MAP_DAYS), places, FIRST, 1)
    return Plan(network(TRUTH_DAYS), emulated(seed), maps, effort, seed)
