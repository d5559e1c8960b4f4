"""Closed forms against values worked out by hand or printed in textbooks."""

from __future__ import annotations

import pytest

from sim.queueing import (
    birth_death,
    cobham,
    erlang_b,
    erlang_c,
    mean_wait_ggc,
    pollaczek_khinchine,
    traffic,
)


def test_m_m_1_waits_rho_over_one_minus_rho_services() -> None:
    found = birth_death(0.8, 1.0, 1)
    assert found.wait == pytest.approx(4)
    assert found.queue == pytest.approx(3.2)
    assert found.delayed == found.utilisation == pytest.approx(0.8)
    assert found.lost == 0


@pytest.mark.parametrize(
    ("load", "servers", "blocked", "waits"),
    [
        (1.0, 1, 1 / 2, 1.0),
        (2.0, 3, 4 / 19, 4 / 9),  # (8/6) / (1 + 2 + 2 + 8/6); B / (1 - (2/3)(1 - B))
        (2.0, 2, 2 / 5, 1.0),
        (10.0, 14, 0.0568, 0.1741),  # from tables of the Erlang formulas
    ],
)
def test_erlangs_formulas(load: float, servers: int, blocked: float, waits: float) -> None:
    assert erlang_b(load, servers) == pytest.approx(blocked, abs=5e-5)
    assert erlang_c(load, servers) == pytest.approx(waits, abs=5e-5)
    assert birth_death(load, 1.0, servers, servers).lost == pytest.approx(erlang_b(load, servers))
    if load < servers:  # the chain with a far bound is the chain without
        exact, chain = birth_death(load, 1.0, servers), birth_death(load, 1.0, servers, 300)
        assert exact.delayed == pytest.approx(chain.delayed)
        assert exact.wait == pytest.approx(chain.wait)
        assert exact.utilisation == pytest.approx(chain.utilisation)


def test_a_bounded_queue_and_an_impatient_one() -> None:
    small = birth_death(1.0, 1.0, 1, 2)  # 0, 1 or 2 cases, each with chance 1/3
    assert (small.lost, small.queue, small.utilisation) == pytest.approx((1 / 3, 1 / 3, 2 / 3))
    assert small.wait == pytest.approx(1 / 2)
    assert small.delayed == pytest.approx(1 / 2)
    # Patience as long as service: the number of cases is Poisson, as with a server for each.
    one = birth_death(1.0, 1.0, 1, mean_patience=1.0)
    assert one.utilisation == pytest.approx(1 - 2.718281828459045**-1)
    assert one.lost == pytest.approx(1 - one.utilisation)  # arrivals - served


def test_heavy_loads_and_many_servers_keep_their_precision() -> None:
    assert birth_death(0.999, 1.0, 1).wait == pytest.approx(999, rel=1e-6)
    crowd = birth_death(950.0, 1.0, 1000)
    assert crowd.delayed == pytest.approx(erlang_c(950.0, 1000), rel=1e-9)


@pytest.mark.parametrize("call", [
    lambda: birth_death(3.0, 1.0, 3), lambda: pollaczek_khinchine(1.0, 1.0, 1.0),
    lambda: cobham([0.5, 0.5], [1.0, 1.0], [1.0, 1.0]), lambda: mean_wait_ggc(2.0, 1.0, 1.0, 1.0, 2),
])  # fmt: skip
def test_what_has_no_state_of_rest_is_refused(call) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="no state of rest"):
        call()


def test_one_server_with_any_service() -> None:
    assert pollaczek_khinchine(0.5, 1.0, 1.0) == pytest.approx(1.0)
    assert pollaczek_khinchine(0.5, 1.0, 0.0) == pytest.approx(0.5)
    assert pollaczek_khinchine(0.5, 1.0, 3.0) == pytest.approx(2.0)
    # Two classes of load 1/4 each: residual work 1/2, over 3/4, over 3/4 x 1/2.
    assert cobham([0.25, 0.25], [1, 1], [1, 1]) == pytest.approx([2 / 3, 4 / 3])
    assert cobham([0.5, 0.1], [1, 2], [0, 1]) == pytest.approx([0.65 / 0.5, 0.65 / (0.5 * 0.3)])


def test_g_g_c_is_exact_where_it_should_be() -> None:
    assert mean_wait_ggc(0.5, 1.0, 1.0, 3.0, 1) == pytest.approx(pollaczek_khinchine(0.5, 1.0, 3.0))
    assert mean_wait_ggc(2.0, 1.0, 1.0, 1.0, 3) == pytest.approx(birth_death(2.0, 1.0, 3).wait)
    assert mean_wait_ggc(2.0, 1.0, 0.5, 1.5, 3) == pytest.approx(birth_death(2.0, 1.0, 3).wait)
    assert mean_wait_ggc(2.0, 1.0, 0.0, 0.0, 3) == 0


def test_traffic_through_a_network() -> None:
    # Two of three leave node 0 for node 1; half of what leaves node 1 comes back: x0 = 1 + x1 / 2.
    assert traffic([1.0, 0.0], [[0, 2 / 3], [1 / 2, 0]]) == pytest.approx([1.5, 1.0])
