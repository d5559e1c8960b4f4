"""scenarios/theory is the queue that closed forms are about."""

from pathlib import Path

import numpy as np
import pytest

from sim.network import compile_network
from sim.scenario import load


@pytest.fixture(scope="module")
def compiled():
    return compile_network(load(Path(__file__).parents[2] / "scenarios" / "theory"))


def test_arrivals_members_and_service_make_a_utilisation_of_four_fifths(compiled):
    demand, network = compiled.demand, compiled.network
    assert demand.rate.sum() == pytest.approx(0.002)
    assert np.all(demand.hour_weight == 1.0)
    assert demand.handling_mean[0, 0] == 1_200.0
    assert network.groups.head_count.tolist() == [3]
    assert demand.rate.sum() * demand.handling_mean[0, 0] / 3 == pytest.approx(0.8)


def test_no_travel_no_closing_no_patience_and_all_walk_in(compiled):
    demand, network = compiled.demand, compiled.network
    assert demand.travel.tolist() == [[0]]
    assert demand.channel_share.tolist() == [[1.0, 0.0, 0.0, 0.0]]
    assert network.facilities.open_start.tolist() == [0]
    assert network.facilities.open_end[0] >= network.clock.end
    assert not network.rules.patience_on
    assert network.rules.balk_per_waiting == 0.0
    assert network.services.solve.tolist() == [[1.0, 1.0, 1.0, 1.0]]


def test_the_warm_up_is_explicit(compiled):
    assert compiled.network.clock.warm_up == 28 * 86_400
