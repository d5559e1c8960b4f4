"""What-ifs that draws of parameters would undo: both set the same value, and the draws come last."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiment.errors import InputError
from sim.experiment.posterior import Posterior
from sim.scenario import Scenario
from sim.scenario.schema import TABLES, Row

MOST = 3  # fields that a message names


def check_undone(scenarios: Sequence[Scenario], posterior: Posterior) -> None:
    """Make sure that what sets the scenarios apart from the first still does so at a draw.

    Raises:
        InputError: a draw sets a value that a scenario sets otherwise than the first.
    """
    base, *others = scenarios
    at_draw = posterior.scenario_at(base, 1)
    for other in others:
        if lost := sorted(apart(base, other) - apart(at_draw, posterior.scenario_at(other, 1))):
            name = other.settings.id
            said = ", ".join(lost[:MOST]) + (" ..." if len(lost) > MOST else "")
            raise InputError(
                f"--posterior: the draws set what {name} sets too ({said}), so its change would be undone;"
                " write the parameter as multiply or add, or leave the change out",
                f"--posterior：抽样值与 {name} 设定了相同的字段（{said}），其改动会被覆盖；"
                "请把该参数写成 multiply 或 add，或去掉这项改动",
            )


def apart(one: Scenario, other: Scenario) -> set[str]:
    """Return the fields of policies and of rows with the same key in which two scenarios differ."""
    found = {
        f"policies.{policy}.{name}"
        for policy in type(one.policies).model_fields
        for name in _fields(getattr(one.policies, policy), getattr(other.policies, policy))
    }
    for name, table in TABLES.items():
        if not table.key:
            continue
        rows = {tuple(getattr(row, key) for key in table.key): row for row in one.table(name)}
        for row in other.table(name):
            key = tuple(getattr(row, part) for part in table.key)
            if key in rows:
                place = "/".join(map(str, key))
                found |= {f"{name}.{field} of {place}" for field in _fields(rows[key], row)}
    return found


def _fields(one: Row, other: Row) -> list[str]:
    """Return the fields in which two rows of one table differ."""
    if one is other or one == other:
        return []
    return [name for name in type(one).model_fields if getattr(one, name) != getattr(other, name)]
