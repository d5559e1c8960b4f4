"""Progress: lines without a terminal, JSON lines for a program that asks, and the end when it goes away."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import run
from sim.commands import display, events
from sim.commands.progress import SELDOM, ProgressBar
from sim.commands.texts import Lang

RUN = Path(__file__).resolve().parents[2] / "run.py"


@pytest.fixture
def told(monkeypatch, capsys):
    """Return what has been told as events since the last time."""
    monkeypatch.setitem(events._state, "wanted", True)
    monkeypatch.setattr(display, "BETWEEN", 0.0)

    def read() -> list[dict]:
        out = capsys.readouterr().out
        return [json.loads(line) for line in out.splitlines()]

    return read


def every_kind(bar: ProgressBar) -> None:
    bar.doubted({"zh": "存疑", "en": "a doubt"})
    bar.resumed("city", 1)
    bar.running("city", 2, 4, 0.5)
    bar.finished("city", 2, 4, 100, 1.5)
    bar.selecting(3)
    bar.points(2, 2)
    bar.bottlenecks(5, 5)
    for stage in (
        "baseline",
        "wave_2",
        "emulators",
        "first",
        "mixes",
        "posterior",
        "left_out",
        "draws",
        "centre",
    ):
        bar.stage(stage, 4, 4)
    for stage in ("shortlist", "selection", "recheck", "vary"):
        bar.siting(stage, SELDOM, "S1")
    for stage in ("search", "certification", "recheck", "vary", "marginal"):
        bar.staffing(stage, SELDOM, 40, 2.5e7)
    for stage in ("sweep", "ladder", "recheck", "vary"):
        bar.frontier(stage, SELDOM, ("2", 9e7, 0.991, 1.2))
    bar.drawing_of("city")(3, 3)


def test_a_program_hears_everything_in_both_languages(told):
    with ProgressBar(Lang.en, 4) as bar:
        every_kind(bar)
    heard = told()
    assert {one["event"] for one in heard} == {"progress", "line", "best"}
    for one in heard:
        assert re.search(r"[\u4e00-\u9fff]", one["words"]["zh"]), one
        assert not re.search(r"[\u4e00-\u9fff]", one["words"]["en"]), one
    best = [one["words"]["en"] for one in heard if one["event"] == "best"]
    assert best == [  # each once, without the comma that sets it off in a line
        "best so far S1",
        "least cost so far CNY 25.00 million",
        "best so far for today's money: 2 stations, CNY 90.00 million, satisfied 99.100%, time 1.20",
    ]


def test_a_first_run_says_that_it_prepares_the_program(told, monkeypatch):
    monkeypatch.setattr("sim.experiment.kernels.cold", lambda: True)
    with ProgressBar(Lang.en, 4) as bar:
        line, progress = told()
        bar.finished("city", 1, 4, 100, 1.5)
        assert told()[0]["words"]["en"].startswith("city")
    assert line["event"] == "line"
    assert line["words"]["en"].startswith("first run: preparing the program")
    assert line["words"]["zh"].startswith("首次运行：正在准备程序")
    assert (progress["event"], progress["share"], progress["words"]) == ("progress", None, line["words"])
    with ProgressBar(Lang.en, simulates=False):
        assert told() == []


def test_lines_say_the_same_to_people(capsys):
    with ProgressBar(Lang.zh, 4) as bar:
        every_kind(bar)
    out, err = capsys.readouterr()
    assert out == ""
    assert "目前最优 S1" in err
    assert "目前最低成本 2,500 万元" in err
    assert "city：第 2/4 次重复" in err


def test_shares_and_the_time_left_follow_the_pace(told, monkeypatch):
    now = [10.0]
    monkeypatch.setattr(display, "monotonic", lambda: now[0])
    with ProgressBar(Lang.en, 4) as bar:
        bar.running("city", 1, 4, 0.0)
        now[0] += 3
        bar.finished("city", 1, 4, 100, 3.0)
        bar.selecting(7)
    shown = [(one["share"], one["seconds_left"]) for one in told() if one["event"] == "progress"]
    assert shown == [(0.0, None), (0.25, 9.0), (None, None)]  # 3 seconds for a quarter: 9 for the rest


def test_a_stage_that_begins_anew_has_a_pace_of_its_own(told, monkeypatch):
    now = [10.0]
    monkeypatch.setattr(display, "monotonic", lambda: now[0])
    with ProgressBar(Lang.en) as bar:
        for done in (1, 2, 4):
            bar.stage("baseline", done, 4)
            now[0] += 2
        now[0] += 100
        bar.stage("draws", 1, 10)
        now[0] += 1
        bar.stage("draws", 2, 10)
    shown = [(one["share"], one["seconds_left"]) for one in told() if one["event"] == "progress"]
    # the first of each is heard when it is done already: how long it took is not known
    assert shown == [(0.25, None), (0.5, 4.0), (1.0, 0.0), (0.1, None), (0.2, 8.0)]


def test_a_program_is_not_flooded(told, monkeypatch):
    monkeypatch.setattr(display, "BETWEEN", 0.25)
    now = [10.0]
    monkeypatch.setattr(display, "monotonic", lambda: now[0])
    with ProgressBar(Lang.en, 1000) as bar:
        for number in range(1, 1001):
            now[0] += 0.01
            bar.running("city", number, 1000, 0.0)
    assert 35 <= len(told()) <= 42  # ten seconds


def test_nothing_is_told_where_nobody_asked(capsys):
    events.emit("line", words={})
    events.fault({"zh": "", "en": ""})
    assert capsys.readouterr().out == ""


def command(*words: object) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    line = [sys.executable, str(RUN), "--progress", "json", *map(str, words)]
    return subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")


def test_a_command_ends_and_cleans_up_when_its_input_does(city, tmp_path):
    with command("simulate", city, "-n", 10_000, "--out", tmp_path / "out") as process:
        heard = [json.loads(process.stdout.readline())]
        assert heard[0]["event"] == "progress"
        process.stdin.close()
        heard += [json.loads(line) for line in process.stdout]
        assert process.wait(30) == 130
    assert heard[-1] == {"event": "ended", "code": 130}
    assert "interrupted" in [one for one in heard if one["event"] == "line"][-1]["words"]["en"]
    assert not [path for path in tmp_path.iterdir() if "partial" in path.name or path.name == "out"]


def test_problems_are_told_with_their_places(what_if, tmp_path):
    broken = tmp_path / "broken.yaml"
    shutil.copytree(what_if, tmp_path / "base")
    head = "id: x\nname_zh: 一\nname_en: x\nbase: base\nchanges:\n"
    broken.write_text(head + "- set: {settings.days: 0}\n", encoding="utf-8")
    with command("simulate", broken) as process:
        heard = [json.loads(line) for line in process.stdout]
        assert process.wait(30) == 2
    (problem,) = [one for one in heard if one["event"] == "problem"]
    assert (problem["file"], problem["row"], problem["value"]) == ("broken.yaml", 6, "0")
    assert set(problem["message"]) == {"zh", "en"}
    assert heard[-1] == {"event": "ended", "code": 2}


def test_another_form_of_progress_is_refused():

    result = CliRunner().invoke(run.app, ["--progress", "xml", "validate", "x"])
    assert result.exit_code == 2
    assert "json" in result.stderr
