"""Candidates by hand; shares against the logit formula; the nearest."""

import math

import numpy as np
import pytest

from sim.network.codes import FacilityKind, Tier
from sim.network.contract import Compiled
from sim.sampling.choice import NO_SLOT, candidates, choose, nearest
from sim.sampling.keys import RunKey
from sim.sampling.needs import Needs, draw_needs
from sim.sampling.places import places
from tests.sampling.city import DAY, HOUR, TOWN, City, Facility, Service, Zone
from tests.sampling.statistics import frequencies_fit

KEY = RunKey(20240101, 0)


def one_need(compiled: Compiled, zone: str, service: str, arose: int = 10 * HOUR) -> Needs:
    labels = compiled.labels
    values = (arose, labels.zone.index(zone), 0, labels.service.index(service), -1, -1, 0, -1, -1)
    return Needs(np.array([77], dtype=np.uint64), *(np.array([v], dtype=np.int64) for v in values))


def considered(city: City, zone: str, item: str) -> set[str]:
    compiled = city.compile()
    service = next(s.id for s in city.services if item in s.items)
    index = np.array([compiled.labels.item.index(item)])
    mask = candidates(compiled, places(compiled), one_need(compiled, zone, service), index)[0]
    return {(*compiled.labels.facility, "outside")[f] for f in np.flatnonzero(mask)}


@pytest.mark.parametrize(
    ("zone", "item", "expected"),
    [
        ("z1", "permit", {"s1", "s2", "centre", "outside"}),  # s3 is another county's
        ("z1", "seal", {"s1", "centre", "outside"}),  # s2 does not list it
        ("z3", "permit", {"s3", "centre", "outside"}),  # the centre is too far, and comes all the same
        ("z3", "loan", {"s3", "centre", "outside"}),  # s2 would take it from out of area, but is 24 km away
    ],
)
def test_candidates(zone: str, item: str, expected: set[str]) -> None:
    assert considered(TOWN, zone, item) == expected


def test_out_of_area_needs_the_class_and_the_facility() -> None:
    near = TOWN.with_(policy={"radius_km": 26.0})
    assert considered(near, "z3", "loan") == {"s2", "s3", "centre", "outside"}
    assert considered(near, "z3", "permit") == {"s3", "centre", "outside"}


def test_radius_includes_its_edge() -> None:
    assert "s2" in considered(TOWN.with_(policy={"radius_km": 6.0}), "z1", "loan")
    assert "s2" not in considered(TOWN.with_(policy={"radius_km": 5.9}), "z1", "loan")


def test_centre_need_not_list_and_may_be_missing() -> None:
    centre = Facility("centre", x=4.0, tier=Tier.DISTRICT, items=())
    others = tuple(f for f in TOWN.facilities if f.id != "centre")
    assert considered(TOWN.with_(facilities=(*others, centre)), "z1", "seal") == {"s1", "centre", "outside"}
    assert considered(TOWN.with_(facilities=others, centres={}), "z1", "seal") == {"s1", "outside"}


def test_never_open_is_no_candidate() -> None:
    shut = tuple(f if f.id != "s1" else Facility("s1", hours=None) for f in TOWN.facilities)
    assert "s1" not in considered(TOWN.with_(facilities=shut), "z1", "permit")


FORK = City(
    zones=(Zone("z"),),
    facilities=(
        Facility("near", x=1.0, hours=(0, 24)),
        Facility("far", x=9.0, hours=(0, 24), attraction=0.5, slots=1),
        Facility("shut", x=1.0, hours=(20, 21)),
        Facility("centre", x=4.0, hours=(0, 24), tier=Tier.DISTRICT, kind=FacilityKind.DISTRICT_CENTRE),
    ),
    services=(Service("file", ("paper",), per_day=7500.0),),
    centres={"a": "centre"},
    policy={"outside_utility": -1.5, "centre_utility": 0.3},
    day_weight=tuple(1.0 if hour == 9 else 0.0 for hour in range(24)),
    days=80,
)


def logit_shares(utilities: list[float]) -> np.ndarray:
    weight = np.exp(utilities)
    return weight / weight.sum()


def chosen(city: City, booking: bool = False) -> np.ndarray:
    compiled = city.compile()
    needs = draw_needs(compiled, KEY)
    needs = needs.rows(needs.arose < (city.days - 1) * DAY)
    item = np.zeros(len(needs.key), np.int64)
    return choose(compiled, places(compiled), KEY, needs, item, booking)


