"""`run.py report` on planning folders: report and charts; they are no scenarios, and say where one is."""

import pytest

from sim.experiment.folder import FRONTIER, SITING, STAFFING
from tests.report.planning.plans import OF, folder_of


def test_report_and_charts_of_a_plan_are_written_again(cli, tmp_path):
    folder = folder_of(
        tmp_path / "planned",
        STAFFING,
        leave=tuple(one for one in OF[STAFFING] if one not in ("designs", "levers")),
    )
    before = sorted(path.name for path in folder.iterdir())
    result = cli("report", "planned")
    assert result.exit_code == 0, result.output
    assert "planned/report.html" in result.stdout.replace("\\", "/")
    made = {"charts", "report.html", "tables.xlsx"}
    assert {path.name for path in folder.iterdir()} == {*before, *made}
    assert (folder / "charts" / "search.zh.png").stat().st_size > 10_000


def test_a_torn_plan_is_refused_in_one_message(cli, tmp_path):
    (folder_of(tmp_path / "torn", SITING) / "towns.csv").write_text("town\na,b\n", encoding="utf-8")
    assert "towns.csv" in cli.refused("report", "torn")


@pytest.mark.parametrize(
    ("kind", "held"), [(SITING, "recommended.yaml"), (STAFFING, "recommended.yaml"), (FRONTIER, "plans")]
)
def test_a_plan_in_place_of_a_scenario_says_what_it_recommends(cli, tmp_path, kind, held):
    folder_of(tmp_path / "planned", kind)
    said = cli.refused("validate", "planned").replace("\n", "")
    assert "recommends nothing" in said
    (tmp_path / "planned" / held).mkdir()
    said = cli.refused("validate", "planned").replace("\n", "").replace("\\", "/")
    assert f"planned/{held}" in said
