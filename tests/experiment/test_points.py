"""Points kept on disk: found again by what made them, made again where they are torn."""

import numpy as np
import pytest

from sim.experiment.points import Points


class Maker:
    """Makes a point, and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self):
        self.made += 1
        return {"values": np.array([1.5, np.nan, np.inf]), "count": np.array(3), "none": np.zeros((0, 2))}


def same(found):
    assert found["values"].tolist()[0] == 1.5
    assert np.isnan(found["values"][1])
    assert found["values"][2] == np.inf
    assert found["count"] == 3
    assert found["none"].shape == (0, 2)


def test_a_kept_point_is_found_again_by_another_store(tmp_path):
    make = Maker()
    same(Points(tmp_path / "a" / "b", {"seed": 1}).get({"number": 1}, make))
    same(Points(tmp_path / "a" / "b", {"seed": 1}).get({"number": 1}, make))
    assert make.made == 1
    (path,) = (tmp_path / "a" / "b").iterdir()
    assert path.name.isdigit()  # what counts as kept


@pytest.mark.parametrize(
    ("identity", "content"), [({"seed": 2}, {"number": 1}), ({"seed": 1}, {"number": 2}), ({}, {"number": 1})]
)
def test_what_was_made_otherwise_is_not_used(tmp_path, identity, content):
    make = Maker()
    Points(tmp_path, {"seed": 1}).get({"number": 1}, make)
    Points(tmp_path, identity).get(content, make)
    assert make.made == 2


def test_another_code_makes_it_again(tmp_path, monkeypatch):
    make = Maker()
    Points(tmp_path, {}).get({"number": 1}, make)
    monkeypatch.setattr("sim.experiment.points.code", lambda: {"code": "other"})
    Points(tmp_path, {}).get({"number": 1}, make)
    assert make.made == 2


@pytest.mark.parametrize("left", [0, 10, -20])
def test_a_torn_file_is_made_again(tmp_path, left):
    make = Maker()
    Points(tmp_path, {}).get({"number": 1}, make)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:left])
    same(Points(tmp_path, {}).get({"number": 1}, make))
    same(Points(tmp_path, {}).get({"number": 1}, make))
    assert make.made == 2
    assert list(tmp_path.iterdir()) == [path]  # and nothing half written


def test_without_a_folder_every_point_is_made():
    make = Maker()
    points = Points(None, {})
    for _ in range(2):
        same(points.get({"number": 1}, make))
    assert make.made == 2
