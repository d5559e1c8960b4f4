"""Each rule file has a test file of its name, in which each of its public functions is used."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
RULES = HERE.parents[1] / "sim" / "rules"
FILES = sorted(path.stem for path in RULES.glob("*.py") if path.stem != "__init__")


def public_functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")}


def called_in_tests(path: Path) -> set[str]:
    """Names that a test (a function ``test_...``, or a helper beside it) calls or hands on."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {n.id for body in bodies for n in ast.walk(body) if isinstance(n, ast.Name)} | {
        n.id for body in bodies for d in body.decorator_list for n in ast.walk(d) if isinstance(n, ast.Name)
    }


def test_rules_are_found() -> None:
    assert len(FILES) >= 20


@pytest.mark.parametrize("name", FILES)
def test_each_public_function_is_tested(name: str) -> None:
    test = HERE / f"test_{name}.py"
    assert test.exists(), f"sim/rules/{name}.py has no tests/rules/test_{name}.py"
    missing = public_functions(RULES / f"{name}.py") - called_in_tests(test)
    assert not missing, f"not tested: {sorted(missing)}"


def test_no_test_of_a_rule_that_is_gone() -> None:
    named = {path.stem.removeprefix("test_") for path in HERE.glob("test_*.py")} - {"every_rule"}
    assert named <= set(FILES)


def test_a_rule_without_a_test_would_be_found(tmp_path: Path) -> None:
    rule, test = tmp_path / "rule.py", tmp_path / "test_rule.py"
    rule.write_text("def one(): ...\ndef two(): ...\ndef _hidden(): ...\n", encoding="utf-8")
    test.write_text("from rule import one, two\ndef test_one():\n    assert one()\n", encoding="utf-8")
    assert public_functions(rule) - called_in_tests(test) == {"two"}
