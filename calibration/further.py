"""Facts from elsewhere that a calibrated model should not contradict, and figures that one could ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from calibration.figure import FIGURE_ID
from calibration.observable import Observable
from calibration.parameter import PAGE
from sim.scenario.entries import Reader, Words
from sim.scenario.schema.base import Id

FACTS = Path(__file__).with_name("facts.yaml")
CANDIDATES = Path(__file__).with_name("candidates.yaml")

_WORDS: dict[str, Words] = {
    "one_of_two": (
        "a candidate is either an observable or a parameter",
        "候选数字须为 observable 或 parameter 之一",
        "give one of them",
        "请给出其中之一",
    ),
    "fact_range": ("low <= high does not hold", "不满足 low <= high", "give low <= high", "请使 low <= high"),
}


class Fact(BaseModel):
    """A fact from elsewhere: no target, but a range in which a plausible model lies."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=FIGURE_ID)
    name_zh: str
    name_en: str
    unit: str
    low: float = Field(allow_inf_nan=False)
    high: float = Field(allow_inf_nan=False)
    observable: Observable
    source: str
    source_zh: str = ""  # the same for Chinese reports, which show the source itself where it is empty

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.low > self.high:
            raise ValueError("fact_range", "low")
        return self


class Candidate(BaseModel):
    """A figure that nobody has reported yet: an observable of a year, or one of the parameters themselves."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=FIGURE_ID)
    name_zh: str
    name_en: str
    unit: str
    observable: Observable | None = None
    parameter: Id | None = None

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if (self.observable is None) == (self.parameter is None):
            raise ValueError("one_of_two")
        return self


def load_facts(path: Path = FACTS) -> list[Fact]:
    """Read a file of facts: a mapping whose ``facts`` is a list.

    Raises:
        ScenarioErrors: with every problem of the file.
    """
    reader = Reader(path, PAGE, _WORDS)
    reader.only(["facts"])
    found = reader.entries("facts", Fact, "id")
    reader.raise_if_any()
    return found


def load_candidates(path: Path = CANDIDATES) -> list[Candidate]:
    """Read a file of candidates: a mapping whose ``candidates`` is a list.

    Raises:
        ScenarioErrors: with every problem of the file.
    """
    reader = Reader(path, PAGE, _WORDS)
    reader.only(["candidates"])
    found = reader.entries("candidates", Candidate, "id")
    reader.raise_if_any()
    return found
