"""`run.py site`: what it prints in both languages, what it leaves, what is refused, and exit code 1."""

import pytest

from sim.commands.siting_tables import print_siting
from sim.commands.texts import Lang
from sim.experiment.folder import read_manifest
from sim.planning.siting.generate import write_candidates
from sim.scenario import load, save
from tests.planning.siting.line import candidates, line

# Two towns on a square: distances 1 along its sides; with two medians the other two pay 1 each.
PMED = "4 4 2\n1 2 1\n2 3 1\n3 4 1\n4 1 1\n"


@pytest.fixture
def asked(tmp_path, monkeypatch) -> list[object]:
    """The line and its candidates on disk, and the words that ask for one station with little work."""
    save(line(), tmp_path / "line")
    write_candidates(candidates().rows, tmp_path / "sites.csv")
    monkeypatch.setattr("sim.report.planning.write_charts", lambda folder: None)
    return ["site", "line", "--candidates", "sites.csv"]


LITTLE = ["--best", 1, "--first", 3, "--most", 4, "--recheck", 2, "--indifference", 0.01]


def test_a_siting_says_what_it_found_and_leaves_it(cli, asked, tmp_path, capsys):
    result = cli(*asked, "--new", 1, *LITTLE)
    assert result.exit_code == 0, result.output
    for words in (
        "gallery: 4 candidates, 5 demand points in 3 towns (1–2 each)",
        "maximal covering 1",
        "p-median 1",
        "every proposal is proven",
        "selected S1: m",
        "Cases within 15 minutes",
        "holds",
        "1 of 3 towns have one demand point only",
        "assumed inputs: places and costs of 4 candidates",
        "recommended.yaml",
    ):
        assert words in result.stdout, words
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name == f"gallery-siting-{line().settings.seed}"
    manifest = read_manifest(folder)
    assert manifest["stations"] == ["m"]
    assert "m" in {row.id for row in load(folder / "recommended.yaml").facilities}
    capsys.readouterr()
    print_siting(folder, Lang.zh)
    printed = capsys.readouterr().out
    for words in (
        "4 个候选点",
        "最大覆盖 1",
        "选中 S1：m",
        "承诺与复核",
        "覆盖率提高最多的乡镇",
        "相符",
        "年成本（万元）",
    ):
        assert words in printed, words


@pytest.mark.parametrize(("lang", "words"), [("en", "at best 66.67 %"), ("zh", "至多 66.67 %")])
def test_a_target_out_of_reach_ends_with_1_and_the_reason(cli, asked, lang, words):
    result = cli(*asked, "--budget", 101_000, "--covered", 0.9, lang=lang)
    assert result.exit_code == 1
    assert words in result.stdout
    assert "recommended.yaml" not in result.stdout


def test_candidates_can_be_written_and_read_again(cli, asked, tmp_path):
    result = cli("site", "line", "--grid", 10, "--towns", "--candidates-out", "made.csv")
    assert result.exit_code == 0
    assert "candidate(s) written: made.csv" in result.stdout
    assert (
        "already"
        not in cli("site", "line", "--candidates", "made.csv", "--candidates-out", "again.csv").stderr
    )


def test_what_is_refused(cli, asked, tmp_path):
    own = "origin,facility,km,minutes,source\nz0,a,3,5,survey\nz0,a,3,5,survey\nz9,b,3,5,\nz0,q,3,5,\n"
    (tmp_path / "own.csv").write_text(own, encoding="utf-8")
    for words, message in (
        (["site"], "name a SCENARIO"),
        (["site", "line", "--new", 1], "there is no candidate"),
        (["site", "line", "--candidates", "none.csv", "--new", 1], "none.csv: does not exist"),
        (asked, "give --new (stations) or --budget"),
        ([*asked, "--new", 0], "--new 0: at least one station"),
        ([*asked, "--budget", -1], "--budget -1: must not be negative"),
        ([*asked, "--new", 1, "--covered", 1.5], "--covered 1.5"),
        ([*asked, "--new", 1, "--model", "best"], "--model best"),
        ([*asked, "--new", 1, "--kind", "castle"], "--kind castle"),
        ([*asked, "--new", 1, "--kpi", "on_time_share"], "needs --indifference"),
        ([*asked, "--new", 1, "--reach", 0], "--reach 0"),
        ([*asked, "--new", 1, "--confidence", 2], "confidence"),
        ([*asked, "--new", 1, "--target", "nothing>=1"], "there is no such KPI"),
        (["site", "--orlib", "none.txt"], "none.txt"),
    ):
        assert message in cli.refused(*words), words
    told = cli.refused(*asked, "--new", 1, "--matrix", "own.csv")
    assert "own.csv: 3 problem(s)" in told
    assert all(words in told for words in ("stands twice", "z9", "no such candidate"))
    assert not (tmp_path / "results").exists()


def test_a_file_of_the_or_library(cli, tmp_path):
    (tmp_path / "square.txt").write_text(PMED, encoding="utf-8")
    result = cli("site", "--orlib", "square.txt")
    assert result.exit_code == 0, result.output
    row = result.stdout.splitlines()[-1].split()
    assert row[1:6] == ["4", "2", "2", "2", "0.00%"]
    assert "最优值" in cli("site", "--orlib", "square.txt", lang="zh").stdout
    (tmp_path / "torn.txt").write_text("4 4 2\n1 2\n", encoding="utf-8")
    assert "torn.txt" in cli.refused("site", "--orlib", "torn.txt")
    assert "leave out SCENARIO" in cli.refused("site", "--orlib", "torn.txt", "--new", 1)


def test_an_interruption_says_that_the_best_so_far_is_kept(cli, asked, monkeypatch):
    def stop(bar, stage, done, best):
        if stage == "selection":
            raise KeyboardInterrupt

    monkeypatch.setattr("sim.commands.progress.ProgressBar.siting", stop)
    result = cli(*asked, "--new", 1, *LITTLE, "--out", "it")
    assert result.exit_code == 130
    assert "the best so far is in the folder of the results" in result.stderr
    assert load("it/recommended.yaml").settings.id == "gallery_sited"
