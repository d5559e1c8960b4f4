"""Candidates by hand; shares against the logit formula; the nearest."""

import math
from dataclasses import replace

import numpy as np
import pytest

from sim.network.codes import Channel, FacilityKind, Tier
from sim.sampling import draw_case_table
from sim.sampling.choice import bookable, considered, preferred, taste
from sim.sampling.keys import RunKey
from sim.sampling.places import places
from tests.sampling.city import DAY, HOUR, TOWN, City, Facility, Service, Zone
from tests.sampling.draws import streams
from tests.sampling.statistics import follows, frequencies_fit

KEY = RunKey(20240101, 0)


def considered_by(city: City, zone: str, item: str) -> set[str]:
    compiled = city.compile()
    labels, where = compiled.labels, places(compiled)
    service = next(s for s, name in enumerate(city.services) if item in name.items)
    z = labels.zone.index(zone)
    rows = range(where.first[z], where.first[z + 1])
    taken = [row for row in rows if considered(where, row, labels.item.index(item), service)]
    return {labels.facility[where.facility[row]] for row in taken}


@pytest.mark.parametrize(
    ("zone", "item", "expected"),
    [
        ("z1", "permit", {"s1", "s2", "centre"}),  # s3 is another county's
        ("z1", "seal", {"s1", "centre"}),  # s2 does not list it
        ("z3", "permit", {"s3", "centre"}),  # the centre is too far, and comes all the same
        ("z3", "loan", {"s3", "centre"}),  # s2 would take it from out of area, but is 24 km away
    ],
)
def test_candidates(zone: str, item: str, expected: set[str]) -> None:
    assert considered_by(TOWN, zone, item) == expected


def test_out_of_area_needs_the_class_and_the_facility() -> None:
    near = TOWN.with_(policy={"radius_km": 26.0})
    assert considered_by(near, "z3", "loan") == {"s2", "s3", "centre"}
    assert considered_by(near, "z3", "permit") == {"s3", "centre"}


def test_radius_includes_its_edge() -> None:
    assert "s2" in considered_by(TOWN.with_(policy={"radius_km": 6.0}), "z1", "loan")
    assert "s2" not in considered_by(TOWN.with_(policy={"radius_km": 5.9}), "z1", "loan")


def test_centre_need_not_list_and_may_be_missing() -> None:
    centre = Facility("centre", x=4.0, tier=Tier.DISTRICT, items=())
    others = tuple(f for f in TOWN.facilities if f.id != "centre")
    assert considered_by(TOWN.with_(facilities=(*others, centre)), "z1", "seal") == {"s1", "centre"}
    assert considered_by(TOWN.with_(facilities=others, centres={}), "z1", "seal") == {"s1"}


def test_never_open_is_no_candidate() -> None:
    shut = tuple(f if f.id != "s1" else Facility("s1", hours=None) for f in TOWN.facilities)
    assert "s1" not in considered_by(TOWN.with_(facilities=shut), "z1", "permit")


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
    """Facility of each case that arises before the last day."""
    shares = (0.0, 1.0, 0.0, 0.0) if booking else (1.0, 0.0, 0.0, 0.0)
    services = tuple(replace(service, channels=shares) for service in city.services)
    table = draw_case_table(city.with_(services=services).compile(), KEY.seed, KEY.replication)
    early = table.arose < (city.days - 1) * DAY
    assert set(table.channel[early].tolist()) == {Channel.APPOINTMENT if booking else Channel.WALK_IN}
    return table.facility[early]


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
    where = places(FORK.compile())
    last = 79 * DAY - 2 * HOUR
    assert bookable(0, 0, 0, last, where)
    assert not bookable(0, 0, 0, last + 1, where)


def test_tastes_are_standard_gumbel() -> None:
    tastes = np.array([taste(KEY, key, 5) for key in streams(20_000).tolist()])
    assert follows(tastes, "gumbel_r")
    assert not follows(tastes, "gumbel_r", 0, 1.1)


def test_extreme_utilities() -> None:
    """Far beyond what an exponential can hold, the larger one wins."""
    for at_home, near, winner in ((-1e9, -1e6, 0), (-1e6, -1e9, -1), (1e9, 1e6, -1), (1e6, 1e9, 0)):
        city = City(
            zones=(Zone("z"),),
            facilities=(Facility("s", attraction=near, hours=(0, 24)),),
            services=(Service("file", ("a",)),),
            policy={"outside_utility": at_home},
        )
        where = places(city.compile())
        assert preferred(KEY, 77, 0, 0, 0, 10 * HOUR, False, where) == winner


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
    """Zones z1, z2, z3 by items permit, seal, loan; tickets that no station takes go to the centre."""
    where = places(TOWN.compile())
    assert where.ticket.tolist() == [[0, 0, 0], [1, 0, 1], [2, 2, 2]]
    assert where.visiting.tolist() == [[3, 3, 3], [1, 3, 1], [-1, -1, -1]]
    nobody = tuple(replace(f, items=()) if f.id == "s3" else f for f in TOWN.facilities)
    assert places(TOWN.with_(facilities=nobody).compile()).ticket[2].tolist() == [3, 3, 3]


def test_nearest_of_equals_is_the_first_by_id() -> None:
    pair = (Facility("b", x=2.0), Facility("a", x=2.0), Facility("r", x=0.0, kind=FacilityKind.ROVING))
    for facilities in (pair, pair[::-1]):
        compiled = FORK.with_(facilities=facilities, centres={}).compile()
        assert compiled.labels.facility[places(compiled).ticket[0, 0]] == "a"


def test_facilities_must_not_share_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sim.sampling.places.name_hashes", lambda names: np.array([7 for _ in names], np.int64)
    )
    with pytest.raises(ValueError, match="rename"):
        places(TOWN.compile())
