"""`run.py staff`: what it prints in both languages, what is refused, and exit code 1."""

import pytest

from sim.commands.staffing_tables import print_staffing
from sim.commands.texts import Lang
from sim.experiment.folder import read_manifest
from sim.scenario import load, save
from tests.planning.staffing.test_study import today

LEVERS = "heads: [{where: {facility: [s, p, t]}, least: 1, most: 3}]\n"
LITTLE = [
    "--levers", "levers.yaml", "--probability", 0.5, "--confidence", 0.8, "--search-replications", 3,
    "--marginal", 1, "--recheck", 3,
]  # fmt: skip


@pytest.fixture
def asked(tmp_path, monkeypatch) -> list[object]:
    """The county and its levers on disk, and the words that ask with little work."""
    save(today(), tmp_path / "county")
    (tmp_path / "levers.yaml").write_text(LEVERS, encoding="utf-8")
    monkeypatch.setattr("sim.report.planning.write_charts", lambda folder: None)
    return ["staff", "county", *LITTLE]


def test_a_staffing_says_what_it_found_and_leaves_it(cli, asked, tmp_path, capsys):
    result = cli(*asked, "--target", "on_time_share>=0.985")
    assert result.exit_code == 0, result.output
    for words in (
        "Promised with confidence 0.8: a year (",
        "measured days) under this plan keeps all targets together with",
        "On-time share",
        "p.team",
        "Only enterprises' cases are simulated",
        "recommended.yaml",
    ):
        assert words in result.stdout, words
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name == f"gallery-staffing-{today().settings.seed}"
    manifest = read_manifest(folder)
    assert manifest["certified"]
    assert manifest["targets"] == ["on_time_share>=0.985"]
    assert len(load(folder / "recommended.yaml").staff) == 4
    capsys.readouterr()
    print_staffing(folder, Lang.zh)
    printed = capsys.readouterr().out
    for words in ("以 0.8 的置信度保证", "按时办结率", "只模拟企业办事", "recommended.yaml"):
        assert words in printed, words


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "out of reach of staff alone"), ("zh", "仅靠人员调整无法达到")]
)
def test_a_target_out_of_reach_ends_with_1_and_the_reason(cli, asked, lang, words):
    result = cli(*asked, "--target", "wait_within_15_minutes>=0.9", lang=lang)
    assert result.exit_code == 1
    assert words in result.stdout.replace("\n", "")
    assert "recommended.yaml" not in result.stdout


def test_what_is_refused(cli, asked, tmp_path):
    target = ["--target", "on_time_share>=0.9"]
    for words, message in (
        (["staff"], "SCENARIO"),
        (asked, "no target is given"),
        ([*asked, "--target", "on_time_share"], "does not read as KPI[/LEVEL/KEY]>=BOUND"),
        ([*asked, "--target", "nothing>=1"], "there is no such KPI"),
        ([*asked, "--target", "on_time_share<=0.9"], "wrong side"),
        ([*asked, "--target", "on_time_share>=97"], "give a bound from 0 to 1, or in per cent (97%)"),
        ([*asked, *target, "--probability", 1.5], "--probability must lie between 0 and 1"),
        ([*asked, *target, "--confidence", 1], "--confidence"),
        ([*asked, *target, "--levers", "none.yaml"], "none.yaml"),
    ):
        assert message in cli.refused(*words), words
    (tmp_path / "levers.yaml").write_text("heads: [{least: 3, most: 2}]\nmore: 1\n", encoding="utf-8")
    told = cli.refused(*asked, *target)
    assert "levers.yaml: 2 problem(s)" in told
    assert "most is below least" in told
    (tmp_path / "levers.yaml").write_text("heads: [{where: {facility: x}}]\n", encoding="utf-8")
    assert "no staff group matches" in cli.refused(*asked, *target)
    assert not list(tmp_path.glob("results/*"))


def test_an_interruption_says_that_the_best_so_far_is_kept(cli, asked, monkeypatch):
    def stop(bar, stage, done, total, best):
        if stage == "certification":
            raise KeyboardInterrupt

    monkeypatch.setattr("sim.commands.progress.ProgressBar.staffing", stop)
    result = cli(*asked, "--target", "on_time_share>=0.985", "--out", "it")
    assert result.exit_code == 130
    assert "the best so far is in the folder of the results" in result.stderr
    assert load("it/recommended.yaml").settings.id == "gallery_staffed"
