"""`run.py bench` with measurements that measure nothing: what is printed, written and refused."""

import pytest

from benchmarks import report
from tests.benchmarks.fakes import GOOD, LACKING


@pytest.fixture(autouse=True)
def _fakes(monkeypatch, tmp_path):
    monkeypatch.setattr("benchmarks.registry.MEASUREMENTS", {one.name: one for one in (LACKING, GOOD)})
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results.md")


def test_all_are_taken_printed_and_written(cli, tmp_path):
    result = cli("bench")
    assert result.exit_code == 0
    assert "not measured: no b here" in result.stdout
    for words in ("120 x", "≥ 100 x", "reached", "short", "1,234,567 cases/s", "quick: False"):
        assert words in result.stdout
    assert result.stderr.splitlines() == ["measuring: Lacking", "measuring: Good"]
    assert "| a / b | 120 x |" in (tmp_path / "results.md").read_text(encoding="utf-8")


def test_only_some_into_another_file(cli, tmp_path):
    result = cli("bench", "--only", "good", "--quick", "--out", tmp_path / "other.md")
    assert result.exit_code == 0
    assert "no b here" not in result.stdout
    assert "quick: True" in result.stdout
    assert (tmp_path / "other.md").exists()
    assert not (tmp_path / "results.md").exists()


def test_in_chinese(cli):
    result = cli("bench", lang="zh")
    for words in ("未测：没有乙", "达到", "本机绝对数值", "快：False"):
        assert words in result.stdout
    assert "测量：好" in result.stderr


def test_an_unknown_name_is_refused_with_the_known_ones(cli, tmp_path):
    assert "lacking, good" in cli.refused("bench", "--only", "speed")
    assert not (tmp_path / "results.md").exists()
