"""What raises cases: the streams of enterprises and visits, then single needs of key projects and of a file.

Each source carries a number made of stable names, from which all draws of its cases follow.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import Channel, Origin
from sim.network.contract import Compiled, Demand
from sim.sampling.columns import cast
from sim.sampling.keys import Streams, derived_streams, name_hash, name_hashes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Narrow = NDArray[np.signedinteger[Any]]


class Sources(NamedTuple):
    """One row per source: S Poisson streams, then single needs; -1 = to be drawn, or none."""

    number: Streams  # [R] of a stream; of a single need: the key of its case
    rate: Floats  # [S] cases per second at weight 1, > 0
    time: Ints  # [R - S] when a single need arises, seconds
    zone: Narrow  # [R]
    industry: Narrow
    service: Narrow
    item: Narrow
    channel: Narrow
    origin: Narrow
    station: Narrow  # that tracks the project behind it
    subcentre: Narrow  # the same


class Names(NamedTuple):
    """Stable numbers of the names that streams are made of."""

    zone: Streams
    industry: Streams
    service: Streams
    item: Streams


_LIKE = {"station": "facility", "subcentre": "facility"}  # as wide as


def sources(compiled: Compiled) -> Sources:
    """Everything that can raise a case in [0, end)."""
    labels, demand, end = compiled.labels, compiled.demand, compiled.network.clock.end
    names = Names(*map(name_hashes, (labels.zone, labels.industry, labels.service, labels.item)))
    found_by_visits = Channel.ONLINE if demand.policy.visits_on else -1  # the team files what it finds
    parts = (
        _streams("demand", demand.rate, names, Origin.DEMAND, -1),
        _streams("visit", demand.discovered_rate, names, Origin.VISIT, int(found_by_visits)),
        _projects(demand, end),
        _replayed(demand, names, end),
    )
    together = Sources(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    narrow = {name: cast(_LIKE.get(name, name), getattr(together, name)) for name in Sources._fields[3:]}
    return Sources(together.number, together.rate, together.time, **narrow)


def stream_numbers(kind: str, names: Names, zone: Ints, industry: Ints, service: Ints) -> Streams:
    """Streams of (kind, zone, industry, service), [N], made of the names behind the indices."""
    root = np.full(len(zone), name_hash(kind), np.int64)
    for numbers in (names.zone[zone], names.industry[industry], names.service[service]):
        root = derived_streams(root, numbers)
    return root


def _streams(kind: str, rate: Floats, names: Names, origin: Origin, channel: int) -> Sources:
    """The streams with a positive rate."""
    zone, industry, service = (part.astype(np.int64) for part in np.nonzero(rate > 0))
    number = stream_numbers(kind, names, zone, industry, service)
    rows = _rows(number, zone, industry, service, origin)
    return rows._replace(
        rate=rate[zone, industry, service].astype(np.float64), channel=np.full_like(zone, channel)
    )


def _rows(number: Streams, zone: Ints, industry: Ints, service: Ints, origin: Origin) -> Sources:
    none = np.full(len(number), -1, dtype=np.int64)
    of = np.full_like(none, int(origin))
    return Sources(
        number, np.empty(0), none[:0], zone, industry, service, none, none, of, station=none, subcentre=none
    )


def _projects(demand: Demand, end: int) -> Sources:
    """Needs of key projects, with who tracks them."""
    projects = demand.projects
    root = np.full(len(projects.key), name_hash("project"), np.int64)
    number = derived_streams(root, name_hashes(projects.key))
    rows = _rows(number, projects.zone, projects.industry, projects.service, Origin.PROJECT)
    rows = rows._replace(time=projects.time)
    if demand.policy.tracking_on:
        rows = rows._replace(station=projects.station, subcentre=projects.subcentre)
    return _within(rows, end)


def _replayed(demand: Demand, names: Names, end: int) -> Sources:
    """Replayed cases, keyed by their content; equal rows are told apart by how often they occurred before."""
    replay = demand.replay
    number = stream_numbers("replay", names, replay.zone, replay.industry, replay.service)
    item = np.append(names.item, 0)[replay.item]  # -1 = drawn: the last
    for value in (replay.time, item, replay.channel):
        number = derived_streams(number, np.array(value, np.int64))
    number = derived_streams(number, _occurrence(number))
    rows = _rows(number, replay.zone, replay.industry, replay.service, Origin.REPLAY)
    return _within(rows._replace(time=replay.time, item=replay.item, channel=replay.channel), end)


def _within(rows: Sources, end: int) -> Sources:
    kept = (rows.time >= 0) & (rows.time < end)
    return Sources(*(column if name == "rate" else column[kept] for name, column in rows._asdict().items()))


def _occurrence(keys: Streams) -> Ints:
    """How many equal keys stand before each, [N]."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    first = np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1])) if len(keys) else np.empty(0, np.int64)
    start = np.repeat(first, np.diff(np.append(first, len(keys))))
    out = np.empty(len(keys), dtype=np.int64)
    out[order] = np.arange(len(keys)) - start
    return out
