"""The fast engine's log equals the reference's, bit by bit; what that comparison sees, and what it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine import fast, order, reference
from sim.engine.equality import differences
from sim.engine.fast import engine as fast_engine
from sim.engine.fast import events
from sim.network import Compiled, compile_network
from sim.network.contract import CaseTable, EngineLog
from sim.rules import handoff
from sim.sampling import draw_case_table
from sim.scenario.scenario import Scenario
from tests.engine.both import run_both
from tests.engine.random_networks import LEVERS, random_network
from tests.gallery import GALLERY, with_demand
from tests.rules import test_handoff

ROOT = Path(__file__).resolve().parents[2]
NETWORKS = int(os.environ.get("NETWORKS", "200"))  # `make nightly` asks for 2,000


def drawn(scenario: Scenario, replication: int = 0) -> tuple[Compiled, CaseTable]:
    compiled = compile_network(scenario)
    return compiled, draw_case_table(compiled, scenario.settings.seed, replication)


@pytest.mark.parametrize("name", sorted(GALLERY))
@pytest.mark.parametrize("cases_per_day", [5, 60])
def test_the_gallery(name: str, cases_per_day: int) -> None:
    scenario = GALLERY[name]()
    compiled, table = drawn(scenario if name == "small_city" else with_demand(scenario, cases_per_day))
    run_both(compiled.network, table)


@settings(
    max_examples=NETWORKS, derandomize=True, deadline=None, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(seed=st.integers(0, 2**32 - 1), off=st.sets(st.sampled_from(LEVERS), max_size=4))
def test_random_networks_with_levers_in_any_combination(seed: int, off: set[str]) -> None:
    compiled, table = drawn(random_network(seed, off))
    run_both(compiled.network, table)


def test_no_cases_and_one_case() -> None:
    compiled, table = drawn(with_demand(GALLERY["one_station"](), 5))
    for n in (0, 1):
        part = {name: np.ascontiguousarray(column[:n]) for name, column in table._asdict().items()}
        few = table._replace(**part)._replace(entry_order=np.arange(n, dtype=np.int32))
        assert len(run_both(compiled.network, few).cases.outcome) == n


@pytest.mark.parametrize("rows", ["jobs", "events", "stages", "spells"])
def test_a_run_that_lacks_room_is_run_again_with_more(rows: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, table = drawn(GALLERY["small_city"]())
    rooms = []

    def tight(n_cases: int) -> Any:
        rooms.append(usual(n_cases)._replace(**{rows: 8}))
        return rooms[-1]

    usual = fast_engine.usual_room
    monkeypatch.setattr(fast_engine, "usual_room", tight)
    run_both(compiled.network, table)
    assert getattr(rooms[0], rows) == 8


# What the comparison sees, and what it cannot see.


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The fast engine as plain Python, in which a function can be replaced."""
    loop = fast_engine.simulate
    monkeypatch.setattr(fast_engine, "packed", lambda struct, frozen=False: struct)
    monkeypatch.setattr(fast_engine, "simulate", getattr(loop, "py_func", loop))
    return monkeypatch


def logs(seed: int) -> tuple[EngineLog, EngineLog]:
    compiled, table = drawn(random_network(seed))
    return reference.run(compiled.network, table), fast.run(compiled.network, table)


def test_plain_python_agrees(plain: pytest.MonkeyPatch) -> None:
    for seed in range(4):
        assert differences(*logs(seed)) == []


class Checked:
    """An array in which an index from the end, or beyond it, is a fault: a column would not notice."""

    def __init__(self, array: np.ndarray[Any, Any]) -> None:
        self.array = array

    def __len__(self) -> int:
        return len(self.array)

    def _inside(self, place: Any) -> None:
        for i, length in zip(np.atleast_1d(place).tolist(), self.array.shape, strict=False):
            if not 0 <= i < length:
                raise IndexError(f"{i} of {length}")

    def __getitem__(self, place: Any) -> Any:
        self._inside(place)
        found = self.array[place]
        return Checked(found) if isinstance(found, np.ndarray) else found

    def __setitem__(self, place: Any, value: Any) -> None:
        self._inside(place)
        self.array[place] = value


def test_every_index_lies_within_its_column(plain: pytest.MonkeyPatch) -> None:
    def checked(struct: Any, frozen: bool = False) -> Any:
        arrays = {name: value for name, value in vars(struct).items() if isinstance(value, np.ndarray)}
        return SimpleNamespace(**vars(struct) | {name: Checked(value) for name, value in arrays.items()})

    plain.setattr(fast_engine, "packed", checked)
    for seed in range(100, 108):
        assert differences(*logs(seed)) == []
    compiled, table = drawn(GALLERY["small_city"]())
    run_both(compiled.network, table)


def test_a_broken_order_of_events_is_seen(plain: pytest.MonkeyPatch) -> None:
    last = (1 << order.FACILITY_BITS) - 2

    def facilities_backwards(time: int, kind: int, facility: int) -> int:
        return order.event_when(time, kind, last - facility if facility >= 0 else facility)

    def facility_of(when: int) -> int:
        facility = order.facility_of(when)
        return last - facility if facility >= 0 else facility

    for module in (events, fast_engine):
        plain.setattr(module, "event_when", facilities_backwards)
    plain.setattr(fast_engine, "facility_of", facility_of)
    found = [differences(*logs(seed)) for seed in range(12)]
    assert any("stages case" in one for one in found), "some second has events at two facilities"


def test_a_broken_choice_of_job_is_seen(plain: pytest.MonkeyPatch) -> None:
    plain.setattr(fast.queueing, "goes_before", lambda state, job, other: job > other)
    assert any(differences(*logs(seed)) for seed in range(6))


def test_a_broken_shared_rule_is_seen_only_by_its_own_cases(plain: pytest.MonkeyPatch) -> None:
    before = logs(1)[0]
    hand_computed_cases_of_handoff(plain)
    plain.setattr(handoff, "delay", lambda factor, mean: int(factor * mean) + 60)
    one, other = logs(1)
    assert differences(one, other) == [], "both engines call it"
    assert differences(one, before) != [], "and both were changed by it"
    with pytest.raises(AssertionError):
        hand_computed_cases_of_handoff(plain)


def hand_computed_cases_of_handoff(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(test_handoff, "delay", handoff.delay)
    (cases,) = (mark.args[1] for mark in test_handoff.test_whole_seconds_rounded_down.pytestmark)
    for case in cases:
        test_handoff.test_whole_seconds_rounded_down(*case)


def test_a_third_witness_the_same_loop_without_a_compiler() -> None:
    """In a process of its own, where not a line is compiled: the logs of a few networks, bit for bit."""
    program = (
        "from tests.engine.test_equality import digests\n"
        "import numba; assert numba.config.DISABLE_JIT\n"
        "print(*digests())"
    )
    code = (
        f"import sys, types; sys.path.insert(0, {str(ROOT)!r}); module = types.ModuleType('tests');"
        f"module.__path__ = [{str(ROOT / 'tests')!r}]; sys.modules['tests'] = module;"
        f"exec({program!r})"
    )
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == digests()


def digests() -> list[str]:
    """A hash of the fast engine's log of each of a few networks, drawn and run."""
    import hashlib

    found = []
    for seed in range(3):
        compiled, table = drawn(random_network(seed))
        log = fast.run(compiled.network, table)
        text = hashlib.sha256(str(log.stopped).encode())
        for part in (table, log.cases, log.stages, log.busy):
            for column in part:
                text.update(column.tobytes())
        found.append(text.hexdigest()[:16])
    return found
