"""A saved scenario loads to the same scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario import Scenario, load, save
from sim.scenario.schema.partner import Partner
from tests.scenario.edits import tiny
from tests.scenario.overlay import TINY

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.mark.parametrize(
    "path", [TINY, SCENARIOS / "wuxing", SCENARIOS / "theory", SCENARIOS / "huzhou_busy.yaml"]
)
def test_saved_and_loaded_is_the_same(path: Path, tmp_path: Path) -> None:
    scenario = load(path)
    save(scenario, tmp_path / "copy")
    again = load(tmp_path / "copy")
    assert again == scenario
    assert again.digest() == scenario.digest()


def test_tables_open_right_in_a_spreadsheet(tmp_path: Path) -> None:
    save(load(TINY), tmp_path)
    data = (tmp_path / "zones.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "东镇" in data.decode("utf-8")
    lines = (tmp_path / "hours.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[3] == "office,tue;thu,18:00,20:00,true,assumed"


def test_policies_keep_what_differs_with_unit_and_source(tmp_path: Path) -> None:
    save(load(TINY), tmp_path)
    lines = (tmp_path / "policies.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "policy,parameter,value,unit,source"
    assert "push,hours_without,8.0,statutory working hours,assumed" in lines
    assert len(lines) == 5


def test_saving_over_another_scenario_leaves_nothing_of_it(tmp_path: Path) -> None:
    tiny(tmp_path)
    theory = load(SCENARIOS / "theory")
    save(theory, tmp_path / "tiny")
    assert load(tmp_path / "tiny") == theory
    assert not (tmp_path / "tiny" / "rosters.csv").exists()
    assert not list((tmp_path / "tiny").glob(".*")), "no half-written file is left"


AWKWARD = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r\t"), max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=AWKWARD)
def test_any_text_survives(text: str, tmp_path: Path) -> None:
    """Quotation marks, commas, line ends, words that yaml or csv could take for something else."""
    base = load(TINY)
    partner = Partner(id="odd", name_zh=f"名{text}", name_en="1e3", type="other", source=text)
    named = base.settings.model_validate({**base.settings.model_dump(mode="json"), "description_en": text})
    scenario = Scenario(**{**dict(base), "settings": named, "partners": (*base.partners, partner)})
    save(scenario, tmp_path)
    assert load(tmp_path) == scenario


@pytest.mark.parametrize(
    "text", ["on", "1e3", "2024-01-01", "13:30", "0x10", "~", "null", ": x", "# x", "=1+1", "-"]
)
def test_words_that_yaml_would_take_for_something_else(text: str, tmp_path: Path) -> None:
    base = load(TINY)
    named = base.settings.model_copy(update={"name_en": text, "description_zh": text})
    scenario = base.model_copy(update={"settings": named})
    save(scenario, tmp_path)
    assert load(tmp_path) == scenario
