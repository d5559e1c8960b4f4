"""First facility, travel and entry by channel; how channels that nobody offers fall back."""

from dataclasses import replace

import numpy as np
import pytest

from sim.network.codes import Channel, FacilityKind, Tier
from sim.network.contract import CaseTable, Compiled
from sim.sampling import draw_case_table
from sim.sampling.openings import next_open
from sim.sampling.places import places
from sim.sampling.routing import arrive
from tests.sampling.city import DAY, HOUR, TOWN, City, Facility, Service, Zone


def table(city: City) -> tuple[Compiled, CaseTable]:
    compiled = city.compile()
    return compiled, draw_case_table(compiled, 4, 0)


@pytest.fixture(scope="module")
def town() -> tuple[Compiled, CaseTable]:
    return table(TOWN.with_(days=56))


def ids(compiled: Compiled, facility: np.ndarray) -> set[str]:
    return {"outside" if f < 0 else compiled.labels.facility[f] for f in set(facility.tolist())}


def test_every_channel_occurs(town: tuple[Compiled, CaseTable]) -> None:
    assert set(town[1].channel.tolist()) == {0, 1, 2, 3}


def test_departments_are_never_chosen(town: tuple[Compiled, CaseTable]) -> None:
    assert "bureau" not in ids(town[0], town[1].facility)


def test_cases_go_to_facilities_that_list_the_item_or_to_the_centre(town: tuple[Compiled, CaseTable]) -> None:
    compiled, cases = town
    served = cases.facility >= 0
    listed = compiled.network.catalogue.listed[cases.facility, cases.item]
    centre = cases.facility == compiled.demand.centre[cases.county]
    assert (listed | centre)[served].all()


def test_tickets_enter_at_once_without_travel(town: tuple[Compiled, CaseTable]) -> None:
    compiled, cases = town
    online = cases.channel == Channel.ONLINE
    assert np.array_equal(cases.entry[online], cases.arose[online])
    assert not cases.travel[online].any()
    in_z1 = online & (cases.zone == 0)
    assert ids(compiled, cases.facility[in_z1]) == {"s1"}
    z2_permit = online & (cases.zone == 1) & (cases.item == compiled.labels.item.index("permit"))
    assert ids(compiled, cases.facility[z2_permit]) == {"s2"}


def test_tickets_without_a_station_go_to_the_centre() -> None:
    service = Service("file", ("paper",), channels=(0.0, 0.0, 1.0, 0.0))
    others = [f if f.id != "s3" else replace(f, items=()) for f in TOWN.facilities]
    compiled, cases = table(TOWN.with_(services=(service,), facilities=tuple(others), projects=(), replay=()))
    assert ids(compiled, cases.facility[cases.zone == 2]) == {"centre"}
    lonely = TOWN.with_(services=(service,), facilities=tuple(others), centres={}, projects=(), replay=())
    compiled, cases = table(lonely)
    assert ids(compiled, cases.facility[cases.zone == 2]) == {"outside"}


def test_bookings_enter_when_they_arise(town: tuple[Compiled, CaseTable]) -> None:
    compiled, cases = town
    booked = (cases.channel == Channel.APPOINTMENT) & (cases.facility >= 0)
    assert np.array_equal(cases.entry[booked], cases.arose[booked])
    assert ids(compiled, cases.facility[booked]) == {"s1", "s3"}
    assert np.array_equal(
        cases.travel[booked], compiled.demand.travel[cases.zone[booked], cases.facility[booked]]
    )


def test_bookings_without_slots_walk_in() -> None:
    none = tuple(replace(f, slots=0) for f in TOWN.facilities)
    before, after = table(TOWN)[1], table(TOWN.with_(facilities=none))[1]
    booked = before.channel == Channel.APPOINTMENT
    assert booked.any()
    assert set(after.channel[booked].tolist()) == {Channel.WALK_IN}
    assert np.array_equal(after.facility[~booked], before.facility[~booked])


def test_home_visits(town: tuple[Compiled, CaseTable]) -> None:
    compiled, cases = town
    visit = cases.channel == Channel.HOME_VISIT
    assert np.array_equal(cases.entry[visit], cases.arose[visit])
    assert ids(compiled, cases.facility[visit & (cases.zone == 0)]) == {"centre"}
    assert ids(compiled, cases.facility[visit & (cases.zone == 1)]) == {"s2", "centre"}
    assert not (visit & (cases.zone == 2)).any()  # nobody in county b visits: those walked in
    assert np.array_equal(
        cases.travel[visit], compiled.demand.travel[cases.zone[visit], cases.facility[visit]]
    )


