"""Structs of arrays and numbers: compiled code reads and writes what plain Python does."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pytest
from numba import TypingError

from sim.compiled import compiled
from sim.compiled.structs import Packed, number, packed

DTYPES = (np.bool_, np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint32, np.float32, np.float64)
SHAPES = ((5,), (3, 4))


class Inner(NamedTuple):
    """A struct within a struct."""

    count: int
    share: float
    row: np.ndarray


class Middle(NamedTuple):
    """Holds one itself."""

    flag: bool
    inner: Inner


@dataclass
class Outer:
    """Every kind of member, numbers between arrays so that a wrong place shows."""

    ints: np.ndarray = field(default_factory=lambda: np.arange(1, 6))
    whole: int = -7
    table: np.ndarray = field(default_factory=lambda: np.arange(12.0).reshape(3, 4))
    real: float = 2.5
    truth: bool = True
    middle: Middle = field(
        default_factory=lambda: Middle(False, Inner(2**40, -0.125, np.arange(4, dtype=np.int32)))
    )
    truths: np.ndarray = field(default_factory=lambda: np.array([True, False, True]))
    last: int = 11


class Frozen(NamedTuple):
    """A column and a table that nobody writes to."""

    column: np.ndarray
    table: np.ndarray


class One(NamedTuple):
    """A single array."""

    a: np.ndarray


def both(function: Callable[..., Any], struct: Any, *arguments: Any, frozen: bool = False) -> Any:
    """Run a function compiled and return its result."""
    return compiled(function)(Packed(struct, frozen), *arguments)


# Reading


def read(s):
    """Every member of an Outer, each with a weight of its own."""
    inner = s.middle.inner
    numbers = s.whole + 3 * s.last + 5 * inner.count + 7.5 * s.real + 11.25 * inner.share
    truths = 13 * int(s.truth) + 17 * int(s.middle.flag) + 19 * int(s.truths[0]) + 23 * int(s.truths[1])
    arrays = 29 * s.ints[4] + 31 * s.table[2, 1] + 37 * s.table[1][3] + 41 * inner.row[3]
    lengths = 43 * len(s.ints) + 47 * len(s.table) + 53 * len(s.table[0]) + 59 * len(inner.row)
    return numbers + truths + arrays + lengths


@pytest.mark.parametrize("frozen", [False, True])
def test_every_kind_of_member_is_read_alike(frozen):
    assert both(read, Outer(), frozen=frozen) == read(Outer())


@pytest.mark.parametrize(
    ("member", "value"),
    [("whole", 2**62), ("whole", -1), ("real", math.inf), ("real", -0.0), ("real", 5e-324), ("truth", False)],
)
def test_numbers_keep_every_bit(member, value):
    def whole(s):
        return s.whole

    def real(s):
        return s.real

    def truth(s):
        return s.truth

    found = both({"whole": whole, "real": real, "truth": truth}[member], Outer(**{member: value}))
    assert type(found) is type(value)
    assert repr(found) == repr(value)


# Arrays of each type


def first(s):
    return s.a[0]


def corner(s):
    return s.a[2, 3]


def double(s):
    """Write each element in the place of the next."""
    last = s.a[len(s.a) - 1]
    for i in range(len(s.a) - 1, 0, -1):
        s.a[i] = s.a[i - 1]
    s.a[0] = last


def turn(s):
    """Swap rows and corners, by row and by pair of indices."""
    for j in range(len(s.a[0])):
        s.a[0][j], s.a[2, j] = s.a[2][j], s.a[0, j]


def sample(dtype: Any, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers that reach the ends of a type."""
    size = math.prod(shape)
    if dtype is np.bool_:
        return (np.arange(size) % 3 == 0).reshape(shape)
    if np.issubdtype(dtype, np.floating):
        return (np.arange(size, dtype=dtype) / dtype(3)).reshape(shape)
    ends = np.iinfo(dtype)
    return np.array([ends.max, ends.min, *range(size - 3), ends.max], dtype=dtype).reshape(shape)


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("shape", "ask"), tuple(zip(SHAPES, (first, corner), strict=True)))
def test_elements_of_each_type_are_read_alike(dtype, shape, ask, frozen):
    struct = One(sample(dtype, shape))
    assert both(ask, struct, frozen=frozen) == ask(struct)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("shape", "move"), tuple(zip(SHAPES, (double, turn), strict=True)))
