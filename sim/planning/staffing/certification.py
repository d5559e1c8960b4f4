"""The certification of plans: on chances the search never saw, each attempt with its part of the error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.planning.certify import (
    ALLOWED,
    error_of,
    kept_by_year,
    means_certified,
    share_at_least,
    years_needed,
)
from sim.planning.design import Design
from sim.planning.evaluate import Evaluator, values_of
from sim.planning.numbers import ATTEMPT, CERTIFY, numbers
from sim.planning.requirement import Requirement
from sim.planning.staffing.criterion import Sense

Floats = NDArray[np.float64]
BLOCK = 10  # years simulated before it is looked whether too many were missed already
YEARS_OF_MEANS = 30
ATTEMPTS = 5


class Terms(NamedTuple):
    """What is promised, and how surely.

    sense "year": a year keeps all requirements together with ``probability`` or more. sense "mean": every
    KPI's mean over years keeps its bound. Either is certified with ``confidence``.
    """

    sense: Sense = "year"
    probability: float = 0.9
    confidence: float = 0.95


class Attempt(NamedTuple):
    """One attempt to certify a plan."""

    number: int
    values: Floats  # [years, KPIs] simulated before it was decided
    certified: bool
    error: float  # the error probability it might spend
    years: int  # planned

    def kept(self, requirements: Sequence[Requirement]) -> NDArray[np.bool_]:
        """Return which requirement each year keeps [years, requirements]."""
        return kept_by_year(requirements, self.values)


def years_of(number: int, terms: Terms) -> int:
    """Return the years that an attempt is planned to take."""
    if terms.sense == "mean":
        return YEARS_OF_MEANS
    return years_needed(terms.probability, error_of(number, terms.confidence))


def first_of(number: int, terms: Terms) -> int:
    """Return the first replication number of an attempt.

    With draws of parameters, replication k runs at the k-th: each attempt goes on where the one before ended,
    so that it meets further draws as long as there are any.
    """
    before = sum(years_of(one, terms) for one in range(1, number))
    return CERTIFY + (number - 1) * ATTEMPT + before


def certify(
    evaluator: Evaluator, design: Design, requirements: Sequence[Requirement], terms: Terms, number: int
) -> Attempt:
    """Try to certify a design; the first KPIs of the evaluator are the requirements'.

    Of years, as many are simulated as show the probability with ``ALLOWED`` of them missed; the attempt ends
    early once more are. The error of attempt i is (1 - confidence) / 2^i.
    """
    error = error_of(number, terms.confidence)
    first, years = first_of(number, terms), years_of(number, terms)
    if terms.sense == "mean":
        values = values_of(evaluator.run([design], numbers(first, years))[0])
        sure = means_certified(requirements, values[:, : len(requirements)], error)
        return Attempt(number, values, bool(sure.all()), error, years)
    found: list[Floats] = []
    missed = 0
    for start in range(0, years, BLOCK):
        block = numbers(first + start, min(BLOCK, years - start))
        found.append(values_of(evaluator.run([design], block)[0]))
        missed += int((~kept_by_year(requirements, found[-1]).all(axis=1)).sum())
        if missed > ALLOWED:
            break
    values = np.concatenate(found)
    certified = missed <= ALLOWED and share_at_least(years - missed, years, error) >= terms.probability
    return Attempt(number, values, bool(certified), error, years)
