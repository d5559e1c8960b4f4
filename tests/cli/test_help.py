"""The command line explains itself, quickly and in both languages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import run
from sim import __version__
from sim.commands.texts import TEXTS

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    *(
        "demo",
        "validate",
        "schema",
        "simulate",
        "compare",
        "sensitivity",
        "calibrate",
        "site",
        "staff",
        "frontier",
        "report",
        "serve",
        "bench",
    ),
)
HEAVY = {"numpy", "polars", "scipy", "matplotlib", "numba", "simpy", "yaml", "holidays", "jinja2", "SALib"}
HEAVY |= {"sklearn", "emcee", "arviz", "starlette", "uvicorn"}
# What a run with the fast engine and without charts has no use for.
SPARED = {"matplotlib", "jinja2", "simpy"}
LOADED = """
import sys
sys.argv = ["run.py", *{arguments!r}]
import run
try:
    run.app()
except SystemExit as ended:
    print("code", ended.code, file=sys.stderr)
print(*sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
"""


def ask(*arguments: str) -> str:
    result = CliRunner().invoke(run.app, [*arguments], env={"COLUMNS": "100"})
    assert result.exit_code == 0
    return result.stdout


def test_all_commands_are_listed():
    listed = re.findall(r"^  ([a-z]+)  ", ask("--help").partition("Commands:")[2], flags=re.MULTILINE)
    assert tuple(listed) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example_that_can_be_typed(command):
    text = ask(command, "--help")
    assert re.search(r"[\u4e00-\u9fff]", text)
    examples = re.findall(rf"python run\.py ({command}\b.*)", text)
    assert examples
    for example in examples:
        words = example.partition(" >")[0].split()
        group = typer.main.get_command(run.app)
        group.commands[command].make_context(command, words[1:])  # raises what a wrong option raises
        for path in (word for word in words if word.startswith("scenarios/")):
            assert (ROOT / path).exists(), path


def test_the_version():
    assert ask("--version") == f"yizhan {__version__}\n"


def loaded_by(arguments: list[str]) -> set[str]:
    """Return the packages that a process has loaded when the command is done."""
    code = LOADED.format(arguments=arguments)
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    *_, code_line, modules = result.stderr.splitlines()
    assert code_line == "code 0", result.stderr
    return set(modules.split())


@pytest.mark.parametrize("arguments", [["--help"], ["simulate", "--help"], ["compare", "--help"]])
def test_help_loads_nothing_heavy(arguments):
    loaded = loaded_by(arguments)
    assert "typer" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(
    ("options", "used"),
    [
        ([], set()),
        (["--engine", "reference"], {"simpy"}),
        (["--report", "--no-bottlenecks"], {"matplotlib", "jinja2"}),
    ],
)
def test_a_run_loads_only_what_it_uses(city, tmp_path, options, used):
    loaded = loaded_by(["simulate", str(city), "--out", str(tmp_path / "out"), *options])
    assert loaded & SPARED == used


def test_every_text_says_the_same_in_both_languages():
    for key, (zh, en) in TEXTS.items():
        assert set(re.findall(r"{(\w+)", zh)) == set(re.findall(r"{(\w+)", en)), key
        if re.search(r"\w", re.sub(r"{[^}]*}", "", zh)):  # there are words between what is filled in
            assert re.search(r"[\u4e00-\u9fff]", zh), key
        assert not re.search(r"[\u4e00-\u9fff]", en), key
