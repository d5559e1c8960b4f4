"""Every figure that is to be reached is measured, against the target that was set."""

import re

import pytest

from benchmarks.machine import description
from benchmarks.measurement import Sense
from benchmarks.registry import MEASUREMENTS

TARGETS = {
    "engines": (Sense.AT_LEAST, 100, "x"),
    "fast_rate": (Sense.AT_LEAST, 1_000_000, "cases/s"),
    "reference_rate": (Sense.AT_LEAST, 10_000, "cases/s"),
    "same_cases": (Sense.AT_LEAST, 100, "%"),
    "ciw_tiers": (Sense.AT_LEAST, 1_000, "x"),
    "ciw_mm3": (Sense.AT_LEAST, 150, "x"),
    "simpy_mm3": (Sense.AT_LEAST, 100, "x"),
    "cpp": (Sense.AT_MOST, 1.25, "x"),
    "replication": (Sense.AT_MOST, 3, "x"),
    "city_times_ten": (Sense.AT_MOST, 1.3, "x"),
    "memory": (Sense.AT_MOST, 400, "B/case"),
    "threads": (Sense.AT_LEAST, 1.8, "x"),
    "start_up": (Sense.AT_MOST, 1.5, "s"),
}
RECORDED = {
    "ciw_tiers_drawn", "ciw_mm3_drawn", "simpy_mm3_drawn", "replication_unchecked", "first_compile",
    "cached_load",
}  # fmt: skip


def targets():
    return {target.key: target for one in MEASUREMENTS.values() for target in one.targets}


def test_every_target_is_registered_and_no_other():
    found = {
        key: (target.sense, target.bound, target.unit)
        for key, target in targets().items()
        if target.sense is not Sense.RECORDED
    }
    assert found == TARGETS
    assert {key for key, target in targets().items() if target.sense is Sense.RECORDED} == RECORDED


def test_keys_are_unique():
    assert sum(len(one.targets) for one in MEASUREMENTS.values()) == len(targets())


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_names_are_in_both_languages(name):
    one = MEASUREMENTS[name]
    for words in (one.title, *(target.what for target in one.targets)):
        assert not re.search(r"[\u4e00-\u9fff]", words.en)
        assert re.search(r"[\u4e00-\u9fff]", words.zh)


def test_the_machine_is_described():
    found = description()
    assert {"date", "processor", "cores", "python", "numpy", "numba", "simpy", "ciw", "compiler"} <= set(
        found
    )
    assert all(found.values())
