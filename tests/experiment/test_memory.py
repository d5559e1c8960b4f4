"""Workers are as many as memory has room for, by a count of cases that is about right."""

import pytest

from sim.experiment import simulate as experiment
from sim.experiment.memory import BYTES_BESIDES, available, bytes_needed, expected_cases, fitting
from sim.experiment.observer import Observer
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.network import compile_network
from sim.sampling import draw_case_table
from tests.experiment.cities import base

GB = 1_000_000_000


def test_the_expected_cases_are_those_that_are_drawn():
    compiled = compile_network(base(days=60, follow_up_days=60))
    drawn = len(draw_case_table(compiled, 1, 1).key)
    assert drawn == pytest.approx(expected_cases(compiled), abs=5 * drawn**0.5)
    assert bytes_needed(compiled, case_log=True) > bytes_needed(compiled, case_log=False) > BYTES_BESIDES


@pytest.mark.parametrize(
    ("workers", "needed", "room", "fit"),
    [(8, GB, 10 * GB, 8), (8, GB, 5 * GB, 4), (8, 3 * GB, 2 * GB, 1), (8, GB, None, 8)],
)
def test_as_many_as_fit(workers, needed, room, fit):
    assert fitting(workers, needed, room) == fit


def test_a_container_may_have_less_than_the_machine(tmp_path):
    system = tmp_path / "meminfo"
    system.write_text("MemTotal: 9000 kB\nMemAvailable:    8000 kB\n", encoding="utf-8")
    assert available(tmp_path, system) == 8000 * 1024
    (tmp_path / "memory.current").write_text("1000", encoding="utf-8")
    (tmp_path / "memory.max").write_text("max", encoding="utf-8")
    assert available(tmp_path, system) == 8000 * 1024
    (tmp_path / "memory.max").write_text("5000", encoding="utf-8")
    assert available(tmp_path, system) == 4000
    assert available(tmp_path / "none", tmp_path / "none") is None


class Told(Observer):
    def __init__(self) -> None:
        self.doubts: list[str] = []

    def doubted(self, doubt: dict[str, str]) -> None:
        self.doubts.append(doubt["en"])


def test_too_little_memory_is_told_and_one_replication_runs_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(experiment, "available", lambda: BYTES_BESIDES // 2)
    told = Told()
    done = simulate(base(), Options(replications=2), tmp_path / "run", observer=told)
    assert done.manifest["replications"] == 2
    (doubt,) = told.doubts
    assert "0.1 GB" in doubt
