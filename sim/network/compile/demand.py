"""What sampling reads: rates, profiles, distances, means of work, and the policies of arrivals."""

from __future__ import annotations

import numpy as np

from sim.network.codes import Distribution, FacilityKind
from sim.network.compile.calendar import Days
from sim.network.compile.facilities import Sites
from sim.network.compile.index import Index, ordered_reviews, positions
from sim.network.compile.intervals import DAY, HOUR, MINUTE
from sim.network.compile.profiles import hour_weights
from sim.network.compile.projects import project_needs, replay_of
from sim.network.compile.travel import zones_to_facilities
from sim.network.contract import Demand, DemandPolicy, Floats, Ints
from sim.scenario.scenario import Scenario

YEAR = 365 * DAY
CHANNEL_FIELDS = ("share_walk_in", "share_appointment", "share_online", "share_home_visit")
GRADE_FIELDS = ("grade_subcentre", "grade_district", "grade_city")
HANDLING_FIELDS = (
    "handling_station",
    "handling_station",
    "handling_subcentre",
    "handling_district",
    "handling_city",
)


def demand_of(scenario: Scenario, index: Index, days: Days, sites: Sites) -> Demand:
    """Return demand; the rates hold at profile weight 1."""
    services, zones, policies = scenario.services, scenario.zones, scenario.policies
    end = days.weekday.size * DAY
    trips = zones_to_facilities(scenario)
    enterprises = _enterprises(scenario, index)
    effective = enterprises * np.array([row.demand_factor for row in zones], dtype=np.float64)[:, None]
    reviews = ordered_reviews(scenario)
    return Demand(
        zone_county=positions(index.county, (row.county for row in zones)),
        travel=trips.seconds,
        distance=trips.km,
        enterprises=enterprises,
        rate=effective[:, :, None] * _yearly_rates(scenario, index)[None, :, :] / YEAR,
        discovered_rate=effective[:, :, None] * _latent_problems(scenario)[None, None, :] / YEAR,
        hour_weight=hour_weights(scenario, days),
        handling_mean=_handling(scenario),
        handling_cv=np.array([row.handling_cv for row in services], dtype=np.float64),
        handling_distribution=np.array(
            [Distribution[row.handling_distribution.upper()] for row in services], dtype=np.int64
        ),
        review_mean=np.array([row.hours * HOUR for row in reviews], dtype=np.float64),
        review_cv=np.array([row.cv for row in reviews], dtype=np.float64),
        channel_share=channel_shares(scenario),
        grade_share=_table(scenario, GRADE_FIELDS) * float(policies.grading.on),
        cross_city_share=np.array([row.cross_city_share for row in services], dtype=np.float64),
        service_out_of_area=np.array([row.out_of_area for row in services], dtype=np.bool_),
        centre=_centres(scenario, index, sites),
        home_visits=sites.open
        & np.array(
            [row.home_visits and policies.home_visits.on for row in scenario.facilities], dtype=np.bool_
        ),
        projects=project_needs(scenario, index, end),
        replay=replay_of(scenario, index, end),
        policy=_policy(scenario),
    )


def channel_shares(scenario: Scenario) -> Floats:
    """Return the shares of walk-in, appointment, online and home visit, with the levers applied.

    Appointments or home visits that are off go to walk-in; then the online multiplier takes from (or, below
    1, gives back to) walk-in, never more than is there.
    """
    policies = scenario.policies
    walk_in, appointment, online, home_visit = _table(scenario, CHANNEL_FIELDS).T
    if not policies.appointments.on:
        walk_in, appointment = walk_in + appointment, np.zeros_like(appointment)
    if not policies.home_visits.on:
        walk_in, home_visit = walk_in + home_visit, np.zeros_like(home_visit)
    scaled = np.minimum(online * policies.online.multiplier, online + walk_in)
    walk_in = np.maximum(walk_in + (online - scaled), 0.0)
    shares = np.column_stack((walk_in, appointment, scaled, home_visit))
    return np.ascontiguousarray(shares / shares.sum(axis=1, keepdims=True))


def _table(scenario: Scenario, fields: tuple[str, ...]) -> Floats:
    rows = [[getattr(row, field) for field in fields] for row in scenario.services]
    return np.array(rows, dtype=np.float64).reshape(-1, len(fields))


def _enterprises(scenario: Scenario, index: Index) -> Floats:
    counts = np.zeros((len(index.zone), len(index.industry)), np.float64)
    for row in scenario.enterprises:
        counts[index.zone[row.zone], index.industry[row.industry]] += row.enterprises
    return counts


def _yearly_rates(scenario: Scenario, index: Index) -> Floats:
    rates = np.zeros((len(index.industry), len(index.service)), np.float64)
    for row in scenario.demand:
        rates[index.industry[row.industry], index.service[row.service]] += row.rate
    return rates


def _latent_problems(scenario: Scenario) -> Floats:
    """Return problems per enterprise and year for visits to find; without visits some are reported later."""
    visits = scenario.policies.visits
    found = visits.per_enterprise * visits.discovery
    return np.array([row.visit_share * found for row in scenario.services], dtype=np.float64)


def _handling(scenario: Scenario) -> Floats:
    """Return mean seconds of work by draw slot: the locality as a station, the chiefs by the backstop."""
    minutes = _table(scenario, HANDLING_FIELDS)
    chiefs = np.full((len(minutes), 1), scenario.policies.backstop.handling_minutes)
    return np.ascontiguousarray(np.hstack((minutes, chiefs)) * MINUTE)


def _centres(scenario: Scenario, index: Index, sites: Sites) -> Ints:
    """Return each county's first open district centre, else the first open city centre, else -1."""
    centre = np.full(len(index.county), -1, np.int64)
    for kind in (FacilityKind.DISTRICT_CENTRE, FacilityKind.CITY_CENTRE):
        for facility in np.flatnonzero(sites.open & (sites.kind == kind)):
            county = index.county[scenario.facilities[facility].county]
            where = slice(county, county + 1) if kind == FacilityKind.DISTRICT_CENTRE else slice(None)
            centre[where] = np.where(centre[where] < 0, facility, centre[where])
    return centre


def _policy(scenario: Scenario) -> DemandPolicy:
    policies = scenario.policies
    choice = policies.choice
    return DemandPolicy(
        visits_on=policies.visits.on,
        self_report=policies.visits.self_report,
        self_report_delay=float(policies.visits.self_report_days * DAY),
        tracking_on=policies.tracking.on,
        tracking_delay=float(policies.tracking.delay_days * DAY),
        radius_km=choice.radius_km,
        travel_weight=choice.travel_weight,
        opening_weight=choice.opening_weight,
        centre_utility=choice.centre,
        outside_utility=choice.outside,
        attraction=np.array([row.attraction for row in scenario.facilities], dtype=np.float64),
        patience_mean=float(policies.patience.mean_minutes * MINUTE),
        return_lag_mean=float(policies.returns.lag_minutes * MINUTE),
        late=policies.appointments.late,
        late_mean=float(policies.appointments.late_minutes * MINUTE),
        handoff_cv=policies.push.cv,
        trip_mean=float(policies.out_of_area.trip_hours * HOUR),
        trip_cv=policies.out_of_area.cv,
    )
