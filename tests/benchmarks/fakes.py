"""Measurements that measure nothing."""

from benchmarks.measurement import (
    Absolute,
    Found,
    Measurement,
    NotMeasuredError,
    Sense,
    Target,
    Words,
    spread,
)

FASTER = Target("faster", Words("a / b", "甲 / 乙"), "x", Sense.AT_LEAST, 100)
SMALLER = Target("smaller", Words("memory", "内存"), "B/case", Sense.AT_MOST, 400)
TOLD = Target("told", Words("first compile", "首次编译"), "s", Sense.RECORDED)
MACHINE = {"date": "2024-01-01", "processor": "a | b", "cores": "2"}


def taken(effort):
    values = {"faster": spread([90.0, 120.0, 130.0]), "smaller": spread([4000.0]), "told": spread([0.25])}
    return Found(
        values,
        (Absolute(Words("a", "甲"), spread([1234567.0]), "cases/s"),),
        (Words(f"quick: {effort.quick}", f"快：{effort.quick}"),),
    )


def refused(effort):
    raise NotMeasuredError("no b here", "没有乙")


GOOD = Measurement("good", Words("Good", "好"), (FASTER, SMALLER, TOLD), taken)
LACKING = Measurement("lacking", Words("Lacking", "缺"), (FASTER,), refused)
