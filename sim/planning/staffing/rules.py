"""Rules: which heads may change between what bounds, and which choices there are. A yaml file, or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.scenario.entries import Reader, Words
from sim.scenario.schema.base import Id
from sim.scenario.schema.staff import StaffGroup

PAGE = "docs/staffing.md"
_WORDS: dict[str, Words] = {
    "unknown_field": (
        "staff.csv has no such field", "staff.csv 没有该字段",
        "name a field of staff.csv", "请填写 staff.csv 的字段",
    ),
    "crossed": (
        "most is below least", "most 小于 least", "give most >= least", "请使 most 不小于 least",
    ),
    "no_today": (
        "exactly one option must have no changes: how it is today", "须恰有一个没有改动的选项，即现状",
        "leave `changes` of one option empty", "请将其中一个选项的 changes 留空",
    ),
    "same_option": (
        "two options have the same name", "两个选项同名", "give each its own", "请使用不同的名称",
    ),
    "not_twice": (
        "give either most or more", "most 与 more 只能给一个", "remove one of them", "请去掉其中一个",
    ),
}  # fmt: skip


class Heads(BaseModel):
    """Groups whose head counts may change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    where: dict[str, Any] = Field(default_factory=dict, description="fields of staff.csv with their values")
    least: int = Field(default=0, ge=0, le=10_000)
    most: int | None = Field(default=None, ge=0, le=10_000)
    more: int = Field(default=2, ge=0, le=10_000, description="heads beyond today's, where most is not given")

    @model_validator(mode="after")
    def _sensible(self) -> Heads:
        for name in self.where:
            if name not in StaffGroup.model_fields:
                raise ValueError("unknown_field", "where")
        if self.most is not None and "more" in self.model_fields_set:
            raise ValueError("not_twice", "more")
        if self.most is not None and self.most < self.least:
            raise ValueError("crossed", "most")
        return self

    def matches(self, row: StaffGroup) -> bool:
        """Tell whether a group fits ``where``, as in the change language: any of a list of values."""
        return all(_has(getattr(row, name), value) for name, value in self.where.items())


class Option(BaseModel):
    """One option of a choice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Id
    name_zh: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    changes: list[dict[str, Any]] = Field(default_factory=list)
    cost_per_year: float = Field(default=0.0, ge=0, le=1e12, description="CNY beyond the staff's cost")


class Choice(BaseModel):
    """Things that exclude each other: modes of a group, opening hours of a place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Id
    name_zh: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    options: list[Option] = Field(min_length=2)
    source: str = "assumed"

    @model_validator(mode="after")
    def _sensible(self) -> Choice:
        if sum(not one.changes for one in self.options) != 1:
            raise ValueError("no_today", "options")
        if len({one.name for one in self.options}) < len(self.options):
            raise ValueError("same_option", "options")
        return self


class Tours(BaseModel):
    """Rotating groups whose rosters may be made anew: a choice between today's tours and planned ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Id
    name_zh: str = Field(min_length=1)
    name_en: str = Field(min_length=1)
    groups: list[str] = Field(min_length=1)
    travel_minutes: float = Field(
        default=120.0, gt=0, le=1_440, description="most travel of a member in a day"
    )
    visits: int = Field(default=0, ge=0, le=10, description="least visits a week of each place and skill")
    source: str = "assumed"


class Rules(NamedTuple):
    """What staffing may change."""

    heads: tuple[Heads, ...]
    choices: tuple[Choice, ...] = ()
    tours: tuple[Tours, ...] = ()
    presence: int = 1


DEFAULT = Rules((Heads(where={"role": "member"}),))


class _Head(BaseModel):
    """What stands above the lists."""

    presence: int = Field(default=1, ge=0, le=100)


def load_rules(path: Path) -> Rules:
    """Read a file of rules: `heads`, `choices`, `tours`, `presence`; all but one list may be left out.

    Raises:
        ScenarioErrors: with every problem of the file.
    """
    reader = Reader(path, PAGE, _WORDS)
    reader.only(["heads", "choices", "tours", "presence"])
    content: Mapping[str, Any] = reader.content
    head = reader.entry({key: content[key] for key in ("presence",) if key in content}, _Head, ())
    listed = content.get("heads", []) if isinstance(content.get("heads", []), list) else []
    heads = [reader.entry(one, Heads, ("heads", number)) for number, one in enumerate(listed)]
    if "heads" in content and not heads:
        reader.entries("heads", Heads, "where")  # says that it is no list, or empty
    choices = reader.entries("choices", Choice, "name") if "choices" in content else []
    tours = reader.entries("tours", Tours, "name") if "tours" in content else []
    reader.raise_if_any()
    assert head is not None  # else there was a problem
    return Rules(tuple(one for one in heads if one), tuple(choices), tuple(tours), head.presence)


def _has(own: Any, asked: Any) -> bool:
    wanted = asked if isinstance(asked, list) else [asked]
    if isinstance(own, tuple | list):
        return any(one in own for one in wanted)
    return own in wanted
