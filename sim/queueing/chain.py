"""Markov chains in continuous time, exactly: at rest, and through phases of constant rates.

States are tuples of whole numbers, found by following the moves from a start, so a chain is written down as
one function and nothing else. Kolmogorov's forward equations (1931): dp/dt = p Q; W. J. Stewart,
*Introduction to the Numerical Solution of Markov Chains* (1994).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

State = tuple[int, ...]
Moves = Callable[[State], Iterable[tuple[float, State]]]
Reward = Callable[[State], float]


class Phase(NamedTuple):
    """A stretch of time with constant rates."""

    seconds: float
    moves: Moves  # state -> (rate a second, state after), each move once
    rewards: Sequence[Reward] = ()  # earned per second in a state


class Passage(NamedTuple):
    """What became of a chain in the course of a phase."""

    chances: Mapping[State, float]  # at its end
    earned: tuple[float, ...]  # expected integral of each reward over the phase


def through(start: Mapping[State, float], phases: Sequence[Phase]) -> list[Passage]:
    """Return the passages of a chain that starts with the chances ``start`` through the phases in order.

    The forward equations and the integrals of the rewards are solved together (Runge-Kutta of order 8,
    relative error 1e-9).

    Args:
        start: chance of each state; they add up to 1.
        phases: in order; the states are those that any of them can reach.
    """
    from scipy.integrate import solve_ivp

    states = _reached(start, [phase.moves for phase in phases])
    chance = np.array([start.get(state, 0.0) for state in states])
    found = []
    for phase in phases:
        flow = _generator(states, phase.moves).T.tocsr()
        gains = np.array([[reward(state) for state in states] for reward in phase.rewards])
        gains = gains.reshape(len(phase.rewards), len(states))

        def slope(_: float, y: Any, flow: Any = flow, gains: Any = gains) -> Any:
            p = y[: len(states)]
            return np.concatenate((flow @ p, gains @ p))

        begin = np.concatenate((chance, np.zeros(len(gains))))
        solved = solve_ivp(slope, (0, phase.seconds), begin, method="DOP853", rtol=1e-9, atol=1e-13)
        last = solved.y[:, -1]
        chance = last[: len(states)]
        chances = dict(zip(states, chance.tolist(), strict=True))
        found.append(Passage(chances, tuple(last[len(states) :].tolist())))
    return found


def at_rest(start: State, moves: Moves) -> dict[State, float]:
    """Return the chances at rest of the states that ``start`` leads to: p Q = 0, and they add up to 1."""
    from scipy.sparse import vstack
    from scipy.sparse.linalg import spsolve

    states = _reached({start: 1.0}, [moves])
    balance = _generator(states, moves).T.tocsr()
    full = vstack([balance[1:], np.ones((1, len(states)))]).tocsc()  # one balance follows from the others
    right = np.zeros(len(states))
    right[-1] = 1.0
    return dict(zip(states, spsolve(full, right).tolist(), strict=True))


def _reached(start: Mapping[State, float], moves: Sequence[Moves]) -> list[State]:
    """Return the states that can be reached, breadth first."""
    found = list(start)
    known = set(found)
    for state in found:
        for follow in moves:
            for _, after in follow(state):
                if after not in known:
                    known.add(after)
                    found.append(after)
    return found


def _generator(states: Sequence[State], moves: Moves) -> Any:
    """Return Q [states, states] as a sparse matrix: rates off the diagonal, rows add up to 0."""
    from scipy.sparse import csr_matrix

    number = {state: i for i, state in enumerate(states)}
    rows, columns, rates = [], [], []
    for state, i in number.items():
        for rate, after in moves(state):
            rows += [i, i]
            columns += [number[after], i]
            rates += [rate, -rate]
    return csr_matrix((rates, (rows, columns)), shape=(len(states), len(states)))
