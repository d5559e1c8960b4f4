"""SimPy's event list with the written order of simultaneous events as its integer priority."""

from __future__ import annotations

from collections.abc import Callable

from simpy.events import Event

from sim.engine.order import event_rank
from sim.engine.reference.state import State
from sim.network.codes import EventKind

DISPATCH = int(EventKind.DISPATCH)


def at(
    state: State, time: int, kind: int, facility: int, case: int, sub: int, act: Callable[[], None]
) -> None:
    """Do ``act`` at ``time``; events of one second go by kind, facility, case, sub-job."""
    event = Event(state.env)
    event._ok = True
    event._value = None

    def happen(_: Event) -> None:
        state.now = time
        act()

    event.callbacks = [happen]
    state.env.schedule(event, event_rank(kind, facility, case, sub), time - state.now)  # type: ignore[arg-type]


def dispatch_soon(state: State, facility: int) -> None:
    """Match queue and staff of a facility once everything else of this second has happened."""
    if not state.dispatch_due[facility]:
        state.dispatch_due[facility] = True
        at(
            state,
            state.now,
            DISPATCH,
            facility,
            -1,
            0,
            lambda: state.hooks.dispatch(state, facility),
        )
