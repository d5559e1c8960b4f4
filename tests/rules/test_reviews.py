from __future__ import annotations

from itertools import product

import pytest

from sim.rules.reviews import due, needs_trip, recognised, side_by_side


@pytest.mark.parametrize(
    ("done", "tier", "review_tier", "is_due"),
    [
        (False, 0, 0, True),
        (False, 0, 2, False),
        (False, 2, 2, True),
        (False, 3, 2, True),
        (True, 3, 2, False),
    ],
)
def test_due_once_from_the_review_tier_on(done: bool, tier: int, review_tier: int, is_due: bool) -> None:
    assert due(done, tier, review_tier) is is_due


def test_recognised_only_if_all_three_hold() -> None:
    for facts in product((False, True), repeat=3):
        assert recognised(*facts) is (facts == (True, True, True))


def test_side_by_side_needs_a_bundle_and_a_joint_review() -> None:
    assert side_by_side(True, True)
    assert not side_by_side(True, False)
    assert not side_by_side(False, True)
    assert not side_by_side(False, False)


@pytest.mark.parametrize(
    ("cross_city", "by_class", "by_facility", "done", "trip"),
    [
        (True, True, True, False, False),  # filed out of area
        (True, True, False, False, True),
        (True, False, True, False, True),
        (True, False, False, False, True),
        (True, False, False, True, False),  # been there
        (False, False, False, False, False),  # not another city's
    ],
)
def test_needs_trip(cross_city: bool, by_class: bool, by_facility: bool, done: bool, trip: bool) -> None:
    assert needs_trip(cross_city, by_class, by_facility, done) is trip
