"""What a draw is for. The numbers are part of every key: never renumber one, only add.

One call of the generator yields four words, so a purpose names four draws. A purpose that fills more than
one block counts its blocks by ``sub``.

===================  ==================  ==================  ==================  ==========================
purpose              first               second              third               fourth
===================  ==================  ==================  ==================  ==========================
COUNT (by cell)      points of the cell  -                   -                   -
POINT (by cell)      time of point 2k    its height          time of point 2k+1  its height
LATENT               reported unasked?   after how long      -                   -
TRACKING             how late an untracked need is brought   -                   -
KIND                 catalogue item      channel             entry grade         another city competent?
TASTE (by facility)  taste of this case for this facility (two words)            -
WORK, sub 0..2       handling, slot 2s   handling, 2s + 1    solved, slot 2s     solved, slot 2s + 1
HANDOFF              delays 0            1                   2                   3
HANDOFF, sub 1       delays 4            5                   trip to that city   solved in a session
REVIEW               review 0            1                   2                   3
CLOSING              satisfied           surveyed            answers             reports against experience
QUEUE                patience            balks               lag after opening   does not come to the slot
LATE                 late for the slot   by how much         -                   -
===================  ==================  ==================  ==================  ==========================
"""

from __future__ import annotations

from enum import IntEnum


class Purpose(IntEnum):
    """Number of a group of draws; see the table of this module."""

    COUNT = 1
    POINT = 2
    LATENT = 3
    TRACKING = 4
    KIND = 5
    TASTE = 6
    WORK = 7
    HANDOFF = 8
    REVIEW = 9
    CLOSING = 10
    QUEUE = 11
    LATE = 12
