"""Small cities on a grid of kilometres, compiled by hand: only what sampling reads is filled in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sim.network import contract as c
from sim.network.codes import Distribution, FacilityKind, Tier

DAY = 86400
HOUR = 3600


@dataclass(frozen=True)
class Zone:
    id: str
    county: str = "a"
    x: float = 0.0


@dataclass(frozen=True)
class Facility:
    id: str
    county: str = "a"
    x: float = 0.0
    tier: int = Tier.STATION
    kind: int = FacilityKind.TOWNSHIP
    items: tuple[str, ...] | None = None  # None = all
    hours: tuple[int, int] | None = (9, 17)  # every day; None = never open
    slots: int = 0
    home_visits: bool = False
    out_of_area: bool = False
    attraction: float = 0.0


@dataclass(frozen=True)
class Service:
    id: str
    items: tuple[str, ...]
    per_day: float = 10.0  # cases per zone
    latent_per_day: float = 0.0
    channels: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 0.0)
    grades: tuple[float, float, float] = (0.0, 0.0, 0.0)
    cross_city: float = 0.0
    out_of_area: bool = False
    handling: float = 600.0  # mean seconds at every tier
    cv: float = 0.5
    distribution: int = Distribution.LOGNORMAL
    reviews: tuple[float, ...] = ()  # mean seconds


POLICY = c.DemandPolicy(
    visits_on=True,
    self_report=0.3,
    self_report_delay=30.0 * DAY,
    tracking_on=True,
    tracking_delay=5.0 * DAY,
    radius_km=15.0,
    travel_weight=4.0,
    opening_weight=0.15,
    centre_utility=-0.5,
    outside_utility=-6.0,
    attraction=np.zeros(0),
    patience_mean=3600.0,
    return_lag_mean=900.0,
    late=0.1,
    late_mean=900.0,
    handoff_cv=0.7,
    trip_mean=43200.0,
    trip_cv=0.5,
)


@dataclass(frozen=True)
class City:
    zones: tuple[Zone, ...]
    facilities: tuple[Facility, ...]
    services: tuple[Service, ...]
    centres: dict[str, str] = field(default_factory=dict)  # county -> facility
    industries: tuple[str, ...] = ("trade",)
    days: int = 28
    scale: float = 1.0  # of all rates
    day_weight: tuple[float, ...] | None = None  # 24 hours; None = flat
    policy: dict[str, object] = field(default_factory=dict)
    projects: tuple[tuple[str, int, str, str], ...] = ()  # name, time, zone, service
    replay: tuple[tuple[int, str, str, str | None, int], ...] = ()  # time, zone, service, item, channel
    appointment_lead: int = 2 * HOUR

    def with_(self, **changes: object) -> City:
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def items(self) -> list[tuple[str, int]]:
        return [(item, s) for s, service in enumerate(self.services) for item in service.items]

    def compile(self) -> c.Compiled:
        counties = sorted({z.county for z in self.zones} | {f.county for f in self.facilities})
        labels = c.Labels(
            county=tuple(counties),
            zone=tuple(z.id for z in self.zones),
            industry=self.industries,
            service=tuple(s.id for s in self.services),
            item=tuple(item for item, _ in self.items),
            facility=tuple(f.id for f in self.facilities),
            skill=("skill",),
            group=(),
            review=tuple(f"{s.id}/{k + 1}" for s in self.services for k in range(len(s.reviews))),
        )
        return c.Compiled(self._network(labels), self._demand(labels), labels)

    def _network(self, labels: c.Labels) -> c.Network:
        end = self.days * DAY
        empty = np.zeros(0, np.int64)
        n = len(self.facilities)
        opening = [
            [(d * DAY + f.hours[0] * HOUR, d * DAY + f.hours[1] * HOUR) for d in range(self.days)]
            if f.hours
            else []
            for f in self.facilities
        ]
        slots = [
            [start for start, _ in rows] if f.slots else []
            for f, rows in zip(self.facilities, opening, strict=True)
        ]
        flags = np.zeros(n, np.bool_)
        facilities = c.Facilities(
            tier=_ints(f.tier for f in self.facilities),
            kind=_ints(f.kind for f in self.facilities),
            county=_ints(labels.county.index(f.county) for f in self.facilities),
            parent=np.full((n, 3), -1),
            chiefs=np.full(n, -1),
            board=np.full(n, -1),
            queue_capacity=np.full(n, -1),
            slot_capacity=_ints(f.slots for f in self.facilities),
            push=flags,
            mutual_recognition=flags,
            joint_review=flags,
            out_of_area=np.array([f.out_of_area for f in self.facilities], dtype=np.bool_),
            open_ptr=_ptr(opening),
            open_start=_ints(start for rows in opening for start, _ in rows),
            open_end=_ints(stop for rows in opening for _, stop in rows),
            slot_ptr=_ptr(slots),
            slot_start=_ints(start for rows in slots for start in rows),
        )
        n_services = len(self.services)
        zeros = np.zeros(n_services, np.int64)
        n_reviews = sum(len(s.reviews) for s in self.services)
        services = c.Services(
            family=zeros,
            kind=zeros,
            skill=zeros,
            priority=zeros,
            solve=np.ones((n_services, 4)),
            promise=zeros,
            review_tier=zeros,
            bundle=zeros.astype(np.bool_),
            review_ptr=_ptr([s.reviews for s in self.services]),
            review_facility=np.full(n_reviews, -1),
            review_skill=np.full(n_reviews, -1),
            review_recognisable=np.zeros(n_reviews, np.bool_),
            out_of_area=np.array([s.out_of_area for s in self.services], dtype=np.bool_),
        )
        listed = np.array(
            [[f.items is None or item in f.items for item, _ in self.items] for f in self.facilities],
            dtype=np.bool_,
        ).reshape(n, len(self.items))
        catalogue = c.Catalogue(
            listed, np.zeros_like(listed), _ints(s for _, s in self.items), np.ones(len(self.items))
        )
        rules = c.Rules(*(0 for _ in c.Rules._fields))._replace(appointment_lead=self.appointment_lead)
        return c.Network(
            clock=c.Clock(0, end, end, empty, empty, empty),
            facilities=facilities,
            groups=None,  # type: ignore[arg-type]
            members=None,  # type: ignore[arg-type]
            services=services,
            rotation=None,  # type: ignore[arg-type]
            coaching=None,  # type: ignore[arg-type]
            sessions=None,  # type: ignore[arg-type]
            catalogue=catalogue,
            counties=None,  # type: ignore[arg-type]
            rules=rules,
            n_skills=1,
        )

    def _demand(self, labels: c.Labels) -> c.Demand:
        km = np.abs(np.array([[z.x - f.x for f in self.facilities] for z in self.zones])).reshape(
            len(self.zones), len(self.facilities)
        )
        per_second = np.array([s.per_day for s in self.services]) / DAY * self.scale
        latent = np.array([s.latent_per_day for s in self.services]) / DAY * self.scale
        ones = np.ones((len(self.zones), len(self.industries), 1))
        weight = np.ones(24) if self.day_weight is None else np.array(self.day_weight)
        names, times, at, wants = zip(*self.projects, strict=True) if self.projects else ((), (), (), ())
        replay = list(zip(*self.replay, strict=True)) if self.replay else [(), (), (), (), ()]
        policy = POLICY._replace(attraction=np.array([f.attraction for f in self.facilities]))
        reviews = [mean for s in self.services for mean in s.reviews]
        return c.Demand(
            zone_county=_ints(labels.county.index(z.county) for z in self.zones),
            travel=np.rint(180 + km * 120).astype(np.int64),  # 30 km/h and three minutes
            distance=km,
            enterprises=ones[:, :, 0],
            rate=ones * per_second,
            discovered_rate=ones * latent,
            hour_weight=np.tile(weight, self.days),
            handling_mean=np.array([[s.handling] * 6 for s in self.services]),
            handling_cv=np.array([s.cv for s in self.services]),
            handling_distribution=_ints(s.distribution for s in self.services),
            review_mean=np.array(reviews, dtype=np.float64),
            review_cv=np.full(len(reviews), 0.5),
            channel_share=np.array([s.channels for s in self.services]),
            grade_share=np.array([s.grades for s in self.services]),
            cross_city_share=np.array([s.cross_city for s in self.services]),
            service_out_of_area=np.array([s.out_of_area for s in self.services], dtype=np.bool_),
            centre=_ints(
                labels.facility.index(self.centres[county]) if county in self.centres else -1
                for county in labels.county
            ),
            home_visits=np.array([f.home_visits for f in self.facilities], dtype=np.bool_),
            projects=c.ProjectNeeds(
                tuple(names),
                _ints(times),
                _ints(labels.zone.index(z) for z in at),
                _ints(0 for _ in names),
                _ints(labels.service.index(s) for s in wants),
                _ints(-1 for _ in names),
                _ints(-1 for _ in names),
            ),
            replay=c.Replay(
                _ints(replay[0]),
                _ints(labels.zone.index(z) for z in replay[1]),
                _ints(0 for _ in replay[0]),
                _ints(labels.service.index(s) for s in replay[2]),
                _ints(-1 if i is None else labels.item.index(i) for i in replay[3]),
                _ints(replay[4]),
            ),
            policy=policy._replace(**self.policy),
        )


def _ints(values: object) -> np.ndarray:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]


def _ptr(rows: list) -> np.ndarray:
    return np.concatenate(([0], np.cumsum([len(r) for r in rows]))).astype(np.int64)


TOWN = City(
    zones=(Zone("z1"), Zone("z2", x=8.0), Zone("z3", "b", x=30.0)),
    facilities=(
        Facility("s1", slots=2),
        Facility("s2", x=6.0, home_visits=True, items=("permit", "loan"), out_of_area=True),
        Facility("s3", "b", x=28.0, hours=(10, 20), slots=1),
        Facility("centre", x=4.0, tier=Tier.DISTRICT, kind=FacilityKind.DISTRICT_CENTRE, home_visits=True),
        Facility("bureau", x=4.0, tier=Tier.DEPARTMENT, kind=FacilityKind.DEPARTMENT),
    ),
    services=(
        Service("licence", ("permit", "seal"), channels=(0.5, 0.2, 0.2, 0.1), reviews=(7200.0, 3600.0)),
        Service(
            "finance",
            ("loan",),
            per_day=6.0,
            latent_per_day=2.0,
            channels=(0.6, 0.1, 0.2, 0.1),
            grades=(0.3, 0.1, 0.05),
            cross_city=0.2,
            out_of_area=True,
            distribution=Distribution.EXPONENTIAL,
        ),
    ),
    centres={"a": "centre", "b": "centre"},
    projects=(("p1/land@3", 9 * HOUR, "z1", "licence"), ("p1/loan@40", 3 * DAY + 9 * HOUR, "z1", "finance")),
    replay=(
        (3600, "z2", "licence", "seal", 0),
        (3600, "z2", "licence", "seal", 0),
        (99 * DAY, "z1", "finance", None, 2),
    ),
)
