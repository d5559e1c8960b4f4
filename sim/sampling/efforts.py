"""How long things take: handling, reviews, hand-offs, trips. Whole seconds, at least one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import DRAW_SLOTS, MAX_LEVELS, MAX_REVIEWS
from sim.network.contract import Compiled, Demand
from sim.sampling.distributions import factor, lognormal_factor, lognormal_sigma, whole_seconds
from sim.sampling.keys import RunKey, slot_uniforms, uniforms
from sim.sampling.needs import Needs
from sim.sampling.purposes import Purpose

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def draw_handling(demand: Demand, key: RunKey, needs: Needs) -> Ints:
    """Seconds of work by draw slot, [N, 6]: the service's mean there times a draw of mean 1."""
    sigma = np.array([lognormal_sigma(cv) for cv in demand.handling_cv.tolist()])
    u = slot_uniforms(key, needs.key, Purpose.HANDLING, len(DRAW_SLOTS))
    unit = factor(u, demand.handling_distribution[needs.service], sigma[needs.service])
    unit *= demand.handling_mean[needs.service]
    return whole_seconds(unit)


def draw_handoffs(demand: Demand, key: RunKey, needs: Needs) -> Floats:
    """Factors of the mean hand-off delay, [N, 6], by number of earlier hand-offs: lognormal of mean 1."""
    u = slot_uniforms(key, needs.key, Purpose.HANDOFF, MAX_LEVELS)
    return lognormal_factor(u, lognormal_sigma(demand.policy.handoff_cv))


def draw_reviews(compiled: Compiled, key: RunKey, needs: Needs) -> Ints:
    """Seconds of each review of the case's service, [N, 4], lognormal; 0 where the service has none."""
    services, demand = compiled.network.services, compiled.demand
    n_services = len(services.family)
    mean, sigma = np.zeros((n_services, MAX_REVIEWS)), np.zeros((n_services, MAX_REVIEWS))
    for s in range(n_services):
        for order, row in enumerate(range(services.review_ptr[s], services.review_ptr[s + 1])):
            mean[s, order] = demand.review_mean[row]
            sigma[s, order] = lognormal_sigma(float(demand.review_cv[row]))
    count = np.diff(services.review_ptr)[needs.service]
    out = np.zeros((len(count), MAX_REVIEWS), dtype=np.int64)
    for order in range(MAX_REVIEWS):
        rows = np.flatnonzero(count > order)
        u = uniforms(key, needs.key[rows], 0, Purpose.REVIEW, order // 2)[order % 2]
        service = needs.service[rows]
        out[rows, order] = whole_seconds(mean[service, order] * lognormal_factor(u, sigma[service, order]))
    return out


def draw_trips(demand: Demand, key: RunKey, needs: Needs, cross_city: Bools) -> tuple[Ints, Floats]:
    """Working seconds of filing in the other city (0 unless cross-city); uniforms of sessions; [N] each."""
    policy = demand.policy
    u, session_u = uniforms(key, needs.key, 0, Purpose.TRIP)
    trip = np.zeros(len(u), dtype=np.int64)
    trip[cross_city] = whole_seconds(
        policy.trip_mean * lognormal_factor(u[cross_city], lognormal_sigma(policy.trip_cv))
    )
    return trip, session_u
