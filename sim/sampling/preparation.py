"""What all replications of a scenario share, made once."""

from __future__ import annotations

from threading import Lock
from typing import NamedTuple

from sim.network.contract import Compiled
from sim.sampling.arrivals import Profile, profile
from sim.sampling.attributes import Shares, shares
from sim.sampling.behaviour import Habits, habits
from sim.sampling.efforts import Means, means
from sim.sampling.places import Places, places
from sim.sampling.sources import Sources, sources

KEPT = 2  # scenarios


class Preparation(NamedTuple):
    """Tables that the compiled loops read: contiguous, writable, each always of one type."""

    sources: Sources
    profile: Profile
    shares: Shares
    means: Means
    habits: Habits
    places: Places


def prepare(compiled: Compiled) -> Preparation:
    """Tables of a scenario.

    Raises:
        ValueError: if a service in demand has no item, or two facility ids share their stream.
        OverflowError: if a place, a class or the end is too large for its column of the case table.
    """
    known = sources(compiled)
    end = compiled.network.clock.end
    if end >= 2**31:
        raise OverflowError(f"the run ends at second {end}: too late for a column of seconds")
    return Preparation(
        known,
        profile(compiled.demand.hour_weight, end),
        shares(compiled, known),
        means(compiled),
        habits(compiled.demand.policy),
        places(compiled),
    )


_lock = Lock()
_recent: list[tuple[Compiled, Preparation]] = []


def prepared(compiled: Compiled) -> Preparation:
    """`prepare`, remembered for the scenarios used last: known by identity, for their arrays never change."""
    with _lock:
        for known, preparation in _recent:
            if known is compiled:
                return preparation
        preparation = prepare(compiled)
        _recent.insert(0, (compiled, preparation))
        del _recent[KEPT:]
        return preparation
