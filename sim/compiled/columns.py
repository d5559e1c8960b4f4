"""Columns: what compiled code sees of an array in a struct, a pointer and a length.

An index is used as it stands: from 0 on, not counted from the end and not checked. Nobody counts references.
So reading a number is one load, as in C.
"""

from __future__ import annotations

import operator
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.datamodel import models
from numba.core.extending import register_model
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, overload


class Column(types.Type):
    """A borrowed array of one or two dimensions, contiguous, rows first; nobody writes to a frozen one."""

    def __init__(self, dtype: types.Type, ndim: int, frozen: bool) -> None:
        self.dtype, self.ndim, self.frozen = dtype, ndim, frozen
        super().__init__(name=f"Column({dtype},{ndim},{'frozen' if frozen else 'open'})")


@register_model(Column)
class _ColumnModel(models.StructModel):
    def __init__(self, manager: Any, kind: Column) -> None:
        members = [("data", types.CPointer(kind.dtype)), ("length", types.intp), ("width", types.intp)]
        super().__init__(manager, kind, members)


def constant(builder: Any, load: Any) -> Any:
    """Mark a load as one of memory that nobody writes to while compiled code runs."""
    load.set_metadata("invariant.load", builder.module.add_metadata([]))
    return load


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):
    def generic(self, arguments: Any, keywords: Any) -> Any:
        column, index = arguments
        if not isinstance(column, Column):
            return None
        if isinstance(index, types.Integer):
            found = column.dtype if column.ndim == 1 else Column(column.dtype, 1, column.frozen)
            return signature(found, column, types.intp)
        if isinstance(index, types.BaseTuple) and column.ndim == len(index) == 2:
            return signature(column.dtype, column, types.UniTuple(types.intp, 2))
        return None


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):
    def generic(self, arguments: Any, keywords: Any) -> Any:
        column, index, _ = arguments
        if not isinstance(column, Column) or column.frozen:
            return None
        place = types.intp if isinstance(index, types.Integer) else types.UniTuple(types.intp, 2)
        return signature(types.none, column, place, column.dtype)


@infer_global(len)
class _Len(AbstractTemplate):
    def generic(self, arguments: Any, keywords: Any) -> Any:
        (column,) = arguments
        return signature(types.intp, column) if isinstance(column, Column) else None


@lower_builtin(len, Column)
def _len(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    return cgutils.create_struct_proxy(sig.args[0])(context, builder, value=arguments[0]).length


def _place(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    """Pointer to the element, or to the first one of a row."""
    kind, index = sig.args[0], sig.args[1]
    column = cgutils.create_struct_proxy(kind)(context, builder, value=arguments[0])
    if isinstance(index, types.BaseTuple):
        row, place = cgutils.unpack_tuple(builder, arguments[1], 2)
        at = builder.add(builder.mul(row, column.width), place)
    else:
        at = builder.mul(arguments[1], column.width) if kind.ndim == 2 else arguments[1]
    return builder.gep(column.data, [at]), column


@lower_builtin(operator.getitem, Column, types.Integer)
@lower_builtin(operator.getitem, Column, types.UniTuple)
def _getitem(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    pointer, column = _place(context, builder, sig, arguments)
    if isinstance(sig.return_type, Column):
        row = cgutils.create_struct_proxy(sig.return_type)(context, builder)
        row.data, row.length, row.width = pointer, column.width, ir.Constant(column.width.type, 1)
        return row._getvalue()
    found = builder.load(pointer)
    if sig.args[0].frozen:
        constant(builder, found)
    return context.data_model_manager[sig.return_type].from_data(builder, found)


@lower_builtin(operator.setitem, Column, types.Integer, types.Any)
@lower_builtin(operator.setitem, Column, types.UniTuple, types.Any)
def _setitem(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
    pointer, _ = _place(context, builder, sig, arguments)
    model = context.data_model_manager[sig.args[0].dtype]
    builder.store(model.as_data(builder, arguments[2]), pointer)
    return context.get_dummy_value()


def prefetch(column: Any, row: int) -> None:
    """Ask the processor for a row that will be read soon. Nothing else happens; in plain Python nothing."""


@overload(prefetch)
def _prefetch(column, row):  # type: ignore[no-untyped-def]
    touch: Any = _touch
    return lambda column, row: touch(column, row)


@intrinsic
def _touch(typing: Any, column: Any, row: Any) -> Any:
    def generate(context: Any, builder: Any, sig: Any, arguments: Any) -> Any:
        values = cgutils.create_struct_proxy(column)(context, builder, value=arguments[0])
        at = builder.mul(arguments[1], values.width) if column.ndim == 2 else arguments[1]
        byte, flag = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, flag, flag, flag])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        pointer = builder.bitcast(builder.gep(values.data, [at]), byte)
        builder.call(function, [pointer, flag(0), flag(3), flag(1)])  # to read, to keep, data
        return context.get_dummy_value()

    return types.void(column, types.intp), generate
