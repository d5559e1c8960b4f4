"""Where cases come from: enterprises, visits, projects, replay."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.network.codes import Channel, Origin
from sim.sampling import draw_case_table
from sim.sampling.distributions import DAY
from sim.sampling.keys import RunKey
from sim.sampling.needs import draw_needs
from sim.sampling.preparation import prepare
from tests.sampling.city import HOUR, TOWN, City
from tests.sampling.statistics import mean_fits, near, share_fits

KEY = RunKey(20240101, 0)
LATENT = TOWN.with_(
    services=(TOWN.services[0], replace(TOWN.services[1], latent_per_day=20.0)),
    projects=(),
    replay=(),
    days=182,
)


class Needs(NamedTuple):
    """What arises, with what its source says of it; columns [N]."""

    key: np.ndarray
    arose: np.ndarray
    zone: np.ndarray
    service: np.ndarray
    item: np.ndarray
    channel: np.ndarray
    origin: np.ndarray

    def rows(self, kept: np.ndarray) -> "Needs":
        return Needs(*(column[kept] for column in self))


def needs(city: City) -> Needs:
    compiled = city.compile()
    known = prepare(compiled)
    found = draw_needs(KEY, known.sources, known.profile, compiled.demand.policy)
    said = (getattr(known.sources, name)[found.source] for name in Needs._fields[2:])
    return Needs(found.key.view(np.uint64), found.time, *said)


def of(city: City, origin: Origin) -> Needs:
    found = needs(city)
    return found.rows(found.origin == origin)


def test_sorted_by_time_and_key() -> None:
    found = needs(TOWN)
    pairs = list(zip(found.arose.tolist(), found.key.tolist(), strict=True))
    assert pairs == sorted(pairs)
    assert found.arose.min() >= 0
    assert found.arose.max() < TOWN.days * DAY
    assert len(np.unique(found.key)) == len(found.key)


def test_rates_by_zone_and_service() -> None:
    found = of(TOWN, Origin.DEMAND)
    counts = np.bincount(found.zone * 2 + found.service, minlength=6)
    for count, expected in zip(counts.tolist(), [280.0, 168.0] * 3, strict=True):
        assert near(count, expected, expected**0.5)


def test_visits_find_all_and_file_online() -> None:
    found = of(LATENT, Origin.VISIT)
    expected = 3 * 20.0 * 182
    assert near(len(found.key), expected, expected**0.5)
    assert set(found.channel.tolist()) == {Channel.ONLINE}
    assert set(found.service.tolist()) == {1}


def test_without_visits_a_share_comes_late() -> None:
    """Mean delay three days: what arises in the first 140 of 182 days is reported within the run."""
    off = LATENT.with_(policy={"visits_on": False, "self_report": 0.3, "self_report_delay": 3.0 * DAY})
    found, reported = of(LATENT, Origin.VISIT), of(off, Origin.VISIT)
    assert (reported.channel == -1).all()
    _, mine, theirs = np.intersect1d(found.key, reported.key, return_indices=True)
    assert len(mine) == len(reported.key)
    early = found.arose < 140 * DAY
    assert share_fits(np.isin(found.key[early], reported.key), 0.3)
    delay = (reported.arose[theirs] - found.arose[mine])[early[mine]]
    assert not (delay % DAY).any()
    assert mean_fits(delay / DAY, 3.0 * (1 - 1 / (24 * 9.0)), 3.0)


def test_visits_touch_no_other_case() -> None:
    off = LATENT.with_(policy={"visits_on": False})
    assert same_rows(of(LATENT, Origin.DEMAND), of(off, Origin.DEMAND))


def same_rows(a: Needs, b: Needs) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def test_a_higher_self_report_keeps_the_reported() -> None:
    low = of(LATENT.with_(policy={"visits_on": False, "self_report": 0.2}), Origin.VISIT)
    high = of(LATENT.with_(policy={"visits_on": False, "self_report": 0.5}), Origin.VISIT)
    assert np.isin(low.key, high.key).all()
    assert len(high.key) > len(low.key)


def test_tracked_projects_come_on_time() -> None:
    found = of(TOWN, Origin.PROJECT)
    assert found.arose.tolist() == [9 * HOUR, 3 * DAY + 9 * HOUR]
    assert found.service.tolist() == [0, 1]
    assert found.zone.tolist() == [0, 0]


def test_untracked_projects_come_late() -> None:
    many = TOWN.with_(
        projects=tuple((f"p{i}/land@1", 9 * HOUR, "z1", "licence") for i in range(4000)), days=120
    )
    late = of(many.with_(policy={"tracking_on": False, "tracking_delay": 5.0 * DAY}), Origin.PROJECT)
    delay = late.arose - 9 * HOUR
    assert len(delay) == 4000
    assert not (delay % DAY).any()
    assert mean_fits(delay / DAY, 5.0 * (1 - 1 / (24 * 25.0)), 5.0)
    assert set(of(many, Origin.PROJECT).key.tolist()) == set(late.key.tolist())


def test_projects_are_known_by_name() -> None:
    """Another project, put first, changes neither time nor key of the others."""
    more = TOWN.with_(
        projects=(("p0/new@1", 5 * HOUR, "z2", "licence"), *TOWN.projects), policy={"tracking_on": False}
    )
    base = of(TOWN.with_(policy={"tracking_on": False}), Origin.PROJECT)
    found = of(more, Origin.PROJECT)
    kept = np.isin(found.key, base.key)
    assert kept.sum() == 2
    assert same_rows(found.rows(kept), base)


def test_replay() -> None:
    """Equal rows are two cases; rows beyond the end are dropped; item and channel stand."""
    found = of(TOWN, Origin.REPLAY)
    assert found.arose.tolist() == [3600, 3600]
    assert found.zone.tolist() == [1, 1]
    assert found.item.tolist() == [1, 1]
    assert found.channel.tolist() == [0, 0]
    assert len(set(found.key.tolist())) == 2


def test_replayed_rows_may_come_in_any_order() -> None:
    rows = tuple(
        (600 * i, zone, "licence", item, channel)
        for i in range(40)
        for zone, item, channel in (("z1", "seal", 0), ("z2", None, 2), ("z1", "seal", 0))
    )
    tables = [
        draw_case_table(TOWN.with_(replay=order).compile(), 1, 0)
        for order in (rows, rows[::-1], rows[7:] + rows[:7])
    ]
    for table in tables[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(tables[0], table, strict=True))


def test_a_replayed_row_keeps_its_draws_when_others_are_added() -> None:
    more = TOWN.with_(replay=((1800, "z1", "finance", None, 2), *TOWN.replay))
    assert np.isin(of(TOWN, Origin.REPLAY).key, of(more, Origin.REPLAY).key).all()
