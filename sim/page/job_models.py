"""What a job can be asked to do: one model a command, told apart by `command`."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - the field is called so
from typing import Annotated, Literal

from pydantic import Field, RootModel

from sim.page.models import Asked, Lang, Name

Days = Annotated[int, Field(ge=1, le=3650)] | None
WarmUp = Annotated[int, Field(ge=0, le=3650)] | None
Seed = Annotated[int, Field(ge=0, le=2**32 - 1)] | None
Replications = Annotated[int, Field(ge=1, le=10_000)] | None
Reach = Annotated[float, Field(gt=0, le=240)] | None  # minutes
Target = Annotated[str, Field(min_length=3, max_length=200)]


class Window(Asked):
    """What every simulating command takes; left out: as in the scenario."""

    lang: Lang = "zh"
    days: Days = None
    warm_up_days: WarmUp = None
    seed: Seed = None


class Simulate(Window):
    """One scenario."""

    command: Literal["simulate"]
    scenario: Name
    replications: Replications = None
    precision: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    cases: bool = False
    bottlenecks: bool = False


class Compare(Window):
    """Several scenarios, or finished runs as `result:ID`, the base first."""

    command: Literal["compare"]
    operands: Annotated[list[Name], Field(min_length=2, max_length=12)]
    replications: Replications = None
    bottlenecks: bool = False


class Site(Window):
    """New stations among candidates."""

    command: Literal["site"]
    scenario: Name
    candidates: Name
    new: Annotated[int, Field(ge=1, le=100)]
    reach: Reach = None


class Staff(Window):
    """Least cost staffing for targets; none: those of the scenario."""

    command: Literal["staff"]
    scenario: Name
    targets: Annotated[list[Target], Field(max_length=20)] = Field(default=[])
    levers: Name | None = None


class Frontier(Window):
    """Cost against satisfaction and time."""

    command: Literal["frontier"]
    scenario: Name
    candidates: Name | None = None
    new: Annotated[int, Field(ge=0, le=100)] = 0
    reach: Reach = None
    levers: Name | None = None


class Calibrate(Window):
    """A scenario against the register of reported figures."""

    command: Literal["calibrate"]
    scenario: Name
    quick: bool = True


class Report(Asked):
    """The report of a result, with its pictures."""

    command: Literal["report"]
    lang: Lang = "zh"
    result: Name


class Day(Asked):
    """One replication up to a day, with its case log, for the animation."""

    command: Literal["day"]
    lang: Lang = "zh"
    scenario: Name
    date: Date


Job = Simulate | Compare | Site | Staff | Frontier | Calibrate | Report | Day


class JobAsked(RootModel[Annotated[Job, Field(discriminator="command")]]):
    """One of the commands."""
