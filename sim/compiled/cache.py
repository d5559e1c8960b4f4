"""Where compiled kernels are kept: a folder named by a hash of all their sources."""

from __future__ import annotations

import getpass
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numba

ROOT = Path(__file__).resolve().parents[2]
# Folders whose functions are compiled, or called by functions that are.
SOURCES = (
    *("sim/compiled", "sim/engine", "sim/experiment/cross_check", "sim/kpi", "sim/network"),
    *("sim/rules", "sim/sampling"),
)
KEPT = 4  # folders of other states of the sources that are left in place


def source_files(root: Path = ROOT) -> list[Path]:
    """Every file whose text can end up in a kernel."""
    return sorted(path for folder in SOURCES for path in (root / folder).rglob("*.py"))


def digest(files: Iterable[Path], root: Path = ROOT) -> str:
    """Hash of names and contents, with the version of numba."""
    text = hashlib.sha256(numba.__version__.encode())
    for path in files:
        content = path.read_bytes()
        text.update(f"\0{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        text.update(content)
    return text.hexdigest()[:16]


def use_cache() -> Path:
    """Make numba keep its cache under .cache/ of the project, or ``NUMBA_CACHE_DIR``, by the sources' hash.

    Where that cannot be written the cache goes to the machine's folder for temporary files.
    """
    base = Path(os.environ.get("NUMBA_CACHE_DIR") or ROOT / ".cache")
    name = f"kernels-{digest(source_files())}"
    if base.name == name:  # a child process inherits the folder itself
        return base
    try:
        folder = _prepared(base, name)
    except OSError:
        folder = _prepared(Path(tempfile.gettempdir()) / f"yizhan-{getpass.getuser()}", name)
    numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
    return folder


def _prepared(base: Path, name: str) -> Path:
    """Make the folder, mark it as used and remove those that were not used for longest."""
    folder = base / name
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder):
        folder.touch()
    others = [path for path in base.glob("kernels-*") if path != folder]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
    return folder
