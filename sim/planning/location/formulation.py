"""A model written as a program, with the expressions that its options and its reading need."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.planning.location.instance import Floats, Instance, Ints
from sim.planning.location.program import Program


class Affine(NamedTuple):
    """One expression per demand point: constant [Z] + sum over its terms of value x column.

    Attributes:
        constant: [Z].
        zone: [terms] demand point of each term.
        column: [terms].
        value: [terms].
    """

    constant: Floats
    zone: Ints
    column: Ints
    value: Floats


class Flow(NamedTuple):
    """Columns that say which share of a demand point's demand a site serves.

    Attributes:
        zone: [pairs].
        site: [pairs].
        column: [pairs].
    """

    zone: Ints
    site: Ints
    column: Ints


class Formulation(NamedTuple):
    """A program and how to read it.

    Attributes:
        program: everything but the equity between townships.
        sites: [S] columns that are 1 where a site is open.
        cost: what is minimised over the columns so far, in the program's unit (`Instance.scale`).
        constant: the part of the objective that no column moves.
        unit: the model's objective in the instance's units is unit x (cost @ columns + constant); below 0:
            it is maximised.
        covered: covered share of each demand point.
        minutes: travel time of each demand point; None: the model has none.
        flow: who serves whom; None: every point goes to its nearest open site.
    """

    program: Program
    sites: Ints
    cost: Floats
    constant: float
    unit: float
    covered: Affine
    minutes: Affine | None = None
    flow: Flow | None = None


def objective(program: Program, weight: Floats, of: Affine, sign: float = 1.0) -> tuple[Floats, float]:
    """Return the costs [columns] and the constant of sign x sum over points of weight x expression."""
    cost = np.zeros(program.columns)
    np.add.at(cost, of.column, sign * weight[of.zone] * of.value)
    return cost, sign * float(weight @ of.constant)


def add_total(
    program: Program,
    instance: Instance,
    of: Affine,
    zones: Ints,
    lower: float = -np.inf,
    upper: float = np.inf,
) -> None:
    """Add lower <= mean over some demand points, weighted by demand, of an expression <= upper."""
    weight = instance.demand / instance.scale()
    total = weight[zones].sum()
    chosen = np.isin(of.zone, zones)
    constant = weight[zones] @ of.constant[zones]
    zone, column, value = of.zone[chosen], of.column[chosen], of.value[chosen]
    program.add_row(column, weight[zone] * value, lower * total - constant, upper * total - constant)
