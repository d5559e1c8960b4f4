from __future__ import annotations

import numpy as np

from sim.rules.choice import utility


def test_by_hand() -> None:
    assert utility(1.0, 0.5, 2.0, 4.0, 0.25) == 1.0 - 2.0 - 0.5
    assert utility(-0.5, 0.0, 0.0, 4.0, 0.25) == -0.5


def test_arrays_give_what_scalars_give() -> None:
    attraction, travel, wait = np.array([0.0, 1.5]), np.array([0.25, 1.0]), np.array([0.0, 14.0])
    together = utility(attraction, travel, wait, 4.0, 0.15)
    alone = [utility(a, t, w, 4.0, 0.15) for a, t, w in zip(attraction.tolist(), travel, wait, strict=True)]
    assert together.tolist() == alone


def test_a_facility_that_never_opens_is_never_best() -> None:
    assert utility(1000.0, 0.0, float("inf"), 4.0, 0.15) == -float("inf")
