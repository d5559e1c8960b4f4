"""Kinds of values in the translated part of Python, and how C++ calls them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


class TranslationError(Exception):
    """Something that the translator does not know, with its place."""

    def __init__(self, what: str, node: ast.AST | None = None) -> None:
        line = getattr(node, "lineno", None)
        super().__init__(what if line is None else f"{what} (line {line} of the function)")


@dataclass(frozen=True)
class Kind:
    """What an expression is: a scalar, an array of scalars, or a struct."""

    name: str  # int, float, bool, none, array, struct
    element: str = ""  # of an array: int, float, bool
    dims: int = 0
    fields: Mapping[str, Kind] = field(default_factory=dict, hash=False, compare=False)
    cpp: str = ""  # of a struct, or of an array in a struct


INT, FLOAT, BOOL, NONE = Kind("int"), Kind("float"), Kind("bool"), Kind("none")
SCALARS = {"int": INT, "float": FLOAT, "bool": BOOL, "None": NONE}
CPP = {"int": "std::int64_t", "float": "double", "bool": "bool", "none": "void"}
# Parameters that hold arrays, as they are annotated, by kind of their elements ("Any": copied whole).
ARRAYS = {
    "Sequence[int]": "int", "Wholes": "int", "Reals": "float", "Truths": "bool", "Ints": "int", "Any": "int",
}  # fmt: skip
# Words of C++ that Python leaves free for names.
_RESERVED = frozenset((
    "auto", "case", "char", "const", "default", "delete", "do", "double", "enum", "explicit", "export",
    "extern", "float", "friend", "goto", "inline", "int", "long", "mutable", "namespace", "new", "operator",
    "private", "protected", "public", "register", "short", "signed", "sizeof", "static", "struct", "switch",
    "template", "this", "throw", "typedef", "typename", "union", "unsigned", "using", "virtual", "void",
    "volatile",
))  # fmt: skip
_ELEMENT = {"i": "int", "u": "int", "f": "float", "b": "bool"}


def spelled(name: str) -> str:
    """Spell a local name or a field in C++."""
    return f"{name}_" if name in _RESERVED else name


def of_annotation(text: str, structs: Mapping[str, Kind], node: ast.AST) -> Kind:
    """Return the kind that an annotation names."""
    if text in SCALARS:
        return SCALARS[text]
    if text in structs:
        return structs[text]
    if text in ARRAYS:
        return Kind("array", ARRAYS[text], 1)
    raise TranslationError(f"annotation {text}", node)


def of_value(value: Any, name: str = "") -> Kind:
    """Return the kind of a live value: a number, an array, or a tuple or dataclass of such."""
    if isinstance(value, bool | np.bool_):
        return BOOL
    if isinstance(value, int | np.integer):
        return INT
    if isinstance(value, float | np.floating):
        return FLOAT
    if isinstance(value, np.ndarray):
        return Kind("array", _ELEMENT[value.dtype.kind], value.ndim, cpp=array_type(value))
    items = fields_of(value)
    return Kind("struct", fields={key: of_value(one, key.title()) for key, one in items.items()}, cpp=name)


def array_type(array: np.ndarray[Any, Any]) -> str:
    """Return the C++ type of an array."""
    kind, bits = array.dtype.kind, 8 * array.dtype.itemsize
    scalar = {"i": f"std::int{bits}_t", "u": f"std::uint{bits}_t", "b": "bool"}.get(kind)
    return f"Array{array.ndim}<{scalar or {32: 'float', 64: 'double'}[bits]}>"


def fields_of(value: Any) -> dict[str, Any]:
    """Return the fields of a NamedTuple or dataclass, by name."""
    names = getattr(value, "_fields", None) or value.__dataclass_fields__
    return {name: getattr(value, name) for name in names}
