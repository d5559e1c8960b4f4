"""Times of work: means by slot and service, distributions, and common random numbers when a mean changes."""

import math
from dataclasses import replace

import numpy as np
import pytest

from sim.network.codes import Distribution
from sim.network.contract import CaseTable
from sim.sampling import draw_case_table
from tests.sampling.city import City, Facility, Service, Zone
from tests.sampling.statistics import follows, mean_fits, uncorrelated

FILE = Service("file", ("a",), per_day=700.0, handling=1500.0, cv=0.8, reviews=(7200.0, 3600.0, 900.0))
CITY = City(zones=(Zone("z"),), facilities=(Facility("s"),), services=(FILE,))
N_SLOTS = 6


def drawn(*services: Service) -> CaseTable:
    return draw_case_table(CITY.with_(services=services or (FILE,)).compile(), 12, 0)


def handling(**changes: object) -> np.ndarray:
    return drawn(replace(FILE, **changes)).handling  # type: ignore[arg-type]


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
    talk = Service("talk", ("b",), per_day=700.0, handling=60.0, distribution=Distribution.CONSTANT)
    both = drawn(FILE, talk)
    assert (both.handling[both.service == 1] == 60).all()
    assert np.array_equal(both.handling[both.service == 0], handling())


def test_handoff_factors() -> None:
    factors = drawn().handoff
    sigma = math.sqrt(math.log(1 + 0.7**2))
    assert factors.shape[1] == N_SLOTS
    for level in range(N_SLOTS):
        assert mean_fits(factors[:, level], 1.0, 0.7)
        assert follows(factors[:, level], "lognorm", sigma, 0, math.exp(-sigma * sigma / 2))


def test_solved_draws() -> None:
    """Uniform in single precision: multiples of 2**-24 are far finer than what 19,600 cases can tell."""
    solve_u = drawn().solve_u
    for slot in range(N_SLOTS):
        assert follows(solve_u[:, slot], "uniform")


def test_reviews() -> None:
    review = drawn().review
    sigma = math.sqrt(math.log(1 + 0.5**2))
    for order, mean in enumerate(FILE.reviews):
        assert mean_fits(review[:, order], mean, mean * 0.5)
        assert follows(review[:, order] + np.zeros(1), "lognorm", sigma, 0, mean * math.exp(-(sigma**2) / 2))
        assert review[:, order].min() >= 1
    assert not review[:, 3].any()


def test_reviews_of_other_services_change_nothing() -> None:
    both = drawn(Service("talk", ("b",), reviews=(60.0,)), FILE)
    assert np.array_equal(both.review[both.service == 1], drawn().review)
    assert not both.review[both.service == 0, 1:].any()


def test_trips_of_cross_city_cases_only() -> None:
    some, everyone = drawn(replace(FILE, cross_city=0.3)), drawn(replace(FILE, cross_city=1.0))
    assert not some.trip[~some.cross_city].any()
    assert mean_fits(everyone.trip, 43200.0, 43200.0 * 0.5)
    assert np.array_equal(everyone.trip[some.cross_city], some.trip[some.cross_city])
    assert follows(some.session_u, "uniform")
