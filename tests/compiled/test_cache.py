"""The cache of compiled kernels: no edit goes unnoticed, nothing is compiled twice, old folders go away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numba
import pytest

from sim.compiled import cache

HELPER, KERNEL, OTHER = "sim/rules/one.py", "sim/engine/kernel.py", "sim/report/page.py"
ONE = """
from sim.compiled import shared


@shared
def one() -> int:
    return {value}
"""
SUM = """
from sim.compiled import compiled
from sim.rules.one import one


@compiled
def total(n: int) -> int:
    found = 0
    for _ in range(n):
        found += one()
    return found
"""
ASK = """
from numba.core import event

with event.install_recorder("numba:compile") as recorder:
    from sim.engine.kernel import total

    print(total(10))
compiled = {found.data["dispatcher"].py_func.__name__ for _, found in recorder.buffer}
print(*(compiled & {"total"}))
"""
# The same two functions with numba's own cache and a folder that does not hang on the sources.
PLAIN = {
    HELPER: "from numba import njit\n\n\n@njit\ndef one():\n    return {value}\n",
    KERNEL: SUM.replace("sim.compiled import compiled", "numba import njit").replace(
        "@compiled", "@njit(cache=True)"
    ),
}


def plant(root: Path, files: dict[str, str]) -> None:
    """Write a small source tree; existing files are overwritten."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for folder in {path.parent for path in root.rglob("*.py")}:
        (folder / "__init__.py").touch()


@pytest.fixture
def tree(tmp_path) -> Path:
    """A project of the shipped `sim.compiled`, a kernel and a helper of it in another file."""
    root = tmp_path / "project"
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(cache.ROOT / "sim" / "compiled", root / "sim" / "compiled", ignore=skipped)
    plant(root, {HELPER: ONE.format(value=1), KERNEL: SUM, OTHER: "x = 1\n"})
    return root


