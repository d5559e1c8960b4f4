"""The engine against closed forms: they lie within the confidence intervals over independent replications.

Seeds are fixed. The tolerance is the half width of a 99.9 % Student interval over the replications (four
standard errors or so), plus what rounding to whole seconds can do (services last 1,000 s and more: at most
0.05 %). Comparisons are also made with models that are known to be wrong, and must then fail.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.network import compile_network
from sim.scenario import load
from tests.engine.theory import (
    THEORY,
    Class,
    Estimate,
    Run,
    birth_death,
    cobham,
    estimate,
    pollaczek_khinchine,
    replicate,
    rounding,
    station,
)

REPLICATIONS = 48
CASES = 2400  # measured cases of a replication, about
WARM_UP = 4  # days: ten times and more the relaxation time of these queues
SECOND = 1.0  # waits are differences of whole seconds


@cache
def runs(
    classes: tuple[Class, ...], servers: int = 1, cases: int = CASES, warm_up: int = WARM_UP, **more: object
) -> list[Run]:
    rate = sum(one.rate for one in classes) * 86400
    return replicate(
        station(list(classes), servers, warm_up + round(cases / rate), warm_up=warm_up, **more), REPLICATIONS
    )  # type: ignore[arg-type]


def assert_agrees(found: Estimate, exact: float, slack: float, most: float) -> None:
    assert found.sharp(exact, most), f"too few cases: {found} for {exact}"
    assert found.agrees(exact, slack), f"{found} is not {exact} (rounding {slack})"


# M/M/1 and M/M/3


def test_the_scenario_as_it_is_shipped_is_m_m_3_at_load_2_4() -> None:
    """scenarios/theory is an M/M/3 by its inputs; the long test holds its numbers."""
    scenario = load(THEORY)
    compiled = compile_network(scenario)
    (clerks,), (mean,) = compiled.network.groups.head_count, compiled.demand.handling_mean[:, 0]
    assert clerks == 3
    assert float(compiled.demand.rate.sum()) * mean == pytest.approx(2.4)
    assert mean >= 1000
    assert compiled.network.clock.warm_up > 0
    assert set(compiled.demand.hour_weight.tolist()) == {1.0}


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (3, 1.8)])
def test_m_m_c(servers: int, load: float) -> None:
    one = Class(load)
    exact, found = birth_death(one, servers), runs((one,), servers)

    def slack(name: str, extra: float) -> float:
        def formula(mean: float) -> float:
            return float(getattr(birth_death(Class(one.rate * mean, mean), servers), name))

        return rounding(formula, one.mean, extra)

    wait = estimate(found, Run.wait)
    assert_agrees(wait, exact.wait, slack("wait", SECOND), 0.15)
    assert_agrees(estimate(found, Run.delayed), exact.delayed, slack("delayed", 1 / one.mean), 0.05)
    assert_agrees(estimate(found, Run.queue), exact.queue, slack("queue", one.rate), 0.15)
    busy = estimate(found, lambda run: run.utilisation(servers))
    assert_agrees(busy, exact.utilisation, slack("utilisation", 0), 0.003)

    # Little's law ties the two views of the queue together: number waiting = arrival rate x wait.
    assert_agrees(estimate(found, lambda run: run.queue() / run.wait()), one.rate, one.rate / one.mean, 0.003)


def test_m_m_c_with_a_wrong_model_is_told_apart() -> None:
    """A clerk less, services 3 % longer, or 10 % longer: utilisation or wait leaves its interval."""
    one, servers = Class(1.8), 3
    exact = birth_death(one, servers)
    fewer = runs((one,), servers - 1, 1200)
    assert not estimate(fewer, Run.wait).agrees(exact.wait, SECOND)
    longer = runs((Class(1.8 * 1.03, 1800 * 1.03),), servers)
    assert not estimate(longer, lambda run: run.utilisation(servers)).agrees(exact.utilisation, 0.0005)
    slower = runs((Class(1.8 * 1.1, 1800 * 1.1),), servers, 1200)
    assert not estimate(slower, Run.wait).agrees(exact.wait, SECOND)


# M/M/c/K


def test_m_m_c_k_blocks_who_finds_the_house_full() -> None:
    one, servers, room = Class(2.0), 2, 5
    exact, found = birth_death(one, servers, room), runs((one,), servers, capacity=room)

    def lost(mean: float) -> float:
        return birth_death(Class(one.rate * mean, mean), servers, room).lost

    blocked = estimate(found, Run.lost)
    assert_agrees(blocked, exact.lost, rounding(lost, one.mean, 1 / one.mean), 0.08)
    assert_agrees(estimate(found, Run.wait), exact.wait, 2 * SECOND, 0.08)
    busy = estimate(found, lambda run: run.utilisation(servers))
    assert_agrees(busy, exact.utilisation, 0.0005, 0.01)
    for wrong in (birth_death(one, servers, room + 1), birth_death(one, servers + 1, room)):
        assert not blocked.agrees(wrong.lost, 0.001)


# M/M/c + M


def test_impatient_customers_leave_as_in_the_erlang_a_model() -> None:
    one, servers, patience = Class(2.2), 2, 2400.0
    exact, found = birth_death(one, servers, patience=patience), runs((one,), servers, patience=patience)
    gone = estimate(found, Run.lost)
    assert_agrees(gone, exact.lost, 2 / one.mean, 0.08)
    assert_agrees(estimate(found, Run.wait), exact.wait, 2 * SECOND, 0.08)
    assert not gone.agrees(birth_death(one, servers, patience=1.2 * patience).lost, 2 / one.mean)


# M/G/1


@pytest.mark.parametrize(
    ("distribution", "cv", "most"),
    [("lognormal", 1.5, 0.12), ("constant", 0.0, 0.08), ("uniform", 3**-0.5, 0.08)],
)
def test_m_g_1(distribution: str, cv: float, most: float) -> None:
    one = Class(0.5, distribution=distribution, cv=cv)
    found = estimate(runs((one,)), Run.wait)
    exact = pollaczek_khinchine(one)

    def wait(mean: float) -> float:
        return pollaczek_khinchine(one._replace(load=one.rate * mean, mean=mean))

    assert_agrees(found, exact, rounding(wait, one.mean, SECOND), most)
    assert not found.agrees(pollaczek_khinchine(one._replace(cv=1.0)), SECOND)  # as if exponential


# Two classes


URGENT, FILE = Class(0.25, 1200, priority=1), Class(0.3, 2400, priority=5)


def test_two_priorities_wait_as_cobham_says() -> None:
    found = runs((URGENT, FILE))
    for klass, exact in enumerate(cobham([URGENT, FILE])):
        slack = rounding(lambda mean, k=klass: _stretched(mean)[k], 1.0, SECOND)  # type: ignore[misc]
        assert_agrees(estimate(found, lambda run, k=klass: run.wait(k)), exact, slack, 0.15)  # type: ignore[misc]


def _stretched(factor: float) -> tuple[float, ...]:
    """Waits with services longer in the ratio of half a second to the shorter mean, for a step of 0.5."""
    grow = 1 + (factor - 1) / URGENT.mean
    return tuple(cobham([one._replace(load=one.load * grow, mean=one.mean * grow) for one in (URGENT, FILE)]))


def test_without_priorities_the_classes_wait_alike_and_not_as_cobham_says() -> None:
    alike = tuple(one._replace(priority=5) for one in (URGENT, FILE))
    found = runs(alike)
    residual = sum(one.rate * one.mean**2 * (1 + one.scv) for one in alike) / 2
    both = residual / (1 - sum(one.load for one in alike))
    exact = cobham([URGENT, FILE])
    for klass in (0, 1):
        wait = estimate(found, lambda run, k=klass: run.wait(k))  # type: ignore[misc]
        assert_agrees(wait, both, 2 * SECOND, 0.15)
        assert not wait.agrees(exact[klass], 2 * SECOND)


def test_the_order_of_service_moves_no_work() -> None:
    """Kleinrock's conservation law: the sum of load x wait over the classes stays, whatever the order."""

    def work(run: Run) -> float:
        return URGENT.load * run.wait(0) + FILE.load * run.wait(1)

    ranked = runs((URGENT, FILE))
    alike = runs(tuple(one._replace(priority=5) for one in (URGENT, FILE)))
    pairs = np.array([work(a) - work(b) for a, b in zip(ranked, alike, strict=True)])
    scale = np.mean([work(run) for run in alike])
    error = pairs.std(ddof=1) / np.sqrt(len(pairs))
    assert abs(pairs.mean()) <= 4.5 * error + SECOND
    assert 4.5 * error < 0.05 * scale


