"""Calls: casts, the few builtins, arrays' lengths, and functions of our own."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from benchmarks.translate.expressions import CAST_CODE, CASTS, Code, Expressions
from benchmarks.translate.kinds import FLOAT, INT, NONE, Kind, TranslationError
from sim.compiled import prefetch

Resolve = Callable[[Any, ast.Call], tuple[str, list[Kind], Kind]]
FUNCTIONS = type(lambda: None)


class Calls:
    """Translates calls, given what finds a function and what knows how it is called in C++."""

    def __init__(self, outside: Callable[[ast.expr], Any], resolve: Resolve) -> None:
        """Take what finds values outside the function, and what returns name, parameters and result."""
        self._outside = outside
        self._resolve = resolve

    def __call__(self, node: ast.Call, within: Expressions) -> Code:
        """Translate one call."""
        function = self._outside(node.func)
        if node.keywords:
            raise TranslationError(f"keywords in {ast.unparse(node)}", node)
        arguments = [within.value(one) for one in node.args]
        if function in CASTS:
            ((code, kind),) = arguments
            return self._cast(CASTS[function], code, kind, node)
        if function is len:
            ((code, kind),) = arguments
            if kind.name != "array":
                raise TranslationError(f"length of {kind.name}", node)
            return f"{code}.length(0)", INT
        if function in (min, max):
            return self._extreme("least" if function is min else "most", arguments, node)
        if function is prefetch:
            return f"prefetched({', '.join(code for code, _ in arguments)})", NONE
        name, wanted, result = self._resolve(function, node)
        return self._ours(name, wanted, result, arguments, node)

    @staticmethod
    def _cast(to: Kind, code: str, kind: Kind, node: ast.Call) -> Code:
        Expressions.scalar(code, kind, node)
        if to.name == "bool" and kind.name != "bool":
            return f"({code} != 0)", to
        return f"{CAST_CODE[to.name]}({code})", to

    @staticmethod
    def _extreme(name: str, arguments: list[Code], node: ast.Call) -> Code:
        both = FLOAT if any(kind == FLOAT for _, kind in arguments) else INT
        (left, _), (right, _) = arguments
        return f"{name}<{CAST_CODE[both.name]}>({left}, {right})", both

    @staticmethod
    def _ours(name: str, wanted: list[Kind], result: Kind, arguments: list[Code], node: ast.Call) -> Code:
        if len(wanted) != len(arguments):
            raise TranslationError(f"{ast.unparse(node)}: {len(wanted)} arguments are wanted", node)
        for (_, kind), want in zip(arguments, wanted, strict=True):
            wrong = want.name != kind.name and not (want.name == "float" and kind.name == "int")
            if wrong and not (want.name == "int" and kind.name == "bool"):
                raise TranslationError(f"{ast.unparse(node)}: {kind.name} where {want.name} is wanted", node)
        return f"{name}({', '.join(code for code, _ in arguments)})", result
