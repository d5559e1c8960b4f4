"""Named parameters of a scenario with their ranges: scenarios/sensitivity/*.yaml."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sim.scenario.problems import Problem, ScenarioErrors, shown
from sim.scenario.read_yaml import Lines, read_mapping
from sim.scenario.schema.base import Id

PLACEHOLDER = "{value}"
ASSUMED = "assumed"

# pydantic's kinds of complaint that a person can make, in both languages: message and mend
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "missing": ("the field is missing", "缺少该字段", "add it", "请补上"),
    "extra_forbidden": (
        "there is no such field",
        "没有该字段",
        "remove it, or mend its name",
        "请删除或改正名称",
    ),
    "finite_number": ("the number is not finite", "不是有限的数", "give a plain number", "请给出普通数字"),
    "literal_error": (
        "not one of the choices",
        "不在可选值之中",
        "write linear or log",
        "请写 linear 或 log",
    ),
    "string_pattern_mismatch": (
        "not an identifier",
        "不是标识符",
        "use lower-case letters, digits and _, a letter first",
        "请用小写字母、数字和下划线，以字母开头",
    ),
    "float_parsing": ("not a number", "不是数字", "give a plain number", "请给出普通数字"),
    "float_type": ("not a number", "不是数字", "give a plain number", "请给出普通数字"),
    "too_short": ("it is empty", "内容为空", "give at least one entry", "请至少给出一项"),
    "range": (
        "low < high does not hold, or the baseline lies outside",
        "不满足 low < high，或 baseline 不在其间",
        "give low <= baseline <= high with low < high",
        "请使 low <= baseline <= high 且 low < high",
    ),
    "log": (
        "a logarithmic scale needs low > 0",
        "对数尺度要求 low > 0",
        "give a positive low, or scale: linear",
        "请给出正的 low，或写 scale: linear",
    ),
    "no_value": (
        f"no change holds {PLACEHOLDER}: the parameter would do nothing",
        f"改动中没有 {PLACEHOLDER}：该参数不起作用",
        f"write {PLACEHOLDER} where the value goes",
        f"请在取值处写 {PLACEHOLDER}",
    ),
}
_OTHER = ("the value cannot be read", "无法读取该值", "see docs/sensitivity.md", "见 docs/sensitivity.md")


class Parameter(BaseModel):
    """One input, its range, and the changes that give it a value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Id
    name_zh: str
    name_en: str
    unit: str
    low: float = Field(allow_inf_nan=False)
    high: float = Field(allow_inf_nan=False)
    baseline: float = Field(allow_inf_nan=False)  # the value at which the scenario is as it is
    scale: Literal["linear", "log"] = "linear"
    source: str
    changes: list[dict[str, Any]] = Field(min_length=1)

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if not (self.low < self.high and self.low <= self.baseline <= self.high):
            raise ValueError("range")
        if self.scale == "log" and self.low <= 0:
            raise ValueError("log")
        if not _holds(self.changes):
            raise ValueError("no_value")
        return self

    def value(self, unit: float) -> float:
        """Return the value at ``unit`` in [0, 1] of the range."""
        if self.scale == "log":
            return math.exp(math.log(self.low) + unit * (math.log(self.high) - math.log(self.low)))
        return self.low + unit * (self.high - self.low)

    def applied(self, value: float) -> list[dict[str, Any]]:
        """Return the changes with the value in its place."""
        filled: list[dict[str, Any]] = _filled(self.changes, value)
        return filled

    def title(self, lang: str) -> str:
        """Return what people read."""
        return self.name_zh if lang == "zh" else self.name_en


def _holds(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds, value.values()))
    if isinstance(value, list):
        return any(map(_holds, value))
    return bool(value == PLACEHOLDER)


def _filled(value: Any, number: float) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner, number) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, number) for inner in value]
    return number if value == PLACEHOLDER else value


def load_parameters(path: Path) -> list[Parameter]:
    """Read a parameter file: a mapping whose ``parameters`` is a list.

    Raises:
        ScenarioErrors: with every problem of the file.
    """
    problems: list[Problem] = []
    read = read_mapping(path, path.name, problems)
    if read is None:
        raise ScenarioErrors(problems)
    content, lines = read
    listed = content.get("parameters")
    if not isinstance(listed, list) or not listed or set(content) != {"parameters"}:
        words = ("one list `parameters` is expected", "应有一个列表 parameters", *_OTHER[2:])
        raise ScenarioErrors([_problem(path.name, 1, "parameters", "", words)])
    found = []
    for number, entry in enumerate(listed):
        try:
            found.append(Parameter.model_validate(entry))
        except ValidationError as fault:
            problems += _problems(path.name, fault, number, lines)
    for name, count in Counter(one.name for one in found).items():
        if count > 1:
            words = ("the name is used twice", "名称重复", "give each its own", "请使用不同的名称")
            problems.append(_problem(path.name, None, "name", name, words))
    if problems:
        raise ScenarioErrors(problems)
    return found


def _problems(file: str, fault: ValidationError, number: int, lines: Lines) -> list[Problem]:
    found = []
    for error in fault.errors():
        place = ("parameters", number, *error["loc"])
        row = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), None)
        kind = str(error["ctx"]["error"]) if error["type"] == "value_error" else error["type"]
        field = ".".join(map(str, error["loc"])) or f"parameters[{number + 1}]"
        value = "" if isinstance(error["input"], dict) else shown(error["input"])
        found.append(_problem(file, row, field, value, _WORDS.get(kind, _OTHER)))
    return found


def _problem(file: str, row: int | None, field: str, value: str, words: Sequence[str]) -> Problem:
    message_en, message_zh, mend_en, mend_zh = words
    return Problem(file, row, field, value, message_en, message_zh, mend_en, mend_zh, "parameter")
