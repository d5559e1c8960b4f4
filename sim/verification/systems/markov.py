"""Exponential services: birth-death queues."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.queueing import Steady, at_rest, birth_death, erlang_b
from sim.queueing.chain import State
from sim.verification.run import Run
from sim.verification.station import Class, patience, policy, room, station
from sim.verification.system import SECOND, Quantity, System, slack

WARM_UP = 10  # days: the relaxation time of each of these queues is a few hours


def _quantities(
    one: Class, servers: int, steady: Callable[[float], Steady], names: str
) -> tuple[Quantity, ...]:
    """Return the named figures of a queue, ``steady`` giving them by mean service."""
    exact = steady(one.mean)

    def quantity(
        name: str, zh: str, en: str, unit: str, measure: Callable[[Run], float], extra: float
    ) -> Quantity:
        bound = slack(lambda mean: float(getattr(steady(mean), name)), one.mean, extra)
        return Quantity(zh, en, unit, float(getattr(exact, name)), measure, bound)

    known = {
        "wait": quantity("wait", "平均等待", "mean wait", "s", Run.wait, SECOND),
        "delayed": quantity("delayed", "等待概率", "share that waits", "", Run.delayed, 1 / one.mean),
        "queue": quantity("queue", "平均排队人数", "mean number waiting", "", Run.queue, one.rate * SECOND),
        "utilisation": quantity(
            "utilisation", "利用率", "utilisation", "", lambda run: run.utilisation(servers), 0.0
        ),
        "lost": quantity("lost", "流失率", "share lost", "", Run.lost, 1 / one.mean),
    }
    return tuple(known[name] for name in names.split())


def m_m_1() -> System:
    """Return one clerk at half load."""
    one = Class(0.5)
    return System(
        "m_m_1", "M/M/1", "M/M/1", "birth_death",
        lambda days: station([one], 1, WARM_UP + days, warm_up=WARM_UP),
        _quantities(one, 1, lambda mean: birth_death(one.rate, mean, 1), "wait delayed queue utilisation"),
    )  # fmt: skip


def m_m_3() -> System:
    """Return three clerks at utilisation 0.8, as the scenario is shipped."""
    one = Class(2.4, 1200)
    return System(
        "m_m_c", "M/M/c, c = 3", "M/M/c, c = 3", "erlang_c",
        lambda days: station([one], 3, WARM_UP + days, warm_up=WARM_UP),
        _quantities(one, 3, lambda mean: birth_death(one.rate, mean, 3), "wait delayed queue utilisation"),
    )  # fmt: skip


def m_m_c_k() -> System:
    """Return two clerks at full load, with room for five."""
    one = Class(2.0)
    return System(
        "m_m_c_k", "M/M/c/K, c = 2, K = 5", "M/M/c/K, c = 2, K = 5", "birth_death",
        lambda days: station([one], 2, WARM_UP + days, room(5), warm_up=WARM_UP),
        _quantities(one, 2, lambda mean: birth_death(one.rate, mean, 2, 5), "lost wait utilisation"),
    )  # fmt: skip


def erlang_loss() -> System:
    """Return four clerks and no place to wait."""
    one = Class(3.0)
    return System(
        "erlang_b", "Erlang B: M/M/c/c, c = 4", "Erlang B: M/M/c/c, c = 4", "erlang_b",
        lambda days: station([one], 4, WARM_UP + days, room(4), warm_up=WARM_UP),
        _quantities(one, 4, lambda mean: birth_death(one.rate, mean, 4, 4), "lost utilisation"),
    )  # fmt: skip


def m_g_c_c() -> System:
    """Return the same with lognormal services: Erlang's loss formula does not know of their shape."""
    one = Class(3.0, distribution="lognormal", cv=1.5)
    lost = erlang_b(one.load, 4)
    bound = slack(lambda mean: erlang_b(one.rate * mean, 4), one.mean, 1 / one.mean)
    return System(
        "m_g_c_c", "M/G/c/c（对数正态，变异系数 1.5）", "M/G/c/c, lognormal, cv 1.5", "erlang_b",
        lambda days: station([one], 4, WARM_UP + days, room(4), warm_up=WARM_UP),
        (Quantity("流失率", "share lost", "", lost, Run.lost, bound),),
    )  # fmt: skip


def erlang_a() -> System:
    """Return two clerks at more than full load, and people who leave."""
    one, mean_patience = Class(2.2), 2400.0
    return System(
        "erlang_a", "Erlang A: M/M/c+M, c = 2", "Erlang A: M/M/c+M, c = 2", "erlang_a",
        lambda days: station([one], 2, WARM_UP + days, patience(mean_patience), warm_up=WARM_UP),
        _quantities(
            one, 2,
            lambda mean: birth_death(one.rate, mean, 2, mean_patience=mean_patience), "lost wait utilisation",
        ),
    )  # fmt: skip


def balking() -> System:
    """Return two clerks at full load, and people who turn away the more often the longer the queue."""
    one, servers, per_waiting = Class(2.0), 2, 0.2

    def lost(mean: float) -> float:
        def moves(state: State) -> Iterator[tuple[float, State]]:
            (n,) = state
            stays = 1 - per_waiting * max(n - servers, 0)
            if stays > 1e-9:
                yield one.rate * stays, (n + 1,)
            if n > 0:
                yield min(n, servers) / mean, (n - 1,)

        chance = at_rest((0,), moves)
        return sum(p * per_waiting * max(n - servers, 0) for (n,), p in chance.items())

    change = policy(patience__on=True, patience__mean_minutes=100_000, patience__balk_per_waiting=per_waiting)
    gone = 1800 * 3 / (100_000 * 60)  # most who lose a patience of ten weeks meanwhile
    return System(
        "balking", "止步（每有一人等待，20% 离开）", "Balking: 20 % turn away per person waiting", "balking",
        lambda days: station([one], servers, WARM_UP + days, change, warm_up=WARM_UP),
        (
            Quantity(
                "流失率", "share lost", "", lost(one.mean), Run.lost,
                slack(lost, one.mean, 1 / one.mean + gone)
            ),
        ),
    )  # fmt: skip
