"""Philox4x32-10, the counter-based generator behind every draw.

Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
SC'11 (2011). A block of four random 32-bit words is a pure function of a 128-bit counter and a 64-bit key:
there is no state, so a draw depends only on what it is for. Ten rounds of multiplication and exclusive or;
checked against the known-answer vectors that the authors publish with Random123.

Words are held in uint64 arrays, so that a product of two words never overflows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

MULTIPLIER = (0xD2511F53, 0xCD9E8D57)
WEYL = (0x9E3779B9, 0xBB67AE85)  # golden ratio and sqrt(3) - 1: how the key changes from round to round
ROUNDS = 10

_MASK = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_M0 = np.uint64(MULTIPLIER[0])
_M1 = np.uint64(MULTIPLIER[1])


def encrypt(c0: Words, c1: Words, c2: Words, c3: Words, key: tuple[int, int], p0: Words, p1: Words) -> None:
    """Replace the counters by their random words, in place.

    Args:
        c0: first word of each counter, [N], each below 2**32; likewise ``c1``, ``c2``, ``c3``.
        c1: second word.
        c2: third word.
        c3: fourth word.
        key: the two key words, each below 2**32.
        p0: scratch space, [N]; likewise ``p1``.
        p1: scratch space.
    """
    for r in range(ROUNDS):
        k0 = np.uint64((key[0] + r * WEYL[0]) & 0xFFFFFFFF)
        k1 = np.uint64((key[1] + r * WEYL[1]) & 0xFFFFFFFF)
        np.multiply(c0, _M0, out=p0)
        np.multiply(c2, _M1, out=p1)
        np.right_shift(p1, _HALF, out=c0)
        np.bitwise_xor(c0, c1, out=c0)
        np.bitwise_xor(c0, k0, out=c0)
        np.bitwise_and(p1, _MASK, out=c1)
        np.right_shift(p0, _HALF, out=c2)
        np.bitwise_xor(c2, c3, out=c2)
        np.bitwise_xor(c2, k1, out=c2)
        np.bitwise_and(p0, _MASK, out=c3)


def philox4x32(counter: Words, key: tuple[int, int]) -> Words:
    """Random words of whole counters: [N, 4] words in, [N, 4] words out."""
    c0, c1, c2, c3 = (np.ascontiguousarray(counter[:, word]).copy() for word in range(4))
    encrypt(c0, c1, c2, c3, key, np.empty_like(c0), np.empty_like(c0))
    return np.stack((c0, c1, c2, c3), axis=1)
