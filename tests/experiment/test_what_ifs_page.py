"""The examples of docs/what-ifs.md can be typed as they stand: every block compiles and does what is said."""

import re
import shutil
from pathlib import Path

import pytest
import typer
import yaml

import run
from sim.network import compile_network
from sim.scenario import load

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "what-ifs.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory):
    """The folder scenarios/ as it is once a reader has saved every block there."""
    folder = tmp_path_factory.mktemp("clone") / "scenarios"
    shutil.copytree(ROOT / "scenarios" / "huzhou", folder / "huzhou")
    for block in blocks("yaml"):
        (folder / f"{yaml.safe_load(block)['id']}.yaml").write_text(block, encoding="utf-8")
    return folder


def test_every_block_loads_and_compiles(scenarios):
    names = [yaml.safe_load(block)["id"] for block in blocks("yaml")]
    assert names == ["my_plan", "my_growth", "my_plan_busy"]
    base, *derived = (load(scenarios / name) for name in ("huzhou", *(f"{name}.yaml" for name in names)))
    labels = [compile_network(one).labels.facility for one in (base, *derived)]
    assert [set(one) - set(labels[0]) for one in labels] == [set(), {"dq.park.new"}, set(), {"dq.park.new"}]
    heads = [sum(row.head_count for row in one.staff) for one in (base, *derived)]
    assert [one - heads[0] for one in heads] == [0, 3 + 2, 0, 3 + 2]
    demand = [sum(row.rate for row in one.demand) for one in (base, *derived)]
    assert [one / demand[0] for one in demand] == pytest.approx([1, 1, 1.3, 1.3])
    assert [one.policies.backstop.on for one in (base, *derived)] == [True, False, True, False]
    closing = [max(row.closes for row in one.hours if row.pattern == "station") for one in (base, *derived)]
    assert [seconds / 3600 for seconds in closing] == [17, 20.5, 17, 20.5]


def test_every_command_can_be_typed(scenarios):
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    assert any("compare" in line and "-n 10" in line for line in lines)
    for line in lines:
        python, script, command, *words = line.split()
        assert (python, script) == (".venv/bin/python", "run.py")
        typer.main.get_command(run.app).commands[command].make_context(command, list(words))
        assert all((scenarios.parent / word).exists() for word in words if word.startswith("scenarios/"))