def road(km: float) -> float:
    """Utility of the way in the cities of these tests: 3 minutes and 30 km/h, 4 per hour."""
    return -4.0 * (180 + 120 * km) / 3600


def test_shares_are_those_of_the_logit_model() -> None:
    """Arrivals spread evenly over 09:05 to 10:05 meet `shut` 10.9 to 9.9 hours before it opens at 20:00."""
    facility = chosen(FORK.with_(policy={**FORK.policy, "opening_weight": 0.0}))
    observed = np.bincount(facility + 1, minlength=5)
    shares = logit_shares([-1.5, road(1), 0.5 + road(9), road(1), 0.3 + road(4)])
    assert frequencies_fit(observed, shares * len(facility))
    without_way = logit_shares([-1.5, 0.0, 0.5, 0.0, 0.3])
    assert not frequencies_fit(observed, without_way * len(facility))


def test_waiting_at_the_door_counts() -> None:
    """The share of `shut`, averaged over the hour in which cases arise."""
    facility = chosen(FORK)
    minutes = (np.arange(6000) + 0.5) / 100
    wait = 11 - (minutes + 5) / 60  # hours from arrival, 5 minutes after it arose past 09:00, to 20:00
    rest = np.exp([-1.5, road(1), 0.5 + road(9), 0.3 + road(4)]).sum()
    weight = np.exp(road(1) - 0.15 * wait)
    share = float((weight / (weight + rest)).mean())
    hits = int((facility == 2).sum())
    n = len(facility)
    assert abs(hits - n * share) < 4 * math.sqrt(n * share * (1 - share))
    assert abs(hits - n * share * math.exp(0.15)) > 4 * math.sqrt(n * share * (1 - share))


def test_bookings_choose_among_those_with_slots() -> None:
    facility = chosen(FORK, booking=True)
    shares = logit_shares([-1.5, 0.5 + road(9)])
    assert frequencies_fit(np.bincount(facility // 2 + 1, minlength=2), shares * len(facility))
    assert set(facility.tolist()) == {-1, 1}


def test_no_slot_any_more() -> None:
    """The last slot is on the last day at 00:00: two hours earlier is the last moment to book it."""
    compiled = FORK.compile()
    where, item = places(compiled), np.zeros(1, np.int64)
    last = 79 * DAY - 2 * HOUR
    assert choose(compiled, where, KEY, one_need(compiled, "z", "file", last), item, True)[0] != NO_SLOT
    assert choose(compiled, where, KEY, one_need(compiled, "z", "file", last + 1), item, True)[0] == NO_SLOT


def test_taste_is_kept_between_channels_and_scenarios() -> None:
    """Closing the winner moves its cases and no others."""
    before = chosen(FORK)
    shut = tuple(f if f.id != "near" else Facility("near", x=1.0, hours=None) for f in FORK.facilities)
    after = chosen(FORK.with_(facilities=shut))
    moved = before != after
    assert moved.any()
    assert set(before[moved].tolist()) == {0}
    assert not (after == 0).any()


def test_nearest_listing_station() -> None:
    compiled = TOWN.compile()
    where = places(compiled)
    zone = np.array([0, 1, 1, 2, 0])
    item = np.array([0, 0, 1, 2, 2])  # permit, permit, seal, loan, loan
    assert nearest(where, where.ticket, zone, item).tolist() == [0, 1, 0, 2, 0]
    assert nearest(where, where.visiting, zone, item).tolist() == [3, 1, 3, -1, 3]


def test_nearest_of_equals_is_the_first_by_id() -> None:
    pair = (Facility("b", x=2.0), Facility("a", x=2.0), Facility("r", x=0.0, kind=FacilityKind.ROVING))
    for facilities in (pair, pair[::-1]):
        compiled = FORK.with_(facilities=facilities, centres={}).compile()
        where = places(compiled)
        found = nearest(where, where.ticket, np.array([0]), np.array([0]))
        assert compiled.labels.facility[found[0]] == "a"


def test_facilities_must_not_share_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sim.sampling.places.name_hashes", lambda names: np.array([7 for _ in names], np.uint64)
    )
    with pytest.raises(ValueError, match="rename"):
        places(TOWN.compile())
