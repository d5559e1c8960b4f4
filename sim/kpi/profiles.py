"""Profiles: cases that agree in every trait that a KPI asks for are one profile, and are counted together.

There are some hundred profiles to a million cases. A set of cases ("solved problems") is then a mask over
profiles, which costs nothing to make, and two bytes a case say which profile it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.network.contract import Bools, Ints

MOST_PROFILES = 2**16 - 1  # a profile is kept in 16 bits
MOST_CODES = 2**26
Trait = tuple[str, int, NDArray[Any]]  # name, number n of values, value 0..n - 1 of each case [C]


class Profiles:
    """The profile of each case, and the traits of each profile."""

    def __init__(self, n_cases: int, traits: Iterable[Trait]) -> None:
        code = np.zeros(n_cases, np.uint32)  # traits as the digits of one number
        self._digits: dict[str, tuple[int, int]] = {}
        n_codes = 1
        for name, size, values in traits:
            if values.size and not (int(values.min()) >= 0 and int(values.max()) < size):
                raise ValueError(f"trait {name} has values outside 0..{size - 1}")
            code += np.multiply(values, n_codes, dtype=np.uint32, casting="unsafe")
            self._digits[name] = n_codes, size
            n_codes *= size
        if n_codes > MOST_CODES:
            raise ValueError(f"{n_codes} combinations of traits, more than {MOST_CODES}")
        known = np.zeros(MOST_PROFILES, np.uint32)
        number = np.zeros(n_codes, np.uint16)
        self.of_case: NDArray[np.uint16] = np.zeros(n_cases, np.uint16)  # [C]
        self.n = number_profiles(code, number, known, self.of_case)
        if self.n > MOST_PROFILES:
            raise ValueError(f"more than {MOST_PROFILES} profiles")
        self._codes = known[: self.n].astype(np.int64)

    def values(self, trait: str) -> Ints:
        """Return the value [P] of the trait."""
        below, size = self._digits[trait]
        return self._codes // below % size

    def having(self, trait: str) -> Bools:
        """Return [P]: has it the trait?"""
        return np.asarray(self.values(trait) > 0)


@compiled
def number_profiles(
    code: NDArray[np.uint32],
    number: NDArray[np.uint16],
    known: NDArray[np.uint32],
    of_case: NDArray[np.uint16],
) -> int:
    """Number the codes [C] in order of their first case, into ``of_case`` [C]; return how many there are.

    ``known`` takes the code of each number; ``number``, all 0, the number + 1 of each code. With more codes
    than ``known`` has room for it stops.
    """
    n = 0
    for case in range(len(code)):
        if number[code[case]] == 0:
            if n == len(known):
                return n + 1
            known[n] = code[case]
            n += 1
            number[code[case]] = n
        of_case[case] = number[code[case]] - 1
    return n
