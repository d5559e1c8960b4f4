"""Structs passed by reference: a NamedTuple of arrays and numbers becomes one pointer inside compiled code.

A NamedTuple goes by value, seven machine words an array: with a hundred arrays each call would copy
hundreds of words. numba's mutable struct (StructRef) is made from it once, at the beginning of a run.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from typing import Any, TypeVar

import numba
from numba import types
from numba.experimental import structref
from numba.extending import overload

T = TypeVar("T")


@structref.register
class Reference(types.StructRef):
    """Type of a struct; named by a hash, since the full name would be thousands of letters long."""

    def __init__(self, members: Any) -> None:
        super().__init__(members)  # type: ignore[no-untyped-call]
        self.name = f"Reference.{hashlib.sha256(self.name.encode()).hexdigest()[:16]}"

    def preprocess_fields(self, members: Any) -> Any:
        """Fields hold values of any number or truth, not literal ones."""
        unliteral: Any = types.unliteral
        return tuple((name, unliteral(kind)) for name, kind in members)


def packed(struct: Any, by_value: type[Any]) -> Any:
    """Turn a dataclass into the NamedTuple of its fields that a compiled function takes."""
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return struct
    return by_value(*(getattr(struct, field.name) for field in fields(struct)))


def by_reference(values: T) -> T:
    """Make a struct from a NamedTuple, in compiled code; in plain Python a dataclass is one already."""
    return values


@overload(by_reference)
def _by_reference(values):  # type: ignore[no-untyped-def]  # numba compares it with `make`
    struct = Reference(list(zip(values.fields, values.types, strict=True)))
    lines = [f"    struct.{name} = values.{name}" for name in values.fields]
    source = "\n".join(["def make(values):", "    struct = new(kind)", *lines, "    return struct"])
    scope: dict[str, Any] = {"new": structref.new, "kind": struct}
    exec(source, scope)
    return scope["make"]
