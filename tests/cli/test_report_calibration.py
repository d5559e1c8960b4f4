"""`run.py report` on a calibration's folder: report and charts are written again."""

from tests.report.calibration.calibrations import calibration


def test_report_and_charts_of_a_calibration_are_written_again(cli, tmp_path):
    folder = calibration(tmp_path / "calibrated")
    before = sorted(path.name for path in folder.iterdir())
    result = cli("report", "calibrated")
    assert result.exit_code == 0, result.output
    assert "calibrated/report.html" in result.stdout.replace("\\", "/")
    made = {"charts", "report.html", "tables.xlsx"}
    assert {path.name for path in folder.iterdir()} == {*before, *made}
    assert (folder / "charts" / "targets.zh.png").stat().st_size > 10_000


def test_a_torn_calibration_is_refused_in_one_message(cli, tmp_path):
    (calibration(tmp_path / "torn") / "parameters.csv").write_text("name\na,b\n", encoding="utf-8")
    assert "parameters.csv" in cli.refused("report", "torn")
