"""What a what-if changes, from two saved scenarios."""

from __future__ import annotations

import polars as pl
import pytest

from sim.report.change_words import short
from sim.report.changes import SHOWN, changed_places, changes
from sim.report.data import load_run
from sim.report.write import write_page


@pytest.fixture
def pair(builder, tmp_path):
    """Two equal runs; what `edit` does to the second one's scenario folder is the change."""

    def made(edit):
        one, two = (builder.build_run(tmp_path / name, builder.TINY, name) for name in ("one", "two"))
        edit(two / "scenario")
        return changes(load_run(one), load_run(two))

    return made


def replace(folder, name, old, new):
    path = folder / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def test_equal_scenarios_differ_in_nothing(pair):
    assert pair(lambda folder: None) == []


def test_a_policy_is_told_with_its_meaning(pair):
    found = pair(lambda folder: replace(folder, "policies.csv", "speed,30,km/h", "speed,25,km/h"))
    assert len(found) == 1
    assert found[0]["en"].endswith("(travel.speed): 30 → 25")
    assert found[0]["zh"].endswith("（travel.speed）：30 → 25")


def test_a_policy_that_the_base_leaves_unset_starts_from_its_default(pair):
    found = pair(
        lambda folder: replace(
            folder, "policies.csv", "backstop,on", "push,on,false,switch,assumed\nbackstop,on"
        )
    )
    assert [line["en"].rpartition(" (")[2] for line in found] == ["push.on): yes → no"]


def test_rows_are_matched_by_key_and_counted(pair):
    found = pair(lambda folder: replace(folder, "zones.csv", "330500", "330501"))
    assert len(found) == 1
    told = found[0]["en"]
    assert "zones.csv): 10 rows changed: Zone 0.0: county County 0 → 330501; Zone 0.1: county" in told
    assert found[0]["en"].endswith(f"; and {10 - SHOWN} more")
    assert found[0]["zh"].startswith("需求点（zones.csv）：改动 10 行")


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0.10400000000000001", "0.104"), ("0.5", "0.5"), ("330502006", "330502006"), ("station", "station")],
)
def test_numbers_are_shown_without_binary_dust(value, shown):
    assert short(value) == shown


def test_added_and_removed_rows(pair):
    def edit(folder):
        replace(folder, "counties.csv", "330500,第0区,County 0", "9,新区,New")
        (folder / "hours.csv").write_text("pattern,opens,source\nstation,17:30,assumed\n", encoding="utf-8")

    assert [line["en"] for line in pair(edit)] == [
        "Counties and districts (counties.csv): 1 row added: New",
        "Counties and districts (counties.csv): 1 row removed: County 0",
        "Opening hours (hours.csv): 1 row added: pattern station, opens 17:30",
    ]


def test_sources_are_no_change_and_settings_are(pair):
    def edit(folder):
        replace(folder, "counties.csv", "assumed", "measured")
        replace(folder, "scenario.yaml", "seed: 7", "seed: 8")

    assert [line["en"].rpartition(" (")[2] for line in pair(edit)] == ["settings.seed): 7 → 8"]


def test_the_comparison_page_tells_changes_and_links_only_reports_that_exist(builder, tmp_path):
    folder = builder.build_comparison(tmp_path / "comparison", builder.TINY, 2)
    replace(folder / "runs" / "other0" / "scenario", "policies.csv", "speed,30,km/h", "speed,25,km/h")
    settings = folder / "runs" / "other0" / "scenario" / "scenario.yaml"
    with settings.open("a", encoding="utf-8") as file:
        file.write("description_en: Slower roads everywhere\ndescription_zh: 道路变慢\n")
    (folder / "runs" / "other0" / "report.html").write_text("<p>run</p>", encoding="utf-8")
    page = write_page(folder).read_text(encoding="utf-8")
    for expected in (
        "Slower roads everywhere",
        "道路变慢",
        "(travel.speed): 30 → 25",
        "The same as the base.",
    ):
        assert expected in page
    assert 'href="runs/other0/report.html"' in page
    assert 'href="runs/other1/report.html"' not in page


def test_places_change_with_their_opening_hours_and_their_staff(builder, tmp_path):
    one, two = (builder.build_run(tmp_path / name, builder.TINY, name) for name in ("one", "two"))
    for folder in (one, two):
        path = folder / "scenario" / "facilities.csv"
        table = pl.read_csv(path, infer_schema=False)
        hours = pl.when(pl.col("tier") == "station").then(pl.lit("evening")).otherwise(pl.lit("centre"))
        table.with_columns(hours=hours).write_csv(path, include_bom=True)
        (folder / "scenario" / "hours.csv").write_text(
            "pattern,opens,source\ncentre,09:00,assumed\n", "utf-8"
        )
    assert changed_places(load_run(one), load_run(two)) == {}
    hours = two / "scenario" / "hours.csv"
    hours.write_text("pattern,opens,source\ncentre,09:00,a survey\n", "utf-8")
    assert changed_places(load_run(one), load_run(two)) == {}  # a source is no change
    hours.write_text("pattern,opens,source\ncentre,09:00,assumed\nevening,18:00,assumed\n", "utf-8")
    assert changed_places(load_run(one), load_run(two)) == {"station0": "changed", "station1": "changed"}