def ask(root: Path, **environment: str) -> tuple[int, bool]:
    """Return what the kernel says in a new process, and whether it was compiled for that."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    result = subprocess.run(
        [sys.executable, "-B", "-c", ASK],  # without bytecode, which takes two edits in a second for one
        cwd=root,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    value, compiled = result.stdout.split("\n")[:2]
    return int(value), bool(compiled)


def indexed(folder: Path) -> dict[str, tuple[int, int]]:
    """Time and size of every file of a cache."""
    files = [path for path in folder.rglob("*.nb*") if path.is_file()]
    return {path.name: (path.stat().st_mtime_ns, path.stat().st_size) for path in files}


# The digest


def digest(root: Path) -> str:
    return cache.digest(cache.source_files(root), root)


@pytest.mark.parametrize("folder", cache.SOURCES)
def test_an_edited_new_or_removed_source_changes_the_digest(tree, folder):
    found = [digest(tree)]
    path = tree / folder / "deep" / "new.py"
    for text in ("x = 1\n", "x = 2\n"):
        plant(tree, {path.relative_to(tree).as_posix(): text})
        found.append(digest(tree))
    path.rename(path.with_name("other.py"))
    found.append(digest(tree))
    assert len(set(found)) == 4
    shutil.rmtree(path.parent)
    assert digest(tree) == found[0]


def test_every_source_is_in_the_digest(tree):
    before = digest(tree)
    for path in cache.source_files(tree):
        text = path.read_bytes()
        path.write_bytes(text + b"#")
        assert digest(tree) != before, path
        path.write_bytes(text)
    assert digest(tree) == before


def test_text_that_moves_from_one_file_to_the_next_changes_the_digest(tree):
    plant(tree, {"sim/rules/a.py": "x = 1\ny = 2\n", "sim/rules/b.py": ""})
    before = digest(tree)
    plant(tree, {"sim/rules/a.py": "x = 1\n", "sim/rules/b.py": "y = 2\n"})
    assert digest(tree) != before


def test_other_files_leave_the_digest_alone(tree):
    before = digest(tree)
    plant(tree, {OTHER: "x = 2\n", "tests/test_one.py": "", "sim/report/new.py": ""})
    (tree / "sim/rules/one.pyc").touch()
    (tree / "sim/rules/notes.md").touch()
    assert digest(tree) == before


def test_the_digest_hangs_on_the_version_of_numba(tree, monkeypatch):
    before = digest(tree)
    monkeypatch.setattr(numba, "__version__", "0.0.1")
    assert digest(tree) != before


def test_every_file_that_compiles_is_among_the_sources():
    """Whoever uses the package must be in a folder that the digest covers."""
    known = set(cache.source_files())
    users = {
        path
        for path in (cache.ROOT / "sim").rglob("*.py")
        if any(
            line.startswith("from sim.compiled") and not line.startswith("from sim.compiled.cache ")
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    }  # the digest itself may be asked for by anybody
    assert users
    assert users - known == set()


# Processes


def test_an_edit_in_a_helper_of_another_file_is_noticed(tree):
    assert ask(tree) == (10, True)
    plant(tree, {HELPER: ONE.format(value=2)})
    assert ask(tree) == (20, True)


def test_numbas_own_cache_runs_old_code(tree, tmp_path):
    """What the folder named by a hash cures; if this fails, numba has cured it itself."""
    plant(tree, {name: text.replace("{value}", "1") for name, text in PLAIN.items()})
    assert ask(tree, NUMBA_CACHE_DIR=str(tmp_path / "fixed")) == (10, True)
    plant(tree, {HELPER: PLAIN[HELPER].replace("{value}", "2")})
    assert ask(tree, NUMBA_CACHE_DIR=str(tmp_path / "fixed")) == (10, False)


def test_a_second_process_compiles_nothing(tree):
    assert ask(tree) == (10, True)
    before = indexed(tree / ".cache")
    assert before
    plant(tree, {OTHER: "x = 3\n"})
    assert ask(tree) == (10, False)
    assert indexed(tree / ".cache") == before


def test_a_child_process_shares_the_folder(tree, tmp_path):
    """It inherits NUMBA_CACHE_DIR as its parent may have set it: the base, or the folder itself."""
    base = tmp_path / "base"
    assert ask(tree, NUMBA_CACHE_DIR=str(base)) == (10, True)
    (folder,) = base.iterdir()
    assert ask(tree, NUMBA_CACHE_DIR=str(folder)) == (10, False)
    assert list(base.iterdir()) == [folder]
    assert not (tree / ".cache").exists()


# Folders


@pytest.fixture
def _restored(monkeypatch):
    """Leave the cache of the running process as it is."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", numba.config.CACHE_DIR)


@pytest.mark.usefixtures("_restored")
def test_a_base_that_cannot_be_written_gives_way_to_the_temporary_folder(tmp_path, monkeypatch):
    blocked, spare = tmp_path / "blocked", tmp_path / "spare"
    blocked.touch()  # a file where the folder should be: nobody can write in it
    spare.mkdir()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(blocked))
    monkeypatch.setattr(cache.tempfile, "tempdir", str(spare))
    folder = cache.use_cache()
    assert folder.is_dir()
    assert folder.parent.parent == spare
    assert str(folder) == numba.config.CACHE_DIR
    assert blocked.read_bytes() == b""


@pytest.mark.usefixtures("_restored")
def test_the_folders_used_last_stay_and_older_ones_go(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    (tmp_path / "else").mkdir()
    for age in range(cache.KEPT + 3):
        old = tmp_path / f"kernels-{age}"
        (old / "inner").mkdir(parents=True)
        os.utime(old, (10_000 - age, 10_000 - age))
    folder = cache.use_cache()
    kept = {f"kernels-{age}" for age in range(cache.KEPT)}
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, "else"} | kept
    assert cache.use_cache() == folder
