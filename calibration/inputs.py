"""What a calibration reads besides the scenario."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from calibration.figure import Figure
from calibration.further import CANDIDATES, FACTS, Candidate, Fact, load_candidates, load_facts
from calibration.parameter import PRIORS, Parameter, check_fit, load_priors
from calibration.register import REGISTER, Register, check_register, load_register
from sim.experiment.errors import InputError
from sim.scenario import Problem, Scenario, ScenarioErrors

Read = TypeVar("Read")


class Inputs(NamedTuple):
    """Register, priors, facts and candidates, as loaded."""

    register: Register
    parameters: list[Parameter]
    facts: list[Fact]
    candidates: list[Candidate]

    @property
    def figures(self) -> list[Figure]:
        """Return the figures that are calibrated to, then those that are only predicted."""
        return [*self.register.by_use("target"), *self.register.by_use("holdout")]

    @property
    def known(self) -> list[bool]:
        """Tell of each figure whether it is calibrated to."""
        return [figure.use == "target" for figure in self.figures]


def load_inputs(
    register: Path = REGISTER,
    priors: Path = PRIORS,
    facts: Path = FACTS,
    candidates: Path = CANDIDATES,
) -> Inputs:
    """Read all files, and raise the problems of all of them at once.

    Raises:
        ScenarioErrors: with every problem of every file.
    """
    problems: list[Problem] = []

    def gathered(load: Callable[[Path], Read], path: Path) -> Read | None:
        try:
            return load(path)
        except ScenarioErrors as fault:
            problems.extend(fault.problems)
            return None

    figures, parameters = gathered(load_register, register), gathered(load_priors, priors)
    known, asked = gathered(load_facts, facts), gathered(load_candidates, candidates)
    if figures is None or parameters is None or known is None or asked is None:
        fault = ScenarioErrors(problems)
        fault.add_note(", ".join(dict.fromkeys(one.file for one in problems)))
        raise fault
    return Inputs(figures, parameters, known, asked)


def check_inputs(inputs: Inputs, scenario: Scenario) -> None:
    """Make sure that the files fit each other and the scenario.

    Raises:
        InputError: they do not.
    """
    if not any(inputs.known):
        raise InputError(
            "calibrate: the register has no target; give at least one figure use: target",
            "校准：登记表中没有目标；请至少给一项数字写 use: target",
        )
    check_fit(scenario, inputs.parameters)
    check_register(inputs.register, inputs.parameters, scenario)
    names = {one.name for one in inputs.parameters}
    counties, facilities = {row.id for row in scenario.counties}, {row.id for row in scenario.facilities}
    faults = [
        f"{one.id}: parameter {one.parameter}"
        for one in inputs.candidates
        if one.parameter not in {None, *names}
    ]
    observed = [(fact.id, fact.observable) for fact in inputs.facts]
    observed += [(one.id, one.observable) for one in inputs.candidates if one.observable is not None]
    for name, observable in observed:
        for field, value, there in (
            ("county", observable.county, counties),
            ("facility", observable.facility, facilities),
        ):
            if value is not None and value not in there:
                faults.append(f"{name}: {field} {value}")
    if faults:
        raise InputError(
            f"calibrate: not in the scenario or the priors: {'; '.join(faults)};"
            " mend the names or remove the rows",
            f"校准：情景或先验中不存在：{'；'.join(faults)}；请改正名称或删除该行",
        )
