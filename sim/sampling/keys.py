"""Keyed uniforms: every draw is addressed by what it is for.

A draw is addressed by (seed, replication) and by (stream, index, purpose, sub). Streams are 64-bit numbers
made from stable names ("demand", zone, industry, service), then mixed with layer, block and index; no
position in a table, no order of events and no count of other things enters. The bits of Philox4x32:

    key     = seed (32), replication (32)
    counter = index (32), purpose << 8 | sub (32), stream (64, low word first)
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.sampling.philox import encrypt
from sim.sampling.purposes import Purpose

Streams = NDArray[np.uint64]
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

CHUNK = 8192  # six arrays of 64 KiB stay in the second-level cache

_LOW = np.uint64(0xFFFFFFFF)
_ONE = np.uint64(0x3FF0000000000000)  # bits of 1.0
_DOWN = 1.0 - 2.0**-53


class RunKey(NamedTuple):
    """Which replication of which seed the draws belong to."""

    seed: int  # 0 .. 2**32 - 1
    replication: int  # 0 .. 2**32 - 1


def run_key(seed: int, replication: int) -> RunKey:
    """Check and pack seed and replication.

    Raises:
        ValueError: if either is outside 0 .. 2**32 - 1.
    """
    for name, value in (("seed", seed), ("replication", replication)):
        if not 0 <= value < 2**32:
            raise ValueError(f"{name} must lie in 0 .. 2**32 - 1, not {value}")
    return RunKey(int(seed), int(replication))


def name_hash(name: str) -> int:
    """64-bit number of a name: BLAKE2b (RFC 7693), the same on every machine and in every process."""
    return int.from_bytes(blake2b(name.encode("utf-8"), digest_size=8).digest(), "little")


def name_hashes(names: Iterable[str]) -> Streams:
    """`name_hash` of each name, [N]."""
    return np.array([name_hash(name) for name in names], dtype=np.uint64)


def mix(stream: Streams | np.uint64, value: Streams | int) -> Streams:
    """Derive a stream from a stream and a number: SplitMix64's finaliser (Steele, Lea, Flood 2014) of both.

    ``mix(mix(s, a), b)`` differs from ``mix(mix(s, b), a)``; for one stream, different values never collide.
    Broadcasts; negative ints are taken modulo 2**64.
    """
    number = np.asarray(value & 0xFFFFFFFFFFFFFFFF if isinstance(value, int) else value).astype(np.uint64)
    with np.errstate(over="ignore"):  # arithmetic modulo 2**64 is meant
        z = _finalise(np.asarray(stream, dtype=np.uint64)) + (number + np.uint64(1)) * np.uint64(
            0x9E3779B97F4A7C15
        )
        return _finalise(z)


def _finalise(z: Streams) -> Streams:
    with np.errstate(over="ignore"):
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def uniforms(
    key: RunKey, stream: Streams, index: Streams | int, purpose: Purpose, sub: int = 0
) -> tuple[Floats, Floats]:
    """Two independent uniforms for each stream.

    Args:
        key: seed and replication.
        stream: [N] streams.
        index: which draw of the stream, one for all or [N], below 2**32.
        purpose: what the pair is for.
        sub: which pair of that purpose, below 256.

    Returns:
        Two arrays [N] of odd multiples of 2**-53: 52 random bits, never 0 or 1, symmetric about one half.
    """
    n = len(stream)
    first, second = np.empty(n), np.empty(n)
    c0, c1, c2, c3, p0, p1 = np.empty((6, min(n, CHUNK)), dtype=np.uint64)
    tag = (int(purpose) << 8) | sub
    for start in range(0, n, CHUNK):
        part = slice(start, min(start + CHUNK, n))
        m = part.stop - start
        if m < len(c0):
            c0, c1, c2, c3, p0, p1 = c0[:m], c1[:m], c2[:m], c3[:m], p0[:m], p1[:m]
        c0[:] = index if isinstance(index, int) else index[part]
        c1[:] = tag
        np.bitwise_and(stream[part], _LOW, out=c2)
        np.right_shift(stream[part], 32, out=c3)
        encrypt(c0, c1, c2, c3, key, p0, p1)
        _unit_interval(c0, c1, first[part])
        _unit_interval(c2, c3, second[part])
    return first, second


def single(u: Floats) -> Singles:
    """Uniforms in single precision: the upper 23 bits, as odd multiples of 2**-24, never 0 or 1."""
    return ((2.0 * np.floor(u * 2.0**23) + 1.0) * 2.0**-24).astype(np.float32)


def slot_uniforms(key: RunKey, stream: Streams, purpose: Purpose, slots: int) -> Floats:
    """Uniforms by slot, [N, slots]: slot i is half i % 2 of pair i // 2."""
    out = np.empty((len(stream), slots))
    for pair in range((slots + 1) // 2):
        first, second = uniforms(key, stream, 0, purpose, pair)
        out[:, 2 * pair] = first
        if 2 * pair + 1 < slots:
            out[:, 2 * pair + 1] = second
    return out


def _unit_interval(high: Streams, low: Streams, out: Floats) -> None:
    """The upper 52 of 64 bits as a float64 in (0, 1), exactly: 1.bits - (1 - 2**-53). Spoils ``high``."""
    np.left_shift(high, 32, out=high)
    np.bitwise_or(high, low, out=high)
    np.right_shift(high, 12, out=high)
    np.bitwise_or(high, _ONE, out=high)
    np.subtract(high.view(np.float64), _DOWN, out=out)
