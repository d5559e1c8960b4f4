"""Expressions: Python's meaning of division, comparison and rounding, in C++."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.translate.kinds import BOOL, FLOAT, INT, Kind, TranslationError, spelled

Code = tuple[str, Kind]
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.LShift: "<<", ast.RShift: ">>",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
}  # fmt: skip
_COMPARISON: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
CASTS: dict[Any, Kind] = {
    int: INT, float: FLOAT, bool: BOOL, np.int64: INT, np.float64: FLOAT, np.bool_: BOOL,
}  # fmt: skip
CAST_CODE = {"int": "std::int64_t", "float": "double", "bool": "bool"}
_SCALARS = {"int": INT, "float": FLOAT, "bool": BOOL}


class Expressions:
    """Translates expressions, given the kinds of the names in sight."""

    def __init__(
        self,
        names: dict[str, Kind],
        outside: Callable[[ast.expr], Any],
        called: Callable[[ast.Call, Expressions], Code],
    ) -> None:
        """Take the local names, what finds values outside the function, and what translates a call."""
        self.names = names
        self._outside = outside
        self._called = called

    def value(self, node: ast.expr) -> Code:
        """Translate an expression."""
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise TranslationError(f"expression {ast.unparse(node)}", node)
        found: Code = method(node)
        return found

    def test(self, node: ast.expr) -> str:
        """Translate a condition, where any number is true or false."""
        if isinstance(node, ast.BoolOp):
            sign = " && " if isinstance(node.op, ast.And) else " || "
            return "(" + sign.join(self.test(one) for one in node.values) + ")"
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return f"!{self.test(node.operand)}"
        code, kind = self.value(node)
        return code if kind == BOOL else f"({self.scalar(code, kind, node)} != 0)"

    @staticmethod
    def scalar(code: str, kind: Kind, node: ast.AST) -> str:
        """Return the code of an expression that must be a scalar."""
        if kind.name not in _SCALARS:
            raise TranslationError(f"a scalar is wanted, not {kind.name}", node)
        return code

    def _constant(self, node: ast.Constant) -> Code:
        return self._literal(node.value, node)

    @staticmethod
    def _literal(value: Any, node: ast.AST) -> Code:
        if isinstance(value, bool):
            return ("true" if value else "false"), BOOL
        if isinstance(value, int):
            return f"INT64_C({int(value)})", INT
        if isinstance(value, float):
            return value.hex(), FLOAT
        raise TranslationError(f"value {value!r}", node)

    def _name(self, node: ast.Name) -> Code:
        if node.id in self.names:
            return spelled(node.id), self.names[node.id]
        return self._literal(self._outside(node), node)

    def _attribute(self, node: ast.Attribute) -> Code:
        if self._is_ours(node):
            code, kind = self.value(node.value)
            if node.attr not in kind.fields:
                raise TranslationError(f"field {node.attr}", node)
            return f"{code}.{spelled(node.attr)}", kind.fields[node.attr]
        return self._literal(self._outside(node), node)

    def _is_ours(self, node: ast.expr) -> bool:
        """Whether an attribute hangs on a local name, not on a module."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return not isinstance(node, ast.Name) or node.id in self.names

    def element(self, node: ast.Subscript) -> Code:
        """Translate an element as a place to write to: not widened."""
        if isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
            code, _ = self.value(node.value.value)
            axis, _ = self.value(node.slice)
            return f"{code}.length({axis})", INT
        if isinstance(node.value, ast.Name) and node.value.id not in self.names:
            return self._of_constant_row(node, node.value)
        code, kind = self.value(node.value)
        if kind.name != "array":
            raise TranslationError(f"{ast.unparse(node.value)} is no array", node)
        indices = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        places = ", ".join(self._index(one) for one in indices)
        if len(indices) == kind.dims:
            return f"{code}({places})", _SCALARS[kind.element]
        if len(indices) == 1 and kind.dims == 2:
            return f"{code}.row({places})", Kind("array", kind.element, 1)
        raise TranslationError(f"{ast.unparse(node)}: {len(indices)} of {kind.dims} indices", node)

    def _of_constant_row(self, node: ast.Subscript, name: ast.Name) -> Code:
        """Translate an element of a module-level tuple of whole numbers."""
        row = self._outside(name)
        if not isinstance(row, tuple) or not all(type(one) is int for one in row):
            raise TranslationError(f"{name.id} is no tuple of whole numbers", node)
        cells = ", ".join(f"INT64_C({one})" for one in row)
        return f"(std::array<std::int64_t, {len(row)}>{{{cells}}}[{self._index(node.slice)}])", INT

    def _index(self, node: ast.expr) -> str:
        code, kind = self.value(node)
        if kind != INT:
            raise TranslationError(f"index {ast.unparse(node)}", node)
        return code

    def _subscript(self, node: ast.Subscript) -> Code:
        code, kind = self.element(node)
        return (code, kind) if kind.name == "array" else (f"{CAST_CODE[kind.name]}({code})", kind)

    def _unaryop(self, node: ast.UnaryOp) -> Code:
        if isinstance(node.op, ast.Not):
            return self.test(node), BOOL
        code, kind = self.value(node.operand)
        sign = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)]
        return f"({sign}{self.scalar(code, kind, node)})", kind

    def _binop(self, node: ast.BinOp) -> Code:
        (left, one), (right, other) = self.value(node.left), self.value(node.right)
        self.scalar(left, one, node), self.scalar(right, other, node)
        both = FLOAT if FLOAT in (one, other) else INT
        if isinstance(node.op, ast.Div):
            return f"(double({left}) / double({right}))", FLOAT
        if isinstance(node.op, ast.FloorDiv | ast.Mod) and both == INT:
            name = "floor_divided" if isinstance(node.op, ast.FloorDiv) else "floor_rest"
            return f"{name}({left}, {right})", INT
        if type(node.op) not in _ARITHMETIC or (
            both == FLOAT and type(node.op) not in (ast.Add, ast.Sub, ast.Mult)
        ):
            raise TranslationError(f"operation {ast.unparse(node)}", node)
        return f"({left} {_ARITHMETIC[type(node.op)]} {right})", both

    def _compare(self, node: ast.Compare) -> Code:
        sides = [node.left, *node.comparators]
        codes = [self.scalar(*self.value(one), one) for one in sides]
        links = []
        for sign, left, right in zip(node.ops, codes, codes[1:], strict=False):
            if type(sign) not in _COMPARISON:
                raise TranslationError(f"comparison {ast.unparse(node)}", node)
            links.append(f"({left} {_COMPARISON[type(sign)]} {right})")
        return (links[0] if len(links) == 1 else "(" + " && ".join(links) + ")"), BOOL

    def _boolop(self, node: ast.BoolOp) -> Code:
        for one in node.values:
            if self.value(one)[1] != BOOL:
                raise TranslationError(f"{ast.unparse(node)} is not a truth value", node)
        return self.test(node), BOOL

    def _ifexp(self, node: ast.IfExp) -> Code:
        (left, one), (right, other) = self.value(node.body), self.value(node.orelse)
        if one != other:
            raise TranslationError(f"{ast.unparse(node)} is of two kinds", node)
        return f"({self.test(node.test)} ? {left} : {right})", one

    def _call(self, node: ast.Call) -> Code:
        return self._called(node, self)
