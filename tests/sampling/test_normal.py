"""The normal quantile against SciPy's, over its three regions and where they meet."""

import numpy as np
import pytest
from scipy.special import ndtri

from sim.sampling.normal import normal_quantile
from tests.sampling.draws import each

RNG = np.random.default_rng(4)
EDGE = float(np.exp(-25.0))  # sqrt(-log(tail)) = 5
REGIONS = {
    "centre": RNG.uniform(0.075, 0.925, 20_000),
    "tails": np.concatenate((RNG.uniform(EDGE, 0.075, 10_000), RNG.uniform(0.925, 1 - EDGE, 10_000))),
    "far": np.concatenate((10.0 ** -RNG.uniform(11, 300, 10_000), 1 - 10.0 ** -RNG.uniform(11, 15, 1000))),
    "seams": np.array([u + d for u in (0.075, 0.925, EDGE, 1 - EDGE) for d in (-1e-15, 0.0, 1e-15)]),
    "uniforms": np.array([2.0**-33, 1 - 2.0**-33, 2.0**-53, 1 - 2.0**-53, 0.5 - 2.0**-33, 0.5 + 2.0**-33]),
}


@pytest.mark.parametrize("region", REGIONS)
def test_against_scipy(region: str) -> None:
    """Both err by about one part in 10**16; together by a few units of the last place."""
    u = REGIONS[region]
    assert np.abs(each(normal_quantile, u) / ndtri(u) - 1).max() < 2e-15


def test_symmetry_and_middle() -> None:
    u = RNG.integers(1, 2**31, 5000) * 2.0**-32
    assert np.array_equal(each(normal_quantile, u), -each(normal_quantile, 1 - u))
    assert normal_quantile(0.5) == 0.0


def test_ascending() -> None:
    u = np.sort(np.concatenate((REGIONS["centre"], REGIONS["tails"], REGIONS["far"])))
    assert (np.diff(each(normal_quantile, u)) >= 0).all()
