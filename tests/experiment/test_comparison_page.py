"""The examples of docs/comparison.md can be typed as they stand, and print what the page shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import run
from sim.experiment.simultaneous import DRAWS, FEWEST

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def lines_of(text: str) -> list[str]:
    """Lines with single spaces: the width of a column depends on the rows that are left out."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_every_command_can_be_typed():
    commands = blocks("sh")
    assert len(commands) == 2
    for line in commands:
        python, script, command, *words = line.split()
        assert (python, script, command) == (".venv/bin/python", "run.py", "compare")
        typer.main.get_command(run.app).commands[command].make_context(command, list(words))
        assert all((ROOT / word).exists() for word in words if word.startswith("scenarios/"))


def test_the_page_knows_the_numbers_of_the_program():
    assert f"from {FEWEST} replications" in PAGE
    assert f"至少需 {FEWEST} 次重复" in PAGE
    assert f"{DRAWS:,} times" in PAGE


@pytest.mark.statistics
def test_the_example_prints_what_the_page_shows(tmp_path):
    _, script, *words = blocks("sh")[0].split()
    command = [sys.executable, script, *words, "--out", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    printed = lines_of(done.stdout)
    shown = lines_of(blocks("text")[0])
    assert len(shown) > 10
    assert [line for line in shown if line not in printed] == []
