"""Small functions in the translated part of Python: where C++ would mean something else."""

from __future__ import annotations

from collections.abc import Sequence

LIMITS = (3, -1, 4)


def quotient(a: int, b: int) -> int:
    return a // b


def rest(a: int, b: int) -> int:
    return a % b


def truncated(a: float) -> int:
    return int(a)


def ratio(a: int, b: int) -> float:
    return a / b


def swapped(a: int, b: int) -> int:
    a, b = b, a
    return 10 * a + b


def between(a: int, b: int, c: int) -> bool:
    return a < b <= c


def either(a: int, b: int) -> int:
    if a & 1 and not b >> 1:
        return 1
    return 2 if a == b else ~a


def after_the_loop(n: int) -> int:
    total = 0
    for i in range(2, n):
        if i == 7:
            continue
        if total > 50:
            break
        total += i
        last = i
    if n > 2:
        total = 100 * total + last
    return total


def looked_up(case: int) -> int:
    default = LIMITS[case] + 1
    default *= 2
    return default


def smallest(values: Sequence[int], floor: float) -> float:
    best = values[0] + 0.5
    i = 1
    while i < len(values):
        best = min(best, values[i] + 0.5)
        i += 1
    return max(best, floor)


def unknown(values: Sequence[int]) -> int:
    return sum(value for value in values)


def two_kinds(a: int) -> int:
    b = 1
    if a > 0:
        b = 0.5
    return int(b)
