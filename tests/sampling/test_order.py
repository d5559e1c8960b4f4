"""Orders by counting against NumPy's, with few and many ties."""

import numpy as np
import pytest

from sim.sampling.order import DIGIT, sort_ties, sorted_rows

RNG = np.random.default_rng(3)


@pytest.mark.parametrize("most", [0, 1, 2**DIGIT - 1, 2**DIGIT, 40_000_000, 2**31 - 1])
@pytest.mark.parametrize("n", [0, 1, 2, 5000])
def test_sorted_rows(n: int, most: int) -> None:
    values = RNG.integers(0, most, n, endpoint=True).astype(np.int32)
    rows = RNG.permutation(n).astype(np.int32)
    before = rows.copy()
    found = sorted_rows(values, rows, most)
    assert np.array_equal(found, rows[np.argsort(values[rows], kind="stable")])
    assert np.array_equal(rows, before)


@pytest.mark.parametrize("seconds", [1, 3, 400, 10**6])
def test_ties_by_unsigned_key(seconds: int) -> None:
    n = 3000
    time = RNG.integers(0, seconds, n).astype(np.int32)
    key = RNG.integers(-(2**63), 2**63 - 1, n)
    rows = sorted_rows(time, np.arange(n, dtype=np.int32), seconds)
    sort_ties(time, key, rows)
    assert np.array_equal(rows, np.lexsort((key.view(np.uint64), time)))
