"""Changes with a gap: ``{value}`` stands where the value of a parameter goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

PLACEHOLDER = "{value}"


def has_gap(changes: Any) -> bool:
    """Tell whether the placeholder stands anywhere in changes."""
    if isinstance(changes, dict):
        return any(map(has_gap, changes.values()))
    if isinstance(changes, list):
        return any(map(has_gap, changes))
    return bool(changes == PLACEHOLDER)


def filled(changes: Sequence[dict[str, Any]], value: float) -> list[dict[str, Any]]:
    """Return the changes with the value in every gap."""
    return [_filled(change, value) for change in changes]


def _filled(part: Any, value: float) -> Any:
    if isinstance(part, dict):
        return {key: _filled(inner, value) for key, inner in part.items()}
    if isinstance(part, list):
        return [_filled(inner, value) for inner in part]
    return value if part == PLACEHOLDER else part
