"""`run.py calibrate`: what it prints in both languages, what it leaves, and what is refused."""

import re
from pathlib import Path

import pytest

from calibration.effort import Effort
from calibration.sampler import Effort as Sampling
from sim.commands.calibration_tables import print_calibration
from sim.commands.texts import Lang
from sim.scenario import load, save
from tests.calibration.small.network import network
from tests.calibration.small.setting import HERE

LEAST = Sampling(32, 30, 80, 4, 400)
FACTS = """\
facts:
  - id: fact.at_once
    name_zh: 问题一次办结占比
    name_en: Problems solved at first contact
    unit: share
    low: 0.83
    high: 0.87
    observable: {value: first_contact, of: arisen, kind: problem}
    source: none
"""
CANDIDATES = """\
candidates:
  - id: ask.window
    name_zh: 启用月份
    name_en: Month in which it began
    unit: months
    parameter: window_city
"""
REFUSED = """\
  - id: city.fall
    scope: city
    measures: yearly change
    value: -2.73
    bound: rate
    window: null
    use: reject
    quote: 下降273%
    note: A count cannot fall by more than 100 %.
    note_zh: 数量下降不可能超过 100 %。
"""


@pytest.fixture
def files(tmp_path) -> list[object]:
    """The small network on disk, and the options that name its files."""
    save(network(200), tmp_path / "small")
    for name, text in (("facts", FACTS), ("candidates", CANDIDATES)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    for name in ("register", "priors"):
        (tmp_path / f"{name}.yaml").write_bytes((HERE / f"{name}.yaml").read_bytes())
    with (tmp_path / "register.yaml").open("a", encoding="utf-8") as register:
        register.write(REFUSED)
    options = [
        part
        for name in ("register", "priors", "facts", "candidates")
        for part in (f"--{name}", f"{name}.yaml")
    ]
    return ["calibrate", "small", *options]


def test_a_calibration_says_what_it_found_and_leaves_it(cli, files, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("calibration.study.QUICK", Effort(2, (20,), 100, LEAST, LEAST, 6, 14, 100))
    result = cli(*files, "--quick", "--save", "--workers", 2, lang="en")
    assert result.exit_code == 0, result.output
    for words in (
        "figures of A run of the small network",
        "Problems solved, whole city",
        "refused city.fall (下降273%): A count cannot fall by more than 100 %.",
        "misfit: counts and savings off by a factor of",
        "lie inside their 95 % posterior predictive intervals",
        "what the figures cannot tell",
        "Month in which it began",
        "with and without reporting effects",
        "83.00% – 87.00%",
    ):
        assert words in result.stdout, words
    assert "points of wave 1: 20 of 20" in result.stderr
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name.startswith("minimal-calibration-") or "-calibration-" in folder.name
    for chart in ("targets", "parameters", "candidates"):
        for lang in ("en", "zh"):
            assert (folder / "charts" / f"{chart}.{lang}.png").stat().st_size > 10_000
    assert load(Path("small") / "calibrated.yaml").settings.calibration
    assert (tmp_path / "small" / "posterior.yaml").read_bytes() == (folder / "posterior.yaml").read_bytes()
    print_calibration(folder, Lang.zh)
    printed = capsys.readouterr().out
    for words in (
        *("全市解决问题数", "校准前", "偏差：", "启用月份", "这些数字不能说明", "设报告效应"),
        "不采用 city.fall（下降273%）：数量下降不可能超过 100 %。",
    ):
        assert words in printed, words


def test_what_is_refused(cli, files, tmp_path):
    (tmp_path / "what_if.yaml").write_text(
        "id: w\nname_zh: 甲\nname_en: W\nbase: small\nchanges:\n  - set: {settings.days: 210}\n",
        encoding="utf-8",
    )
    assert "not a scenario folder" in cli.refused("calibrate", "what_if.yaml", "--save", *files[2:])
    register = (tmp_path / "register.yaml").read_text(encoding="utf-8")
    (tmp_path / "register.yaml").write_text(
        re.sub("value: [0-9.]+", "value: many", register, count=1), encoding="utf-8"
    )
    priors = (tmp_path / "priors.yaml").read_text(encoding="utf-8")
    (tmp_path / "priors.yaml").write_text(priors.replace("role: score", "role: guess", 1), encoding="utf-8")
    message = cli.refused(*files)
    assert "register.yaml, priors.yaml: 2 problem(s)" in message
    assert "many" in message
    assert "guess" in message
    assert not (tmp_path / "results").exists()
