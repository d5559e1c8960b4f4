"""Structs of arrays and numbers that compiled code reads and writes through one pointer.

A NamedTuple goes by value, seven machine words an array: with a hundred arrays each call would copy
hundreds of words, and compiling the hand-over alone takes half a minute. numba's own mutable struct counts
references to itself and to what is read from it, and ran at little more than half the speed. Here a dataclass
is laid out as a block of words in Python, which keeps its arrays alive while compiled code runs:

    number             1 word
    array              3 words: address, length, width (columns of a table)
    dataclass, tuple   1 word: address of its own block

An array never moves, so its address is read as a constant; so are the numbers of a struct that is `frozen`.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.datamodel import models
from numba.core.extending import NativeValue, register_model, typeof_impl, unbox
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, lower_getattr_generic, lower_setattr_generic

from sim.compiled.columns import Column, constant

WORD = ir.IntType(64)
WORDS_OF_ARRAY = 3


class Reference(types.Type):
    """Type of a pointer to a struct; named by a hash, since a full name would be thousands of letters."""

    def __init__(self, members: tuple[tuple[str, types.Type], ...], frozen: bool) -> None:
        self.members, self.frozen = dict(members), frozen
        sizes = [WORDS_OF_ARRAY if isinstance(kind, Column) else 1 for _, kind in members]
        starts = np.cumsum([0, *sizes]).tolist()
        self.place = dict(zip(self.members, starts, strict=False))
        self.words = starts[-1]
        text = repr((members, frozen)).encode()
        super().__init__(name=f"Reference.{hashlib.sha256(text).hexdigest()[:16]}")


class Packed:
    """A dataclass or NamedTuple laid out for compiled code; keep it while that code runs."""

    def __init__(self, struct: Any, frozen: bool) -> None:
        names = [field.name for field in fields(struct)] if is_dataclass(struct) else struct._fields
        values = {name: getattr(struct, name) for name in names}
        nested = {name: Packed(value, frozen) for name, value in values.items() if isinstance(value, tuple)}
        self._kept = values | nested
        self.kind = Reference(
            tuple((name, _kind_of(value, frozen)) for name, value in self._kept.items()), frozen
        )
        self._block = np.zeros(self.kind.words, dtype=np.int64)
        self.address = self._block.ctypes.data
        for name, value in self._kept.items():
            self._write(self.kind.place[name], value)

    def _write(self, place: int, value: Any) -> None:
        if isinstance(value, np.ndarray):
            self._block[place : place + WORDS_OF_ARRAY] = value.ctypes.data, len(value), value.shape[-1]
        elif isinstance(value, float):
            self._block[place : place + 1].view(np.float64)[0] = value
        else:
            self._block[place] = value.address if isinstance(value, Packed) else value

    def number(self, name: str) -> int:
        """A whole number of the struct, as compiled code has left it."""
        return int(self._block[self.kind.place[name]])


def packed(struct: Any, frozen: bool = False) -> Any:
    """Lay a struct out for compiled code; plain Python takes it as it is."""
    return struct if numba.config.DISABLE_JIT else Packed(struct, frozen)  # type: ignore[attr-defined]


def number(struct: Any, name: str) -> int:
    """A whole number of a struct that has been `packed`."""
    return struct.number(name) if isinstance(struct, Packed) else int(getattr(struct, name))


def _kind_of(value: Any, frozen: bool) -> types.Type:
    if isinstance(value, Packed):
        return value.kind
    if isinstance(value, np.ndarray):
        if not value.flags.c_contiguous or value.ndim > 2:
            raise ValueError("a column must be contiguous and of one or two dimensions")
        return Column(numba.from_dtype(value.dtype), value.ndim, frozen)
    return (
        types.boolean
        if isinstance(value, bool)
        else types.float64
        if isinstance(value, float)
        else types.int64
    )


@register_model(Reference)
class _ReferenceModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Reference) -> None:
        super().__init__(manager, kind, WORD.as_pointer())


@typeof_impl.register(Packed)
def _typeof(value: Packed, context: Any) -> Reference:
    return value.kind


@unbox(Reference)
def _unbox(kind: Reference, value: Any, c: Any) -> NativeValue:
    number = c.pyapi.object_getattr_string(value, "address")
    address = c.pyapi.long_as_ulonglong(number)
    c.pyapi.decref(number)
    return NativeValue(c.builder.inttoptr(address, WORD.as_pointer()))


@infer_getattr
class _Fields(AttributeTemplate):
    key = Reference

    def generic_resolve(self, kind: Any, name: Any) -> Any:  # type: ignore[override]  # it is a stub there
        return kind.members.get(name)


@lower_getattr_generic(Reference)
def _get(context: Any, builder: Any, kind: Reference, pointer: Any, name: str) -> Any:
    place, member = kind.place[name], kind.members[name]

    def word(offset: int, lasting: bool) -> Any:
        found = builder.load(cgutils.gep_inbounds(builder, pointer, place + offset))
        return constant(builder, found) if lasting else found

    if isinstance(member, Column):
        column = cgutils.create_struct_proxy(member)(context, builder)
        column.data = builder.inttoptr(word(0, True), column.data.type)
        column.length, column.width = word(1, True), word(2, True)
        return column._getvalue()
    found = word(0, kind.frozen)
    if isinstance(member, Reference):
        return builder.inttoptr(found, WORD.as_pointer())
    if member == types.boolean:
        return builder.icmp_unsigned("!=", found, ir.Constant(WORD, 0))
    return builder.bitcast(found, ir.DoubleType()) if member == types.float64 else found


@lower_setattr_generic(Reference)
def _set(context: Any, builder: Any, signature: Any, arguments: Any, name: str) -> None:
    kind, kind_of_value = signature.args
    member = kind.members[name]
    value = context.cast(builder, arguments[1], kind_of_value, member)
    if member == types.boolean:
        value = builder.zext(value, WORD)
    elif member == types.float64:
        value = builder.bitcast(value, WORD)
    builder.store(value, cgutils.gep_inbounds(builder, arguments[0], kind.place[name]))
