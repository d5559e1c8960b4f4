"""The lines of Python in docs/going-on.md run on what the report step leaves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sim.report.exports import write_exports

PAGE = Path(__file__).resolve().parents[3] / "docs" / "going-on.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
FOUND = ("on_time", "differences", "by_outcome", "difference")  # the table that each block ends with


@pytest.fixture(scope="module")
def results(datasets, small_run, tmp_path_factory):
    """Results as the page names them: a comparison whose base is called huzhou, and a run with cases."""
    root = tmp_path_factory.mktemp("going_on")
    demo = shutil.copytree(datasets["single", "comparison"].folder, root / "results" / "demo")
    write_exports(demo)
    (demo / "runs" / "base").rename(demo / "runs" / "huzhou")
    shutil.copytree(small_run, root / "results" / "log")
    return root


@pytest.mark.parametrize(("block", "found"), list(zip(BLOCKS, FOUND, strict=True)), ids=FOUND)
def test_a_block_of_the_page_finds_something(results, monkeypatch, block, found):
    monkeypatch.chdir(results)
    names: dict = {}
    exec(compile(block, str(PAGE), "exec"), names)
    assert len(names[found]) > 0


def test_every_block_is_three_lines_or_fewer():
    assert all(len([line for line in block.splitlines() if line.strip()]) <= 3 for block in BLOCKS)
