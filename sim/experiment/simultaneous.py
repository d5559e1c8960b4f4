"""p-values and intervals of many differences that hold together; in full in docs/comparison.md.

Every function works on the replications of paired differences as they are: n values, mean, standard deviation
sd with the divisor n - 1, t = sqrt(n) mean / sd.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.experiment.summary import CONFIDENCE, Floats

Ints = NDArray[np.int64]
Method = Literal["bonferroni", "max-t"]
FEWEST = 5  # replications from which max-t is used: with fewer, correlations are hardly known
DRAWS = 5000  # of max-t: the level of its critical value has a standard error of 0.3 percentage points
_STREAM = 0x6D61782D74  # keeps these draws apart from any other of the run's seed: "max-t"
_CHUNK = 4_000_000  # numbers held at a time


def p_values(mean: Floats, sd: Floats, n: Ints) -> Floats:
    """Two-sided p-values of paired t tests of no difference, [rows]; NaN where sd is.

    A difference that never varies has p = 1 if it is 0, and p = 0 otherwise.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.abs(mean) * np.sqrt(n) / sd
    found = np.full(mean.shape, np.nan)
    varies = sd > 0
    if varies.any():
        from scipy.special import stdtr  # a comparison of one replication is spared the time it takes to load

        found[varies] = 2 * stdtr((n - 1)[varies], -t[varies])
    constant = sd == 0
    found[constant] = np.where(mean[constant] == 0, 1.0, 0.0)
    return found


def holm(p: Floats, family: Ints) -> Floats:
    """Adjust p-values within each family: the error rate of all its tests together is held.

    Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6 (1979). The i-th smallest of m is (m - i + 1) p(i), at most 1, at least the one before it.

    Args:
        p: p-values, [rows]; NaN marks a row without one, which counts in no family.
        family: number of the family of each row, [rows].
    """
    tested = np.flatnonzero(~np.isnan(p))
    ordered = tested[np.lexsort((p[tested], family[tested]))]
    starts, size = np.unique(family[ordered], return_index=True, return_counts=True)[1:]
    place = np.arange(ordered.size) - np.repeat(starts, size)
    adjusted = np.minimum(p[ordered] * (np.repeat(size, size) - place), 1.0)
    for i in range(1, size.max(initial=0)):  # place by place, in all families that go so far
        at = starts[size > i] + i
        adjusted[at] = np.maximum(adjusted[at], adjusted[at - 1])
    found = np.full(p.shape, np.nan)
    found[ordered] = adjusted
    return found


def bonferroni(n: Ints, tests: Ints, level: float = 1 - CONFIDENCE) -> Floats:
    """Critical values of |t| for intervals of n replications at level / tests each, [rows].

    All intervals of a family hold together with probability 1 - level or more, however its rows depend on
    each other (C. Bonferroni, 1936). NaN with fewer than two replications.
    """
    most = int(tests.max(initial=0)) + 1
    distinct, places = np.unique(n * most + tests, return_inverse=True)  # few of thousands of rows
    n, tests = np.divmod(distinct, most)
    found = np.full(distinct.shape, np.nan)
    defined = (n >= 2) & (tests >= 1)
    if defined.any():
        from scipy.special import stdtrit

        found[defined] = stdtrit((n - 1)[defined], 1 - level / (2 * tests[defined]))
    return found[places]


