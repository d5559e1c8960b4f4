"""The fast engine and the reference on the same case table: the city under high load, one year."""

from __future__ import annotations

from benchmarks import ours
from benchmarks.measurement import Absolute, Effort, Found, Measurement, Sense, Target, Words, spread
from benchmarks.networks import YEAR, shipped
from benchmarks.timing import in_turn, rate
from sim.experiment.engines import engine_named
from sim.network.contract import EngineLog

DAYS_QUICK = 14
REPEATS = 3  # of the fast engine


def take(effort: Effort) -> Found:
    """Time both in turn and compare their logs."""
    fast, reference = ours.fast_engine(), engine_named(ours.REFERENCE)
    drawn = ours.drawn(shipped("huzhou_busy", DAYS_QUICK if effort.quick else YEAR))
    log = drawn.run(fast)  # compiled, or loaded from the cache, before it is timed
    cases = ours.entered(drawn.table, log)
    others: list[EngineLog] = []

    def by_the_book() -> None:
        others[:] = [drawn.run(reference)]

    pairs = in_turn(lambda: drawn.run(fast), by_the_book, effort.pairs, REPEATS)
    return Found(
        {
            "engines": pairs.ratio(),
            "fast_rate": rate(cases, pairs.first),
            "reference_rate": rate(cases, pairs.second),
            "same_cases": spread([100 * ours.same_share(log, others[0])]),
        },
        (
            Absolute(Words("fast engine, one run", "快速引擎，单次"), spread(pairs.first), "s"),
            Absolute(Words("reference engine, one run", "参考引擎，单次"), spread(pairs.second), "s"),
        ),
        (Words(f"huzhou_busy: {cases:,} cases entered.", f"huzhou_busy：进入 {cases:,} 件。"),),
    )


MEASUREMENT = Measurement(
    "engines",
    Words("The two engines, huzhou_busy, one year", "两个引擎，huzhou_busy，一年"),
    (
        Target(
            "engines",
            Words("fast engine / reference engine, huzhou_busy", "快速引擎 / 参考引擎，huzhou_busy"),
            "x",
            Sense.AT_LEAST,
            100,
        ),
        Target("fast_rate", Words("fast engine", "快速引擎"), "cases/s", Sense.AT_LEAST, 1_000_000),
        Target("reference_rate", Words("reference engine", "参考引擎"), "cases/s", Sense.AT_LEAST, 10_000),
        Target(
            "same_cases", Words("cases with the same log", "日志完全相同的办件"), "%", Sense.AT_LEAST, 100
        ),
    ),
    take,
)
