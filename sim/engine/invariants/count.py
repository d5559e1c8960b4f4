"""How a violation is put into words."""

from __future__ import annotations

import numpy as np

from sim.network.contract import Bools


def count(text: str, wrong: Bools) -> list[str]:
    """Return the text with the number of wrong rows and the first of them; nothing if no row is wrong."""
    n = int(np.count_nonzero(wrong))
    return [f"{text} ({n}, first at {int(np.argmax(wrong))})"] if n else []
