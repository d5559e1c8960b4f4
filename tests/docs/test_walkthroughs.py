"""The walkthroughs: their commands run and print what they quote, their pictures are made by a command."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.scenes import FILES
from tests.docs.blocks import Block, blocks, written_files

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "walkthroughs").glob("*.md"))
SCENARIOS = ("huzhou", "wuxing", "planning", "what_if", "sensitivity")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+\.png)\)")
OLDER = {  # made by other commands, named in the docs that show them
    "calibration-parameters.zh.png",
    "calibration-targets.en.png",
    "comparison.en.png",
    "comparison.zh.png",
    "map.en.png",
    "siting-map.en.png",
    "staffing-marginal.zh.png",
    "tornado.en.png",
    "tornado.zh.png",
    "warm_up.en.png",
    "warm_up.zh.png",
}


@pytest.fixture
def work(tmp_path) -> Path:
    """A folder in which run.py, the environment and the scenarios are where the pages say."""
    (tmp_path / "scenarios").mkdir()
    for name in SCENARIOS:
        (tmp_path / "scenarios" / name).symlink_to(ROOT / "scenarios" / name)
    (tmp_path / "run.py").symlink_to(ROOT / "run.py")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n'
    )
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)
    return tmp_path


def ran(block: Block, work: Path) -> str:
    """Run a block of shell or Python; return what it printed."""
    words = ["bash", "-euo", "pipefail", "-c"] if block.language == "sh" else [sys.executable, "-c"]
    done = subprocess.run(
        [*words, block.text],
        cwd=work,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"line {block.line}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def answers(block: Block, work: Path) -> str:
    """Start a block that serves, on any free port; return its first line once it is there, and stop it."""
    words = [*shlex.split(block.text), "--port", "0"]
    ready = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, cwd=work, stdout=subprocess.PIPE, text=True, env=ready) as server:
        assert server.stdout is not None
        try:
            return server.stdout.readline()
        finally:
            server.terminate()


def quoted(said: str, printed: str) -> bool:
    """Whether lines were printed in this order; a line `...` stands for any that are left out."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r"[ ]*\n"
        for line in said.splitlines()
    )
    return re.search(rf"^{pattern}", printed + "\n", re.MULTILINE) is not None


def follow(page: Path, work: Path, slow: bool) -> int:
    """Do what a page says, its slow blocks or the others; returns how many blocks were run."""
    for name, text in written_files(page).items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
    printed, count = "", 0
    for block in blocks(page):
        if ("slow" in block.words) != slow:
            continue
        if block.language in ("sh", "python"):
            printed = answers(block, work) if "serve" in block.words else ran(block, work)
            count += 1
        elif block.language == "text":
            assert quoted(block.text, printed), f"{page.name}, line {block.line}: printed was\n{printed}"
    return count


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_walkthrough_s_commands_do_what_it_says(page, work):
    assert follow(page, work, slow=False) >= 1


@pytest.mark.statistics
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_walkthrough_s_slow_commands_too(page, work):
    slow = [block for block in blocks(page) if "slow" in block.words and block.language == "sh"]
    assert follow(page, work, slow=True) >= len(slow)


def test_there_are_three_walkthroughs_one_in_chinese_too():
    assert [page.stem for page in PAGES] == ["analyst", "decision-maker", "planner", "planner.zh"]


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.stem)
def test_every_picture_is_there_and_made_by_a_command(page):
    shown = PICTURE.findall(page.read_text(encoding="utf-8"))
    assert shown
    for words, path in shown:
        picture = (page.parent / path).resolve()
        assert picture.is_file(), path
        assert words, f"{path}: no words for those who do not see it"
        assert picture.name in FILES or picture.name in OLDER, f"{path}: no command makes it"


@pytest.mark.parametrize(
    ("name", "quoted_as"), [("planner.md", r"\*\*(\w[^*]+)\*\*"), ("planner.zh.md", r"按“([^”]+)”")]
)
def test_the_planner_s_buttons_are_called_so_on_the_page(name, quoted_as):
    page = (ROOT / "docs" / "walkthroughs" / name).read_text(encoding="utf-8")
    words = "".join(one.read_text(encoding="utf-8") for one in (ROOT / "sim/page/static").glob("words*.js"))
    called = set(re.findall(quoted_as, page))
    assert len(called) >= 6
    assert {text for text in called if f"'{text}'" not in words} == set()


def test_pictures_are_small_and_none_is_left_over():
    folder = ROOT / "docs" / "images"
    assert {one.name for one in folder.iterdir()} == OLDER | set(FILES)
    assert all((folder / name).stat().st_size <= 250_000 for name in FILES)


def test_what_is_quoted_is_held_against_what_is_printed():
    printed = "one\ntwo  \nthree\nfour\n"
    assert quoted("two\nthree\n", printed)
    assert quoted("one\n...\nfour\n", printed)
    assert quoted("...\nthree\n", printed)
    assert not quoted("one\nthree\n", printed)
    assert not quoted("tw\n", printed)
    assert not quoted("four\n...\none\n", printed)


def test_blocks_are_read_with_their_words_and_lines(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# A page\n\n```sh slow\nls\n```\n\n```yaml scenarios/a.yaml\nid: a\n```\n", encoding="utf-8"
    )
    assert list(blocks(page)) == [
        Block("sh", ["slow"], "ls\n", 3),
        Block("yaml", ["scenarios/a.yaml"], "id: a\n", 7),
    ]
    assert written_files(page) == {"scenarios/a.yaml": "id: a\n"}
