"""The peers simulate the network that we do: what they are timed on is right in each of them.

Waits are compared with Erlang's formula over batches: the mean of batch means within four and a half
standard errors. Erlang (1917); J. R. Jackson, "Networks of waiting lines", Operations Research 5 (1957).
"""

import numpy as np
import pytest

from benchmarks import networks, ours, peers_simpy
from benchmarks.measurement import Effort
from benchmarks.networks import DAY, MM3, THREE_TIERS, as_scenario
from sim.experiment.engines import engine_named
from sim.network.codes import Tier

DAYS, BATCHES, ERRORS = 400, 20, 4.5
BATCH = DAY * DAYS // BATCHES


def erlang_wait(servers: int, load: float, service: float) -> float:
    """Mean wait of M/M/c, `load` a server: Erlang's B by its recursion, C from it."""
    offered, blocked = servers * load, 1.0
    for c in range(1, servers + 1):
        blocked = offered * blocked / (c + offered * blocked)
    delayed = blocked / (1 - load * (1 - blocked))
    return delayed * service / (servers * (1 - load))


def ours_waits() -> list[float]:
    drawn = ours.drawn(as_scenario(MM3, DAYS))
    log = drawn.run(engine_named("fast"))
    return log.cases.wait[drawn.table.entry < DAYS * DAY].tolist()


def ciw_waits() -> list[float]:
    pytest.importorskip("ciw")
    from benchmarks import peers_ciw

    records = peers_ciw.simulate(MM3, DAYS * DAY, 3).get_all_records()
    return [one.waiting_time for one in sorted(records, key=lambda one: one.arrival_date)]


def simpy_waits() -> list[float]:
    return peers_simpy.waits(MM3, DAYS * DAY, 3)


def batch_means(waits: list[float]) -> np.ndarray:
    """Means of batches, the first left out: the queue starts empty."""
    return np.array([batch.mean() for batch in np.array_split(np.array(waits), BATCHES)[1:]])


def test_erlangs_formula_by_hand():
    assert erlang_wait(1, 0.5, 10.0) == pytest.approx(10.0)  # M/M/1: rho / (1 - rho) services
    assert erlang_wait(2, 0.5, 6.0) == pytest.approx(2.0)  # M/M/2: rho^2 / (1 - rho^2) services


@pytest.mark.parametrize("waits", [ours_waits, simpy_waits, ciw_waits])
def test_the_wait_is_erlangs(waits):
    means = batch_means(waits())
    error = means.std(ddof=1) / np.sqrt(len(means))
    exact = erlang_wait(3, MM3.load, MM3.tiers[0].service)
    assert error < 0.1 * exact
    assert abs(means.mean() - exact) < ERRORS * error
    assert abs(means.mean() - erlang_wait(3, 0.9, 1_200.0)) > ERRORS * error  # another queue is told apart


def test_a_comparison_finds_what_its_targets_ask_for():
    found = peers_simpy.MEASUREMENT.take(Effort(quick=True))
    assert set(found.values) == {target.key for target in peers_simpy.MEASUREMENT.targets}
    with_draw, alone = found.values["simpy_mm3_drawn"].median, found.values["simpy_mm3"].median
    assert 0 < with_draw < alone


def test_the_network_is_the_one_that_was_set():
    assert [one.facilities for one in THREE_TIERS.tiers] == [94, 10, 1]
    assert [one.servers for one in THREE_TIERS.tiers] == [3, 12, 40]
    assert [one.handed_up for one in THREE_TIERS.tiers] == [0.15, 0.10, 0.0]
    load = THREE_TIERS.rate * THREE_TIERS.tiers[0].service / 3
    assert load == pytest.approx(0.8)


def close(share: float, n: int, exact: float) -> bool:
    return abs(share - exact) < ERRORS * np.sqrt(exact * (1 - exact) / n)


def test_our_three_tiers_hand_up_as_many():
    drawn = ours.drawn(as_scenario(THREE_TIERS, 1))
    log = drawn.run(engine_named("fast"))
    groups = drawn.compiled.network.groups
    assert sorted(groups.head_count.tolist()) == [3] * 94 + [12] * 10 + [40]
    closed = log.cases.closed >= 0
    n = int(closed.sum())
    above = (log.cases.tier_last[closed] > Tier.STATION).mean()
    assert close(above, n, 0.15)
    city = log.cases.tier_last == Tier.CITY
    entered = drawn.table.entry < networks.DAY // 2  # early enough to be through
    assert close(city[entered].mean(), int(entered.sum()), 0.015)
    expected = THREE_TIERS.cases(2)  # of the day and of its follow-up
    assert abs(len(drawn.table.key) - expected) < ERRORS * np.sqrt(expected)


def test_ciws_three_tiers_hand_up_as_many():
    pytest.importorskip("ciw")
    from benchmarks import peers_ciw

    simulation = peers_ciw.simulate(THREE_TIERS, DAY // 4, 5)
    assert simulation.network.number_of_nodes == 105
    records = simulation.get_all_records()
    stations = [one for one in records if one.node <= 94]
    centres = [one for one in records if 94 < one.node <= 104]
    assert close(np.mean([one.destination > 0 for one in stations]), len(stations), 0.15)
    assert close(np.mean([one.destination > 0 for one in centres]), len(centres), 0.10)
    assert {one.destination for one in centres} <= {105, -1}
    expected = THREE_TIERS.cases(0.25)
    assert abs(peers_ciw.arrived(THREE_TIERS, DAY // 4, 5) - expected) < ERRORS * np.sqrt(expected)
