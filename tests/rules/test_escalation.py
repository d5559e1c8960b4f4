"""Park station 0 -> township 1 -> sub-centre 2 -> district 3 -> city 4; station 5 stands alone."""

from __future__ import annotations

import pytest

from sim.network.codes import Tier
from sim.rules.escalation import GIVE_UP, LEADERS, PARENT, entry_facility, next_step

PARENTS = [1, 2, 3, 4, -1, -1]
TIERS = [0, 0, 1, 2, 3, 0]


@pytest.mark.parametrize(
    ("parent", "problem", "sessions_on", "held", "step"),
    [
        (3, True, False, False, PARENT),
        (0, True, True, True, PARENT),  # facility 0 is a parent like any other
        (-1, True, True, True, LEADERS),
        (-1, False, True, True, GIVE_UP),  # leaders do not sit over counter work
        (-1, True, False, True, GIVE_UP),
        (-1, True, True, False, GIVE_UP),  # its county holds none
        (-1, False, False, False, GIVE_UP),
    ],
)
def test_next_step(parent: int, problem: bool, sessions_on: bool, held: bool, step: int) -> None:
    assert next_step(parent, problem, sessions_on, held) == step


@pytest.mark.parametrize(
    ("facility", "grade", "entry"),
    [
        (0, Tier.STATION, 0),
        (0, Tier.SUBCENTRE, 2),  # passes over the township station: it is a station too
        (1, Tier.SUBCENTRE, 2),
        (0, Tier.DISTRICT, 3),
        (0, Tier.CITY, 4),
        (3, Tier.SUBCENTRE, 3),  # already above its grade
        (5, Tier.CITY, 5),  # nobody above
        (2, Tier.DEPARTMENT, 4),  # none reaches it: the last one
    ],
)
def test_entry_facility(facility: int, grade: Tier, entry: int) -> None:
    assert entry_facility(facility, int(grade), PARENTS, TIERS) == entry


def test_a_chain_that_skips_the_tier_enters_above_it() -> None:
    assert entry_facility(0, int(Tier.SUBCENTRE), [1, -1], [0, 2]) == 1
