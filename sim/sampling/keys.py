"""Keyed draws: every draw is addressed by what it is for.

A draw is addressed by (seed, replication) and by (stream, index, purpose, sub). Streams are 64-bit numbers
derived from stable names ("demand", zone, industry, service); the key of a case is derived from its stream
and its place in it. No position in a table, no order of events and no count of other things enters. The bits
of Philox4x32:

    key     = seed (32), replication (32)
    counter = index (32), purpose << 24 | sub (32), stream (64, low word first)

Streams are held as signed 64-bit numbers: compiled code makes a float of an unsigned and a signed one.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiled import compiled
from sim.sampling.loops import inner
from sim.sampling.philox import WORD, Words, philox4x32

Streams = NDArray[np.int64]

DERIVATION = (0x243F6A88, 0x85A308D3)  # the key under which streams are derived: first digits of pi
SIGN = 0x80000000


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
    """Signed 64-bit number of a name: BLAKE2b (RFC 7693), the same on every machine and in every process."""
    return int.from_bytes(blake2b(name.encode("utf-8"), digest_size=8).digest(), "little", signed=True)


def name_hashes(names: Iterable[str]) -> Streams:
    """`name_hash` of each name, [N]."""
    return np.array([name_hash(name) for name in names], dtype=np.int64)


@inner
def block(run: RunKey, stream: int, index: int, purpose: int, sub: int) -> Words:
    """Four random words for a purpose.

    Args:
        run: seed and replication.
        stream: 64 bits, signed.
        index: which draw of the stream, below 2**32.
        purpose: what the block is for.
        sub: which block of that purpose, below 2**24.
    """
    number = int(stream)
    low, high = number & WORD, (number >> 32) & WORD
    return philox4x32(int(index), purpose << 24 | sub, low, high, run.seed, run.replication)


@inner
def derived(stream: int, number: int) -> int:
    """Stream of a stream and a number of 64 bits; the same in every replication.

    The first two words of a block of Philox: ``derived(derived(s, a), b)`` and ``derived(derived(s, b), a)``
    have nothing to do with each other.
    """
    s, n = int(stream), int(number)
    low, high, _, _ = philox4x32(
        n & WORD, (n >> 32) & WORD, s & WORD, (s >> 32) & WORD, DERIVATION[0], DERIVATION[1]
    )
    return ((high ^ SIGN) - SIGN) << 32 | low


@compiled
def derived_streams(streams: Streams, numbers: Streams) -> Streams:
    """`derived` row by row, [N]."""
    out = np.empty(len(streams), np.int64)
    for i in range(len(streams)):
        out[i] = derived(streams[i], numbers[i])
    return out


@inner
def uniform(word: int) -> float:
    """Uniform of 32 bits: an odd multiple of 2**-33, never 0 or 1, symmetric about one half."""
    return (word + 0.5) * 2.0**-32


@inner
def single(word: int) -> float:
    """Uniform that single precision holds: an odd multiple of 2**-24, of the word's upper 23 bits."""
    return ((word >> 9) * 2 + 1) * 2.0**-24


@inner
def fine(high: int, low: int) -> float:
    """Uniform of 52 bits out of two words: an odd multiple of 2**-53."""
    return (((high << 20) | (low >> 12)) * 2 + 1) * 2.0**-53
