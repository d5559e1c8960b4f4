"""Times of work: means by slot and service, distributions, and common random numbers when a mean changes."""

import math
from dataclasses import replace

import numpy as np
import pytest

from sim.network.codes import Distribution
from sim.sampling.efforts import draw_handling, draw_handoffs, draw_reviews, draw_trips
from sim.sampling.keys import RunKey
from sim.sampling.needs import draw_needs
from tests.sampling.city import City, Facility, Service, Zone
from tests.sampling.statistics import follows, mean_fits, uncorrelated

KEY = RunKey(12, 0)
FILE = Service("file", ("a",), per_day=700.0, handling=1500.0, cv=0.8, reviews=(7200.0, 3600.0, 900.0))
CITY = City(zones=(Zone("z"),), facilities=(Facility("s"),), services=(FILE,))
N_SLOTS = 6


def handling(**changes: object) -> np.ndarray:
    compiled = CITY.with_(services=(replace(FILE, **changes),)).compile()  # type: ignore[arg-type]
    return draw_handling(compiled.demand, KEY, draw_needs(compiled, KEY))


@pytest.mark.parametrize(
    ("distribution", "sd"),
    [
        (Distribution.LOGNORMAL, 0.8),
        (Distribution.EXPONENTIAL, 1.0),
        (Distribution.UNIFORM, math.sqrt(1 / 3)),
    ],
)
def test_handling_mean(distribution: Distribution, sd: float) -> None:
    work = handling(distribution=distribution)
    assert work.dtype == np.int64
    assert work.min() >= 1
    for slot in range(N_SLOTS):
        assert mean_fits(work[:, slot], 1500.0, 1500.0 * sd)
        assert not mean_fits(work[:, slot], 1600.0, 1500.0 * sd)


def test_handling_follows_its_distribution() -> None:
    sigma = math.sqrt(math.log(1 + 0.8**2))
    work = handling() + np.zeros(1)
    assert follows(work[:, 2], "lognorm", sigma, 0, 1500.0 * math.exp(-sigma * sigma / 2))
    assert follows(handling(distribution=Distribution.UNIFORM)[:, 5], "uniform", 0, 3000.0)


def test_constant_handling() -> None:
    assert set(handling(distribution=Distribution.CONSTANT).ravel().tolist()) == {1500}


def test_slots_are_independent() -> None:
    logs = np.log(handling())
    for i in range(N_SLOTS):
        for j in range(i):
            assert uncorrelated(logs[:, i], logs[:, j])


def test_a_longer_mean_stretches_every_draw() -> None:
    short, long = handling(), handling(handling=3000.0)
    assert (np.abs(long - 2 * short) <= 1).all()


def test_work_takes_at_least_a_second() -> None:
    work = handling(handling=0.4)
    assert work.min() == 1


def test_each_service_its_own_mean_and_cv() -> None:
    two = (FILE, Service("talk", ("b",), per_day=700.0, handling=60.0, distribution=Distribution.CONSTANT))
    compiled = CITY.with_(services=two).compile()
    needs = draw_needs(compiled, KEY)
    work = draw_handling(compiled.demand, KEY, needs)
    assert (work[needs.service == 1] == 60).all()
    assert np.array_equal(work[needs.service == 0], handling())


def test_handoff_factors() -> None:
    compiled = CITY.compile()
    factors = draw_handoffs(compiled.demand, KEY, draw_needs(compiled, KEY))
    assert factors.shape[1] == N_SLOTS
    for level in range(N_SLOTS):
        assert mean_fits(factors[:, level], 1.0, 0.7)


def test_reviews() -> None:
    compiled = CITY.compile()
    review = draw_reviews(compiled, KEY, draw_needs(compiled, KEY))
    for order, mean in enumerate(FILE.reviews):
        assert mean_fits(review[:, order], mean, mean * 0.5)
        assert review[:, order].min() >= 1
    assert not review[:, 3].any()


def test_reviews_of_other_services_change_nothing() -> None:
    compiled = CITY.compile()
    alone = draw_reviews(compiled, KEY, draw_needs(compiled, KEY))
    two = (Service("talk", ("b",), reviews=(60.0,)), FILE)
    compiled = CITY.with_(services=two).compile()
    needs = draw_needs(compiled, KEY)
    both = draw_reviews(compiled, KEY, needs)
    assert np.array_equal(both[needs.service == 1], alone)
    assert not both[needs.service == 0, 1:].any()


def test_trips_of_cross_city_cases_only() -> None:
    compiled = CITY.compile()
    needs = draw_needs(compiled, KEY)
    cross_city = np.arange(len(needs.key)) % 3 == 0
    trip, session = draw_trips(compiled.demand, KEY, needs, cross_city)
    assert not trip[~cross_city].any()
    assert mean_fits(trip[cross_city], 43200.0, 43200.0 * 0.5)
    assert mean_fits(session, 0.5, math.sqrt(1 / 12))
    everyone, _ = draw_trips(compiled.demand, KEY, needs, np.ones(len(needs.key), np.bool_))
    assert np.array_equal(everyone[cross_city], trip[cross_city])
