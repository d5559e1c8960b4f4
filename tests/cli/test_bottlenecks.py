"""`--bottlenecks` of simulate and compare: when the table is made, where, and what is said of it."""

import pytest

from sim.commands.bottlenecks import print_bottlenecks
from sim.commands.texts import Lang
from sim.experiment.errors import InputError
from sim.experiment.folder import BOTTLENECKS, REPORTED, read_csv, write_csv, write_manifest
from tests.report.interactive.test_bottlenecks import row, table

SAID = "What one more person does cannot be told"  # more than a tenth of the small city's cases stay open
MADE = "bottlenecks: one more person in each group"


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """One group and two replications: what is found is tested elsewhere."""
    from sim.planning import bottlenecks

    monkeypatch.setattr(bottlenecks.write, "__kwdefaults__", {
        **bottlenecks.write.__kwdefaults__, "effort": bottlenecks.Effort(1, 1, 2),
    })  # fmt: skip


def test_they_are_found_on_request_and_with_a_report(cli, city, tmp_path, sketched):
    for name, typed, wanted in (
        ("plain", (), False),
        ("asked", ("--bottlenecks",), True),
        ("report", ("--report",), True),
        ("quick", ("--report", "--no-bottlenecks"), False),
    ):
        result = cli("simulate", city, "-n", 1, *typed, "--out", name)
        assert result.exit_code == 0
        assert (tmp_path / name / BOTTLENECKS).exists() is wanted
        assert (SAID in result.stdout.replace("\n", " ")) is wanted
        assert (MADE in result.stderr) is wanted
    assert not list(tmp_path.rglob(REPORTED))  # no figure speaks of the small city
    assert read_csv(tmp_path / "asked" / BOTTLENECKS).equals(read_csv(tmp_path / "report" / BOTTLENECKS))


def test_a_comparison_has_those_of_its_base(cli, city, what_if, tmp_path):
    result = cli("compare", city, what_if, "-n", 1, "--bottlenecks", "--out", "both", lang="zh")
    assert result.exit_code == 0
    assert "无法判断多一人的作用" in result.stdout
    assert [path.parent.name for path in tmp_path.rglob(BOTTLENECKS)] == ["small_city"]


def test_a_finished_run_brings_its_own_along(cli, city, what_if):
    assert cli("simulate", city, "-n", 1, "--bottlenecks", "--out", "run").exit_code == 0
    result = cli("compare", "run", what_if, "--bottlenecks", "--out", "both")
    assert result.exit_code == 0
    assert MADE not in result.stderr
    assert SAID in result.stdout.replace("\n", " ")


def test_a_finished_base_is_simulated_again_only_if_asked(cli, city, what_if, tmp_path, sketched):
    assert cli("simulate", city, "-n", 1, "--out", "run").exit_code == 0
    assert cli("compare", "run", what_if, "--report", "--out", "both").exit_code == 0
    assert not list(tmp_path.rglob(BOTTLENECKS))
    assert cli("compare", "run", what_if, "--bottlenecks", "--out", "both").exit_code == 0
    assert [path.parent.name for path in tmp_path.rglob(BOTTLENECKS)] == ["small_city"]


def test_a_base_of_another_age_goes_without(cli, city, what_if, tmp_path):
    assert cli("simulate", city, "-n", 1, "--out", "run").exit_code == 0
    (tmp_path / "run" / "scenario" / "scenario.yaml").write_text("from: another age\n", encoding="utf-8")
    result = cli("compare", "run", what_if, "--bottlenecks", "--out", "both")
    assert result.exit_code == 0
    assert "bottlenecks are left out" in result.stderr.replace("\n", " ")


def test_a_search_that_fails_leaves_the_results_and_their_report(cli, city, tmp_path, sketched, monkeypatch):
    def broken(*_, **__):
        raise InputError("it broke", "坏了")

    monkeypatch.setattr("sim.planning.bottlenecks.write", broken)
    result = cli("simulate", city, "-n", 1, "--report", "--out", "run")
    assert result.exit_code == 2
    assert "the results are whole" in result.stderr.replace("\n", " ")
    assert "it broke" in result.stderr
    assert (tmp_path / "run" / "report.html").exists()
    assert cli("compare", "run", "run", "--out", "both").exit_code == 0  # a whole run, as any other


def test_a_repeated_run_can_have_them(cli, city, tmp_path):
    assert cli("simulate", city, "-n", 1, "--out", "run").exit_code == 0
    assert cli("simulate", "--from", "run/manifest.json", "--bottlenecks").exit_code == 0
    assert (tmp_path / "run-again" / BOTTLENECKS).exists()


@pytest.mark.parametrize(
    ("lang", "head", "line"),
    [
        ("en", "change (working hours)", "Team 1 (North station)"),
        ("zh", "90 分位的变化（工作小时）", "第1组（甲街道驿站）"),
    ],
)
def test_groups_are_printed_with_what_one_more_would_do(tmp_path, capsys, lang, head, line):
    write_manifest(tmp_path, {"kind": "run"})
    write_csv(table(row(1), row(1, key="problem", effect=-7.77)), tmp_path / BOTTLENECKS)
    print_bottlenecks(tmp_path, Lang(lang))
    heads, shown, *rest = [one for one in capsys.readouterr().out.splitlines() if one.strip()][1:]
    assert head in heads
    assert line in shown
    assert all(value in shown for value in ("50.0 %", " -2.00 ", "-3.00 … -1.00"))
    assert rest == []  # kinds of cases stand in the report


def test_a_selection_refuses_them(cli, city, what_if):
    refused = cli.refused("compare", city, what_if, "--select", "on_time_share", "--bottlenecks")
    assert "--bottlenecks" in refused
