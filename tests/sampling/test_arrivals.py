"""Thinned Poisson streams: rates, dispersion, gaps; superset, horizon and independence of other streams."""

import math

import numpy as np
import pytest

from sim.sampling import arrivals
from sim.sampling.arrivals import BLOCK, LAYER, Arrivals, Profile, draw_arrivals, profile
from sim.sampling.distributions import poisson_table
from sim.sampling.keys import RunKey
from tests.sampling.draws import streams
from tests.sampling.statistics import follows, frequencies_fit, mean_fits, near, poisson_dispersion_fits

KEY = RunKey(20240101, 3)
DAY = 86400
WEEK = 7 * DAY


def flat(days: int) -> np.ndarray:
    return np.ones(days * 24)


def shape(days: int, weight: np.ndarray | None = None) -> Profile:
    return profile(flat(days) if weight is None else weight, days * DAY)


def draw(n: int, per_day: float, days: int, weight: np.ndarray | None = None) -> Arrivals:
    return draw_arrivals(KEY, streams(n), np.full(n, per_day / DAY), shape(days, weight))


def by_key(a: Arrivals) -> dict[int, int]:
    return dict(zip(a.key.tolist(), a.time.tolist(), strict=True))


@pytest.mark.parametrize("per_day", [0.003, 0.05, 1.0, 20.0])
def test_rate(per_day: float) -> None:
    n = int(400 / per_day**0.5)
    found = draw(n, per_day, 100)
    expected = n * per_day * 100
    assert near(len(found.time), expected, math.sqrt(expected))


