"""Hand-offs: how long papers travel between tiers."""

from __future__ import annotations


def mean_delay(push_from: bool, push_to: bool, with_push: int, without_push: int) -> int:
    """Mean working seconds: short only where the platform pushes information both ways."""
    return with_push if push_from and push_to else without_push


def delay(factor: float, mean: int) -> int:
    """The case's own factor times the mean, in whole working seconds."""
    return int(factor * mean)
