"""Items, channels, grades: shares, and that a changed share moves only the cases it must."""

import numpy as np
import pytest

from sim.network.codes import Channel, Tier
from sim.sampling.attributes import draw_channels, draw_items, draw_route
from sim.sampling.keys import RunKey, uniforms
from sim.sampling.needs import Needs, draw_needs
from sim.sampling.purposes import Purpose
from tests.sampling.city import TOWN, City, Facility, Service, Zone
from tests.sampling.statistics import frequencies_fit, share_fits

KEY = RunKey(11, 0)
SHARES = (0.5, 0.15, 0.25, 0.1)


def one_service(service: Service) -> City:
    return City(zones=(Zone("z"),), facilities=(Facility("s"),), services=(service,), days=28)


def drawn(service: Service) -> tuple[City, Needs, np.ndarray, np.ndarray]:
    city = one_service(service)
    needs = draw_needs(city.compile(), KEY)
    u, v = uniforms(KEY, needs.key, 0, Purpose.ITEM)
    return city, needs, u, v


def channels(shares: tuple[float, float, float, float]) -> np.ndarray:
    city, needs, _, v = drawn(Service("file", ("a",), per_day=1500.0, channels=shares))
    return draw_channels(city.compile().demand, needs, v)


def test_channel_shares() -> None:
    got = channels(SHARES)
    assert frequencies_fit(np.bincount(got, minlength=4), len(got) * np.array(SHARES))


@pytest.mark.parametrize("channel", [Channel.ONLINE, Channel.APPOINTMENT])
def test_a_larger_share_is_taken_from_walk_ins_only(channel: Channel) -> None:
    more = list(SHARES)
    more[Channel.WALK_IN] -= 0.2
    more[channel] += 0.2
    before, after = channels(SHARES), channels(tuple(more))  # type: ignore[arg-type]
    moved = before != after
    assert share_fits(moved, 0.2)
    assert set(before[moved].tolist()) == {Channel.WALK_IN}
    assert set(after[moved].tolist()) == {channel}


@pytest.mark.parametrize("only", list(Channel)[:4])
def test_a_channel_alone(only: Channel) -> None:
    shares = [0.0] * 4
    shares[only] = 1.0
    assert set(channels(tuple(shares)).tolist()) == {only}  # type: ignore[arg-type]


def test_items_by_weight_in_order_of_their_ids() -> None:
    city, needs, u, _ = drawn(Service("file", ("b", "a", "c"), per_day=1500.0))
    compiled = city.compile()
    weights = compiled.network.catalogue._replace(item_weight=np.array([1.0, 2.0, 0.0]))
    compiled = compiled._replace(network=compiled.network._replace(catalogue=weights))
    item = draw_items(compiled, needs, u)
    assert np.array_equal(item, np.where(u < 2 / 3, 1, 0))
    assert share_fits(item == 1, 2 / 3)


def test_given_items_stay() -> None:
    city, needs, u, _ = drawn(Service("file", ("a", "b"), per_day=10.0))
    given = needs._replace(item=np.arange(len(u)) % 2)
    assert np.array_equal(draw_items(city.compile(), given, u), given.item)


def test_a_service_without_items_is_refused() -> None:
    city, needs, u, _ = drawn(Service("file", (), per_day=10.0))
    with pytest.raises(ValueError, match="service file has no item"):
        draw_items(city.compile(), needs, u)


def test_grades_and_cross_city() -> None:
    service = Service("file", ("a",), per_day=1500.0, grades=(0.2, 0.1, 0.05), cross_city=0.3)
    city, needs, _, _ = drawn(service)
    grade, cross_city = draw_route(city.compile().demand, KEY, needs)
    assert frequencies_fit(np.bincount(grade, minlength=4), len(grade) * np.array([0.65, 0.2, 0.1, 0.05]))
    assert share_fits(cross_city, 0.3)
    assert share_fits(cross_city[grade == Tier.STATION], 0.3)


def test_more_grading_only_lifts() -> None:
    city, needs, _, _ = drawn(Service("file", ("a",), per_day=1500.0, grades=(0.2, 0.1, 0.05)))
    low, _ = draw_route(city.compile().demand, KEY, needs)
    more = one_service(Service("file", ("a",), per_day=1500.0, grades=(0.2, 0.1, 0.15)))
    high, _ = draw_route(more.compile().demand, KEY, needs)
    assert (high >= low).all()
    assert (high > low).any()


def test_small_services_of_a_town() -> None:
    """Every case gets an item of its own service."""
    compiled = TOWN.compile()
    needs = draw_needs(compiled, KEY)
    u, _ = uniforms(KEY, needs.key, 0, Purpose.ITEM)
    item = draw_items(compiled, needs, u)
    assert np.array_equal(compiled.network.catalogue.item_service[item], needs.service)
    assert len(np.unique(item)) == len(compiled.labels.item)
