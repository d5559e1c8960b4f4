"""The engines by name. Each is a function of (network, case table) and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sim.engine.equality import differences
from sim.experiment.errors import InputError
from sim.network.contract import CaseTable, EngineLog, Network

Progress = Callable[[int, int], None]


class Engine(Protocol):
    """An engine: deterministic, and silent but for `progress(cases done, cases in all)` now and then."""

    def __call__(self, network: Network, table: CaseTable, /, progress: Progress | None = None) -> EngineLog:
        """Run one replication to its end."""
        ...


def _reference() -> Engine:
    from sim.engine import reference

    return reference.run


def _fast() -> Engine:
    from sim.engine import fast

    return fast.run


DEFAULT = "fast"
# Loaded when asked for, so that one engine's start-up cost is not paid by the users of another.
ENGINES: dict[str, Callable[[], Engine]] = {"fast": _fast, "reference": _reference}


class EnginesDifferError(AssertionError):
    """Two engines gave different logs for the same cases: a fault of one of them."""


def checked(name: str) -> Engine:
    """Return the engine called `name`, with every run repeated by the others and the logs compared.

    Raises:
        InputError: there is none of that name in this version.
        EnginesDifferError: when run, a column of the logs differs in any bit.
    """
    engine = engine_named(name)
    others = {other: engine_named(other) for other in ENGINES if other != name}

    def run(network: Network, table: CaseTable, /, progress: Progress | None = None) -> EngineLog:
        log = engine(network, table)
        for other, twin in others.items():
            found = differences(log, twin(network, table, progress=progress))
            if found:
                raise EnginesDifferError(f"engines {name} and {other} differ in: {', '.join(found)}")
        return log

    return run


def engine_named(name: str) -> Engine:
    """Return the engine called `name`.

    Raises:
        InputError: there is none of that name in this version.
    """
    if name not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise InputError(
            f"engine: {name!r} is not available in this version; choose one of: {known}",
            f"引擎：本版本没有 {name!r}；可选：{known}",
        )
    return ENGINES[name]()
