"""KN and KN++: fully sequential selection of the best with an indifference zone.

Sources: S.-H. Kim, B. L. Nelson, "A fully sequential procedure for indifference-zone selection in
simulation", ACM TOMACS 11 (2001): procedure KN with c = 1. S.-H. Kim, B. L. Nelson, "On the asymptotic
validity of fully sequential selection procedures for steady-state simulation", Operations Research 54 (2006):
KN++, which updates variances as it goes.

What is proved of KN: if replications are independent of each other and normal (systems may be correlated, as
under common random numbers), and the best mean is better than every other by at least the indifference zone,
the best is selected with at least the stated confidence. Where others lie within the zone the theorem says
nothing: that one of the good systems is then selected as surely is usual, but not proved (why it does not
follow: D. J. Eckman, S. G. Henderson, "Fixed-confidence, fixed-tolerance guarantees for ranking-and-selection
procedures", ACM TOMACS 31, 2021). KN++ promises its confidence only in the limit, as the zone goes to 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sim.experiment.errors import InputError
from sim.experiment.selection.choice import Choice, Floats, Step

Draw = Callable[[Sequence[int], int], Sequence[float]]  # systems, replication (from 1) -> their values
FIRST, FIRST_UPDATED = 10, 30
MOST = 1000


def kn(
    draw: Draw,
    k: int,
    *,
    indifference: float,
    confidence: float = 0.95,
    first: int | None = None,
    most: int = MOST,
    higher: bool = True,
    update: bool = False,
) -> Choice:
    """Select the best of k systems.

    Args:
        draw: returns the values of some systems in one replication.
        k: systems, 2 or more.
        indifference: the smallest difference worth detecting, in the unit of the values, above 0.
        confidence: between 1 / k and 1.
        first: replications of each system before any is eliminated; by default 10, of KN++ 30.
        most: replications of a system at most; reached before a decision, nothing is guaranteed.
        higher: whether a greater mean is better.
        update: KN++ instead of KN.

    Raises:
        InputError: a number is out of its bounds; KN++ with fewer than 30 first replications.
    """
    first = first if first is not None else FIRST_UPDATED if update else FIRST
    _check(k, indifference, confidence, first, most, update)
    sign = 1.0 if higher else -1.0
    tail = (1 - confidence) / (k - 1)  # Bonferroni: holds for correlated systems too
    values = np.array([draw(range(k), number) for number in range(1, first + 1)], np.float64) * sign
    sums, squares = values.sum(axis=0), (values**2).sum(axis=0)
    variances = _difference_variances(values)
    limit = _boundary(tail, first) * variances
    contenders, r = list(range(k)), first
    eliminated: list[int | None] = [None] * k
    counts = [first] * k
    steps: list[Step] = []
    rows = [*values] if update else []
    while True:
        contenders, out = _screened(contenders, sums / r, limit, indifference, r)
        for one in out:
            eliminated[one] = r
        steps.append(Step(tuple(counts), _means(sums, counts, sign), tuple(contenders)))
        if len(contenders) == 1 or r >= most:
            break
        r += 1
        new = np.zeros(k)
        new[contenders] = np.asarray(draw(contenders, r), np.float64) * sign
        sums += new
        squares += new**2
        for one in contenders:
            counts[one] = r
        if update:
            rows.append(np.where(np.isin(np.arange(k), contenders), new, np.nan))
            limit = _boundary(tail, r) * _difference_variances(np.array(rows)[:, contenders], contenders, k)
    best = max(contenders, key=lambda one: (sums[one], -one))
    n = np.array(counts)
    means = sums / n
    sds = np.sqrt(np.maximum(squares - n * means**2, 0.0) / (n - 1))
    return Choice(best, len(contenders) == 1, counts, means * sign, sds, eliminated, None, steps)


def _check(k: int, indifference: float, confidence: float, first: int, most: int, update: bool) -> None:
    faults = []
    if k < 2:
        faults.append(("at least two systems are needed", "至少需要两个系统"))
    if not (np.isfinite(indifference) and indifference > 0):
        faults.append(("the indifference zone must be above 0", "无差异区间须大于 0"))
    if not 1 / max(k, 2) < confidence < 1:
        faults.append((f"the confidence must lie between 1/{k} and 1", f"置信度须在 1/{k} 与 1 之间"))
    if first < 2 or most < first:
        faults.append(("2 <= first <= most does not hold", "不满足 2 <= first <= most"))
    if update and first < FIRST_UPDATED:
        faults.append(
            (
                f"KN++ needs {FIRST_UPDATED} first replications or more; take KN with fewer",
                f"KN++ 的首批重复至少 {FIRST_UPDATED} 次；少于此数请用 KN",
            )
        )
    if faults:
        en, zh = (sep.join(words) for sep, words in zip(("; ", "；"), zip(*faults, strict=True), strict=True))
        raise InputError(f"selection: {en}", f"择优：{zh}")


def _boundary(tail: float, n: int) -> float:
    """h^2 = 2 c eta (n - 1), eta = ((2 tail)^(-2 / (n - 1)) - 1) / 2, c = 1."""
    return float((np.power(2 * tail, -2 / (n - 1)) - 1) * (n - 1))


def _difference_variances(values: Floats, which: Sequence[int] | None = None, k: int | None = None) -> Floats:
    """Return [k, k] sample variances of the differences of systems, of values [replications, systems]."""
    covariance = np.atleast_2d(np.cov(values, rowvar=False))
    own = np.diag(covariance)
    found = np.maximum(own[:, None] + own[None, :] - 2 * covariance, 0.0)
    if which is None or k is None:
        return np.asarray(found)
    whole = np.full((k, k), np.inf)
    whole[np.ix_(which, which)] = found
    return whole


def _screened(
    contenders: list[int], means: Floats, limit: Floats, delta: float, r: int
) -> tuple[list[int], list[int]]:
    """Return who stays and who goes: system i goes if its mean lies more than W_il below that of any l.

    W_il = max(0, delta / (2 r) (h^2 S_il^2 / delta^2 - r)). Where W is 0 for all, one of the best stays.
    """
    at = np.array(contenders)
    allowed = np.maximum(0.0, (limit[np.ix_(at, at)] / delta - r * delta) / (2 * r))
    below = means[at][None, :] - means[at][:, None]  # [i, l]: by how much l is above i
    goes = (below > allowed).any(axis=1)
    if not goes.any() and len(at) > 1 and not allowed[~np.eye(len(at), dtype=bool)].any():
        goes = np.arange(len(at)) != int(np.argmax(means[at]))  # a tie to the last bit
    return at[~goes].tolist(), at[goes].tolist()


def _means(sums: Floats, counts: Sequence[int], sign: float) -> tuple[float, ...]:
    return tuple((sign * sums / np.array(counts)).tolist())
