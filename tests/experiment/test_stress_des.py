"""The reporting checklist: every item, in both languages, with the run's own numbers."""

import re

import pytest

from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.experiment.stress_des import ITEMS, SECTIONS, markdown
from sim.scenario import load
from tests.builders import changed
from tests.experiment.cities import base

# The checklist's items, by number (Monks et al. 2019, table 2).
NUMBERS = [
    "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5",
    "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1",
]  # fmt: skip


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    out = tmp_path_factory.mktemp("stress") / "run"
    return simulate(base(), Options(replications=3), out, command=["run.py", "simulate", "x"])


@pytest.fixture(scope="module")
def page(done) -> str:
    return (done.folder / "stress-des.md").read_text(encoding="utf-8")


def item(page: str, number: str) -> str:
    found = re.search(rf"^### {re.escape(number)} (.*?)(?=^##|\Z)", page, flags=re.MULTILINE | re.DOTALL)
    assert found, number
    return found[1]


def test_every_item_stands_there_once_in_both_languages(page):
    assert [one.number for one in ITEMS] == NUMBERS
    assert re.findall(r"^### ([\d.]+) ", page, flags=re.MULTILINE) == NUMBERS
    for number in NUMBERS:
        _, english, chinese = (part for part in item(page, number).strip().split("\n\n", 2))
        assert re.search(r"[A-Za-z]{3}", english), number
        assert re.search(r"[\u4e00-\u9fff]", chinese), number
        assert not re.search(r"[\u4e00-\u9fff]", english), number
    assert len(re.findall(r"^## \d ", page, flags=re.MULTILINE)) == len(SECTIONS)
    assert "None" not in page
    assert "{" not in page


def test_numbers_are_those_of_scenario_and_manifest(page, done):
    scenario, manifest = load(done.folder / "scenario"), done.manifest
    heads = sum(one.head_count for one in scenario.staff)
    assert f"{heads:,} persons in {len(scenario.staff)} groups" in item(page, "2.5.3")
    tier_of = {one.id: one.tier for one in scenario.facilities}
    posted = sum(one.head_count for one in scenario.staff if tier_of[one.facility] == "station")
    resident = sum(one.head_count for one in scenario.staff if one.mode == "resident")
    assert f"by tier of their base: {posted:,} stations" in item(page, "2.5.3")
    assert f"按在岗方式：常驻 {resident:,}" in item(page, "2.5.3")
    stations = sum(one.open and one.tier == "station" for one in scenario.facilities)
    assert f"Open facilities by tier: {stations:,} stations" in item(page, "2.1")
    assert f"{manifest['cases']:,} cases were simulated" in item(page, "2.5.1")
    assert f"arise at {len(scenario.zones)} demand points" in item(page, "2.5.5")
    assert manifest["scenario"]["digest"] in item(page, "3.3")
    assert "first 2 days are not measured (as stated)" in item(page, "4.1")
    assert f"8 days from {manifest['start']}" in item(page, "4.2")
    assert "3 independent replications" in item(page, "4.3")
    assert "Command: `run.py simulate x`" in item(page, "5.3")
    assert f"numpy {manifest['packages']['numpy']}" in item(page, "5.1")
    assert str(manifest["seed"]) in item(page, "5.2")


def test_levers_and_assumptions_are_told_as_they_are(done):
    without = changed(base(), backstop={"on": False}, sessions={"on": True})
    told = item(markdown(done.manifest, without), "2.3")
    on, off = told.split("Levers off:")
    assert "sessions" in on
    assert "backstop" in off.split("\n\n")[0]
    zones = tuple(row.model_copy(update={"source": "survey of 2024"}) for row in without.zones)
    assumed = tuple(row.model_copy(update={"source": "Assumed"}) for row in without.services)
    marked = without.model_copy(update={"zones": zones, "services": assumed})
    page = markdown(done.manifest, marked)
    assert f"zones {len(zones)}/{len(zones)}" in item(page, "3.1")
    assert "services" in item(page, "3.4").split("some of")[0]


def test_precision_and_warm_up_are_told(tmp_path):
    options = Options(replications=30, precision="cases_arisen=50%", days=150, warm_up_auto=True)
    done = simulate(base(), options, tmp_path / "run")
    page = (done.folder / "stress-des.md").read_text(encoding="utf-8")
    assert "chosen by MSER-5" in item(page, "4.1")
    assert f"met after {done.manifest['precision']['met_at']}" in item(page, "4.3")