# A tandem


def test_tandem_of_two_counters_is_two_m_m_1() -> None:
    """Jackson, 1957: what leaves an M/M/1 queue is Poisson, and the next queue does not know of the first."""
    one = Class(0.55)
    found = runs((one,), cases=1600, tandem=True)
    exact = birth_death(one, 1).wait
    for place in (0, 1):
        assert_agrees(estimate(found, lambda run, p=place: run.wait_at(p)), exact, 3 * SECOND, 0.15)  # type: ignore[misc]


# Longer, for `make verify`


@pytest.mark.statistics
@pytest.mark.parametrize(("servers", "load"), [(1, 0.8), (8, 6.4)])
def test_m_m_c_long(servers: int, load: float) -> None:
    """48 replications of 30,000 cases: 3 % longer services show in the mean wait."""
    one = Class(load)
    exact = birth_death(one, servers).wait
    found = estimate(runs((one,), servers, 30_000, warm_up=30), Run.wait)

    def wait(mean: float) -> float:
        return birth_death(Class(one.rate * mean, mean), servers).wait

    assert_agrees(found, exact, rounding(wait, one.mean, SECOND), 0.1)
    assert not found.agrees(wait(1.03 * one.mean), SECOND)


@pytest.mark.statistics
def test_the_scenario_as_it_is_shipped_long() -> None:
    one = Class(2.4, 1200)
    found = estimate(replicate(load(THEORY), 24), Run.wait)
    assert_agrees(found, birth_death(one, 3).wait, 8 * SECOND, 0.1)
    assert not found.agrees(birth_death(Class(2.4 * 1.03, 1200 * 1.03), 3).wait, 8 * SECOND)


@pytest.mark.statistics
def test_priorities_long() -> None:
    found = runs((URGENT, FILE), 1, 30_000)
    for klass, exact in enumerate(cobham([URGENT, FILE])):
        assert_agrees(estimate(found, lambda run, k=klass: run.wait(k)), exact, 3 * SECOND, 0.05)  # type: ignore[misc]
