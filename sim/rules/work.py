"""How long a member is busy with a given amount of work."""

from __future__ import annotations


def busy_seconds(work: int, share: float) -> int:
    """Work stretched by the share of time that is left for enterprises, in whole seconds, rounded up.

    Citizens' cases interrupt in small pieces, so that a member with share s works at speed s.
    """
    stretched = work / share
    whole = int(stretched)
    return whole + 1 if stretched > whole else whole
