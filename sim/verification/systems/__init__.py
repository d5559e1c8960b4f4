"""The systems, one function each."""

from __future__ import annotations

from collections.abc import Callable

from sim.verification.system import System
from sim.verification.systems import coaching, daily, general, markov, networks, reviews, sessions

BUILDERS: tuple[Callable[[], System], ...] = (
    markov.m_m_1,
    markov.m_m_3,
    markov.m_m_c_k,
    markov.erlang_loss,
    markov.m_g_c_c,
    markov.erlang_a,
    markov.balking,
    general.m_g_1,
    general.m_d_1,
    general.m_u_1,
    general.priorities,
    networks.tandem,
    networks.handoff,
    networks.jackson,
    daily.rising,
    daily.drop,
    daily.nights,
    reviews.reviews,
    reviews.department,
    sessions.sessions,
    coaching.coaching,
)


def systems() -> list[System]:
    """Return all systems, their exact answers worked out."""
    return [build() for build in BUILDERS]
