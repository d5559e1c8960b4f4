"""Philox4x32-10, the counter-based generator behind every draw.

Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
SC'11 (2011). A block of four random 32-bit words is a pure function of a 128-bit counter and a 64-bit key:
there is no state, so a draw depends only on what it is for. Ten rounds of multiplication and exclusive or;
checked against the known-answer vectors that the authors publish with Random123.

Words are whole numbers in 0 .. 2**32 - 1, held in 64 signed bits. A product of two words wraps around there
in compiled code and not in plain Python; the masks make both the same.
"""

from __future__ import annotations

from sim.sampling.loops import inner

Words = tuple[int, int, int, int]

MULTIPLIER = (0xD2511F53, 0xCD9E8D57)
WEYL = (0x9E3779B9, 0xBB67AE85)  # golden ratio and sqrt(3) - 1: how the key changes from round to round
ROUNDS = 10
WORD = 0xFFFFFFFF


@inner
def philox4x32(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> Words:
    """Four random words of a counter (``c0`` .. ``c3``) under a key (``k0``, ``k1``)."""
    for _ in range(ROUNDS):
        p0, p1 = MULTIPLIER[0] * c0, MULTIPLIER[1] * c2
        c0, c2 = (p1 >> 32) & WORD ^ c1 ^ k0, (p0 >> 32) & WORD ^ c3 ^ k1
        c1, c3 = p1 & WORD, p0 & WORD
        k0, k1 = (k0 + WEYL[0]) & WORD, (k1 + WEYL[1]) & WORD
    return c0, c1, c2, c3
