"""The walkthroughs: their commands run and print what they quote, their pictures are made by a command."""

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from sim.report.page_texts import PAGE as REPORT
from tests.browser.scenes import FILES
from tests.docs.blocks import Block, blocks, written_files

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "walkthroughs").glob("*.md"))
CHINESE = [page for page in PAGES if page.name.endswith(".zh.md")]
ENGLISH = [page for page in PAGES if page not in CHINESE]
SCENARIOS = ("huzhou", "wuxing", "planning", "what_if", "sensitivity")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+\.png)\)")
OLDER = {  # made by other commands, named in the docs that show them
    "calibration-parameters.zh.png",
    "calibration-targets.en.png",
    "siting-map.en.png",
    "staffing-marginal.zh.png",
    "tornado.en.png",
    "warm_up.en.png",
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
    """Start a block that serves, on any free port; return the line that names its address, and stop it."""
    words = [*shlex.split(block.text), "--port", "0"]
    ready = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, cwd=work, stdout=subprocess.PIPE, text=True, env=ready) as server:
        assert server.stdout is not None
        try:
            return next((line for line in server.stdout if "http://" in line), "")
        finally:
            server.terminate()


def quoted(said: str, printed: str) -> bool:
    """Whether lines were printed in this order; a line `...` stands for any that are left out."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r"[ ]*\n"
        for line in said.splitlines()
    )
    return re.search(rf"^{pattern}", printed + "\n", re.MULTILINE) is not None


def follow(page: Path, work: Path, slow: bool, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Do what a page says, its slow blocks or the others; returns what each block of commands printed.

    `known`: what those of the same page in the other language printed in this folder; an exact repeat is not
    run again, and what it printed then is held against what is quoted here.
    """
    for name, text in written_files(page).items():
        path = work / name
        assert not path.exists() or path.read_text(encoding="utf-8") == text, f"{page.name}: another {name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    printed, all_printed = "", {}
    for block in blocks(page):
        if ("slow" in block.words) != slow:
            continue
        if block.language in ("sh", "python"):
            if known and block.text in known:
                printed = known[block.text]
            else:
                printed = answers(block, work) if "serve" in block.words else ran(block, work)
                assert printed or "serve" not in block.words, f"{page.name}, line {block.line}: no address"
            all_printed[block.text] = printed
        elif block.language == "text":
            assert quoted(block.text, printed), f"{page.name}, line {block.line}: printed was\n{printed}"
    return all_printed


def in_chinese(page: Path) -> Path:
    """Return where a page's Chinese version is."""
    return page.with_name(f"{page.stem}.zh.md")


def commands(page: Path) -> list[str]:
    """Return a page's blocks of commands, Python and files, without the language that is asked for."""
    return [
        unspoken(block.text) if block.language == "python" else block.text.replace(" --lang zh", "")
        for block in blocks(page)
        if block.language != "text"
    ]


def unspoken(code: str) -> str:
    """Return Python without what it says in between values; names in Chinese count as those in English."""
    tree = ast.parse(code)
    formats = [node.format_spec for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)]
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and node not in formats:
            node.values = [one for one in node.values if isinstance(one, ast.FormattedValue)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = re.sub("_zh$", "_en", node.value)
    return ast.dump(tree)


@pytest.mark.browser
@pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.stem)
def test_a_walkthrough_s_commands_do_what_it_says(page, work):
    printed = follow(page, work, slow=False)
    assert printed
    assert len(follow(in_chinese(page), work, slow=False, known=printed)) == len(printed)


@pytest.mark.statistics
@pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.stem)
def test_a_walkthrough_s_slow_commands_too(page, work):
    slow = [block for block in blocks(page) if "slow" in block.words and block.language == "sh"]
    printed = follow(page, work, slow=True)
    assert len(printed) == len(slow)
    assert len(follow(in_chinese(page), work, slow=True, known=printed)) == len(slow)


def test_there_are_three_walkthroughs_all_of_them_in_chinese_too():
    assert [page.stem for page in ENGLISH] == ["analyst", "decision-maker", "planner"]
    assert [in_chinese(page) for page in ENGLISH] == CHINESE


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.stem)
def test_a_page_in_chinese_has_the_same_steps_and_both_name_each_other(page):
    english = page.with_name(page.name.replace(".zh.md", ".md"))
    assert commands(page) == commands(english)
    for one, other in ((page, english), (english, page)):
        assert f"({other.name})" in "".join(one.read_text(encoding="utf-8").splitlines(keepends=True)[:4])


def test_python_in_two_languages_is_the_same_but_for_its_words():
    english = "for row in rows:\n    print(f\"{row['name_en']}: {row['n']:.1f} hours\")\n"
    assert unspoken(english) == unspoken(english.replace("_en", "_zh").replace(" hours", "小时"))
    assert unspoken(english) != unspoken(english.replace(":.1f", ":.2f"))
    assert unspoken(english) != unspoken(english.replace("'n'", "'m'"))


def test_a_block_that_does_not_serve_is_found_out(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```sh serve\nfalse\n```\n")
    with pytest.raises(AssertionError, match="no address"):
        follow(page, tmp_path, slow=False)


def test_an_exact_repeat_in_the_other_language_is_not_run_again(tmp_path):
    for name, more in (
        ("page.md", ""),
        ("page.zh.md", "```sh\nwc -l < log | tr -d ' '\n```\n```text\n1\n```\n"),
    ):
        (tmp_path / name).write_text(f"```sh\necho one | tee -a log\n```\n```text\none\n```\n{more}")
    printed = follow(tmp_path / "page.md", tmp_path, slow=False)
    assert printed == {"echo one | tee -a log\n": "one\n"}
    assert len(follow(tmp_path / "page.zh.md", tmp_path, slow=False, known=printed)) == 2
    with pytest.raises(AssertionError, match="line 10"):  # run anew it would be a second line
        follow(tmp_path / "page.zh.md", tmp_path, slow=False)


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.stem)
def test_every_picture_is_there_and_made_by_a_command(page):
    shown = PICTURE.findall(page.read_text(encoding="utf-8"))
    assert shown
    for words, path in shown:
        picture = (page.parent / path).resolve()
        assert picture.is_file(), path
        assert words, f"{path}: no words for those who do not see it"
        assert picture.name in FILES or picture.name in OLDER, f"{path}: no command makes it"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_buttons_and_sections_are_called_so_on_the_page_and_in_the_report(page):
    scripts = (ROOT / "sim/page/static").glob("words*.js")
    words = set(re.findall("'([^'\n]+)'", "".join(one.read_text(encoding="utf-8") for one in scripts)))
    words |= {text for pair in REPORT.values() for text in pair.values()}
    called = set(re.findall(r"\*\*(\w[^*]+)\*\*", page.read_text(encoding="utf-8")))
    assert len(called) >= {"planner": 10, "decision-maker": 5, "analyst": 0}[page.name.split(".")[0]]
    assert called <= words


def test_pictures_are_small_and_none_is_left_over():
    folder = ROOT / "docs" / "images"
    assert {one.name for one in folder.iterdir()} == OLDER | set(FILES)
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert {name for name in OLDER | set(FILES) if f"images/{name})" not in shown} == set()
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
