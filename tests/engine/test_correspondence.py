"""The two engines stand side by side: same files, same functions, same rules; the page tells what differs."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from sim.engine.fast.view import View
from sim.network.codes import EventKind
from sim.network.contract import CaseTable
from tests.engine.random_networks import LEVERS, random_network
from tests.gallery import GALLERY

ROOT = Path(__file__).resolve().parents[2]
REFERENCE, FAST = ROOT / "sim/engine/reference", ROOT / "sim/engine/fast"
PAGE = (ROOT / "docs/engines.md").read_text(encoding="utf-8")
UNREAD = {"key", "zone", "industry"}  # columns that say who a case is, not what happens to it
USED_BY_SAMPLING_ONLY = {"choice"}


def trees(folder: Path) -> dict[str, ast.Module]:
    return {p.stem: ast.parse(p.read_text("utf-8")) for p in folder.glob("*.py") if p.stem != "__init__"}


def names(tree: ast.Module | None) -> set[str]:
    body = tree.body if tree else []
    return {n.name for n in body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name[0] != "_"}


def differences(reference: dict[str, ast.Module], fast: dict[str, ast.Module]) -> dict[str, tuple[str, str]]:
    found = {}
    for module in sorted(reference.keys() | fast.keys()):
        ours, theirs = names(reference.get(module)), names(fast.get(module))
        if ours != theirs:
            found[module] = ", ".join(sorted(ours - theirs)), ", ".join(sorted(theirs - ours))
    return found


def told() -> dict[str, tuple[str, str]]:
    table = PAGE.partition("Names that stand on one side only")[2].partition("## ")[0]
    rows = re.findall(r"^\| (\w+) \| ([\w, ]*?) ?\| ([\w, ]*?) ?\| .* \|$", table, flags=re.MULTILINE)
    return {module: (ours, theirs) for module, ours, theirs in rows if module != "file"}


def rules_of(folder: Path) -> set[str]:
    found: set[str] = set()
    for tree in trees(folder).values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "sim.rules":
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim.rules."):
                found.add(str(node.module).rpartition(".")[2])
    return found


def test_what_differs_is_told_and_nothing_else_differs() -> None:
    assert differences(trees(REFERENCE), trees(FAST)) == told()


def test_a_function_that_one_engine_lacks_would_be_found() -> None:
    fast = trees(FAST)
    fast["chiefs"] = ast.parse("def watch(): ...")
    assert differences(trees(REFERENCE), fast)["chiefs"] == ("take_over", "")


def test_both_engines_call_every_rule() -> None:
    every = {path.stem for path in (ROOT / "sim/rules").glob("*.py")} - {"__init__"} - USED_BY_SAMPLING_ONLY
    assert rules_of(REFERENCE) == rules_of(FAST) == every


def test_both_views_read_every_column_of_the_case_table() -> None:
    wanted = {"case_county" if name == "county" else name for name in set(CaseTable._fields) - UNREAD}
    assert wanted <= {field.name for field in fields(View)}
    text = (REFERENCE / "view.py").read_text(encoding="utf-8")
    assert [name for name in sorted(wanted) if f"self.{name}:" not in text] == []


def test_every_policy_with_a_switch_is_a_lever_of_the_random_networks() -> None:
    policies = type(random_network(0).policies)
    switches = {
        name
        for name, field in policies.model_fields.items()
        if "on" in getattr(field.annotation, "model_fields", {})
    }
    assert switches == set(LEVERS)


def test_every_mechanism_file_is_opened_by_a_network_of_the_gallery() -> None:
    opened_by = {
        "arrivals": "appointments", "chiefs": "backstop_county", "coaching": "coached",
        "escalation": "three_tiers", "oncall": "on_call_law", "presence": "rotating_law",
        "queueing": "impatient", "reviews": "serial_reviews", "service": "lunch_break",
        "sessions": "sessions_county",
    }  # fmt: skip
    plumbing = {"clock", "closing", "dispatch", "engine", "logs", "state", "view"}
    assert set(trees(REFERENCE)) == set(opened_by) | plumbing, "a new mechanism needs a network of its own"
    assert set(opened_by.values()) <= set(GALLERY)


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_of_event_has_its_place_on_the_page(kind: EventKind) -> None:
    order = PAGE.partition("## Order of events")[2].partition(";")[0].lower()
    words = kind.name.lower().replace("handoff", "hand-off").replace("_", " ")
    assert words in order or words + "s" in order
