"""Baselines of parameters: the values at which they leave a scenario as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.experiment.errors import InputError
from sim.scenario import Scenario, ScenarioErrors, change


def check_baseline(
    scenario: Scenario,
    name: str,
    baseline: float,
    changes: Sequence[dict[str, Any]],
    command: tuple[str, str],
) -> None:
    """Make sure that a parameter's changes at its baseline leave the scenario as it is.

    Args:
        scenario: as it is.
        name: of the parameter.
        baseline: its value.
        changes: with the value in them.
        command: what the message begins with, in English and Chinese.

    Raises:
        InputError: they do not, or do not fit the scenario.
    """
    plain = scenario.model_copy(update={"policy_sources": {}})
    try:
        same = change(scenario, list(changes))
    except ScenarioErrors as fault:
        first = fault.problems[0]
        raise InputError(
            f"{command[0]}: the changes of {name} do not fit this scenario: {first.render('en')}",
            f"{command[1]}：{name} 的改动不适用于该情景：{first.render('zh')}",
        ) from fault
    if same.model_copy(update={"policy_sources": {}}) != plain:
        raise InputError(
            f"{command[0]}: at its baseline {baseline:g}, {name} changes the scenario; give the value that"
            " the scenario has",
            f"{command[1]}：{name} 取 baseline {baseline:g} 时改变了情景；请给出情景中的现值",
        )
