from __future__ import annotations

import pytest

from sim.network.codes import (
    SLOT_CITY,
    SLOT_DISTRICT,
    SLOT_LOCALITY,
    SLOT_STATION,
    SLOT_SUBCENTRE,
    Tier,
)
from sim.rules.solving import coached_chance, delegated_chance, draw_slot


@pytest.mark.parametrize(
    ("tier", "attempts", "slot"),
    [
        (Tier.STATION, 0, SLOT_STATION),
        (Tier.STATION, 1, SLOT_LOCALITY),
        (Tier.STATION, 2, SLOT_LOCALITY),
        (Tier.SUBCENTRE, 0, SLOT_SUBCENTRE),
        (Tier.SUBCENTRE, 1, SLOT_SUBCENTRE),
        (Tier.DISTRICT, 1, SLOT_DISTRICT),
        (Tier.CITY, 1, SLOT_CITY),
    ],
)
def test_column_of_draws(tier: Tier, attempts: int, slot: int) -> None:
    assert draw_slot(int(tier), attempts) == slot


@pytest.mark.parametrize(
    ("station", "district", "authority", "chance"),
    [
        (0.25, 0.75, 0.5, 0.5),
        (0.25, 0.75, 0.0, 0.25),
        (0.25, 0.75, 1.0, 0.75),
        (0.75, 0.25, 1.0, 0.75),  # never lowered
        (0.5, 0.5, 0.5, 0.5),
    ],
)
def test_delegated_chance(station: float, district: float, authority: float, chance: float) -> None:
    assert delegated_chance(station, district, authority) == chance


@pytest.mark.parametrize(
    ("start", "ceiling", "learned", "chance"),
    [
        (0.5, 1.0, 0.0, 0.5),
        (0.5, 1.0, 0.25, 0.625),
        (0.5, 1.0, 1.0, 1.0),
        (0.5, 0.75, 0.5, 0.625),
        (0.875, 0.75, 0.5, 0.875),  # above the ceiling already
    ],
)
def test_coached_chance(start: float, ceiling: float, learned: float, chance: float) -> None:
    assert coached_chance(start, ceiling, learned) == chance
