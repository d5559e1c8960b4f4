"""How long things take and whether they succeed: handling, reviews, hand-offs, trips, sessions."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import DRAW_SLOTS, MAX_REVIEWS
from sim.network.contract import Compiled
from sim.sampling.arrivals import Arrivals
from sim.sampling.columns import empty
from sim.sampling.distributions import factor, lognormal_factor, lognormal_sigma, whole_seconds
from sim.sampling.keys import RunKey, block, single, uniform
from sim.sampling.loops import inner, loop
from sim.sampling.purposes import Purpose

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Narrow = NDArray[np.signedinteger[Any]]
Singles = NDArray[np.float32]
Bools = NDArray[np.bool_]

N_SLOTS = len(DRAW_SLOTS)


class Efforts(NamedTuple):
    """Columns of the case table, one row per case."""

    handling: Narrow  # [N, 6] seconds by draw slot: the service's mean there times a draw of mean 1
    solve_u: Singles  # [N, 6]
    handoff: Singles  # [N, 6] lognormal of mean 1
    review: Narrow  # [N, 4] seconds, lognormal; 0 where the service has none
    trip: Narrow  # working seconds, lognormal; 0 unless cross-city
    session_u: Singles


class Means(NamedTuple):
    """Means in seconds by service class, and spreads (standard deviations of logarithms)."""

    handling: Floats  # [S, 6]
    handling_sigma: Floats  # [S]
    distribution: Ints  # [S]
    reviews: Ints  # [S] how many
    review: Floats  # [S, 4]
    review_sigma: Floats  # [S, 4]
    handoff_sigma: float
    trip: float
    trip_sigma: float


def means(compiled: Compiled) -> Means:
    """Means and spreads of a scenario."""
    services, demand, policy = compiled.network.services, compiled.demand, compiled.demand.policy
    n_services = len(services.family)
    mean, sigma = np.zeros((n_services, MAX_REVIEWS)), np.zeros((n_services, MAX_REVIEWS))
    for s in range(n_services):
        for order, row in enumerate(range(services.review_ptr[s], services.review_ptr[s + 1])):
            mean[s, order] = demand.review_mean[row]
            sigma[s, order] = lognormal_sigma(float(demand.review_cv[row]))
    return Means(
        handling=np.array(demand.handling_mean, dtype=np.float64, order="C"),
        handling_sigma=np.array(
            [lognormal_sigma(cv) for cv in demand.handling_cv.tolist()], dtype=np.float64
        ),
        distribution=np.array(demand.handling_distribution, dtype=np.int64),
        reviews=np.diff(services.review_ptr).astype(np.int64),
        review=mean,
        review_sigma=sigma,
        handoff_sigma=lognormal_sigma(policy.handoff_cv),
        trip=float(policy.trip_mean),
        trip_sigma=lognormal_sigma(policy.trip_cv),
    )


def draw_efforts(run: RunKey, needs: Arrivals, service: Narrow, cross_city: Bools, of: Means) -> Efforts:
    """Efforts of each case; ``service`` and ``cross_city`` are columns of the case table, [N]."""
    out = empty(Efforts, len(needs.key))
    _draw(run, needs.key, service, cross_city, of, out)
    return out


@loop
def _draw(run: RunKey, keys: Ints, service: Narrow, cross_city: Bools, of: Means, out: Efforts) -> None:
    for i in range(len(keys)):
        _work(run, keys[i], service[i], of, out.handling[i], out.solve_u[i])
        trip, session = _handoffs(run, keys[i], of.handoff_sigma, out.handoff[i])
        out.session_u[i] = single(session)
        out.trip[i] = (
            whole_seconds(of.trip * lognormal_factor(uniform(trip), of.trip_sigma), 1) if cross_city[i] else 0
        )
        _reviews(run, keys[i], service[i], of, out.review[i])


@inner
def _work(run: RunKey, key: int, service: int, of: Means, handling: Narrow, solve_u: Singles) -> None:
    """Handling and solved draws of one case, [6] each."""
    code, sigma = of.distribution[service], of.handling_sigma[service]
    for pair in range(N_SLOTS // 2):
        work0, work1, solve0, solve1 = block(run, key, 0, Purpose.WORK, pair)
        slot = 2 * pair
        handling[slot] = whole_seconds(of.handling[service, slot] * factor(uniform(work0), code, sigma), 1)
        solve_u[slot] = single(solve0)
        slot += 1
        handling[slot] = whole_seconds(of.handling[service, slot] * factor(uniform(work1), code, sigma), 1)
        solve_u[slot] = single(solve1)


@inner
def _handoffs(run: RunKey, key: int, sigma: float, handoff: Singles) -> tuple[int, int]:
    """Factors of one case's hand-off delays, [6]; returns the words of its trip and its sessions."""
    first = block(run, key, 0, Purpose.HANDOFF, 0)
    second = block(run, key, 0, Purpose.HANDOFF, 1)
    for level in range(4):
        handoff[level] = lognormal_factor(uniform(first[level]), sigma)
    for level in range(2):
        handoff[4 + level] = lognormal_factor(uniform(second[level]), sigma)
    return second[2], second[3]


@inner
def _reviews(run: RunKey, key: int, service: int, of: Means, review: Narrow) -> None:
    """Seconds of one case's reviews, [4]."""
    review[:] = 0
    if of.reviews[service] == 0:
        return
    words = block(run, key, 0, Purpose.REVIEW, 0)
    for order in range(of.reviews[service]):
        spread = lognormal_factor(uniform(words[order]), of.review_sigma[service, order])
        review[order] = whole_seconds(of.review[service, order] * spread, 1)
