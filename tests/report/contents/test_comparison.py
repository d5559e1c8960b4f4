"""What the report of a comparison says."""

from dataclasses import replace

import polars as pl
import pytest

from sim.report.contents.comparison import content, difference_cells, figures, scenarios
from sim.report.data import load_comparison


@pytest.fixture(scope="module")
def folder(builder, tmp_path_factory):
    return builder.build_comparison(tmp_path_factory.mktemp("compared") / "two", builder.TINY, 2)


def words(section):
    return " ".join(
        part if isinstance(part, str) else part["en"]
        for block in section.blocks
        for row in getattr(block, "rows", [])
        for cell in row
        for part in (cell.text, cell.small)
    )


def test_sections_stand_in_reading_order(folder):
    assert [section.id for section in content(folder).sections] == [
        *("map", "time", "county", "utilisation", "flow", "backlog", "differences"),
        *("figures", "what-ifs", "assumptions", "files"),
    ]


def test_scenarios_come_base_first(folder):
    found = load_comparison(folder)
    assert [run.folder.name for run in scenarios(found)] == ["base", "other0", "other1"]
    assert len(content(folder).lights.scenarios) == 3


def test_differences_are_told_with_verdict_and_exact_zeros(folder):
    section = figures(load_comparison(folder))
    shown = words(section)
    for expected in ("+1.00", "0 exactly", "no interval, cannot be judged", "p = 0.0"):
        assert expected in shown, expected
    last = section.blocks[-1].texts[0]["en"]
    assert "Each what-if is judged on 9 KPIs at 95 % each" in last
    assert "about 0.5 of them" in last


def test_a_difference_that_chance_does_not_touch_has_no_interval_and_no_p():
    row = {"kpi": "staff_cost", "unit": "CNY per year", "mean_base": 50e6, "mean_other": 52e6}
    row |= dict.fromkeys(("difference", "ci_low", "ci_high", "simultaneous_low", "simultaneous_high"), 2e6)
    row |= {"base": "base", "other": "other", "n": 6, "p_holm": 0.0}
    difference, sure = difference_cells(row)[3:5]
    assert (difference.text, difference.small) == ("+2,000,000", "")
    assert sure.text["en"] == "the same each time"
    drawn = difference_cells(row | {"ci_low": 1e6})
    assert drawn[4].small == "p < 0.001"


def test_pairs_without_the_base_are_told_as_such(folder):
    found = load_comparison(folder)
    more = found.differences.filter(pl.col("other") == "other1").with_columns(base=pl.lit("other0"))
    both = replace(found, differences=pl.concat([found.differences, more]))
    named = [block.texts[0] for block in figures(both).blocks if getattr(block, "look", "") == "heading"]
    assert [names["en"] for names in named] == [
        "Huzhou network, synthetic other0",
        "Huzhou network, synthetic other1",
        "Huzhou network, synthetic other1 against Huzhou network, synthetic other0",
    ]
    assert "相比" in named[2]["zh"]
    assert [run.folder.name for run in scenarios(both)] == ["base", "other0", "other1"]


@pytest.mark.parametrize("table", ["facilities", "zones"])
def test_a_scenario_without_places_stops_no_report(builder, tmp_path, table):
    made = builder.build_comparison(tmp_path / "one", builder.TINY, 1)
    for run in (made / "runs").iterdir():
        (run / "scenario" / f"{table}.csv").write_bytes(b"")
    assert content(made).answer
