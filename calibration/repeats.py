"""Calibrations of many simulated truths: whether posteriors say what they know and no more.

Parameters are drawn from the prior, a run at them is reported as the register's figures are, the calibration
is given these figures, and the truth is ranked among its draws. If every step is right, ranks are uniform and
90 % intervals hold the truth in 90 % of the repeats (S. Talts et al., "Validating Bayesian inference
algorithms with simulation-based calibration", arXiv 1804.06788 (2018)). The likelihood of the figures is
ranked too: parameters' own ranks are uniform even if the figures were never looked at (M. Modrak et al.,
"Simulation-based calibration checking for Bayesian computation: the choice of test quantities shapes
sensitivity", Bayesian Analysis (2023)).

All repeats share the emulators of one first wave. What these get wrong is then the same in every repeat, and
ranks are uniform only over all waves that might have been: emulators whose error is a small part of what is
unknown of each parameter come near enough.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.emulator import Emulator
from calibration.joint import Joint
from calibration.places import Attraction
from calibration.posterior import sampled
from calibration.sampler import Effort
from calibration.simulator import FIRST, Simulator
from calibration.truth import Truth
from calibration.uniform import band
from sim.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
RANKED = 99  # draws, evenly apart, among which a truth is ranked
INTERVAL = (0.05, 0.95)
LIKELIHOOD = "log_likelihood"
_TRUTHS = FIRST + 500_000  # numbers of the truths' replications


class Plan(NamedTuple):
    """What every repeat shares."""

    scenario: Scenario  # of the truths: its run holds every window
    joint: Joint  # with emulators
    attraction: Mapping[str, Attraction]  # of places
    effort: Effort  # of each posterior
    seed: int
    from_prior: bool = False  # wrong on purpose: the posterior is left out

    @property
    def names(self) -> list[str]:
        """What is ranked: every parameter, and the log likelihood."""
        return [*(one.name for one in self.joint.parameters), LIKELIHOOD]


class Repeat(NamedTuple):
    """What one repeat found."""

    figures: Floats  # [figures] as reported of the truth
    rank: Ints  # [names] of the truth among the draws
    inside: NDArray[np.bool_]  # [parameters] the 90 % interval holds the truth
    position: Floats  # [parameters] share of all draws below the truth
    spread: Floats  # [parameters] standard deviation of the draws; the prior's is 1
    rank_hat: float  # largest of the parameters


class Judged(NamedTuple):
    """One row of the verdict: a parameter, or the log likelihood."""

    name: str
    coverage: float  # of 90 % intervals; NaN for the log likelihood
    spread: float  # median over the repeats; NaN for the log likelihood
    distance: float  # largest, of the ranks' empirical distribution from the uniform
    uniform: bool  # the ranks lie inside the band


class Certain(Emulator):
    """Wrong on purpose: an emulator that takes itself to be exact."""

    def __init__(self, other: Emulator) -> None:
        vars(self).update(vars(other))

    def predict(self, units: Floats, which: Sequence[int] | None = None) -> tuple[Floats, Floats]:
        """Return the mean, and next to no deviation."""
        mean, deviation = super().predict(units, which)
        return mean, np.full_like(deviation, 1e-6)


def repeats(plan: Plan, n: int, workers: int, chunk: int = 10) -> Generator[Repeat]:
    """Yield n repeats in order; they depend neither on the number of processes nor on their chunks."""
    if workers <= 1:
        yield from repeated(plan, range(n))
        return
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial
    from multiprocessing import get_context

    parts = [range(first, min(first + chunk, n)) for first in range(0, n, chunk)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as processes:
        for found in processes.map(partial(repeated, plan), parts):
            yield from found


def repeated(plan: Plan, numbers: Iterable[int]) -> list[Repeat]:
    """Return repeats of these numbers."""
    from threadpoolctl import threadpool_limits

    joint = plan.joint
    observables = [figure.observable for figure in joint.figures if figure.observable is not None]
    simulator = Simulator(plan.scenario, joint.parameters, observables)
    truth = Truth(simulator, joint.figures, plan.attraction)
    with threadpool_limits(1):  # processes work side by side, each with small matrices
        return [_repeat(plan, truth, number) for number in numbers]


def _repeat(plan: Plan, truth: Truth, number: int) -> Repeat:
    parameters = plan.joint.parameters
    rng = np.random.default_rng([plan.seed, 9, number])
    z = rng.standard_normal(len(parameters))
    values = {one.name: float(one.prior.value(z[i : i + 1])[0]) for i, one in enumerate(parameters)}
    figures = truth.reported(values, _TRUTHS + number, rng)
    joint = plan.joint.observing(figures)
    known = [True] * len(figures)
    if plan.from_prior:
        draws = rng.standard_normal((4000, len(parameters)))
        hat = 1.0
    else:
        found = sampled(joint, known, plan.effort, [plan.seed, 10, number])
        draws, hat = found.z, float(found.rank_hat.max())
    free = [parameters.index(one) for one in joint.free]

    def likelihood(at: Floats) -> Floats:
        return np.asarray(joint.log_likelihoods(joint.values(at[:, free])).sum(axis=1))

    few = draws[np.linspace(0, len(draws) - 1, RANKED).round().astype(np.int64)]
    ranked = np.column_stack([few, likelihood(few)])
    true = np.append(z, likelihood(z[None, :]))
    low, high = np.quantile(draws, INTERVAL, axis=0)
    return Repeat(
        np.array([figure.number for figure in figures]),
        (ranked < true).sum(axis=0).astype(np.int64),
        (z >= low) & (z <= high),
        (draws < z).mean(axis=0),
        draws.std(axis=0),
        hat,
    )


def judged(plan: Plan, found: Sequence[Repeat], level: float) -> list[Judged]:
    """Return the verdict on repeats; all bands hold together with probability ``level`` if all is right."""
    inside = np.array([one.inside for one in found])
    spread = np.median([one.spread for one in found], axis=0)
    rank = np.array([one.rank for one in found])
    held = band(len(found), RANKED, 1.0 - (1.0 - level) / len(plan.names))
    nothing = float("nan")
    return [
        Judged(
            name,
            float(inside[:, i].mean()) if name != LIKELIHOOD else nothing,
            float(spread[i]) if name != LIKELIHOOD else nothing,
            held.distance(rank[:, i]),
            held.holds(rank[:, i]),
        )
        for i, name in enumerate(plan.names)
    ]