def test_elements_of_each_type_are_written_alike(dtype, shape, move):
    mine, plain = One(sample(dtype, shape)), One(sample(dtype, shape))
    both(move, mine)
    move(plain)
    assert mine.a.dtype == plain.a.dtype
    np.testing.assert_array_equal(mine.a, plain.a)
    assert not np.array_equal(plain.a, sample(dtype, shape))  # something was moved at all


# Writing


def write(s):
    """Change numbers and arrays, nested ones too."""
    s.whole += 3
    s.last = s.whole * 2
    s.ints[s.whole + 4] = s.last
    s.table[1, 2] = s.real
    s.table[2][0] = -1.5
    s.truths[1] = s.truth
    s.middle.inner.row[2] = 99


def test_writing_is_seen_by_both_sides():
    mine, plain = Outer(), Outer()
    block = Packed(mine, False)
    compiled(write)(block)
    write(plain)
    for name in ("whole", "last"):
        assert number(block, name) == getattr(plain, name)
    for name in ("ints", "table", "truths"):
        np.testing.assert_array_equal(getattr(mine, name), getattr(plain, name))
    np.testing.assert_array_equal(mine.middle.inner.row, plain.middle.inner.row)


def test_reals_and_truths_are_written_too():
    def change(s):
        s.real = s.real / 4
        s.truth = not s.truth
        return s.real, s.truth

    assert both(change, Outer()) == (0.625, False)


def test_a_second_call_finds_what_the_first_left():
    def count(s):
        s.whole += 1

    block, kernel = Packed(Outer(), False), compiled(count)
    for _ in range(3):
        kernel(block)
    assert number(block, "whole") == -4


def test_structs_of_the_same_members_share_their_compiled_code():
    kernel = compiled(read)
    for struct in (Outer(), Outer(whole=3)):
        kernel(Packed(struct, False))
    assert len(kernel.signatures) == 1
    kernel(Packed(Outer(), True))
    assert len(kernel.signatures) == 2


def test_plain_python_takes_a_struct_as_it_is(monkeypatch):
    monkeypatch.setattr("numba.config.DISABLE_JIT", True)
    struct = Outer()
    assert packed(struct) is struct
    assert number(struct, "whole") == -7


# What is refused


def put(s):
    s.column[0] = 1


def put_pair(s):
    s.table[0, 0] = 1


def put_row(s):
    s.table[0][0] = 1


@pytest.mark.parametrize("change", [put, put_pair, put_row])
def test_a_column_of_a_frozen_struct_refuses_writing(change):
    struct = Frozen(np.zeros(3, np.int64), np.zeros((2, 2), np.int64))
    with pytest.raises(TypingError):
        both(change, struct, frozen=True)
    assert not struct.column.any()
    assert not struct.table.any()
    both(change, struct)  # the same function may write to an open one
    assert struct.column.any() or struct.table.any()


@pytest.mark.parametrize(
    "array",
    [np.arange(8)[::2], np.arange(8)[::-1], np.ones((3, 4)).T, np.ones((3, 4))[:, :2], np.ones((2, 2, 2))],
)
def test_an_array_that_is_no_column_is_refused(array):
    with pytest.raises(ValueError, match="contiguous"):
        Packed(One(array), True)


def test_a_member_that_is_not_there_is_refused():
    def ask(s):
        return s.nothing

    with pytest.raises(TypingError):
        both(ask, Outer())
