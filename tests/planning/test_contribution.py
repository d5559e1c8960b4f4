"""Contributions of cases to requirements add up to the KPI's distance from its bound, at every level."""

import numpy as np
import pytest

from sim import kpi, sampling
from sim.engine.reference import run
from sim.kpi import REGISTRY
from sim.kpi.levels import level_keys
from sim.kpi.measured import Measured
from sim.network import compile_network
from sim.planning import contribution
from sim.planning.contribution import by_place, is_sum
from sim.planning.requirement import Requirement
from tests.gallery import small_city
from tests.kpi.build import ALPHA, BETA, at, case
from tests.kpi.build import run as by_hand

SHARES = [*contribution._SHARES, *contribution._PROBABILITIES]
MEANS = [name for name, time in contribution._TIMES.items() if time.percent is None]
PERCENTILES = [name for name, time in contribution._TIMES.items() if time.percent is not None]
KEYS = 3  # of each level at most
ROUNDING = 1e-9  # of sums of some hundred cases


@pytest.fixture(scope="module")
def arrays():
    compiled = compile_network(small_city(cases_per_day=60))
    table = sampling.draw_case_table(compiled, seed=3, replication=0)
    return compiled, table, run(compiled.network, table)


@pytest.fixture(scope="module")
def measured(arrays):
    compiled, table, log = arrays
    return Measured(*compiled, table, log)


@pytest.fixture(scope="module")
def values(arrays):
    frame = kpi.compute(*arrays)
    return {row[:3]: row[3] for row in frame.select("kpi", "level", "key", "value").iter_rows()}


def places(name, values, labels):
    """Each level of a KPI, with its first keys that have a value."""
    for level in REGISTRY[name].levels:
        keys = [
            key for key in level_keys(labels, level) if np.isfinite(values.get((name, level, key), np.nan))
        ]
        yield from ((level, key) for key in keys[:KEYS])


def requirement(name, level, key, bound):
    return Requirement(name, level, key, bound, REGISTRY[name].direction == "higher")


def total(measured, *args):
    first, there = by_place(requirement(*args), measured)
    return float(first.sum()), float(there.sum())


@pytest.mark.parametrize("name", [*SHARES, *MEANS])
def test_sums_are_the_distance_times_the_cases(name, values, measured):
    seen = 0
    for level, key in places(name, values, measured.labels):
        value = values[name, level, key]
        apart = 0.25 * max(abs(value), 0.4)
        good = 1.0 if REGISTRY[name].direction == "higher" else -1.0
        low, high = (total(measured, name, level, key, value + part) for part in (-apart, apart))
        cases = good * (low[1] - high[1]) / (2 * apart)
        assert cases == pytest.approx(round(cases), abs=1e-6)
        assert cases >= 1
        assert low[1] == pytest.approx(good * cases * apart)
        if level == "facility":
            assert low[0] == pytest.approx(low[1])  # all cases of a facility go there first
        seen += 1
    assert seen >= 4


@pytest.mark.parametrize("name", [*SHARES, *MEANS, *PERCENTILES])
def test_the_sign_tells_whether_the_bound_is_kept(name, values, measured):
    """Just above the value the bound of a time is kept, just below it is not; the other way for shares."""
    for level, key in places(name, values, measured.labels):
        value = values[name, level, key]
        for bound in (value * (1 - 1e-4) - 1e-4, value * (1 + 1e-4) + 1e-4):
            one = requirement(name, level, key, bound)
            kept = bool(one.margins(np.array([value]))[0] >= 0)
            assert (total(measured, name, level, key, bound)[1] >= -ROUNDING) == kept, (level, key, bound)


def test_contributions_by_hand():
    """Four decided cases, three in time, bound 0.9: 3 x 0.1 - 0.9; one of the two at beta is late."""
    rows = [
        case(at(2, 9), closed=at(2, 10), facility=ALPHA),
        case(at(2, 9), closed=at(2, 11), facility=ALPHA),
        case(at(2, 9), closed=at(9, 9), facility=BETA),
        case(at(2, 9), closed=at(2, 10), facility=BETA),
        case(at(0, 9), closed=at(9, 9), facility=BETA),  # in the warm-up: not counted
    ]
    compiled, table, log = by_hand(rows)
    measured = Measured(*compiled, table, log)
    first, there = by_place(Requirement("on_time_share", "network", "all", 0.9, True), measured)
    assert first.sum(axis=1)[[ALPHA, BETA]] == pytest.approx([0.2, -0.8])
    assert there.sum() == pytest.approx(-0.6)
    mean = Requirement("processing_days_mean", "network", "all", 2.0, False)
    spent = np.array([1 / 24, 2 / 24, 7.0, 1 / 24])
    assert by_place(mean, measured)[1].sum() == pytest.approx((2.0 - spent).sum())
    for bound, kept in ((7 - 1e-6, False), (7.0, True)):  # nearest rank of 90 % among four: the fourth
        most = Requirement("processing_days_p90", "network", "all", bound, False)
        assert (by_place(most, measured)[1].sum() >= 0) == kept


def test_other_kpis_have_none(measured):
    others = [name for name in REGISTRY if not is_sum(name)]
    assert {"equity_access_gini", "utilisation"} <= set(others)
    first, there = by_place(Requirement("utilisation", "network", "all", 1.0, False), measured)
    assert not first.any()
    assert not there.any()
