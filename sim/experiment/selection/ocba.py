"""OCBA: the optimal computing budget allocation, which estimates how surely the best was found.

Sources: C.-H. Chen, J. Lin, E. Yücesan, S. E. Chick, "Simulation budget allocation for further enhancing the
efficiency of ordinal optimization", Discrete Event Dynamic Systems 10 (2000); C.-H. Chen, L. H. Lee,
*Stochastic Simulation Optimization* (2011). It takes systems for independent; nothing is guaranteed.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sim.experiment.errors import InputError
from sim.experiment.selection.choice import Choice, Floats, Step

Draw = Callable[[list[int]], list[float]]  # a system for each value asked, in order -> the values
FIRST = 10
LEAST_FIRST = 5
TINY = 1e-12  # of the spread between systems: what equal means or constant values count as


def ocba(
    draw: Draw, k: int, *, budget: int, first: int = FIRST, increment: int | None = None, higher: bool = True
) -> Choice:
    """Spend a budget of replications where they best tell the systems apart.

    Args:
        draw: returns the next value of each system named; every call goes on in that system's own stream.
        k: systems, 2 or more.
        budget: replications in all.
        first: replications of each system to begin with, 5 or more.
        increment: replications handed out at a time; by default a tenth of what is left after the first.
        higher: whether a greater mean is better.

    Returns:
        The choice; its ``correct`` is the approximate probability of correct selection (Bonferroni bound with
        normal means of the sample variances, APCS-B): an estimate.

    Raises:
        InputError: the budget does not reach for the first replications, or a number is out of its bounds.
    """
    if k < 2 or first < LEAST_FIRST or budget < k * first:
        raise InputError(
            f"selection: OCBA needs two systems, {LEAST_FIRST} first replications or more, and a budget of at"
            f" least {max(first, LEAST_FIRST)} for each ({k * max(first, LEAST_FIRST)})",
            f"择优：OCBA 至少需要两个系统、首批重复不少于 {LEAST_FIRST} 次，"
            f"且预算不少于 {k * max(first, LEAST_FIRST)}",
        )
    increment = increment or max(1, (budget - k * first) // 10)
    sign = 1.0 if higher else -1.0
    values: list[list[float]] = [[] for _ in range(k)]
    steps: list[Step] = []
    wanted = [first] * k
    while True:
        asked = [system for system in range(k) for _ in range(wanted[system])]
        for system, value in zip(asked, draw(asked), strict=True):
            values[system].append(sign * value)
        counts = np.array([len(one) for one in values])
        means = np.array([math.fsum(one) / len(one) for one in values])
        sds = np.array([np.std(one, ddof=1) for one in values])
        steps.append(Step(tuple(counts.tolist()), tuple((sign * means).tolist()), tuple(range(k))))
        left = budget - int(counts.sum())
        if left <= 0:
            break
        wanted = allocate(means, sds, counts, min(increment, left))
    best = int(np.argmax(means))
    correct = probability_correct(means, sds, counts)
    return Choice(best, True, counts.tolist(), sign * means, sds, [None] * k, correct, steps)


def allocate(means: Floats, sds: Floats, counts: Floats, more: int) -> list[int]:
    """Return how many of `more` replications each system gets; the greatest mean is the best.

    With b the best, N_i is proportional to (sd_i / (mean_b - mean_i))^2 for the others, and
    N_b = sd_b sqrt(sum N_i^2 / sd_i^2). Each replication goes to the system furthest below its share.
    """
    shares = ratios(means, sds) * (counts.sum() + more)
    given = np.zeros(len(means), np.int64)
    for _ in range(more):
        given[int(np.argmax(shares - counts - given))] += 1
    return [int(one) for one in given]


def ratios(means: Floats, sds: Floats) -> Floats:
    """Return each system's share of the budget [k], summing to 1."""
    best = int(np.argmax(means))
    floor = TINY * max(float(np.ptp(means)), float(sds.max()), TINY)
    sd, apart = np.maximum(sds, floor), np.maximum(means[best] - means, floor)
    n = (sd / apart) ** 2
    n[best] = 0.0
    n[best] = sd[best] * np.sqrt(((n / sd) ** 2).sum())
    return np.asarray(n / n.sum())


def probability_correct(means: Floats, sds: Floats, counts: Floats) -> float:
    """Approximate the probability that the greatest sample mean is the best system's: 1 - sum of errors.

    Each error is the normal probability of a true difference below 0, with variance sd_b^2/n_b + sd_i^2/n_i.
    """
    best = int(np.argmax(means))
    wrong = 0.0
    for other in range(len(means)):
        if other != best:
            error = math.sqrt(sds[best] ** 2 / counts[best] + sds[other] ** 2 / counts[other])
            apart = means[best] - means[other]
            wrong += 0.5 * math.erfc(apart / error / math.sqrt(2)) if error > 0 else 0.5 * (apart == 0)
    return max(0.0, 1 - wrong)
