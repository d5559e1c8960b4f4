"""What a draw is for. The numbers are part of every key: never renumber one, only add.

One call of the generator yields two uniforms, so a purpose names a pair: (first, second). Purposes with
``sub`` are drawn several times for one case, once per pair of slots (``sub`` = slot // 2).

======================  =====================================  ============================================
purpose                 first                                  second
======================  =====================================  ============================================
COUNT                   number of points of a cell             -
POINT                   time of a point within its block       height of a point within its layer
LATENT                  is the problem reported unasked        after how long
TRACKING                how late an untracked need is brought  -
ITEM                    catalogue item                         channel
ROUTE                   grade at which it enters               is another city competent
GUMBEL (by facility)    taste of this case for this facility   -
HANDLING, sub 0..2      handling time, slots 0, 2, 4           handling time, slots 1, 3, 5
SOLVE, sub 0..2         solved there, slots 0, 2, 4            solved there, slots 1, 3, 5
HANDOFF, sub 0..2       hand-off delays 0, 2, 4                hand-off delays 1, 3, 5
REVIEW, sub 0..1        reviews 0 and 2                        reviews 1 and 3
TRIP                    filing in the other city               solved in a leaders' session
CLOSING                 satisfied                              asked by the survey
SURVEY                  answers the survey                     reports satisfaction against experience
QUEUE                   patience                               balks
RETURN                  lag after the next opening             does not come to the slot
LATE                    late for the slot                      by how much
======================  =====================================  ============================================
"""

from __future__ import annotations

from enum import IntEnum


class Purpose(IntEnum):
    """Number of a pair of draws; see the table of this module."""

    COUNT = 1
    POINT = 2
    LATENT = 3
    TRACKING = 4
    ITEM = 5
    ROUTE = 6
    GUMBEL = 7
    HANDLING = 8
    SOLVE = 9
    HANDOFF = 10
    REVIEW = 11
    TRIP = 12
    CLOSING = 13
    SURVEY = 14
    QUEUE = 15
    RETURN = 16
    LATE = 17
