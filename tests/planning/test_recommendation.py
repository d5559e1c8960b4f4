"""A recommendation is a scenario: it loads, and is the base with the changes."""

import pytest

from sim.planning.design import Design
from sim.planning.recommendation import write_recommendation
from sim.scenario import ScenarioErrors, load, save
from tests.planning.staffing.county import county

MORE = {"update": {"table": "staff", "where": {"id": "s.team"}, "set": {"head_count": 3}}}
SUFFIX = ("planned", "（方案：一）", " with: 'planned' \"staff\"")


@pytest.mark.parametrize("changes", [(), (MORE,)])
def test_it_is_the_base_with_the_changes(tmp_path, changes):
    base = county()
    save(base, tmp_path / "scenario")
    path = tmp_path / "recommended.yaml"
    write_recommendation(path, base, "scenario", changes, suffix=SUFFIX, comments=["目标：一", "kept: yes"])
    found = load(path)
    assert found.staff == Design("it", changes).scenario(base).staff
    assert found.settings.id == "gallery_planned"
    assert found.settings.name_zh == "gallery（方案：一）"
    assert found.settings.name_en == "gallery with: 'planned' \"staff\""
    assert path.read_text(encoding="utf-8").splitlines()[:2] == ["# 目标：一", "# kept: yes"]


def test_what_does_not_load_is_a_fault(tmp_path):
    base = county()
    save(base, tmp_path / "scenario")
    wrong = {"update": {"table": "staff", "where": {"id": "nobody"}, "set": {"heads": 3}}}
    with pytest.raises(ScenarioErrors):
        write_recommendation(tmp_path / "recommended.yaml", base, "scenario", [wrong], suffix=SUFFIX)
