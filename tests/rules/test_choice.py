import numpy as np

from sim.rules.choice import utility


def test_utility_by_hand() -> None:
    """Half an hour on the way and ten at the door: 1 - 4 x 0.5 - 0.15 x 10."""
    assert utility(1.0, 0.5, 10.0, travel_weight=4.0, opening_weight=0.15) == -2.5


def test_utility_of_many() -> None:
    one = np.ones(2)
    got = utility(one, np.array([0.5, 0.0]), np.array([0.0, np.inf]), travel_weight=2.0, opening_weight=1.0)
    assert got.tolist() == [0.0, -np.inf]
