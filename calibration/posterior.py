"""The posterior of all parameters: draws of the ensemble, completed by what was integrated out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.joint import Joint, Values
from calibration.sampler import Chains, Effort, sample

Floats = NDArray[np.float64]


class Posterior(NamedTuple):
    """Draws of every parameter."""

    chains: Chains
    values: Values  # parameter: [n]
    z: Floats  # [n, parameters] on their standard normal scales, in the order of the parameters
    rank_hat: Floats  # [parameters] rank-normalised split R-hat over the walkers
    ess_bulk: Floats  # [parameters]
    ess_tail: Floats  # [parameters]


def sampled(
    joint: Joint,
    known: Sequence[bool],
    effort: Effort,
    seed: Sequence[int],
    told: Callable[[int, int], None] = lambda done, total: None,
    fixed: Callable[[Floats], Floats] | None = None,
) -> Posterior:
    """Sample the posterior given some of the figures and complete it; arguments as `sampler.sample`.

    Diagnostics by arviz: R-hat and effective sample sizes are those of A. Vehtari, A. Gelman, D. Simpson,
    B. Carpenter, P.-C. Buerkner, "Rank-normalization, folding, and localization: an improved R-hat", Bayesian
    Analysis 16 (2021); every walker counts as a chain.
    """
    chains = sample(joint, known, effort, seed, fixed=fixed, told=told)
    flat, _ = chains.flat()
    rng = np.random.default_rng([*seed, 7])
    values = joint.draw_private(rng, joint.values(flat), known)
    z = np.column_stack([one.prior.standard(values[one.name]) for one in joint.parameters])
    hat, bulk, tail = (np.full(z.shape[1], np.nan) for _ in range(3))
    if fixed is None:  # a parameter that is held has nothing to diagnose
        hat, bulk, tail = _diagnosed(z.reshape(*chains.z.shape[:2], -1))
    return Posterior(chains, values, z, hat, bulk, tail)


def _diagnosed(z: Floats) -> tuple[Floats, Floats, Floats]:
    """Return R-hat, bulk and tail ESS of draws [draws, chains, parameters]."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # its import announces a later version
        import arviz

        warnings.simplefilter("ignore", UserWarning)  # a short run has more walkers than draws of each
        held = arviz.convert_to_dataset(np.moveaxis(z, 0, 1))
    hat = arviz.rhat(held, method="rank")["x"].values
    bulk = arviz.ess(held, method="bulk")["x"].values
    tail = arviz.ess(held, method="tail")["x"].values
    return np.atleast_1d(hat), np.atleast_1d(bulk), np.atleast_1d(tail)
