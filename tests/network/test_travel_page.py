"""docs/travel.md: its recipe makes a matrix of an answer of OSRM, and its table is the model's."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.network.compile.travel import (
    Roads,
    facilities_to_facilities,
    hours_on_road,
    km_within,
    zones_to_facilities,
)
from sim.scenario import load_with_warnings

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "travel.md").read_text(encoding="utf-8")


def test_the_recipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "scenarios" / "wuxing"
    shutil.copytree(ROOT / "scenarios" / "wuxing", folder)
    monkeypatch.chdir(tmp_path)
    ask, convert = re.findall(r"^```python\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    exec(ask, names)
    url = capsys.readouterr().out
    scenario, _ = load_with_warnings(folder)
    zones, facilities = len(scenario.zones), len(scenario.facilities)
    assert f"/{scenario.zones[0].lon},{scenario.zones[0].lat};" in url
    assert url.count(",") == zones + facilities + 1, "each place once, and two annotations"
    assert re.findall(r"destinations=(\d+);.*;(\d+)&", url) == [(str(zones), str(zones + facilities - 1))]

    rng = np.random.default_rng(1)
    seconds = rng.integers(60, 3600, (zones + facilities, facilities))
    answer = {
        "code": "Ok",
        "durations": [[None if (i, j) == (1, 2) else s for j, s in enumerate(row)]
                      for i, row in enumerate(seconds.tolist())],
        "distances": (seconds * 10).tolist(),
    }  # fmt: skip
    (tmp_path / "table.json").write_text(json.dumps(answer), encoding="utf-8")
    exec(convert, names)
    before = zones_to_facilities(scenario)
    shutil.move("travel.csv", folder)
    own, warnings = load_with_warnings(folder)
    assert [(each.code, each.value) for each in warnings if each.code != "assumed_only"] == [
        ("trips_missing", scenario.facilities[2].id)
    ]
    trips, ways = zones_to_facilities(own), facilities_to_facilities(own)
    given = np.ones((zones, facilities), np.bool_)
    given[1, 2] = False
    assert trips.seconds[given].tolist() == (seconds[:zones] + 180)[given].tolist()
    assert trips.km[given] == pytest.approx(seconds[:zones][given] / 100)
    assert (trips.seconds[1, 2], trips.km[1, 2]) == (before.seconds[1, 2], before.km[1, 2])
    away = ~np.eye(facilities, dtype=np.bool_)
    assert ways.seconds[away].tolist() == (seconds[zones:] + 180)[away].tolist()


def test_the_table_of_classes() -> None:
    lines = [
        line.strip("|").split("|") for line in PAGE.splitlines() if "km/h |" in line or "together |" in line
    ]
    cells = [[cell.strip() for cell in line] for line in lines]
    bounds = [np.inf if row[0] == "blank" else float(row[0]) for row in cells[:3]]
    roads = Roads(np.array(bounds), np.array([float(row[1].split()[0]) for row in cells[:3]]))
    km = np.array([[1.5, 6.0, 18.0]])
    assert (hours_on_road(km, roads) * 60)[0] == pytest.approx([float(cell) for cell in cells[3][2:5]])
    parts = np.array([[float(cell.split()[0]) if cell else 0.0 for cell in row[2:5]] for row in cells[:3]])
    assert parts.sum(axis=0).tolist() == [float(cell) for cell in cells[3][2:5]]
    assert km_within(roads, 0.2) == pytest.approx(6)
