"""Published optima of OR-Library's p-median problems pmed1 to pmed40.

J. E. Beasley, "A note on solving large p-median problems", European Journal of Operational Research 21
(1985), and the file pmedopt of OR-Library (the same, Journal of the Operational Research Society 41, 1990).
"""

from __future__ import annotations

_OPTIMA = (
    5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255,
    7696, 6634, 4374, 2968, 1729, 8162, 6999, 4809, 2845, 1789,
    9138, 8579, 4619, 2961, 1828, 9917, 8307, 4498, 3033, 1989,
    10086, 9297, 4700, 3013, 10400, 9934, 5057, 11060, 9423, 5128,
)  # fmt: skip
PUBLISHED = {f"pmed{number}": float(value) for number, value in enumerate(_OPTIMA, start=1)}
