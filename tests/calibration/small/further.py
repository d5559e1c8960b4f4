"""Facts and candidates for the small network."""

from __future__ import annotations

from calibration.further import Candidate, Fact
from calibration.inputs import Inputs
from calibration.observable import Observable
from calibration.register import load_register
from tests.calibration.small.setting import HERE, parameters

NAMES = {"name_zh": "某数", "name_en": "A number"}


def inputs() -> Inputs:
    """All files of a calibration of the small network, two figures made holdouts."""
    register = load_register(HERE / "register.yaml")
    held = {"b.joint", "b.handed"}
    figures = [
        one.model_copy(update={"use": "holdout"}) if one.id in held else one for one in register.figures
    ]
    facts = [
        Fact(
            id="fact.at_once", unit="share", low=0.5, high=0.9, source="none", **NAMES,
            observable=Observable(value="first_contact", of="arisen", kind="problem"),
        )
    ]  # fmt: skip
    candidates = [
        Candidate(id="ask.window", unit="months", parameter="window_city", **NAMES),
        Candidate(
            id="ask.transactions", unit="cases", **NAMES,
            observable=Observable(value="cases", of="solved", kind="transaction"),
        ),
        Candidate(
            id="ask.nothing", unit="cases", **NAMES,
            observable=Observable(value="cases", of="backstop"),
        ),
    ]  # fmt: skip
    return Inputs(register._replace(figures=figures), parameters(), facts, candidates)
