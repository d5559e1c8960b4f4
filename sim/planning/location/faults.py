"""All faults of a request in one error, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment.errors import InputError

Fault = tuple[str, str]  # English, Chinese


def raise_if_any(faults: Sequence[Fault]) -> None:
    """Raise one InputError that tells every fault; none: return.

    Raises:
        InputError: there is a fault.
    """
    if faults:
        en, zh = zip(*faults, strict=True)
        raise InputError(f"location: {'; '.join(en)}", f"选址：{'；'.join(zh)}")


def listed(places: NDArray[np.signedinteger[Any]], most: int = 5) -> str:
    """Return positions as messages show them: the first few, and how many more."""
    shown = ", ".join(str(int(one)) for one in places[:most])
    return shown if len(places) <= most else f"{shown} (+{len(places) - most})"
