"""One clerk, services of any shape; priorities."""

from __future__ import annotations

from sim.queueing import cobham, pollaczek_khinchine
from sim.verification.run import Run
from sim.verification.station import Class, station
from sim.verification.system import SECOND, Quantity, System, slack

WARM_UP = 10  # days


def _single(identity: str, zh: str, en: str, one: Class) -> System:
    """Return M/G/1 with this class."""

    def wait(mean: float) -> float:
        return pollaczek_khinchine(one.rate, mean, one.scv)

    return System(
        identity, zh, en, "pollaczek_khinchine",
        lambda days: station([one], 1, WARM_UP + days, warm_up=WARM_UP),
        (
            Quantity("平均等待", "mean wait", "s", wait(one.mean), Run.wait, slack(wait, one.mean, SECOND)),
            Quantity(
                "利用率", "utilisation", "", one.load, lambda run: run.utilisation(1),
                0.5 / one.mean * one.load
            ),
        ),
    )  # fmt: skip


def m_g_1() -> System:
    """Return lognormal services."""
    one = Class(0.5, distribution="lognormal", cv=1.5)
    return _single("m_g_1", "M/G/1（对数正态，变异系数 1.5）", "M/G/1, lognormal, cv 1.5", one)


def m_d_1() -> System:
    """Return services all alike."""
    return _single("m_d_1", "M/D/1", "M/D/1", Class(0.6, distribution="constant", cv=0.0))


def m_u_1() -> System:
    """Return uniform services."""
    one = Class(0.6, distribution="uniform", cv=3**-0.5)
    return _single("m_u_1", "M/U/1（均匀分布）", "M/U/1, uniform", one)


def priorities() -> System:
    """Return urgent cases that go before the others, and cut nobody short."""
    classes = (Class(0.25, 1200, priority=1), Class(0.35, 2400, distribution="lognormal", cv=0.8, priority=5))

    def waits(seconds: float = 0.0) -> list[float]:
        return cobham(
            [one.rate for one in classes],
            [one.mean + seconds for one in classes],
            [one.scv for one in classes],
        )

    exact, longer = waits(), waits(0.5)
    words = (("紧急件平均等待", "mean wait, urgent"), ("普通件平均等待", "mean wait, others"))
    return System(
        "priority", "两级非抢占优先（M/G/1）", "Two non-preemptive priorities, M/G/1", "cobham",
        lambda days: station(classes, 1, WARM_UP + days, warm_up=WARM_UP),
        tuple(
            Quantity(
                zh, en, "s", exact[k], lambda run, k=k: run.wait(k), longer[k] - exact[k] + SECOND  # type: ignore[misc]
            )
            for k, (zh, en) in enumerate(words)
        ),
    )  # fmt: skip
