"""A calibration from end to end, in memory: everything that tables and files are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration import predictive
from calibration.effort import Effort
from calibration.figure import SatisfactionModel
from calibration.inputs import Inputs
from calibration.joint import Joint, Values, outputs_of
from calibration.learn import BASELINE, CENTRE, DRAWS, MIXES, Learned, check_row, learn
from calibration.observable import Observable
from calibration.parameter import Parameter
from calibration.places import Places, attractions
from calibration.posterior import Posterior, sampled
from calibration.predictive import Predicted, Residuals
from calibration.simulator import FIRST, Point, Reading, Simulator
from sim.experiment.errors import InputError
from sim.experiment.executor import in_order
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Told = Callable[[str, int, int], None]
_BACKSTOP_OFF = [{"set": {"policies.backstop.on": False}}]


class Extras(NamedTuple):
    """What is measured at posterior draws besides the figures, and where it stands among the observables."""

    observables: list[Observable]
    facts: slice
    candidates: list[int]  # of each candidate, its place; -1 = it is a parameter
    backstop: list[int]  # of each satisfaction figure, its place; empty if there is no backstop


class Fitted(NamedTuple):
    """Everything that a calibration found."""

    joint: Joint
    learned: Learned
    extras: Extras
    places: Places
    posterior: Posterior
    without_reporting: Posterior | None  # the same with the reporting effects held at their baseline
    plainly: Posterior | None  # the same with "more than" read as a plain lower bound
    prior: list[Predicted]  # of each figure
    left_out: list[Predicted]  # of each figure, from the others; a holdout from all targets
    predicted: list[Predicted]  # of each figure, from simulations at posterior draws
    before: list[float]  # what the scenario gives of each figure
    after: list[float]  # what the scenario at the centre of the posterior gives
    draws: Values  # of every parameter, at the draws that were simulated
    z: Floats  # [draws, parameters]
    centre: dict[str, float]  # of every parameter: the posterior's mean on the normal scales
    baseline: list[Reading]
    readings: list[Reading]  # at the draws
    centres: list[Floats]  # what they say of each figure
    checks: list[dict[str, object]]  # rows of emulators.csv at the draws
    seconds: dict[str, float]  # by stage


def fitted(
    scenario: Scenario,
    inputs: Inputs,
    effort: Effort,
    *,
    engine: str = "fast",
    workers: int = 1,
    store: Path | None = None,
    told: Told = lambda stage, done, total: None,
) -> Fitted:
    """Calibrate a resolved scenario.

    Args:
        scenario: with its options in its settings.
        inputs: checked to fit it.
        effort: sizes of every stage.
        engine: name of the engine.
        workers: simulations and chains at a time; numbers do not depend on it.
        store: folder that keeps finished simulations.
        told: hears stage, done, total.

    Raises:
        InputError: a point makes no valid scenario.
    """
    clock = _Clock(told)
    figures, known, seed = inputs.figures, inputs.known, scenario.settings.seed
    outputs = [one.observable for one in outputs_of(figures)]
    extras = _extras(scenario, inputs, outputs)
    shared = {"engine": engine, "workers": workers, "store": store, "told": clock.told}
    simulator = Simulator(scenario, inputs.parameters, outputs, **shared)  # type: ignore[arg-type]
    wide = Simulator(scenario, inputs.parameters, extras.observables, **shared)  # type: ignore[arg-type]
    baseline = wide.run("baseline", [Point(BASELINE + i, 1.0, {}) for i in range(effort.baseline)])
    places = attractions(scenario, [one for one in inputs.parameters if one.role == "place"], FIRST, workers)
    _check_reach(inputs.parameters, places)
    learned = learn(simulator, baseline, inputs.parameters, figures, effort, seed, clock.told)
    joint = learned.joint
    first = sampled(joint, known, effort.leaving_out, [seed, 50], lambda d, n: clock.told("first", d, n))
    few = np.random.default_rng([seed, 9]).choice(len(first.z), size=effort.mixes, replace=False)
    mixes = {name: values[few] for name, values in first.values.items()}
    listed = [_point(inputs.parameters, mixes, places, i, MIXES + i) for i in range(effort.mixes)]
    departed = predictive.residuals(joint, mixes, simulator.run("mixes", listed))
    joint.departing(*departed.departure())
    sampling = _sampled(joint, known, effort, seed, workers, clock.told)
    posterior = sampling.posterior
    rng = np.random.default_rng([seed, 8])
    before_fit = predictive.prior(joint, effort.predictions, rng)
    others = _left_out(joint, known, sampling, effort, rng)
    index = np.sort(rng.choice(len(posterior.z), size=effort.draws, replace=False))
    rng.shuffle(index)
    draws = {name: values[index] for name, values in posterior.values.items()}
    points = [_point(inputs.parameters, draws, places, i, DRAWS + i) for i in range(effort.draws)]
    readings = wide.run("draws", points)
    centres = predictive.simulated_centres(joint, draws, readings)
    predicted = predictive.posterior(joint, draws, centres, known, rng)
    mean = posterior.z.mean(axis=0)
    centre = {one.name: float(one.prior.value(mean[i : i + 1])[0]) for i, one in enumerate(inputs.parameters)}
    held = {name: np.full(effort.baseline, value) for name, value in centre.items()}
    at_centre = wide.run(
        "centre",
        [_point(inputs.parameters, held, places, i, CENTRE + i) for i in range(effort.baseline)],
    )
    clock.stop()
    return Fitted(
        joint,
        learned,
        extras,
        places,
        posterior,
        sampling.without_reporting,
        sampling.plainly,
        before_fit,
        others,
        predicted,
        _expected(joint, _as_it_is(inputs.parameters, len(baseline)), baseline),
        _expected(joint, held, at_centre),
        draws,
        posterior.z[index],
        centre,
        baseline,
        readings,
        centres,
        [
            *_checks(joint, "mixes", departed),
            *_checks(joint, "draws", predictive.residuals(joint, draws, readings)),
        ],
        clock.seconds,
    )


def _check_reach(parameters: Sequence[Parameter], places: Places) -> None:
    """Make sure that attraction can make every factor that a place's prior allows (0.5 % to 99.5 %).

    Raises:
        InputError: it cannot.
    """
    for one in parameters:
        if one.role == "place":
            low, high = places[one.name].reach
            ends = one.prior.quantile(np.array([0.005, 0.995]))
            if ends[0] < low or ends[1] > high:
                said = f"{ends[0]:.2g} - {ends[1]:.2g}", f"{low:.2g} - {high:.2g}"
                raise InputError(
                    f"calibrate: the prior of {one.name} spans {said[0]}, and attraction makes only {said[1]}"
                    f" times the cases of {one.facility}; give the prior low and high within",
                    f"校准：{one.name} 的先验为 {said[0]}，而调整吸引力只能使 {one.facility} 的件数"
                    f"变为 {said[1]} 倍；请给先验加上其间的 low 与 high",
                )


class _Clock:
    """Passes on what is told, and counts the seconds of each stage."""

    def __init__(self, told: Told) -> None:
        self.seconds: dict[str, float] = {}
        self._told, self._stage, self._since = told, "baseline", perf_counter()

    def told(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self.stop()
            self._stage = stage
        self._told(stage, done, total)

    def stop(self) -> None:
        now = perf_counter()
        spent = self.seconds.get(self._stage, 0.0) + now - self._since
        self.seconds[self._stage], self._since = round(spent, 1), now


def _extras(scenario: Scenario, inputs: Inputs, outputs: Sequence[Observable]) -> Extras:
    """Return everything that is measured at draws; the outputs of the figures come first."""
    observables = list(outputs)
    first = len(observables)
    observables += [one.observable for one in inputs.facts]
    facts = slice(first, len(observables))
    candidates = []
    for one in inputs.candidates:
        candidates.append(-1 if one.observable is None else len(observables))
        if one.observable is not None:
            observables.append(one.observable)
    backstop = []
    if scenario.policies.backstop.on:
        for figure in inputs.figures:
            if isinstance(figure.model, SatisfactionModel) and figure.observable is not None:
                backstop.append(len(observables))
                observables.append(figure.observable.model_copy(update={"without": _BACKSTOP_OFF}))
    return Extras(observables, facts, candidates, backstop)


def _reporting(parameters: Sequence[Parameter]) -> list[Parameter]:
    """Return the reporting effects: survey parameters that enter a scenario."""
    return [one for one in parameters if one.role == "survey" and one.changes]


class _Sampling(NamedTuple):
    """Every posterior that is sampled."""

    posterior: Posterior
    left_out: dict[int, Posterior]  # by the figure that is left out
    without_reporting: Posterior | None
    plainly: Posterior | None


def _sampled(
    joint: Joint, known: Sequence[bool], effort: Effort, seed: int, workers: int, told: Told
) -> _Sampling:
    """Sample the posterior, and those that leave out a target, the reporting effects or an upper end."""
    targets = [place for place, is_known in enumerate(known) if is_known]
    names = [one.name for one in joint.free]
    held = [one for one in _reporting(joint.parameters) if one.name in names]
    plain = [one.plainly() for one in joint.figures]

    def fixed(z: Floats) -> Floats:
        z = z.copy()
        for one in held:
            z[:, names.index(one.name)] = one.prior.standard(np.array([one.baseline]))[0]
        return z

    def work(task: str | int) -> Posterior:
        if task == "posterior":
            return sampled(joint, known, effort.sampling, [seed], lambda d, n: told("posterior", d, n))
        if task == "without_reporting":
            return sampled(joint, known, effort.leaving_out, [seed, 999], fixed=fixed)
        if task == "plainly":
            return sampled(joint.observing(plain), known, effort.leaving_out, [seed, 998])
        given = [is_known and place != task for place, is_known in enumerate(known)]
        return sampled(joint, given, effort.leaving_out, [seed, 100 + int(task)])

    tasks: list[str | int] = ["posterior", *targets]
    tasks += ["without_reporting"] if held else []
    tasks += ["plainly"] if plain != joint.figures else []
    found = {}
    for done, one in enumerate(in_order(work, tasks, workers), start=1):
        found[tasks[done - 1]] = one
        told("left_out", done, len(tasks))
    left_out = {place: found[place] for place in targets}
    return _Sampling(found["posterior"], left_out, found.get("without_reporting"), found.get("plainly"))


def _left_out(
    joint: Joint, known: Sequence[bool], sampling: _Sampling, effort: Effort, rng: np.random.Generator
) -> list[Predicted]:
    """Predict each target from the others, and each holdout from all targets."""
    found = []
    for place in range(len(known)):
        given = [is_known and other != place for other, is_known in enumerate(known)]
        flat, _ = sampling.left_out.get(place, sampling.posterior).chains.flat()
        z = flat[rng.choice(len(flat), size=min(effort.predictions, len(flat)), replace=False)]
        found.append(predictive.left_out(joint, z, given, rng)[place])
    return found


def _point(parameters: Sequence[Parameter], values: Values, places: Places, index: int, number: int) -> Point:
    """Return the point of one draw: every parameter that enters a scenario, places by their attraction."""
    named = {one.name: float(values[one.name][index]) for one in parameters if one.changes}
    named |= places.jointly(named)
    return Point(number, 1.0, named)


def _as_it_is(parameters: Sequence[Parameter], n: int) -> Values:
    """Return the values of the scenario as it is; windows and shares surveyed at their prior median."""
    half = np.array([0.5])
    return {
        one.name: np.full(n, one.baseline if one.changes else float(one.prior.quantile(half)[0]))
        for one in parameters
    }


def _expected(joint: Joint, values: Values, readings: Sequence[Reading]) -> list[float]:
    """Return what runs with the same parameters give of each figure, on average."""
    centres = predictive.simulated_centres(joint, values, readings)
    return [float(one.mean()) for one in predictive.expected(joint, values, centres)]


def _checks(joint: Joint, stage: str, found: Residuals) -> list[dict[str, object]]:
    """Hold the emulators against simulations with rates of their own, one row an output."""
    z = found.standardised()
    noise, deviation = found.noise.mean(axis=0), found.emulator.mean(axis=0)
    return [
        check_row(stage, output, joint.figures[output.figure], float(noise[i]), float(deviation[i]), z[:, i])
        for i, output in enumerate(joint.outputs)
    ]
