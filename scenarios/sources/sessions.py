"""Leaders' sessions: Wuxing held three from January to 22 November 2024; those of others are assumed."""

from __future__ import annotations

from scenarios.sources.places import COUNTIES
from scenarios.sources.table import Row

TEN = "about 10 issues a session: service_facts.csv"


def rows() -> list[Row]:
    """Rows of sessions.csv."""
    wuxing = {
        "county": "330502",
        "first": "2024-03-26",
        "every_days": 98,
        "batch": 10,
        "minutes": 180.0,
        "source": f"newsletter: 3 sessions in 2024; dates assumed; {TEN}",
    }
    others = [
        {
            "county": county.id,
            "first": f"2024-01-{16 + number:02d}",
            "every_days": 28,
            "batch": 10,
            "minutes": 120.0,
            "source": f"assumed; {TEN}",
        }
        for number, county in enumerate(COUNTIES)
        if county.prefix != "wx"
    ]
    return [wuxing, *others]
