"""What a long run tells whoever waits for it."""

from __future__ import annotations


class Observer:
    """Hears how far a run is; this one ignores it all."""

    def running(self, run: str, replication: int, replications: int, share: float) -> None:
        """Hear that `share` (0..1) of a replication (1..replications) of `run` is done."""

    def finished(self, run: str, replication: int, replications: int, cases: int, seconds: float) -> None:
        """Hear that a replication of so many cases is done, and how long it took."""

    def doubted(self, doubt: dict[str, str]) -> None:
        """Hear of a doubt about what was asked, by language (en, zh), before the runs begin."""

    def resumed(self, run: str, replications: int) -> None:
        """Hear that so many replications of `run` need not be done again."""
