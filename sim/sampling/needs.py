"""What arises: the needs of enterprises, of key projects, those that visits discover, and replayed ones.

Each need carries a key made of stable names, from which all its draws follow.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import Channel, Origin
from sim.network.contract import Compiled, Demand
from sim.sampling.arrivals import draw_arrivals
from sim.sampling.distributions import exponential_days
from sim.sampling.keys import RunKey, Streams, mix, name_hash, name_hashes, uniforms
from sim.sampling.purposes import Purpose

Ints = NDArray[np.int64]


class Needs(NamedTuple):
    """One row per case that arises; -1 in `item` or `channel` = to be drawn."""

    key: Streams  # [N]
    arose: Ints  # [N] seconds, in [0, end)
    zone: Ints
    industry: Ints
    service: Ints
    item: Ints
    channel: Ints
    origin: Ints
    station: Ints  # that tracks the project behind it, -1
    subcentre: Ints  # the same, -1

    def rows(self, kept: Ints | NDArray[np.bool_] | slice) -> Needs:
        """A selection of the rows."""
        return self._replace(**{name: column[kept] for name, column in self._asdict().items()})


class Names(NamedTuple):
    """Stable numbers of the names that streams are made of."""

    zone: Streams
    industry: Streams
    service: Streams
    item: Streams


def draw_needs(compiled: Compiled, key: RunKey) -> Needs:
    """Everything that arises in [0, end), sorted by (time, key)."""
    labels, demand = compiled.labels, compiled.demand
    names = Names(*map(name_hashes, (labels.zone, labels.industry, labels.service, labels.item)))
    end = compiled.network.clock.end
    parts = (
        _enterprises(demand, names, key, end),
        _visits(demand, names, key, end),
        _projects(demand, key, end),
        _replayed(demand, names, end),
    )
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in Needs._fields}
    needs = Needs(**columns)
    return needs.rows(np.lexsort((needs.key, needs.arose)))


def stream_numbers(kind: str, names: Names, zone: Ints, industry: Ints, service: Ints) -> Streams:
    """Streams of (kind, zone, industry, service), [N], made of the names behind the indices."""
    root = np.uint64(name_hash(kind))
    place = mix(root, names.zone)
    return mix(mix(place[zone], names.industry[industry]), names.service[service])


def _points(
    kind: str, rate: NDArray[np.float64], demand: Demand, names: Names, key: RunKey, end: int, origin: Origin
) -> Needs:
    """Cases of the Poisson streams with a positive rate."""
    zone, industry, service = (part.astype(np.int64) for part in np.nonzero(rate > 0))
    streams = stream_numbers(kind, names, zone, industry, service)
    found = draw_arrivals(key, streams, rate[zone, industry, service], demand.hour_weight, end)
    row = found.stream
    return _needs(found.key, found.time, zone[row], industry[row], service[row], origin)


def _needs(key: Streams, arose: Ints, zone: Ints, industry: Ints, service: Ints, origin: Origin) -> Needs:
    none = np.full(len(key), -1, dtype=np.int64)
    of = np.full_like(none, int(origin))
    return Needs(key, arose, zone, industry, service, none, none.copy(), of, none.copy(), none.copy())


def _enterprises(demand: Demand, names: Names, key: RunKey, end: int) -> Needs:
    return _points("demand", demand.rate, demand, names, key, end, Origin.DEMAND)


def _visits(demand: Demand, names: Names, key: RunKey, end: int) -> Needs:
    """Latent problems. Visits find all of them, and the team files each online.

    Without visits a share is brought by the enterprise itself, after a delay in whole days (so that it
    comes at the hour at which enterprises act); the rest never becomes a case. Problems latent
    before the first second are not known to the run.
    """
    found = _points("visit", demand.discovered_rate, demand, names, key, end, Origin.VISIT)
    policy = demand.policy
    if policy.visits_on:
        return found._replace(channel=np.full_like(found.channel, int(Channel.ONLINE)))
    reported, delay = uniforms(key, found.key, 0, Purpose.LATENT)
    arose = found.arose + exponential_days(delay, policy.self_report_delay)
    return found._replace(arose=arose).rows((reported < policy.self_report) & (arose < end))


def _projects(demand: Demand, key: RunKey, end: int) -> Needs:
    """Needs of key projects, with who tracks them; an untracked one is brought late, in whole days."""
    projects, policy = demand.projects, demand.policy
    keys = mix(np.uint64(name_hash("project")), name_hashes(projects.key))
    arose = projects.time.astype(np.int64)
    if not policy.tracking_on:
        late, _ = uniforms(key, keys, 0, Purpose.TRACKING)
        arose = arose + exponential_days(late, policy.tracking_delay)
    needs = _needs(keys, arose, projects.zone, projects.industry, projects.service, Origin.PROJECT)
    if policy.tracking_on:
        needs = needs._replace(station=projects.station, subcentre=projects.subcentre)
    return needs.rows((arose >= 0) & (arose < end))


def _replayed(demand: Demand, names: Names, end: int) -> Needs:
    """Replayed cases, keyed by their content; equal rows are told apart by how often they occurred before."""
    replay = demand.replay
    keys = stream_numbers("replay", names, replay.zone, replay.industry, replay.service)
    item = np.append(names.item, np.uint64(0))[replay.item]  # -1 = drawn: the last
    for value in (replay.time.astype(np.uint64), item, replay.channel.astype(np.uint64)):
        keys = mix(keys, value)
    keys = mix(keys, _occurrence(keys))
    needs = _needs(keys, replay.time, replay.zone, replay.industry, replay.service, Origin.REPLAY)
    needs = needs._replace(item=replay.item, channel=replay.channel)
    return needs.rows((replay.time >= 0) & (replay.time < end))


def _occurrence(keys: Streams) -> Streams:
    """How many equal keys stand before each, [N]."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    first = np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1])) if len(keys) else np.empty(0, np.int64)
    start = np.repeat(first, np.diff(np.append(first, len(keys))))
    out = np.empty(len(keys), dtype=np.uint64)
    out[order] = (np.arange(len(keys)) - start).astype(np.uint64)
    return out
