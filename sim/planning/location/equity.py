"""Equity between townships: a floor or a ceiling for every one, or the worst one first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.planning.location.ask import Ask
from sim.planning.location.formulation import Formulation, add_total
from sim.planning.location.instance import Floats, Instance, Ints

ROUNDING = 1e-9  # a floor that is met but for rounding is met


def townships(instance: Instance) -> Iterator[Ints]:
    """Yield the demand points of each township that has demand."""
    for one in np.unique(instance.groups):
        zones = np.flatnonzero(instance.groups == one)
        if instance.demand[zones].sum() > 0:
            yield zones


def township_means(instance: Instance, values: Floats) -> Floats:
    """Return the demand-weighted mean of values [Z] in each township that has demand."""
    demand = instance.demand
    return np.array([demand[zones] @ values[zones] / demand[zones].sum() for zones in townships(instance)])


def add_limits(formulation: Formulation, instance: Instance, ask: Ask) -> None:
    """Add the floor of covered shares and the ceiling of mean minutes, where they are asked for."""
    program = formulation.program
    for zones in townships(instance):
        if ask.floor is not None:
            add_total(program, instance, formulation.covered, zones, ask.floor - ROUNDING)
        if ask.ceiling is not None and formulation.minutes is not None:
            add_total(program, instance, formulation.minutes, zones, upper=ask.ceiling + ROUNDING)


def add_worst(formulation: Formulation, instance: Instance) -> int:
    """Add a column t that no township's covered share is below, and return its number.

    The rows are in the unit of the township's demand, as those of `add_total`.
    """
    program, of = formulation.program, formulation.covered
    (t,) = program.add_columns(1).tolist()
    weight = instance.demand / instance.scale()
    for zones in townships(instance):
        inside = np.isin(of.zone, zones)
        program.add_row(
            np.append(of.column[inside], t),
            np.append(weight[of.zone[inside]] * of.value[inside], -weight[zones].sum()),
            lower=-float(weight[zones] @ of.constant[zones]),
        )
    return int(t)
