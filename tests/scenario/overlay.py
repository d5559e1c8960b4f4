"""Broken scenarios are kept as what differs from the tiny one; here they are laid over it.

``python -m tests.scenario.overlay FOLDER`` writes every broken scenario whole into FOLDER, one folder each,
for ``run.py validate``.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
TINY = HERE / "tiny"
BROKEN = HERE / "broken"


def names() -> list[str]:
    return sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())


def expected(name: str) -> dict[str, Any]:
    """Return expect.yaml: what, problems, and how to lay it over (load, remove, grow)."""
    content = yaml.safe_load((BROKEN / name / "expect.yaml").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def lay_over(name: str, folder: Path) -> Path:
    """Write the broken scenario whole below ``folder`` and return the path to load.

    With ``load`` it is a yaml beside the tiny scenario, else the tiny scenario with files replaced, removed,
    or grown by comment lines to a number of bytes.
    """
    expect = expected(name)
    target = folder / name
    tiny = target / "tiny" if "load" in expect else target
    shutil.copytree(TINY, tiny)
    for file in (BROKEN / name).iterdir():
        if file.name != "expect.yaml":
            shutil.copy(file, target / file.name)
    for file_name in expect.get("remove", []):
        (target / file_name).unlink()
    for file_name, size in expect.get("grow", {}).items():
        with (target / file_name).open("a", encoding="utf-8") as stream:
            stream.write("# padding\n" * (size // 10))
    return target / expect["load"] if "load" in expect else target


if __name__ == "__main__":
    for each in names():
        print(lay_over(each, Path(sys.argv[1])))
