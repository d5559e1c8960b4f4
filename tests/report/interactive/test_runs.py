"""Charts of runs and comparisons: every one of them, of one scenario and of several, of any size."""

import json

import pytest

from sim.report.contents.charts import chart_sections
from sim.report.contents.comparison import scenarios

CHART_NAMES = ["map", "processing_time", "county", "utilisation", "flow", "backlog"]
CHOSEN = {"map", "utilisation", "flow"}  # one scenario at a time; the others show all side by side


@pytest.fixture(scope="module", params=["city", "single", "tiny"])
def charts(request, datasets):
    run, comparison = (datasets[request.param, subject] for subject in ("run", "comparison"))
    alone = [section.blocks[0] for section in chart_sections([run], None)]
    together = [section.blocks[0] for section in chart_sections(scenarios(comparison), comparison)]
    return alone, together


def test_every_chart_is_there_in_reading_order(charts):
    alone, together = charts
    assert [chart.name for chart in alone] == CHART_NAMES
    assert [chart.name for chart in together] == [*CHART_NAMES, "differences"]


def test_scenarios_are_chosen_or_stand_side_by_side(charts):
    alone, together = charts
    assert all(chart.choose is None and "series" not in chart.encode for chart in alone)
    for chart in together[:-1]:
        assert (chart.choose == "scenario") == (chart.name in CHOSEN)
        assert ("series" in chart.encode) == (chart.name not in CHOSEN)


def test_charts_are_json_without_infinities_and_with_words(charts):
    for chart in [one for part in charts for one in part]:
        told = json.dumps(chart.as_json(), allow_nan=False, ensure_ascii=False)
        assert "NaN" not in told
        for names in (chart.title, *chart.notes, *chart.texts.values()):
            assert names["zh"]
            assert names["en"]


def test_every_role_is_one_that_the_renderer_reads(charts):
    known = {
        "map": {"id", "x", "y", "name", "kind", "size", "look", "reach"},
        "lines": {"x", "value", "panel", "series", "low", "high"},
        "intervals": {"row", "value", "low", "high", "wide_low", "wide_high", "panel", "series"}
        | {"look", "reference", "unit"},
        "heat": {"x", "y", "value", "group", "mark"},
        "flow": {"source", "target", "value", "look"},
    }
    for chart in [one for part in charts for one in part]:
        assert set(chart.encode) <= known[chart.renderer], chart.name