def test_walk_ins_arrive_when_it_is_open(town: tuple[Compiled, CaseTable]) -> None:
    compiled, cases = town
    walked = np.flatnonzero((cases.channel == Channel.WALK_IN) & (cases.facility >= 0))
    arrival = cases.arose[walked] + cases.travel[walked]
    hours = places(compiled).hours
    pairs = zip(cases.facility[walked].tolist(), arrival.tolist(), strict=True)
    row = np.array([next_open(hours, facility, at) for facility, at in pairs])
    opens, closes = hours.start[row], hours.end[row]
    entry = cases.entry[walked]
    assert ((opens <= entry) & (entry < closes)).all()
    on_time = arrival >= opens
    assert on_time.any()
    assert not on_time.all()
    assert np.array_equal(entry[on_time], arrival[on_time])
    early = ~on_time
    lag = np.minimum(cases.return_lag[walked][early], closes[early] - opens[early] - 1)
    assert np.array_equal(entry[early], opens[early] + lag)


def test_arrive_by_hand() -> None:
    """s1 opens 9 to 17 every day."""
    hours = places(TOWN.compile()).hours
    assert arrive(hours, 0, 10 * HOUR, 500) == 10 * HOUR
    assert arrive(hours, 0, 17 * HOUR, 600) == DAY + 9 * HOUR + 600
    assert arrive(hours, 0, 8 * HOUR, 700) == 9 * HOUR + 700
    assert arrive(hours, 0, 8 * HOUR, 9 * HOUR) == 17 * HOUR - 1


def test_the_unserved_neither_travel_nor_wait() -> None:
    far = TOWN.with_(policy={"outside_utility": 0.0}, days=56)
    _, cases = table(far)
    out = cases.facility < 0
    assert out.any()
    assert not cases.travel[out].any()
    assert np.array_equal(cases.entry[out], cases.arose[out])
    assert set(cases.channel[out].tolist()) <= {Channel.WALK_IN, Channel.APPOINTMENT}


def test_what_never_opens_again_is_not_served() -> None:
    """The last evening of a run whose only facility opens 9 to 17."""
    city = City(
        zones=(Zone("z"),),
        facilities=(Facility("s"),),
        services=(Service("file", ("a",), per_day=200.0),),
        days=2,
    )
    _, cases = table(city)
    late = cases.arose + 180 >= DAY + 17 * HOUR
    assert late.sum() > 20
    assert (cases.facility[late] == -1).all()
    certain = city.with_(policy={"outside_utility": -1e9})
    _, cases = table(certain)
    assert np.array_equal(cases.facility == -1, cases.arose + 180 >= DAY + 17 * HOUR)


def test_a_roving_point_wins_walk_ins_under_a_channel_of_its_own() -> None:
    roving = Facility("r", x=1.0, kind=FacilityKind.ROVING, hours=(9, 12), home_visits=True, slots=1)
    before, (compiled, after) = table(TOWN)[1], table(TOWN.with_(facilities=(*TOWN.facilities, roving)))
    won = after.facility == compiled.labels.facility.index("r")
    walked = won & (after.channel == Channel.ROVING)
    assert walked.any()
    assert np.array_equal(walked, after.channel == Channel.ROVING)
    assert set(after.channel[won].tolist()) == {Channel.ROVING, Channel.APPOINTMENT}
    assert np.array_equal(before.facility[~won], after.facility[~won])


def test_a_centre_that_never_opens() -> None:
    """No walk-in goes there; tickets that no station takes still do, and stay open."""
    shut = Facility("centre", x=4.0, tier=Tier.DISTRICT, kind=FacilityKind.DISTRICT_CENTRE, hours=None)
    rest = tuple(replace(f, items=()) if f.id == "s3" else f for f in TOWN.facilities if f.id != "centre")
    compiled, cases = table(TOWN.with_(facilities=(*rest, shut)))
    there = cases.facility == compiled.labels.facility.index("centre")
    assert set(cases.channel[there].tolist()) == {Channel.ONLINE}
    assert set(cases.zone[there].tolist()) == {2}
