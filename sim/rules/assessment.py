"""Joint assessment of boards with stations: one score for a pair, and who is coached next month."""

from __future__ import annotations


def pair_score(closed: int, solved_here: int, handed_up: int, helped_on_time: int) -> int:
    """Score of a station and its board, permille: half for what the station solved itself, half for the help.

    ``closed``: the station's cases closed in the month; ``solved_here`` of them by itself;
    ``handed_up``: closed above it (handed up, graded, by the chiefs, in a session); ``helped_on_time``: of
    these solved by their due time.
    An empty half counts in full: nothing to blame.
    """
    own = 500 * solved_here // closed if closed > 0 else 500
    help_given = 500 * helped_on_time // handed_up if handed_up > 0 else 500
    return own + help_given


def needs_more(score: int, other: int) -> bool:
    """The lower score is coached; at a tie the facility met first keeps its turn."""
    return score < other