@pytest.mark.parametrize("per_day", [0.01, 0.5, 10.0])
@pytest.mark.parametrize("span", [DAY, WEEK, BLOCK])
def test_counts_are_poisson(per_day: float, span: int) -> None:
    """Counts of a stream in a span vary as Poisson counts do, within a block and over the edge of blocks."""
    days, n = 182, 60
    found = draw(n, per_day, days)
    cell = found.source * (days * DAY // span) + found.time // span
    counts = np.bincount(cell, minlength=n * (days * DAY // span))
    assert poisson_dispersion_fits(counts, per_day * span / DAY)


def test_spans_across_the_edge_of_blocks_are_poisson() -> None:
    found = draw(4000, 1.0, 182)
    near_edge = abs(found.time - BLOCK) < 2 * DAY
    assert poisson_dispersion_fits(np.bincount(found.source[near_edge], minlength=4000), 4.0)


def test_dispersion_sees_layers_that_share_their_points() -> None:
    """Twice the stream at half the rate: the rate is right, the counts are even numbers."""
    found = draw_arrivals(KEY, np.tile(streams(60), 2), np.full(120, 0.25 / DAY), shape(182))
    counts = np.bincount(found.source % 60 * 26 + found.time // WEEK, minlength=60 * 26)
    assert near(counts.sum(), 60 * 0.5 * 182, 2 * math.sqrt(60 * 0.5 * 182))
    assert not poisson_dispersion_fits(counts, 3.5)


def test_dispersion_sees_cells_of_constant_count() -> None:
    always_four = shape(182)._replace(counts=np.zeros(4))
    found = draw_arrivals(KEY, streams(60), np.full(60, 0.5 / DAY), always_four)
    assert near(len(found.time), 60 * 0.5 * 182, math.sqrt(60 * 0.5 * 182))
    assert not poisson_dispersion_fits(
        np.bincount(found.source * 2 + found.time // BLOCK, minlength=120), 45.5
    )


def test_rate_sees_a_wrong_mean_of_cells() -> None:
    wrong = shape(100)._replace(counts=poisson_table(4.1))
    found = draw_arrivals(KEY, streams(400), np.full(400, 1.0 / DAY), wrong)
    assert not near(len(found.time), 40_000, 200)


def test_more_cases_than_there_is_room_for() -> None:
    """Points drawn beyond the room are counted, and all are drawn again with room for them."""
    many = shape(100)._replace(counts=poisson_table(8.0))
    found = draw_arrivals(KEY, streams(400), np.full(400, 1.0 / DAY), many)
    assert near(len(found.time), 80_000, math.sqrt(80_000) * math.sqrt(2))
    assert len(np.unique(found.key)) == len(found.key)
    room = arrivals.unfilled(100)
    assert arrivals._draw(KEY, streams(400), np.full(400, 1.0 / DAY), many, room) == len(found.key)
    assert all(np.array_equal(few, all_[:100]) for few, all_ in zip(room, found, strict=True))


def test_gaps_are_exponential() -> None:
    days, per_day = 364, 40.0
    times = np.sort(draw(1, per_day, days).time)
    gaps = np.diff(times) + 0.5  # whole seconds stand for their middle
    assert follows(gaps, "expon", 0, DAY / per_day)
    assert not follows(gaps, "expon", 0, 1.05 * DAY / per_day)
    assert abs(np.corrcoef(gaps[:-1], gaps[1:])[0, 1]) < 4 / math.sqrt(len(gaps))


def test_times_follow_the_profile() -> None:
    days = 28
    day = np.array([0.0] * 8 + [1.0, 2.0, 3.0, 2.0, 0.5, 1.5, 2.5, 2.0, 1.0] + [0.1] * 7)
    found = draw(300, 5.0, days, np.tile(day, days))
    observed = np.bincount(found.time // 3600 % 24, minlength=24)
    expected = 300 * 5.0 / 24 * days * day
    assert not observed[:8].any()
    assert frequencies_fit(observed[8:], expected[8:] * observed.sum() / expected.sum())
    assert near(observed.sum(), expected.sum(), math.sqrt(expected.sum()))


def test_a_zero_rate_brings_nothing() -> None:
    rate = np.array([0.0, 1.0 / DAY, 0.0])
    found = draw_arrivals(KEY, streams(3), rate, shape(50))
    assert set(found.source.tolist()) == {1}
    assert len(draw_arrivals(KEY, streams(3), np.zeros(3), shape(50)).key) == 0
    assert len(draw_arrivals(KEY, streams(0), np.zeros(0), shape(50)).key) == 0


def test_no_two_cases_share_a_key() -> None:
    found = draw(2000, 0.5, 182)
    assert len(np.unique(found.key)) == len(found.key)


@pytest.mark.parametrize("factor", [1.001, 1.3, 4.0])
def test_more_demand_keeps_every_case(factor: float) -> None:
    base, more = by_key(draw(200, 0.4, 120)), by_key(draw(200, 0.4 * factor, 120))
    assert base.items() <= more.items()
    added = len(base) * (factor - 1)
    assert near(len(more) - len(base), added, math.sqrt(added * factor))


def test_a_higher_peak_elsewhere_keeps_every_case() -> None:
    """The number of layers follows from the peak of the profile; cases of the other hours must not."""
    weight = flat(120)
    weight[500] = 9.0
    base, more = by_key(draw(200, 0.4, 120)), by_key(draw(200, 0.4, 120, weight))
    assert base.items() <= more.items()
    assert {t // 3600 for k, t in more.items() if k not in base} == {500}


@pytest.mark.parametrize("days", [91, 92, 200, 364])
def test_a_longer_horizon_changes_nothing_earlier(days: int) -> None:
    short, long = by_key(draw(100, 0.4, 60)), by_key(draw(100, 0.4, days))
    assert short == {key: time for key, time in long.items() if time < 60 * DAY}


def test_streams_do_not_know_of_each_other() -> None:
    """A stream's cases are the same alone, in another order, and beside streams of any rate."""
    names, rate = streams(5), np.array([0.2, 1.0, 0.0, 30.0, 0.7]) / DAY
    together = draw_arrivals(KEY, names, rate, shape(100))
    for row in range(5):
        alone = draw_arrivals(KEY, names[[row]], rate[[row]], shape(100))
        mine = together.source == row
        assert by_key(alone) == dict(
            zip(together.key[mine].tolist(), together.time[mine].tolist(), strict=True)
        )


def test_replications_and_seeds_differ() -> None:
    rate = np.full(50, 1.0 / DAY)
    draws = [
        draw_arrivals(RunKey(*pair), streams(50), rate, shape(30))
        for pair in ((1, 0), (1, 1), (2, 0), (0, 1))
    ]
    times = [set(zip(d.source.tolist(), d.time.tolist(), strict=True)) for d in draws]
    for i in range(4):
        for j in range(i):
            assert len(times[i] & times[j]) < 5


def test_times_are_even_within_the_block() -> None:
    found = draw(3000, 0.1, 91)
    assert mean_fits(found.time / BLOCK, 0.5, math.sqrt(1 / 12))
    assert frequencies_fit(np.bincount(found.time // DAY, minlength=91), np.full(91, len(found.time) / 91))
    assert found.time.min() >= 0
    assert found.time.max() < BLOCK


def test_the_layer_width_is_what_makes_a_cell_hold_four_points() -> None:
    assert math.isclose(LAYER * BLOCK, 4.0)
    assert BLOCK == 13 * WEEK
