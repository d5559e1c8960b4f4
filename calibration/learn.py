"""From simulations to emulators: waves of points, each where the last has left something plausible."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.design import Cube, first_points, spread
from calibration.effort import Effort
from calibration.emulator import Emulator, Fit, fit
from calibration.figure import Figure
from calibration.history import CUT, wave
from calibration.joint import Joint, Output, outputs_of, pooled, trainings
from calibration.observable import UNITS
from calibration.parameter import Parameter
from calibration.simulator import FIRST, Point, Reading, Simulator
from sim.experiment.errors import InputError
from sim.experiment.executor import in_order

Floats = NDArray[np.float64]
Told = Callable[[str, int, int], None]
# Numbers of replications by stage, far apart: a stage may grow without moving another.
BASELINE, WAVES, MIXES, DRAWS, CENTRE = (FIRST + 100_000 * stage for stage in range(5))
_ENDS = 0.005  # of the prior load that lies beyond either end of the cube


class Learned(NamedTuple):
    """What the waves left."""

    joint: Joint
    waves: list[dict[str, float]]  # rows of waves.csv
    emulators: list[dict[str, object]]  # rows of emulators.csv


def learn(
    simulator: Simulator,
    baseline: list[Reading],
    parameters: Sequence[Parameter],
    figures: Sequence[Figure],
    effort: Effort,
    seed: int,
    told: Told = lambda stage, done, total: None,
) -> Learned:
    """Run the waves; learn the emulators anew after each.

    Args:
        simulator: whose observables are the outputs of the figures.
        baseline: runs of the scenario as it is.
        parameters: all of them.
        figures: to be emulated.
        effort: sizes.
        seed: keys every choice.
        told: hears stage, done, total.

    Raises:
        InputError: the scenario makes no case of some figure.
    """
    _check_counted(figures, baseline)
    arisen = np.mean([one.arisen for one in baseline], axis=0)
    joint = _joint(simulator, parameters, figures, _loads(simulator, parameters, arisen, seed), seed)
    rows: list[dict[str, float]] = []
    checks: list[dict[str, object]] = []
    x, readings, loads = np.empty((0, joint.cube.size)), [], []
    points = first_points(effort.waves[0], joint.cube.size, seed)
    for number, wanted in enumerate(effort.waves, start=1):
        listed = [_point(joint.cube, unit, len(x) + i) for i, unit in enumerate(points)]
        readings += simulator.run(f"wave_{number}", listed)
        loads += [one.load for one in listed]
        x = np.vstack([x, points])
        fits = _fits(joint, readings, x, seed, simulator.workers, told)
        joint.learned(Emulator(x, fits), pooled(loads, readings, joint.cells))
        left = wave(joint, effort.judged, np.random.default_rng([seed, 5, number]))
        checks += _checks(joint, number, fits, readings, x)
        rows.append(
            {"wave": number, "points": len(points), "space_left": left.share, "implausibility_max": CUT}
        )
        if number < len(effort.waves):
            pool = left.units if len(left.units) else first_points(4 * wanted, joint.cube.size, seed + number)
            points = spread(pool, effort.waves[number], x)
    return Learned(joint, rows, checks)


def _check_counted(figures: Sequence[Figure], baseline: Sequence[Reading]) -> None:
    """Make sure, before anything long is run, that the scenario as it is has cases of every figure."""
    empty = {}
    for place, output in enumerate(outputs_of(figures)):
        found = [one.tallies[place] for one in baseline]
        if not sum(one.counts.sum() for one in found) or any(np.isnan(one.mean) for one in found):
            empty[figures[output.figure].id] = output.name
    if empty:
        listed = "; ".join(f"{name}: {formula}" for name, formula in empty.items())
        raise InputError(
            f"calibrate: the scenario makes no such cases: {listed}; mend the observable, or the scenario",
            f"校准：情景中没有此类件：{listed}；请改正 observable 或情景",
        )


def _joint(
    simulator: Simulator,
    parameters: Sequence[Parameter],
    figures: Sequence[Figure],
    load: tuple[float, float],
    seed: int,
) -> Joint:
    weight, clock = simulator.compiled.demand.hour_weight, simulator.compiled.network.clock
    year = weight[: 365 * 24]
    months = weight[clock.warm_up // 3600 : clock.horizon // 3600].sum() / (year.mean() * 730.5)
    return Joint(
        parameters,
        figures,
        Cube(parameters, load),
        simulator.cells,
        weight,
        simulator.scenario.settings.start.toordinal() * 24,
        float(months),
        seed,
    )


def _loads(
    simulator: Simulator, parameters: Sequence[Parameter], arisen: Floats, seed: int
) -> tuple[float, float]:
    """Return the ends of the load that the prior of the rates makes."""
    joint = _joint(simulator, parameters, [], (0.5, 2.0), seed)
    rng = np.random.default_rng([seed, 6])
    z = rng.standard_normal((4000, len(joint.free)))
    load = joint.load(joint.values(z), arisen)
    low, high = (float(end) for end in np.quantile(load, [_ENDS, 1 - _ENDS]))
    return (low, high) if high > low * 1.02 else (0.9 * low, 1.1 * low)


def _point(cube: Cube, unit: Floats, place: int) -> Point:
    load, values = cube.values(unit)
    return Point(WAVES + place, load, values)


def _fits(
    joint: Joint, readings: Sequence[Reading], x: Floats, seed: int, workers: int, told: Told
) -> list[Fit]:
    from sklearn.exceptions import ConvergenceWarning

    listed = trainings(joint.outputs, joint.figures, readings, joint.cube, x)
    fits = []
    with warnings.catch_warnings():  # of all threads: what one silences another may hear
        warnings.simplefilter("ignore", ConvergenceWarning)
        for done, found in enumerate(in_order(lambda one: fit(x, one, seed), listed, workers), start=1):
            fits.append(found)
            told("emulators", done, len(listed))
    return fits


def _checks(
    joint: Joint, number: int, fits: Sequence[Fit], readings: Sequence[Reading], x: Floats
) -> list[dict[str, object]]:
    """Return how each emulator does at points left out, one row an output."""
    assert joint.emulator is not None
    listed = trainings(joint.outputs, joint.figures, readings, joint.cube, x)
    _, deviation = joint.emulator.predict(np.full((1, joint.cube.size), 0.5))
    return [
        check_row(
            f"wave_{number}",
            output,
            joint.figures[output.figure],
            float(np.sqrt(training.noise.mean())),
            float(sd),
            one.left_out(),
        )
        for output, one, training, sd in zip(joint.outputs, fits, listed, deviation[0], strict=True)
    ]


def check_row(
    stage: str, output: Output, figure: Figure, noise: float, sd: float, z: Floats
) -> dict[str, object]:
    """Return a row of emulators.csv; the output is named by the figure that it is emulated for."""
    return {
        "stage": stage,
        "output": output.name,
        "name_zh": figure.name_zh,
        "name_en": figure.name_en,
        "unit": UNITS[output.observable.value],
        "noise_sd": noise,
        "emulator_sd": sd,
        "z_mean": float(z.mean()),
        "z_sd": float(z.std(ddof=1)),
    }
