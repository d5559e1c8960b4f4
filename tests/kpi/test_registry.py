import ast
import math
import re
from pathlib import Path

import pytest

from sim.kpi import FILES, LEVELS, REGISTRY, definitions
from sim.kpi.page import page
from sim.kpi.registry import kpi
from tests.kpi.build import Values, case

HERE = Path(__file__).parent
# What charts, targets and calibration rely on.
PROMISED = {
    "cases_arisen",
    "cases_solved",
    "transactions_solved",
    "problems_solved",
    "lost_cases",
    "unserved_cases",
    "processing_days_mean",
    "processing_days_median",
    "processing_days_p90",
    "processing_days_p95",
    "processing_hours_mean",
    "processing_hours_median",
    "processing_hours_p90",
    "processing_hours_p95",
    "time_to_solution_days_mean",
    "on_time_share",
    "wait_minutes_mean",
    "wait_minutes_p90",
    "solved_first_contact",
    "satisfaction_true",
    "satisfaction_probability",
    "satisfaction_surveyed",
    "high_quality_rate",
    "handoffs_mean",
    "jointly_solved_problems",
    "within_15_minutes_enterprises",
    "within_15_minutes_cases",
    "utilisation",
    "overtime_hours",
    "backlog_end",
    "travel_minutes_mean",
    "staff_cost",
    "cost_per_solved",
    "equity_time_ratio",
    "assessment_score",
    "backstop_cases",
    "session_cases",
    "open_share",
    "lost_reneged",
    "lost_balked",
    "lost_blocked",
    "lost_no_show",
}


def expectations() -> dict[str, str]:
    """Source of the test of each KPI: the functions test_<kpi> of this folder."""
    found = {}
    for path in sorted(HERE.glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found[node.name.removeprefix("test_")] = ast.get_source_segment(text, node) or ""
    return found


@pytest.mark.parametrize("name", REGISTRY)
def test_each_kpi_has_a_test_of_its_name_that_reads_its_value(name):
    source = expectations().get(name, "")
    assert re.search(rf'"{name}"', source), f"no test_{name} reads {name}"
    assert "assert" in source


def test_names_that_others_rely_on_are_registered():
    assert set(REGISTRY) >= PROMISED


def test_the_registry_is_in_the_order_of_its_files():
    files = [file.__name__.rsplit(".", 1)[-1] for file in FILES]
    order = [files.index(definition.file) for definition in REGISTRY.values()]
    assert order == sorted(order)
    assert set(order) == set(range(len(files)))


def test_each_definition_is_complete():
    for definition in REGISTRY.values():
        assert re.search(r"[\u4e00-\u9fff]", definition.name_zh)
        assert definition.name_en
        assert len(definition.formula) > 20
        assert definition.levels[0] == "network"
        assert list(definition.levels) == sorted(definition.levels, key=LEVELS.index)
        assert definition.direction in {"higher", "lower", "none"}
        assert definition.basis in {"data_informed", "prior_driven"}
    for names in zip(*((d.name_zh, d.name_en) for d in REGISTRY.values()), strict=True):
        assert len(set(names)) == len(names)


def test_waits_are_prior_driven_and_surveys_data_informed():
    assert {d.basis for d in REGISTRY.values() if d.file == "waiting"} == {"prior_driven"}
    assert REGISTRY["satisfaction_surveyed"].basis == "data_informed"


@pytest.mark.parametrize(
    ("unit", "levels", "complaint"),
    [
        ("cases", ("network",), "twice"),
        ("furlongs", ("network",), "unknown"),
        ("cases", ("planet",), "unknown"),
    ],
)
def test_bad_registrations_are_refused(unit, levels, complaint):
    def cases_arisen(view):
        """Count."""

    def another(view):
        """Count."""

    function = cases_arisen if complaint == "twice" else another
    with pytest.raises(ValueError, match=complaint):
        kpi("件", "Cases", unit=unit, direction="none", basis="prior_driven", levels=levels)(function)
    assert "another" not in REGISTRY


def test_a_kpi_without_a_formula_is_refused():
    def silent(view):
        pass

    with pytest.raises(ValueError, match="no formula"):
        kpi("件", "Cases", unit="cases", direction="none", basis="prior_driven")(silent)


def test_every_kpi_has_a_row_at_each_level_it_declares_where_there_are_cases():
    frame = Values([case(), case(service=1, surveyed=True)], assessment=[(2 * 86_400, 0, 1000, 0)]).frame
    held = {(row["kpi"], row["level"]) for row in frame.iter_rows(named=True)}
    absent = {(d.name, level) for d in REGISTRY.values() for level in d.levels} - held
    # the two cases are plain ones: nothing linked
    assert {name for name, _ in absent} == {
        "linked_processing_days_mean", "linked_processing_hours_mean"
    }  # fmt: skip


def test_rows_come_in_the_order_of_registry_levels_and_labels():
    frame = Values([case()]).frame
    rank = [
        (list(REGISTRY).index(row["kpi"]), LEVELS.index(row["level"])) for row in frame.iter_rows(named=True)
    ]
    assert rank == sorted(rank)
    assert frame.columns == ["kpi", "unit", "level", "key", "value"]
    assert not any(math.isnan(value) for value in frame["value"])


def test_definitions_list_the_registry():
    frame = definitions()
    assert frame["kpi"].to_list() == list(REGISTRY)
    assert frame.filter(frame["kpi"] == "utilisation")["levels"].to_list() == ["network;facility;group"]


def test_the_page_of_kpis_is_up_to_date():
    written = (HERE.parents[1] / "docs" / "kpis.md").read_text(encoding="utf-8")
    assert written == page(), "docs/kpis.md is out of date: make docs"
