"""The case table: all randomness of one replication, drawn before an engine starts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.network.codes import DRAW_SLOTS
from sim.network.contract import CaseTable, Compiled, narrow
from sim.sampling.attributes import draw_channels, draw_items, draw_route
from sim.sampling.distributions import exponential_seconds, logit
from sim.sampling.efforts import draw_handling, draw_handoffs, draw_reviews, draw_trips
from sim.sampling.keys import RunKey, run_key, single, slot_uniforms, uniforms
from sim.sampling.needs import Needs, draw_needs
from sim.sampling.purposes import Purpose
from sim.sampling.routing import route

Ints = NDArray[np.int64]


def draw_case_table(compiled: Compiled, seed: int, replication: int) -> CaseTable:
    """Draw one replication.

    Args:
        compiled: network, demand and labels.
        seed: 0 .. 2**32 - 1.
        replication: number of the replication, 0 .. 2**32 - 1.

    Returns:
        One row per case that arises before the end, sorted by (arose, key). Times are whole seconds.

    Raises:
        ValueError: if seed or replication is out of range, or a service in demand has no item.
    """
    key = run_key(seed, replication)
    needs = draw_needs(compiled, key)
    item_u, channel_u = uniforms(key, needs.key, 0, Purpose.ITEM)
    item = draw_items(compiled, needs, item_u)
    channel = draw_channels(compiled.demand, needs, channel_u)
    return_u, no_show_u = uniforms(key, needs.key, 0, Purpose.RETURN)
    return_lag = exponential_seconds(return_u, compiled.demand.policy.return_lag_mean)
    routing = route(compiled, key, needs, item, channel, return_lag)
    grade, cross_city = draw_route(compiled.demand, key, needs)
    trip, session_u = draw_trips(compiled.demand, key, needs, cross_city)
    satisfied_u, survey_u = uniforms(key, needs.key, 0, Purpose.CLOSING)
    response_u, report_u = uniforms(key, needs.key, 0, Purpose.SURVEY)
    patience_u, balk_u = uniforms(key, needs.key, 0, Purpose.QUEUE)
    return narrow(
        CaseTable,
        key=needs.key,
        arose=needs.arose,
        entry=routing.entry,
        zone=needs.zone,
        county=compiled.demand.zone_county[needs.zone],
        industry=needs.industry,
        service=needs.service,
        item=item,
        channel=routing.channel,
        origin=needs.origin,
        facility=routing.facility,
        travel=routing.travel,
        grade=grade,
        cross_city=cross_city,
        handling=draw_handling(compiled.demand, key, needs),
        solve_u=single(slot_uniforms(key, needs.key, Purpose.SOLVE, len(DRAW_SLOTS))),
        handoff=draw_handoffs(compiled.demand, key, needs),
        review=draw_reviews(compiled, key, needs),
        trip=trip,
        session_u=single(session_u),
        satisfaction=logit(satisfied_u),
        survey_u=single(survey_u),
        response_u=single(response_u),
        report_u=single(report_u),
        patience=exponential_seconds(patience_u, compiled.demand.policy.patience_mean, least=1),
        balk_u=single(balk_u),
        return_lag=return_lag,
        no_show_u=single(no_show_u),
        late=_late(compiled, key, needs),
        entry_order=np.lexsort((routing.facility, routing.entry)).astype(np.int64),
    )


def _late(compiled: Compiled, key: RunKey, needs: Needs) -> Ints:
    """Seconds after the slot at which a booked case comes, [N]; 0 = on time."""
    policy = compiled.demand.policy
    happens, how = uniforms(key, needs.key, 0, Purpose.LATE)
    return np.where(happens < policy.late, exponential_seconds(how, policy.late_mean, least=1), 0)
