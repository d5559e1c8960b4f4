"""The posterior by emcee: an ensemble of walkers over the parameters that are not integrated out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.joint import Joint

Floats = NDArray[np.float64]


class Effort(NamedTuple):
    """How long to sample."""

    walkers: int = 64
    burn_in: int = 800
    steps: int = 2400
    thin: int = 8
    start: int = 6000  # points of the prior that the walkers are drawn from


class Chains(NamedTuple):
    """Draws of the free parameters, and how they mixed."""

    z: Floats  # [draws, chains, free]: every walker is a chain
    log_likelihood: Floats  # [draws, chains, figures]
    acceptance: float  # mean share of proposals taken

    def flat(self) -> tuple[Floats, Floats]:
        """Return all draws [n, free] and their log likelihoods [n, figures]."""
        n = self.z.shape[0] * self.z.shape[1]
        return self.z.reshape(n, -1), self.log_likelihood.reshape(n, -1)


def sample(
    joint: Joint,
    known: Sequence[bool],
    effort: Effort,
    seed: Sequence[int],
    *,
    fixed: Callable[[Floats], Floats] | None = None,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Chains:
    """Sample the posterior given some of the figures.

    The walkers start where likelihood and prior meet: they are drawn from points of the prior in proportion
    to a power of the likelihood that leaves enough different ones, and burn in. Moves: differential
    evolution with snooker updates (C. J. F. ter Braak, J. A. Vrugt, Statistics and Computing 18 (2008)) as
    emcee offers them.

    Args:
        joint: parameters, figures and emulators.
        known: for each figure whether it is given.
        effort: walkers and steps.
        seed: whole numbers that key the chance.
        fixed: changes z [b, free] before it is used, to hold parameters at a value.
        told: hears steps done and steps in all.
    """
    import emcee

    given = np.array(known, bool)
    hold = fixed or (lambda z: z)

    def log_likelihoods(z: Floats) -> Floats:
        return joint.log_likelihoods(joint.values(hold(z)))

    def log_posterior(z: Floats) -> tuple[Floats, Floats]:
        each = log_likelihoods(z)
        return each[:, given].sum(axis=1) - 0.5 * (z**2).sum(axis=1), each

    def with_blobs(z: Floats) -> list[tuple[float, ...]]:
        total, each = log_posterior(z)
        return [(value, *row) for value, row in zip(total.tolist(), each.tolist(), strict=True)]

    rng = np.random.default_rng([*seed, 3])
    start = _start(log_likelihoods, given, effort.walkers, len(joint.free), rng, effort.start)
    moves = [
        (emcee.moves.DEMove(), 0.7),
        (emcee.moves.DESnookerMove(), 0.1),
        (emcee.moves.StretchMove(), 0.2),
    ]
    blobs = [(f"f{i}", float) for i in range(len(joint.figures))]
    sampler = emcee.EnsembleSampler(
        effort.walkers, len(joint.free), with_blobs, moves=moves, vectorize=True, blobs_dtype=blobs
    )
    state = np.random.RandomState(np.random.MT19937(np.random.SeedSequence([*seed, 4]))).get_state()
    total = effort.burn_in + effort.steps
    initial = emcee.State(start, random_state=state)
    for done, current in enumerate(
        sampler.sample(initial, iterations=effort.burn_in, store=False, skip_initial_state_check=True),
        start=1,
    ):
        initial = current
        told(done, total)
    sampler.reset()
    for done, _ in enumerate(
        sampler.sample(
            initial,
            iterations=effort.steps // effort.thin,
            thin_by=effort.thin,
            skip_initial_state_check=True,
        ),
        start=1,
    ):
        told(effort.burn_in + done * effort.thin, total)
    held = sampler.get_blobs()
    each = np.stack([held[name] for name, _ in blobs], axis=-1)
    chain = hold(sampler.get_chain().reshape(-1, len(joint.free))).reshape(sampler.get_chain().shape)
    return Chains(chain, each, float(np.mean(sampler.acceptance_fraction)))


def _start(
    log_likelihoods: Callable[[Floats], Floats],
    given: NDArray[np.bool_],
    walkers: int,
    dimensions: int,
    rng: np.random.Generator,
    points: int,
) -> Floats:
    """Return where the walkers start, [walkers, dimensions], all different."""
    z = rng.standard_normal((points, dimensions))
    total = log_likelihoods(z)[:, given].sum(axis=1)
    power = 1.0
    while power > 1e-4:
        weights = np.exp(power * (total - total.max()))
        if weights.sum() ** 2 / (weights**2).sum() >= 2.0 * walkers:
            break
        power /= 1.5
    weights = np.exp(power * (total - total.max())) + 1e-300
    index = rng.choice(points, size=walkers, replace=False, p=weights / weights.sum())
    return np.asarray(z[index])