def max_t(differences: Floats, seed: int, level: float = 1 - CONFIDENCE) -> float:
    """Critical value of the largest |t| of rows that vary together: a parametric bootstrap, studentised.

    `DRAWS` times, n replications of all rows jointly are drawn from the normal distribution with the rows'
    correlations, shrunk by `shrinkage`; of each draw the largest |t| is kept. Returned is their 1 - level
    quantile, within the bounds that it cannot leave: a single row's critical value and Bonferroni's.
    Source: P. H. Westfall and S. S. Young, "Resampling-Based Multiple Testing" (1993); J. P. Romano and
    M. Wolf, "Stepwise multiple testing as formalized data snooping", Econometrica 73 (2005).

    Args:
        differences: [rows, replications], none missing, every row varying.
        seed: of the run; the draws are keyed by it.
        level: chance that any interval of the family misses.

    Raises:
        ValueError: a row is constant or misses a value.
    """
    rows, n = differences.shape
    spread = differences.std(axis=1, ddof=1)
    if not np.all(spread > 0):
        raise ValueError("max_t wants rows that vary and miss no value")
    standard = (differences - differences.mean(axis=1, keepdims=True)) / spread[:, None]
    shrunk = shrinkage(standard)
    factor = np.sqrt((1 - shrunk) / (n - 1)) * standard  # factor @ factor.T: the correlations, shrunk
    if rows < n:
        factor = np.asarray(np.linalg.qr(factor.T, mode="r")).T
    generator = np.random.default_rng([seed, _STREAM])
    chunk = max(1, _CHUNK // (max(rows, n) * n))
    largest = []
    for start in range(0, DRAWS, chunk):
        draws = min(chunk, DRAWS - start)
        drawn = factor @ generator.standard_normal((draws, factor.shape[1], n))
        drawn += np.sqrt(shrunk) * generator.standard_normal((draws, rows, n))
        largest.append((np.abs(drawn.mean(axis=2)) / drawn.std(axis=2, ddof=1)).max(axis=1))
    found = np.sqrt(n) * np.quantile(np.concatenate(largest), 1 - level)
    of_one, of_all = bonferroni(np.array([n, n]), np.array([1, rows]), level)
    return float(np.clip(found, of_one, of_all))


def shrinkage(standard: Floats) -> float:
    """How far to shrink the correlations of rows [rows, replications] towards none: 0 not at all, 1 whole.

    Sum of the estimated variances of all correlations over the sum of their squares: correlations known from
    few replications look larger than they are. The rows have mean 0 and standard deviation 1; the variance of
    a correlation r of x and y is that of its influence function x y - r (x^2 + y^2) / 2 (S. J. Devlin,
    R. Gnanadesikan and J. R. Kettenring, Biometrika 62, 1975).
    Source: J. Schaefer and K. Strimmer, "A shrinkage approach to large-scale covariance matrix estimation
    and implications for functional genomics", Statistical Applications in Genetics and Molecular Biology 4
    (2005).
    """
    rows, n = standard.shape
    r = standard @ standard.T / (n - 1)
    squares = standard**2 @ (standard**2).T
    cubes = standard**3 @ standard.T
    fourths = (standard**4).sum(axis=1)
    # sum over replications of (x y - r (x^2 + y^2) / 2)^2
    influence = squares - r * (cubes + cubes.T) + r**2 / 4 * (fourths[:, None] + fourths + 2 * squares)
    others = ~np.eye(rows, dtype=bool)
    strength = (r[others] ** 2).sum()
    variances = n / (n - 1) ** 3 * influence[others].sum()
    return float(np.clip(variances / strength, 0.0, 1.0)) if strength > 0 else 1.0


def method_for(replications: int, asked: Method) -> Method:
    """Return the method that is used: max-t only from `FEWEST` replications on, below Bonferroni's."""
    return asked if replications >= FEWEST else "bonferroni"


def critical_values(differences: Floats, method: Method, seed: int) -> Floats:
    """Critical values of |t| of one family's rows [rows, replications]; NaN with fewer than two values.

    By max-t, rows that hold a value in every replication share its draws; each other row takes its even part
    of the level for itself, as by Bonferroni. Rows that never vary count as tested, too.
    """
    n = np.isfinite(differences).sum(axis=1)
    tested = n >= 2
    tests = int(tested.sum())
    found = bonferroni(n, np.full(n.shape, tests))
    replications = differences.shape[1]
    if method_for(replications, method) == "bonferroni":
        return found
    complete = n == replications
    together = complete & (np.ptp(np.where(complete[:, None], differences, 0.0), axis=1) > 0)
    if together.any():
        part = (1 - CONFIDENCE) * int(complete.sum()) / tests
        found[complete] = np.minimum(max_t(differences[together], seed, part), found[complete])
    return found
