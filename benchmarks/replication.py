"""A whole replication beside its engine: draw, run, check and KPIs of the city under high load."""

from __future__ import annotations

from benchmarks import ours
from benchmarks.measurement import Absolute, Effort, Found, Measurement, Sense, Target, Words, spread
from benchmarks.networks import YEAR, shipped
from sim.experiment.replication import replicate
from sim.network import compile_network

DAYS_QUICK = 28
TIMES, TIMES_QUICK = 5, 2
PARTS = {"draw": "抽样", "engine": "引擎", "check": "检查", "kpi": "指标"}


def take(effort: Effort) -> Found:
    """Run whole replications; each tells where its time went."""
    engine = ours.fast_engine()
    scenario = shipped("huzhou_busy", DAYS_QUICK if effort.quick else YEAR)
    compiled, seed = compile_network(scenario), scenario.settings.seed
    replicate(compiled, seed, 1, engine)  # compiled and loaded before it is timed
    taken = [
        replicate(compiled, seed, number, engine).seconds
        for number in range(1, 1 + (TIMES_QUICK if effort.quick else TIMES))
    ]
    parts = {name: spread([getattr(one, name) for one in taken]) for name in PARTS}
    return Found(
        {
            "replication": spread([sum(one) / one.engine for one in taken]),
            "replication_unchecked": spread([(sum(one) - one.check) / one.engine for one in taken]),
        },
        tuple(
            Absolute(Words(f"replication: {name}", f"重复：{PARTS[name]}"), value, "s")
            for name, value in parts.items()
        ),
    )


MEASUREMENT = Measurement(
    "replication",
    Words("A whole replication and its engine, huzhou_busy, one year", "完整重复与其引擎，huzhou_busy，一年"),
    (
        Target(
            "replication",
            Words(
                "whole replication (draw, run, check, KPIs) / engine alone",
                "完整重复（抽样、运行、检查、指标）/ 引擎",
            ),
            "x",
            Sense.AT_MOST,
            3,
        ),
        Target(
            "replication_unchecked",
            Words("the same without the check of invariants", "同上，不计不变量检查"),
            "x",
            Sense.RECORDED,
        ),
    ),
    take,
)
