"""Pseudo-random choices that depend on names only, so that the written tables never change by themselves."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from statistics import NormalDist


def unit(*names: object) -> float:
    """A number in (0, 1) fixed by the names: the first 52 bits of their SHA-256."""
    digest = hashlib.sha256("|".join(str(name) for name in names).encode()).digest()
    return (int.from_bytes(digest[:8], "big") // 2**12 + 0.5) / 2.0**52


def lognormal(sigma: float, *names: object) -> float:
    """A lognormal number with median 1."""
    return math.exp(sigma * NormalDist().inv_cdf(unit(*names)))


def integer(low: int, high: int, *names: object) -> int:
    """A whole number in [low, high]."""
    return low + int(unit(*names) * (high - low + 1))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights that sum to the total (largest remainders)."""
    scale = total / math.fsum(weights)
    shares = [weight * scale for weight in weights]
    counts = [math.floor(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (counts[i] - shares[i], i))
    for i in order[: total - sum(counts)]:
        counts[i] += 1
    return counts
