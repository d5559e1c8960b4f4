"""A whole program: a function and all that it reaches, as C++ text."""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.translate.calls import Calls
from benchmarks.translate.expressions import Expressions
from benchmarks.translate.kinds import CPP, Kind, TranslationError, of_annotation, spelled
from benchmarks.translate.statements import Statements

Function = Callable[..., Any]


class Program:
    """Translates functions on demand; each once, under its full name."""

    def __init__(self, structs: Mapping[str, Kind] | None = None) -> None:
        """Take the structs that parameters may be, by the name of their annotation."""
        self._structs = dict(structs or {})
        self._names: dict[Function, str] = {}
        self._waiting: list[Function] = []
        self._heads: list[str] = []
        self._bodies: list[str] = []

    def add(self, function: Function) -> str:
        """Have a function translated; return its name in C++."""
        function = getattr(function, "py_func", function)
        if function not in self._names:
            self._names[function] = f"{function.__module__}.{function.__name__}".replace(".", "_")
            self._waiting.append(function)
        return self._names[function]

    def text(self) -> str:
        """Translate what has been added and all that it reaches; return declarations and definitions."""
        while self._waiting:
            function = self._waiting.pop()
            try:
                self._translate(function)
            except TranslationError as fault:
                raise TranslationError(f"{function.__module__}.{function.__name__}: {fault}") from None
        return "\n".join([*self._heads, "", *self._bodies])

    def _translate(self, function: Function) -> None:
        tree = _tree(function)
        parameters, result = self._signature(tree)
        scope = function.__globals__

        def outside(node: ast.expr) -> Any:
            if isinstance(node, ast.Name):
                if node.id in scope:
                    return scope[node.id]
                if hasattr(builtins, node.id):
                    return getattr(builtins, node.id)
            elif isinstance(node, ast.Attribute):
                return getattr(outside(node.value), node.attr)
            raise TranslationError(f"{ast.unparse(node)} is not known", node)

        expressions = Expressions(dict(parameters), outside, Calls(outside, self._resolve))
        lines = Statements(expressions, result).body(tree.body)
        head = self._head(self._names[function], parameters, result)
        self._heads.append(head + ";")
        self._bodies.append("\n".join([head + " {", *lines, "}\n"]))

    def _signature(self, tree: ast.FunctionDef) -> tuple[dict[str, Kind], Kind]:
        for one in tree.args.args:
            if one.annotation is None:
                raise TranslationError(f"{one.arg} has no annotation", tree)
        parameters = {
            one.arg: of_annotation(ast.unparse(one.annotation), self._structs, tree)
            for one in tree.args.args
            if one.annotation is not None
        }
        result = ast.unparse(tree.returns) if tree.returns else "None"
        return parameters, of_annotation(result, self._structs, tree)

    def _resolve(self, function: Any, node: ast.Call) -> tuple[str, list[Kind], Kind]:
        """Return name, parameters and result of a function of our own."""
        function = getattr(function, "py_func", function)
        if not inspect.isfunction(function) or not function.__module__.startswith(("sim.", "tests.")):
            raise TranslationError(f"call of {ast.unparse(node.func)}", node)
        parameters, result = self._signature(_tree(function))
        return self.add(function), list(parameters.values()), result

    @staticmethod
    def _head(name: str, parameters: Mapping[str, Kind], result: Kind) -> str:
        templates, items = [], []
        for place, (parameter, kind) in enumerate(parameters.items()):
            if kind.name == "array":
                templates.append(f"typename A{place}")
                items.append(f"A{place} {spelled(parameter)}")
            elif kind.name == "struct":
                items.append(f"{kind.cpp}& {spelled(parameter)}")
            else:
                items.append(f"{CPP[kind.name]} {spelled(parameter)}")
        head = f"template <{', '.join(templates)}> " if templates else ""
        return f"{head}static {CPP[result.name]} {name}({', '.join(items)})"


def _tree(function: Function) -> ast.FunctionDef:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        raise TranslationError(f"{function!r} is no function")
    return tree
