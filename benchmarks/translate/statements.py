"""Statements: assignments with Python's order of evaluation, branches and loops."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from benchmarks.translate.expressions import Expressions
from benchmarks.translate.kinds import BOOL, CPP, FLOAT, INT, SCALARS, Kind, TranslationError, spelled

_STEP = "    "


class Statements:
    """Translates the body of one function; scalars that it assigns are declared at its top."""

    def __init__(self, expressions: Expressions, result: Kind) -> None:
        """Take what translates expressions and the kind that the function returns."""
        self._to = expressions
        self._names = expressions.names
        self._result = result
        self._lines: list[str] = []
        self._depth = 1
        self._fresh = 0
        self.declared: dict[str, Kind] = {}

    def body(self, nodes: Sequence[ast.stmt]) -> list[str]:
        """Return the lines of the body, declarations first."""
        self._block(nodes)
        declarations = [
            f"{_STEP}{CPP[kind.name]} {spelled(name)} = 0;" for name, kind in self.declared.items()
        ]
        return [*declarations, *self._lines]

    def _block(self, nodes: Sequence[ast.stmt]) -> None:
        for node in nodes:
            method = getattr(self, f"_{type(node).__name__.lower()}", None)
            if method is None:
                raise TranslationError(f"statement {ast.unparse(node)}", node)
            method(node)

    def _line(self, text: str) -> None:
        self._lines.append(_STEP * self._depth + text)

    def _inside(self, head: str, nodes: Sequence[ast.stmt]) -> None:
        self._line(head + " {")
        self._depth += 1
        self._block(nodes)
        self._depth -= 1
        self._line("}")

    def _new(self) -> str:
        self._fresh += 1
        return f"value_{self._fresh}"

    # Assignments

    def _assign(self, node: ast.Assign) -> None:
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Tuple):
            self._assign_in_turn(node.targets[0], node.value)
            return
        code, kind = self._to.value(node.value)
        if len(node.targets) == 1:
            self._store(node.targets[0], code, kind)
            return
        value = self._new()
        self._line(f"const {CPP[kind.name]} {value} = {code};")
        for target in node.targets:
            self._store(target, value, kind)

    def _assign_in_turn(self, targets: ast.Tuple, values: ast.expr) -> None:
        """All values first, then all targets, from the left."""
        if not isinstance(values, ast.Tuple) or len(values.elts) != len(targets.elts):
            raise TranslationError(f"values of {ast.unparse(targets)}", targets)
        held = []
        for one in values.elts:
            code, kind = self._to.value(one)
            if not isinstance(one, ast.Constant):
                name = self._new()
                self._line(f"const {'auto' if kind.name == 'array' else CPP[kind.name]} {name} = {code};")
                code = name
            held.append((code, kind))
        for target, (code, kind) in zip(targets.elts, held, strict=True):
            self._store(target, code, kind)

    def _store(self, target: ast.expr, code: str, kind: Kind) -> None:
        if isinstance(target, ast.Name):
            self._store_name(target, code, kind)
        elif isinstance(target, ast.Subscript) and _has_slice(target):
            self._store_slice(target, code, kind)
        elif isinstance(target, ast.Subscript):
            place, of = self._to.element(target)
            if of.name == "array":
                raise TranslationError(f"a row is assigned to {ast.unparse(target)}", target)
            self._check(of, kind, target)
            self._line(f"set({place}, {code});")
        else:
            place, of = self._to.value(target)
            self._check(of, kind, target)
            self._line(f"{place} = {code};")

    def _store_name(self, target: ast.Name, code: str, kind: Kind) -> None:
        known = self._names.get(target.id)
        if known is None:
            self._names[target.id] = kind
            if kind.name not in SCALARS:
                sign = "&" if kind.name == "struct" else ""
                self._line(f"auto{sign} {spelled(target.id)} = {code};")
                return
            self.declared[target.id] = kind
        elif known != kind:
            raise TranslationError(f"{target.id} is {known.name} and then {kind.name}", target)
        elif kind.name not in SCALARS:
            raise TranslationError(f"the {kind.name} {target.id} is assigned twice", target)
        self._line(f"{spelled(target.id)} = {code};")

    def _store_slice(self, target: ast.Subscript, code: str, kind: Kind) -> None:
        """Translate `to[:, :] = 0`."""
        place, _ = self._to.value(target.value)
        self._line(f"fill({place}, {self._to.scalar(code, kind, target)});")

    @staticmethod
    def _check(of: Kind, kind: Kind, node: ast.AST) -> None:
        if of.name != kind.name and (of, kind) not in ((FLOAT, INT), (INT, BOOL)):
            raise TranslationError(f"{kind.name} is assigned to {of.name}", node)

    def _augassign(self, node: ast.AugAssign) -> None:
        value = ast.BinOp(node.target, node.op, node.value)
        ast.copy_location(value, node)
        code, kind = self._to.value(value)
        self._store(node.target, code, kind)

    # The rest

    def _expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            return  # a docstring
        self._line(f"{self._to.value(node.value)[0]};")

    def _return(self, node: ast.Return) -> None:
        if node.value is None:
            self._line("return;")
            return
        code, kind = self._to.value(node.value)
        if self._result.name != "array":
            self._check(self._result, kind, node)
        self._line(f"return {code};")

    def _if(self, node: ast.If) -> None:
        self._inside(f"if ({self._to.test(node.test)})", node.body)
        if node.orelse:
            self._inside("else", node.orelse)

    def _while(self, node: ast.While) -> None:
        self._inside(f"while ({self._to.test(node.test)})", node.body)

    def _for(self, node: ast.For) -> None:
        loop, target = node.iter, node.target
        if not (
            isinstance(loop, ast.Call) and ast.unparse(loop.func) == "range" and isinstance(target, ast.Name)
        ):
            raise TranslationError(f"loop over {ast.unparse(loop)}", node)
        codes = [self._to.value(one)[0] for one in loop.args]
        first, last = codes if len(codes) == 2 else ["0", *codes]
        step, end = self._new(), self._new()
        if target.id != "_" and self._names.setdefault(target.id, INT) != INT:
            raise TranslationError(f"{target.id} is no whole number", node)
        self._line(f"for (std::int64_t {step} = {first}, {end} = {last}; {step} < {end}; ++{step}) {{")
        self._depth += 1
        if target.id != "_":
            self.declared.setdefault(target.id, INT)
            self._line(f"{spelled(target.id)} = {step};")
        self._block(node.body)
        self._depth -= 1
        self._line("}")

    def _break(self, _: ast.Break) -> None:
        self._line("break;")

    def _continue(self, _: ast.Continue) -> None:
        self._line("continue;")

    def _pass(self, _: ast.Pass) -> None:
        """Nothing to do."""


def _has_slice(target: ast.Subscript) -> bool:
    parts = target.slice.elts if isinstance(target.slice, ast.Tuple) else [target.slice]
    return any(isinstance(one, ast.Slice) for one in parts)
