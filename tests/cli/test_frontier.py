"""`run.py frontier`: what it prints in both languages, what it leaves, what is refused, and exit code 1."""

import pytest

from sim.commands.frontier_tables import print_frontier
from sim.commands.texts import Lang
from sim.planning.siting.generate import write_candidates
from sim.scenario import load, save
from tests.planning.siting.line import candidates, line

LITTLE = ["--points", 2, "-n", 3, "--sweep", 2, "--recheck", 2, "--vary", 2]
LITTLE += ["--time-kpi", "processing_days_mean"]


@pytest.fixture
def asked(tmp_path, monkeypatch) -> list[object]:
    """The line and its candidates on disk, and the words that ask for one station with little work."""
    save(line(), tmp_path / "line")
    write_candidates(candidates().rows, tmp_path / "sites.csv")
    monkeypatch.setattr("sim.report.planning.write_charts", lambda folder: None)
    return ["frontier", "line"]


def test_a_frontier_says_what_it_found_and_leaves_it(cli, asked, tmp_path, capsys):
    result = cli(*asked, *LITTLE, "--candidates", "sites.csv", "--new", 1)
    assert result.exit_code == 0, result.output
    for words in (
        "siting alternatives: 2 (0 to 1 new stations)",
        "not dominated",
        "- today (P",
        "- cheapest as good as today",
        "- best reachable",
        "gain over today",
        "all demand x 1.1",
        "hold together",
        "assumed inputs: places and costs of 1 candidates",
    ):
        assert words in result.stdout, words
    folder = tmp_path / "results" / f"gallery-frontier-{line().settings.seed}"
    assert load(folder / "plans" / "best.yaml")
    capsys.readouterr()
    print_frontier(folder, Lang.zh)
    printed = capsys.readouterr().out
    for words in (
        "选址：2 种",
        "不被超越",
        "- 现状（P",
        "- 可达的最好",
        "比现状改善",
        "全部需求 ×1.1",
        "同时成立",
    ):
        assert words in printed, words


def test_no_plan_within_the_budget_is_exit_code_1(cli, asked):
    result = cli(*asked, *LITTLE, "--budget", ":10")
    assert result.exit_code == 1
    assert "out of reach: no plan that keeps minimum presence, skills and heads for today" in result.output


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["--new", 2], "--new 2: give --candidates FILE"),
        (["--candidates", "sites.csv"], "--candidates without --new"),
        (["--budget", "12"], "--budget 12: write LOW:HIGH"),
        (["--budget", "9:3"], "the lower bound is above the upper"),
        (["--vary", 9, "--recheck", 8], "--vary 9: 0, or from 2 to --recheck 8"),
        (["--time-kpi", "on_time_share"], "wants a time of the whole network"),
        (["--time-kpi", "no_such"], "there is no KPI 'no_such'"),
    ],
)
def test_what_is_refused(cli, asked, typed, words):
    result = cli(*asked, *typed)
    assert result.exit_code == 2
    assert words in result.output


def test_tours_are_refused(cli, asked, tmp_path):
    tours = "tours: [{name: t, name_zh: 轮驻, name_en: tours, groups: [s.law]}]\n"
    (tmp_path / "levers.yaml").write_text(tours, encoding="utf-8")
    result = cli(*asked, "--levers", "levers.yaml")
    assert result.exit_code == 2
    assert "tours are planned by run.py staff" in result.output
