"""The fast engine's own source as C++."""

from __future__ import annotations

from benchmarks.measurement import Effort, Found, Measurement, NotMeasuredError, Sense, Target, Words


def take(effort: Effort) -> Found:
    """Not yet."""
    raise NotMeasuredError("the translation to C++ is not finished", "C++ 翻译尚未完成")


MEASUREMENT = Measurement(
    "cpp",
    Words("The fast engine and the same algorithm in C++", "快速引擎与同一算法的 C++ 版"),
    (
        Target(
            "cpp",
            Words(
                "time of the fast engine / of the same algorithm in C++ -O3",
                "快速引擎耗时 / 同一算法 C++ -O3",
            ),
            "x",
            Sense.AT_MOST,
            1.25,
        ),
    ),
    take,
)
