"""`run.py sensitivity`: tables in both languages, charts, and what is refused."""

from pathlib import Path

import pytest

PARAMETERS = """\
parameters:
  - name: handling
    name_zh: 办理时长
    name_en: Handling times
    unit: ratio
    low: 0.5
    high: 2.0
    baseline: 1.0
    source: assumed
    changes:
      - update: {table: services, where: {}, multiply: {handling_station: "{value}"}}
"""


@pytest.fixture
def mine(tmp_path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(PARAMETERS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lang", "name", "head"), [("en", "Handling times", "at base"), ("zh", "办理时长", "现状")]
)
def test_a_study_prints_its_tables(cli, city, mine, tmp_path, lang, name, head):
    sizes = ("--trajectories", 2, "--samples", 8, "-n", 1)
    result = cli(
        "sensitivity", city, "--parameters", mine, "--kpi", "processing_days_mean", *sizes, lang=lang
    )
    assert result.exit_code == 0, result.output
    assert name in result.stdout
    assert head in result.stdout
    assert "0.5 – 2" in result.stdout
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name == "small_city-sensitivity-20240101"
    assert (folder / "charts" / f"tornado-processing_days_mean.{lang}.png").stat().st_size > 10_000


def test_what_is_refused(cli, city, mine, tmp_path):
    asked = ("sensitivity", city, "--parameters", mine)
    assert "near it: satisfaction_" in cli.refused(*asked, "--kpi", "satisfaction")
    assert "give 64 or 128" in cli.refused(*asked, "--samples", 100)
    assert "--method" in cli.refused(*asked, "--method", "guess")
    mine.write_text(PARAMETERS.replace("low: 0.5", "low: half"), encoding="utf-8")
    message = cli.refused(*asked)
    assert "mine.yaml" in message
    assert "not a number" in message
    assert not (tmp_path / "results").exists()


def test_report_and_charts_of_a_study_are_written_again(cli, city, mine, tmp_path):
    sizes = ("--trajectories", 2, "--samples", 8, "-n", 1, "--method", "morris", "--out", "study")
    asked = ("--parameters", mine, "--kpi", "processing_days_mean")
    assert cli("sensitivity", city, *asked, *sizes).exit_code == 0
    chart = tmp_path / "study" / "charts" / "tornado-processing_days_mean.zh.png"
    before = chart.read_bytes()
    chart.unlink()
    result = cli("report", "study")
    assert result.exit_code == 0
    assert "study/report.html" in result.stdout.replace("\\", "/")
    assert chart.read_bytes() == before
