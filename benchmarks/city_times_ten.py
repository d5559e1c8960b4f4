"""Ten times the city's demand and heads: does a case cost the same?"""

from __future__ import annotations

from benchmarks import ours
from benchmarks.measurement import Absolute, Effort, Found, Measurement, Sense, Target, Words, spread
from benchmarks.networks import YEAR, shipped, times_ten
from benchmarks.timing import in_turn

DAYS_QUICK = 14
REPEATS = 5  # of the smaller city


def take(effort: Effort) -> Found:
    """Time the fast engine on both cities in turn."""
    engine = ours.fast_engine()
    city = shipped("huzhou", DAYS_QUICK if effort.quick else YEAR)
    one, ten = ours.drawn(city), ours.drawn(times_ten(city))
    few, many = (ours.entered(drawn.table, drawn.run(engine)) for drawn in (one, ten))
    pairs = in_turn(lambda: one.run(engine), lambda: ten.run(engine), effort.pairs, REPEATS)
    small, large = (
        [1e9 * taken / cases for taken in side] for side, cases in zip(pairs, (few, many), strict=True)
    )
    return Found(
        {"city_times_ten": spread([b / a for a, b in zip(small, large, strict=True)])},
        (
            Absolute(Words("fast engine, huzhou", "快速引擎，湖州"), spread(small), "ns/case"),
            Absolute(Words("fast engine, huzhou x 10", "快速引擎，湖州 x 10"), spread(large), "ns/case"),
        ),
        (
            Words(
                f"huzhou: {few:,} cases; with ten times the demand and the heads: {many:,}.",
                f"湖州：{few:,} 件；需求与人数各十倍：{many:,} 件。",
            ),
        ),
    )


MEASUREMENT = Measurement(
    "city_times_ten",
    Words("Ten times the city, at the same utilisation", "十倍城市规模，利用率不变"),
    (
        Target(
            "city_times_ten",
            Words(
                "cost of a case at 10 x the demand and heads / at 1 x", "十倍需求与人数时每件耗时 / 一倍时"
            ),
            "x",
            Sense.AT_MOST,
            1.3,
        ),
    ),
    take,
)
