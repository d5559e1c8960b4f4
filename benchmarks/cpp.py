"""The fast engine beside its own source as C++ -O3: the same functions on the same arrays.

Both sides start from the same view and from states that are made before the clock runs. Before anything is
timed, the log that C++ leaves is compared with the engine's, to the last bit.
"""

from __future__ import annotations

import ctypes
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import machine, ours
from benchmarks.measurement import (
    Absolute,
    Effort,
    Found,
    Measurement,
    NotMeasuredError,
    Sense,
    Target,
    Words,
    spread,
)
from benchmarks.networks import YEAR, shipped
from benchmarks.translate import build, structs
from benchmarks.translate.kinds import TranslationError, of_value
from benchmarks.translate.program import Program
from sim.compiled.structs import number, packed
from sim.engine.fast import engine, logs
from sim.engine.fast.state import State, make_state, usual_room
from sim.engine.fast.view import make_view
from sim.network.contract import EngineLog

DAYS_QUICK = 28
PAIRS, PAIRS_QUICK = 7, 2


def kernel_text(simulate: Callable[..., Any], view: Any, state: Any) -> str:
    """Translate a function of view and state and all that it reaches."""
    program = Program({"View": of_value(view, "View"), "State": of_value(state, "State")})
    name = program.add(simulate)
    return "\n".join(
        [
            structs.declaration(view, "View"),
            structs.declaration(state, "State"),
            program.text(),
            f'extern "C" void simulate(View* view, State* state) {{ {name}(*view, *state); }}\n',
        ]
    )


class Twins:
    """The engine's kernel and its translation, on one view, each on a state of its own."""

    def __init__(self, drawn: ours.Drawn, compiler: str, folder: Path) -> None:
        """Translate, compile and load."""
        self._view = make_view(drawn.compiled.network, drawn.table)
        self._room = usual_room(self._view.n_cases)
        text = kernel_text(engine.simulate, self._view, self._state())
        self._library = build.built(compiler, text, folder)

    def _state(self) -> State:
        return make_state(self._view, self._room)

    def fast(self) -> tuple[float, EngineLog]:
        """Run the compiled kernel; return seconds and log."""
        state = self._state()
        inputs, after = packed(self._view, frozen=True), packed(state)
        started = perf_counter()
        engine.simulate(inputs, after)
        taken = perf_counter() - started
        if number(after, "full"):
            raise NotMeasuredError("the kernel's usual room is too small", "内核的常用容量不足")
        return taken, logs.engine_log(state, after)

    def cpp(self) -> tuple[float, EngineLog]:
        """Run the translation; return seconds and log."""
        state = self._state()
        view, memory = structs.laid_out(self._view), structs.laid_out(state)
        started = perf_counter()
        self._library.simulate(ctypes.byref(view), ctypes.byref(memory))
        taken = perf_counter() - started
        structs.read_back(memory, state)
        return taken, logs.engine_log(state, packed(state))


def take(effort: Effort) -> Found:
    """Compare logs, then time both kernels in turn."""
    ours.fast_engine()
    compiler = machine.compiler()
    if compiler is None:
        raise NotMeasuredError("no C++ compiler was found", "未找到 C++ 编译器")
    drawn = ours.drawn(shipped("huzhou_busy", DAYS_QUICK if effort.quick else YEAR))
    with tempfile.TemporaryDirectory() as folder:
        try:
            twins = Twins(drawn, compiler, Path(folder))
        except (TranslationError, RuntimeError) as fault:
            raise NotMeasuredError(f"translation: {fault}", f"翻译：{fault}") from None
        (_, log), (_, other) = twins.fast(), twins.cpp()
        same = ours.same_share(log, other)
        if same < 1:
            raise NotMeasuredError("the translation's log is another one", "翻译所得日志不同")
        pairs = range(PAIRS_QUICK if effort.quick else PAIRS)
        seconds = [(twins.fast()[0], twins.cpp()[0]) for _ in pairs]
    cases = ours.entered(drawn.table, log)
    return Found(
        {"cpp": spread([fast / cpp for fast, cpp in seconds])},
        (
            Absolute(
                Words("kernel of the fast engine", "快速引擎内核"),
                spread([1e9 * fast / cases for fast, _ in seconds]),
                "ns/case",
            ),
            Absolute(
                Words("the same in C++ -O3", "同一内核 C++ -O3"),
                spread([1e9 * cpp / cases for _, cpp in seconds]),
                "ns/case",
            ),
        ),
        (
            Words(
                f"C++: the kernel's source, translated and compiled with {' '.join(build.OPTIONS)}; "
                f"its log over {cases:,} cases of huzhou_busy equals the engine's to the last bit.",
                f"C++：由内核源码翻译，以 {' '.join(build.OPTIONS)} 编译；"
                f"huzhou_busy {cases:,} 件的日志与引擎逐位相同。",
            ),
        ),
    )


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
