"""Structs shared with C++: their declaration, their layout in memory, and what is in them afterwards."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from benchmarks.translate.kinds import array_type, fields_of, spelled


class _Array1(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("n", ctypes.c_int64))


class _Array2(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("n", ctypes.c_int64), ("m", ctypes.c_int64))


_ARRAYS: dict[int, Any] = {1: _Array1, 2: _Array2}


def declaration(value: Any, name: str) -> str:
    """Declare in C++ a struct with the fields of a NamedTuple or dataclass, those inside it first."""
    inner, lines = [], []
    for key, one in fields_of(value).items():
        if isinstance(one, np.ndarray):
            lines.append(f"    {array_type(one)} {spelled(key)};")
        elif _scalar(one) is not None:
            lines.append(f"    {_scalar(one)[0]} {spelled(key)};")  # type: ignore[index]
        else:
            inner.append(declaration(one, key.title()))
            lines.append(f"    {key.title()} {spelled(key)};")
    return "\n".join([*inner, f"struct {name} {{", *lines, "};", ""])


def _scalar(value: Any) -> tuple[str, Any] | None:
    if isinstance(value, bool | np.bool_):
        return "bool", ctypes.c_bool
    if isinstance(value, int | np.integer):
        return "std::int64_t", ctypes.c_int64
    if isinstance(value, float | np.floating):
        return "double", ctypes.c_double
    return None


def laid_out(value: Any) -> ctypes.Structure:
    """Lay a NamedTuple or dataclass out as its struct; arrays are shared, so keep the value alive."""
    kinds: list[tuple[str, Any]] = []
    cells: list[Any] = []
    for key, one in fields_of(value).items():
        scalar = _scalar(one)
        if isinstance(one, np.ndarray):
            if not one.flags.c_contiguous:
                raise ValueError(f"{key} is not contiguous")
            kinds.append((key, _ARRAYS[one.ndim]))
            cells.append(_ARRAYS[one.ndim](one.ctypes.data, *one.shape))
        elif scalar is not None:
            kinds.append((key, scalar[1]))
            cells.append(scalar[1](one))
        else:
            cells.append(laid_out(one))
            kinds.append((key, type(cells[-1])))
    made = type("Struct", (ctypes.Structure,), {"_fields_": kinds})
    return made(*cells)  # type: ignore[no-any-return]


def read_back(struct: ctypes.Structure, value: Any) -> None:
    """Put the numbers that the struct holds now into the dataclass that it was laid out from."""
    for key, one in fields_of(value).items():
        if _scalar(one) is not None:
            setattr(value, key, getattr(struct, key))
