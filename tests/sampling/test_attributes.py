"""Items, channels, grades: shares, and that a changed share moves only the cases it must."""

from __future__ import annotations

import numpy as np
import pytest

from sim.network.codes import Channel, Tier
from sim.network.contract import Compiled
from sim.sampling.attributes import Attributes, draw_attributes, drawn_channel, drawn_grade, shares
from sim.sampling.keys import RunKey
from sim.sampling.needs import draw_needs
from sim.sampling.preparation import prepare
from sim.sampling.purposes import Purpose
from tests.sampling.city import TOWN, City, Facility, Service, Zone
from tests.sampling.draws import uniforms
from tests.sampling.statistics import frequencies_fit, share_fits

KEY = RunKey(11, 0)
SHARES = (0.5, 0.15, 0.25, 0.1)


def one_service(service: Service) -> City:
    return City(zones=(Zone("z"),), facilities=(Facility("s"),), services=(service,), days=28)


def attributes(compiled: Compiled) -> tuple[np.ndarray, Attributes]:
    """Keys and attributes of the cases, [N]."""
    known = prepare(compiled)
    needs = draw_needs(KEY, known.sources, known.profile, compiled.demand.policy)
    return needs.key, draw_attributes(KEY, needs, known.sources, known.shares)


def of(**service: object) -> Attributes:
    return attributes(one_service(Service("file", ("a",), per_day=1500.0, **service)).compile())[1]  # type: ignore[arg-type]


def channels(shares: tuple[float, ...]) -> np.ndarray:
    return of(channels=shares).channel


def test_channel_shares() -> None:
    got = channels(SHARES)
    assert frequencies_fit(np.bincount(got, minlength=4), len(got) * np.array(SHARES))


@pytest.mark.parametrize("channel", [Channel.ONLINE, Channel.APPOINTMENT])
def test_a_larger_share_is_taken_from_walk_ins_only(channel: Channel) -> None:
    more = list(SHARES)
    more[Channel.WALK_IN] -= 0.2
    more[channel] += 0.2
    before, after = channels(SHARES), channels(tuple(more))
    moved = before != after
    assert share_fits(moved, 0.2)
    assert set(before[moved].tolist()) == {Channel.WALK_IN}
    assert set(after[moved].tolist()) == {channel}


@pytest.mark.parametrize("only", list(Channel)[:4])
def test_a_channel_alone(only: Channel) -> None:
    shares = [0.0] * 4
    shares[only] = 1.0
    assert set(channels(tuple(shares)).tolist()) == {only}


def test_channels_by_hand() -> None:
    """From 0: home visits, appointments, walk-ins, online."""
    share = np.array(SHARES)
    edges = [(0.0999, 3), (0.1, 1), (0.2499, 1), (0.2501, 0), (0.7499, 0), (0.75, 2), (0.9999, 2)]
    assert [drawn_channel(share, u) for u, _ in edges] == [channel for _, channel in edges]


def weighted(weight: list[float]) -> Compiled:
    compiled = one_service(Service("file", ("b", "a", "c"), per_day=1500.0)).compile()
    catalogue = compiled.network.catalogue._replace(item_weight=np.array(weight))
    return compiled._replace(network=compiled.network._replace(catalogue=catalogue))


def test_items_by_weight_in_order_of_their_ids() -> None:
    key, found = attributes(weighted([1.0, 2.0, 0.0]))
    u = uniforms(KEY, key, 0, Purpose.KIND)[0]
    assert np.array_equal(found.item, np.where(u < 2 / 3, 1, 0))
    assert share_fits(found.item == 1, 2 / 3)
    assert frequencies_fit(
        np.bincount(attributes(weighted([1.0, 2.0, 5.0]))[1].item), len(u) * np.array([1, 2, 5]) / 8
    )


def test_given_items_and_channels_stay() -> None:
    rows = tuple((60 * i, "z", "file", "ba"[i % 2], i % 3) for i in range(300))
    city = one_service(Service("file", ("b", "a"), per_day=0.0)).with_(replay=rows)
    _, found = attributes(city.compile())
    assert found.item.tolist() == [i % 2 for i in range(300)]
    assert found.channel.tolist() == [i % 3 for i in range(300)]


def test_a_service_without_items_is_refused() -> None:
    compiled = one_service(Service("file", (), per_day=10.0)).compile()
    with pytest.raises(ValueError, match="service file has no item"):
        prepare(compiled)
    idle = one_service(Service("file", (), per_day=0.0)).compile()
    assert shares(idle, prepare(idle).sources).item_ptr.tolist() == [0, 0]


def test_grades_and_cross_city() -> None:
    found = of(grades=(0.2, 0.1, 0.05), cross_city=0.3)
    grade = found.grade
    assert frequencies_fit(np.bincount(grade, minlength=4), len(grade) * np.array([0.65, 0.2, 0.1, 0.05]))
    assert share_fits(found.cross_city, 0.3)
    assert share_fits(found.cross_city[grade == Tier.STATION], 0.3)


def test_grades_by_hand() -> None:
    above = np.array([0.05, 0.15, 0.35])
    assert [drawn_grade(above, u) for u in (0.049, 0.05, 0.149, 0.151, 0.349, 0.351)] == [3, 2, 2, 1, 1, 0]


def test_more_grading_only_lifts() -> None:
    low, high = of(grades=(0.2, 0.1, 0.05)).grade, of(grades=(0.2, 0.1, 0.15)).grade
    assert (high >= low).all()
    assert (high > low).any()


def test_every_case_gets_an_item_of_its_own_service() -> None:
    compiled = TOWN.compile()
    _, found = attributes(compiled)
    assert np.array_equal(compiled.network.catalogue.item_service[found.item], found.service)
    assert len(np.unique(found.item)) == len(compiled.labels.item)
