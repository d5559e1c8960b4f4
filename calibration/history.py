"""History matching: what is implausible is cut away before anything is fitted.

A point is implausible if some figure is very unlikely there whatever the parameters that enter exactly. For
figure t and point x the likelihood is averaged over those parameters' prior, and the implausibility is
sqrt(2 (max l_t - l_t(x))): the distance in standard deviations if it is normal. Points above 3 are cut (the
three-sigma rule: F. Pukelsheim, The American Statistician 48 (1994)); waves as in I. Vernon, M. Goldstein,
R. G. Bower, "Galaxy formation: a Bayesian uncertainty analysis", Bayesian Analysis 5 (2010).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.joint import Joint

Floats = NDArray[np.float64]
CUT = 3.0
_SHUFFLES = 24


class Wave(NamedTuple):
    """What one wave left."""

    units: Floats  # [m, size] points of the cube that are not implausible
    share: float  # of the prior's points that is left
    by_figure: Floats  # [figures] share that each figure alone leaves


def wave(joint: Joint, n: int, rng: np.random.Generator) -> Wave:
    """Judge n points drawn from the prior."""
    z = rng.standard_normal((n, len(joint.free)))
    values = joint.values(z)
    units = joint.units(values)
    assert joint.emulator is not None
    mean, deviation = joint.emulator.predict(units)
    inside = {one.name for one in joint.cube.columns}
    total = np.zeros((n, len(joint.figures)))
    for _ in range(_SHUFFLES):
        order = rng.permutation(n)
        mixed = {name: value if name in inside else value[order] for name, value in values.items()}
        found = joint.log_likelihoods(mixed, joint.combined(mixed, mean, deviation))
        total += np.exp(np.maximum(found, -600.0))
    averaged = np.log(np.maximum(total / _SHUFFLES, 1e-300))
    implausibility = np.sqrt(2.0 * (averaged.max(axis=0) - averaged))
    left = implausibility.max(axis=1) <= CUT
    return Wave(units[left], float(left.mean()), (implausibility <= CUT).mean(axis=0))
