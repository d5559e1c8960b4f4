"""Trips from a routing service or a survey, which replace the formula: ``travel.csv``."""

from __future__ import annotations

from sim.scenario.schema.base import Id, Row, field, source


class Trip(Row):
    """One way from a demand point, or from a facility, to a facility; the way back is a row of its own."""

    origin: Id = field("Demand point or facility it starts from", "起点：需求点或设施", unit="id")
    facility: Id = field("Facility it leads to", "终点设施", unit="id")
    km: float = field("Distance on the road", "路程", unit="km", ge=0, le=2_000)
    minutes: float = field(
        "Time door to door; nothing is added to it", "门到门时间，不再另加", unit="minutes", ge=0, le=10_000
    )
    source: str = source()
