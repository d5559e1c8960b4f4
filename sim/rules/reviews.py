"""Department reviews: when they are due, which are dropped, whether they run side by side."""

from __future__ import annotations


def due(done: bool, tier: int, review_tier: int) -> bool:
    """Reviews run once, at the first facility of the review tier or above that has served the case."""
    return not done and tier >= review_tier


def recognised(cross_city: bool, mutual_recognition: bool, recognisable: bool) -> bool:
    """Another city has made this review, and the facility recognises it."""
    return cross_city and mutual_recognition and recognisable


def side_by_side(bundle: bool, joint_review: bool) -> bool:
    """A bundle at a facility with joint review runs its reviews in parallel; else in table order."""
    return bundle and joint_review


def needs_trip(cross_city: bool, class_out_of_area: bool, facility_out_of_area: bool, done: bool) -> bool:
    """A cross-city case is filed in person in the other city where out-of-area filing is not offered."""
    return cross_city and not done and not (class_out_of_area and facility_out_of_area)
