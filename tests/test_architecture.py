"""House rules a reader relies on: imports run downwards, without circles, in files of readable length."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]

# A package imports only from packages of lower rank, or from itself; packages of equal rank stay apart.
RANK = {
    "sim": 0,  # the package's own docstring and version; imports nothing
    "sim.compiled": 1,
    "sim.queueing": 1,
    "sim.scenario": 1,
    "sim.network": 2,
    "sim.rules": 3,
    "sim.sampling": 4,
    "sim.engine": 4,
    "sim.kpi": 4,
    "sim.experiment": 5,
    "sim.report": 6,
    "sim.planning": 6,
    "sim.verification": 6,
    "calibration": 6,
    "sim.page": 7,
    "benchmarks": 8,
    "sim.commands": 9,
    "run": 10,
}
# Lower in rank, and forbidden all the same: charts are drawn from finished runs and never run anything.
FORBIDDEN = {("sim.report", "sim.engine"), ("sim.report", "sim.sampling")}
# Randomness lives in sampling; these only compare, add and look up.
WITHOUT_RANDOMNESS = {
    "sim.scenario",
    "sim.queueing",
    "sim.network",
    "sim.rules",
    "sim.engine",
    "sim.kpi",
    "sim.report",
}
LONGEST_FILE = 450


class Import(NamedTuple):
    """One import: the importing module, its line, the imported name, and whether it is only for types."""

    module: str
    line: int
    target: str
    typing_only: bool


def sources(root: Path) -> dict[str, Path]:
    """Map the module names of the project under `root` to their files."""
    files = [root / "run.py"]
    for folder in ("sim", "calibration", "benchmarks"):
        files += sorted((root / folder).rglob("*.py"))
    found = {}
    for path in files:
        if path.exists():
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def package(name: str) -> str:
    """Name the ranked package a module belongs to: `sim.engine.reference.run` is part of `sim.engine`."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "sim" else parts[0]


def is_ours(name: str) -> bool:
    return name.split(".")[0] in {"sim", "calibration", "benchmarks", "run"}


