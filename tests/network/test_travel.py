"""Travel: distances on the globe and on the road."""

from __future__ import annotations

import numpy as np
import pytest

from sim.network import compile_network
from sim.network.compile.travel import haversine, seconds_on_road
from tests.builders import facility, minimal, zone


def test_one_degree_on_the_meridian_and_on_the_equator() -> None:
    origin = np.array([0.0])
    quarter = haversine(origin, origin, np.array([90.0]), np.array([0.0]))
    assert quarter[0, 0] == pytest.approx(6371.0088 * np.pi / 2)
    degree = haversine(origin, origin, np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    assert degree[0] == pytest.approx([111.195, 111.195, 0], abs=1e-3)


def test_huzhou_to_hangzhou() -> None:
    found = haversine(np.array([30.8703]), np.array([120.0933]), np.array([30.2937]), np.array([120.1614]))
    assert found[0, 0] == pytest.approx(64.4, abs=0.1)


def test_detour_speed_and_the_fixed_part() -> None:
    travel = {"travel": {"detour": 1.5, "speed": 45, "fixed_minutes": 3}}
    demand = compile_network(
        minimal(zones=[zone("z"), zone("y", km=6)], facilities=[facility("s", km=6)], policies=travel)
    ).demand
    assert demand.distance[:, 0] == pytest.approx([9, 0])
    assert demand.travel.tolist() == [[12 * 60 + 180], [180]]


def test_seconds_are_rounded_to_the_nearest() -> None:
    assert seconds_on_road(np.array([[0.0041, 0.0042]]), 30.0, 0.0).tolist() == [[0, 1]]
