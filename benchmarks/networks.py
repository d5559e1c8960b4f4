"""The networks that are timed: the city as shipped, larger ones, and two that other simulators know too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sim.scenario import Scenario, change, load

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
DAY = 86_400
YEAR = 365
FAMILIES = ("basic", "value_added", "professional")

Change = dict[str, Any]


def shipped(name: str, days: int, warm_up: int = 0) -> Scenario:
    """Load a scenario of scenarios/ over so many days."""
    path = SCENARIOS / name
    scenario = load(path if path.is_dir() else path.with_suffix(".yaml"))
    follow_up = min(days, scenario.settings.follow_up_days)
    return change(scenario, [_settings(days, warm_up, follow_up_days=follow_up)])


def times_ten(scenario: Scenario) -> Scenario:
    """Ten times the demand and ten times the heads: the same utilisation."""
    return change(
        scenario,
        [
            {"update": {"table": "demand", "multiply": {"rate": 10}}},
            {"update": {"table": "staff", "multiply": {"head_count": 10}}},
        ],
    )


def _settings(days: int, warm_up: int = 0, **others: Any) -> Change:
    values = {"days": days, "warm_up_days": warm_up, **others}
    return {"set": {f"settings.{name}": value for name, value in values.items()}}


class Tier(NamedTuple):
    """The facilities of one tier: Poisson cases, exponential service, round the clock."""

    facilities: int
    servers: int
    service: float  # mean seconds
    handed_up: float  # chance that a case goes on to the next tier


class Queues(NamedTuple):
    """A network of queues that every simulator can model: tiers from the bottom, where cases arise, up."""

    tiers: tuple[Tier, ...]
    load: float  # utilisation of the bottom tier

    @property
    def rate(self) -> float:
        """Cases a second at each facility of the bottom tier."""
        bottom = self.tiers[0]
        return self.load * bottom.servers / bottom.service

    def parent(self, tier: int, place: int) -> int:
        """Facility of the next tier to which a facility hands up: as evenly as they go."""
        return place * self.tiers[tier + 1].facilities // self.tiers[tier].facilities

    def cases(self, days: float) -> float:
        """Cases that arise in so many days, on average."""
        return self.rate * self.tiers[0].facilities * days * DAY


MM3 = Queues((Tier(1, 3, 1_200.0, 0.0),), 0.8)
# 94 stations, 10 centres and the city centre, each at about 0.8 of its capacity.
THREE_TIERS = Queues(
    (Tier(94, 3, 1_200.0, 0.15), Tier(10, 12, 3_000.0, 0.10), Tier(1, 40, 10_800.0, 0.0)), 0.8
)
_TIERS = (("station", "township"), ("district", "district_centre"), ("city", "city_centre"))


def as_scenario(queues: Queues, days: int) -> Scenario:
    """Write a network of queues as a scenario: scenarios/theory with other tables."""
    return change(load(SCENARIOS / "theory"), list(_changes(queues, days)))


def _changes(queues: Queues, days: int) -> Iterator[Change]:
    yield _settings(days, follow_up_days=1)
    yield {"set": {"policies.push.hours_with": 0, "policies.push.hours_without": 0}}
    # each station stands alone in its town, and nobody walks to a centre
    yield {"set": {"policies.choice.radius_km": 5, "policies.choice.centre": -900}}
    service: dict[str, float] = {}
    for (level, _), one in zip(_TIERS, queues.tiers, strict=False):
        service |= {f"handling_{level}": one.service / 60, f"solve_{level}": 1 - one.handed_up}
    yield {"update": {"table": "services", "set": service}}
    yearly = queues.rate * DAY * YEAR
    yield {"update": {"table": "demand", "set": {"rate": yearly}}}
    for tier, one in reversed(list(enumerate(queues.tiers))):
        for place in range(one.facilities):
            yield from _facility(queues, tier, place)
    for table in ("catalogues", "staff"):
        yield {"remove": {"table": table, "where": {"facility": "station"}}}
    yield {"remove": {"table": "facilities", "where": {"id": "station"}}}
    yield {"remove": {"table": "enterprises", "where": {"zone": "point"}}}
    yield {"remove": {"table": "zones", "where": {"id": "point"}}}


def _facility(queues: Queues, tier: int, place: int) -> Iterator[Change]:
    level, kind = _TIERS[tier]
    name = f"{level}{place}"
    at = {"lat": 28.0 + 0.2 * (place // 10), "lon": 118.0 + 0.2 * (place % 10) + 0.05 * tier}
    fields: dict[str, Any] = {"id": name, "tier": level, "kind": kind, **at}
    if tier + 1 < len(queues.tiers):
        above = f"{_TIERS[tier + 1][0]}{queues.parent(tier, place)}"
        fields |= {f"parent_{family}": above for family in FAMILIES}
    team = {"id": f"{name}-team", "facility": name, "head_count": queues.tiers[tier].servers}
    yield {"copy": {"table": "facilities", "where": {"id": "station"}, "set": fields}}
    yield {"copy": {"table": "staff", "where": {"id": "counter"}, "set": team}}
    yield {"copy": {"table": "catalogues", "where": {"facility": "station"}, "set": {"facility": name}}}
    if tier == 0:
        zone = f"point{place}"
        yield {"copy": {"table": "zones", "where": {"id": "point"}, "set": {"id": zone, **at}}}
        yield {"copy": {"table": "enterprises", "where": {"zone": "point"}, "set": {"zone": zone}}}