def imports_of(module: str, path: Path) -> Iterator[Import]:
    """Yield every import in a file, at any depth, relative ones resolved, and import_module("...") calls."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    here = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(tree):
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            targets = [f"{base}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            targets = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        for target in targets:
            yield Import(module, node.lineno, target, id(node) in guarded)


def order_faults(root: Path) -> list[str]:
    """List imports that run upwards, sideways or where it is forbidden, and packages without a rank."""
    faults = []
    for module, path in sources(root).items():
        source = package(module)
        if source not in RANK:
            faults.append(f"{path.relative_to(root)}: {source} has no rank in {Path(__file__).name}")
            continue
        for found in imports_of(module, path):
            target = package(found.target)
            if not is_ours(found.target) or target == source:
                continue
            # `from sim import __version__` reads the root package itself
            rank = RANK.get(target, RANK["sim"] if target.startswith("sim.__") else None)
            if rank is None or rank >= RANK[source] or (source, target) in FORBIDDEN:
                faults.append(
                    f"{path.relative_to(root)}:{found.line}: {source} must not import {found.target}"
                )
    return faults


def circles(root: Path) -> list[str]:
    """List the circles of the module graph, imports for types left out, each as `a -> b -> a`."""
    files = sources(root)
    graph: dict[str, set[str]] = {}
    for module, path in files.items():
        named = (found.target for found in imports_of(module, path) if not found.typing_only)
        known = (name if name in files else name.rpartition(".")[0] for name in named)
        graph[module] = {name for name in known if name in files and name != module}
    faults: list[str] = []
    done: set[str] = set()

    def walk(module: str, trail: list[str]) -> None:
        if module in trail:
            faults.append(" -> ".join([*trail[trail.index(module) :], module]))
        elif module not in done:
            for target in sorted(graph[module]):
                walk(target, [*trail, module])
            done.add(module)

    for module in graph:
        walk(module, [])
    return faults


def randomness(root: Path) -> list[str]:
    """List the places outside sampling and what builds on it that reach for a random generator."""
    faults = []
    for module, path in sources(root).items():
        if package(module) not in WITHOUT_RANDOMNESS:
            continue
        for found in imports_of(module, path):
            if found.target.split(".")[0] in {"random", "secrets"} or found.target.startswith("numpy.random"):
                faults.append(f"{path.relative_to(root)}:{found.line}: imports {found.target}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in {"np.random", "numpy.random"}:
                faults.append(f"{path.relative_to(root)}:{node.lineno}: uses {ast.unparse(node)}")
    return faults


def long_files(root: Path) -> list[str]:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources(root).values()}
    return [f"{path.relative_to(root)}: {n} lines" for path, n in lengths.items() if n > LONGEST_FILE]


@pytest.mark.parametrize("check", [order_faults, circles, randomness, long_files])
def test_the_project_keeps_the_rule(check):
    assert len(sources(ROOT)) >= 10, "the project's files were not found, so nothing was checked"
    assert check(ROOT) == []


def plant(root: Path, files: dict[str, str]) -> Path:
    """Write a small source tree and return its root."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("sim/scenario/load.py", "import sim.network.compile"),  # upwards
        ("sim/engine/loop.py", "from sim.sampling import streams"),  # sideways
        ("sim/engine/reference/run.py", "from ...sampling.streams import draw"),  # sideways, relative
        ("sim/kpi/waits.py", "from sim import engine"),  # sideways, by the root package
        ("sim/report/charts.py", "def draw():\n    from sim.engine import reference"),  # forbidden, deferred
        ("sim/report/charts.py", 'import importlib\nimportlib.import_module("sim.engine.reference")'),
        ("sim/rules/routing.py", "import run"),
        ("sim/helpers/misc.py", "import math"),  # a package without a rank
    ],
)
def test_a_wrong_import_is_caught(tmp_path, file, line):
    (fault,) = order_faults(plant(tmp_path, {file: line}))
    assert file in fault


def test_right_imports_pass(tmp_path):
    tree = {
        "run.py": "from sim import __version__\nfrom sim.report import charts\nimport sim.engine.reference",
        "sim/report/charts.py": "import numpy\nfrom sim.experiment import runs\nfrom sim.kpi.waits import x",
        "sim/engine/loop.py": "from . import order\nfrom ..rules.routing import f\nimport sim.network.codes",
    }
    assert order_faults(plant(tmp_path, tree)) == []


def test_a_circle_is_caught(tmp_path):
    tree = {
        "sim/rules/a.py": "from sim.rules.b import x",
        "sim/rules/b.py": "from . import c",
        "sim/rules/c.py": "def f():\n    import sim.rules.a",
        "sim/rules/d.py": "import typing\nif typing.TYPE_CHECKING:\n    from sim.rules.e import x",
        "sim/rules/e.py": "from sim.rules.d import y",
    }
    tree |= {"sim/__init__.py": "", "sim/rules/__init__.py": ""}
    assert circles(plant(tmp_path, tree)) == ["sim.rules.a -> sim.rules.b -> sim.rules.c -> sim.rules.a"]


@pytest.mark.parametrize("text", ["import random", "import numpy as np\nnp.random.default_rng(1)"])
def test_a_random_draw_outside_sampling_is_caught(tmp_path, text):
    tree = {"sim/rules/routing.py": text, "sim/sampling/streams.py": text}
    (fault,) = randomness(plant(tmp_path, tree))
    assert "routing.py" in fault


def test_a_long_file_is_caught(tmp_path):
    tree = {"sim/kpi/all.py": "x = 1\n" * (LONGEST_FILE + 1), "sim/kpi/few.py": "x = 1\n" * LONGEST_FILE}
    assert long_files(plant(tmp_path, tree)) == [f"sim/kpi/all.py: {LONGEST_FILE + 1} lines"]
