"""What a figure counts, as a formula over a simulated log: which cases, and what of them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from sim.scenario.schema.base import Id

Value = Literal[
    "cases",  # how many there are
    "satisfaction",  # mean probability to be satisfied
    "satisfied",  # share that is satisfied, as drawn
    "processing_days",  # mean calendar days from accepted to closed
    "processing_working_days",  # the same on the statutory clock, in working days
    "wait_minutes",  # mean minutes in queues
    "first_contact",  # share solved by the first service
    "on_time",  # share closed by the promised limit
    "handoffs",  # mean number of hand-offs
]
UNITS: dict[Value, str] = {
    "cases": "cases",
    "satisfaction": "share",
    "satisfied": "share",
    "processing_days": "days",
    "processing_working_days": "working days",
    "wait_minutes": "minutes",
    "first_contact": "share",
    "on_time": "share",
    "handoffs": "hand-offs",
}
Which = Literal["arisen", "solved", "jointly_solved", "linked_solved", "backstop", "in_session"]


class Observable(BaseModel):
    """A formula over the measured cases of a simulated log (docs/calibration.md tells its words)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Value = "cases"
    of: Which = "solved"
    kind: Literal["transaction", "problem"] | None = None
    family: Literal["basic", "value_added", "professional"] | None = None
    county: Id | None = None  # of origin
    facility: Id | None = None  # where the case goes first
    per: Literal["facility_day", "session"] | None = None  # a count by working day and centre, or by session
    without: list[dict[str, Any]] | None = None  # changes: the mean over the cases is the paired difference

    def words(self) -> str:
        """Return the formula in a line, as tables show it."""
        where = [f"{name}={value}" for name, value in self._filters() if value is not None]
        inner = ", ".join([self.of, *where])
        text = f"{self.value}({inner})"
        return f"{text} without - with" if self.without else text

    def _filters(self) -> list[tuple[str, str | None]]:
        return [
            ("kind", self.kind),
            ("family", self.family),
            ("county", self.county),
            ("facility", self.facility),
        ]
