"""Yaml files that hold lists of entries, each checked by a model; all problems of a file are told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sim.scenario.problems import Problem, ScenarioErrors, shown
from sim.scenario.read_yaml import Lines, read_mapping

Entry = TypeVar("Entry", bound=BaseModel)
Words = tuple[str, str, str, str]  # message and mend: English, Chinese, English, Chinese

# pydantic's kinds of complaint that a person can cause
_WORDS: dict[str, Words] = {
    "missing": ("the field is missing", "缺少该字段", "add it", "请补上"),
    "extra_forbidden": (
        "there is no such field",
        "没有该字段",
        "remove it, or mend its name",
        "请删除或改正名称",
    ),
    "finite_number": ("the number is not finite", "不是有限的数", "give a plain number", "请给出普通数字"),
    "string_pattern_mismatch": (
        "not an identifier",
        "不是标识符",
        "use lower-case letters, digits and _, a letter first",
        "请用小写字母、数字和下划线，以字母开头",
    ),
    "float_parsing": ("not a number", "不是数字", "give a plain number", "请给出普通数字"),
    "float_type": ("not a number", "不是数字", "give a plain number", "请给出普通数字"),
    "int_parsing": ("not a whole number", "不是整数", "give a whole number", "请给出整数"),
    "int_type": ("not a whole number", "不是整数", "give a whole number", "请给出整数"),
    "string_type": ("not a text", "不是文字", "give a text", "请给出文字"),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        ("not a day", "不是日期", "write it as 2024-01-31", "请写成 2024-01-31"),
    ),
    "bool_parsing": ("not true or false", "不是 true 或 false", "write true or false", "请写 true 或 false"),
    "list_type": ("not a list", "不是列表", "give a list", "请给出列表"),
    "dict_type": ("not a mapping", "不是“键: 值”", "give keys with values", "请写成“键: 值”"),
    "model_type": ("not a mapping", "不是“键: 值”", "give keys with values", "请写成“键: 值”"),
    "too_short": ("it is empty", "内容为空", "give at least one entry", "请至少给出一项"),
    "string_too_short": ("it is empty", "内容为空", "give a text", "请给出文字"),
}
_UNION = {"union_tag_invalid": "literal_error", "union_tag_not_found": "missing"}  # of the field that chooses
_TWICE: Words = ("the name is used twice", "名称重复", "give each its own", "请使用不同的名称")


class Reader:
    """Reads the lists of one yaml file and gathers its problems.

    A model's own validators raise ``ValueError(word, *field)``: the key of a message, and the field of the
    entry that it is about (left out: the entry itself).

    Args:
        path: the file.
        page: where its format is described, for mends.
        words: message and mend by the word of a model's ValueError, besides those that all files share.
    """

    def __init__(self, path: Path, page: str, words: Mapping[str, Words]) -> None:
        self.problems: list[Problem] = []
        self._path, self._file, self._words = path, path.name, {**_WORDS, **words}
        self._other: Words = (
            "the value cannot be read", "无法读取该值", f"see {page}", f"见 {page}",
        )  # fmt: skip
        read = read_mapping(path, path.name, self.problems)
        self.content, self._lines = read if read else ({}, Lines())
        self.raise_if_any()

    def only(self, keys: Collection[str]) -> None:
        """Complain of every key at the top of the file but these."""
        for key in self.content:
            if key not in keys:
                self.complain((key,), key, "", self._words["extra_forbidden"])

    def entries(self, key: str, model: type[Entry], name: str) -> list[Entry]:
        """Return the entries of a list, which must not be empty; the field ``name`` tells them apart."""
        listed = self.content.get(key)
        if not isinstance(listed, list) or not listed:
            words = (f"one list `{key}` is expected", f"应有一个列表 {key}", *self._other[2:])
            self.complain((key,), key, "", words)
            return []
        found, seen = [], Counter[str]()
        for number, content in enumerate(listed):
            entry = self.entry(content, model, (key, number))
            if entry is not None:
                found.append(entry)
                value = getattr(entry, name)
                seen[value] += 1
                if seen[value] == 2:
                    self.complain((key, number, name), name, value, _TWICE)
        return found

    def entry(self, content: Any, model: type[Entry], place: tuple[str | int, ...]) -> Entry | None:
        """Return one checked entry, or None with its problems added."""
        try:
            return model.model_validate(content)
        except ValidationError as fault:
            for error in fault.errors():
                kind, context, value = error["type"], error.get("ctx", {}), error["input"]
                steps = _steps(error["loc"], content, kind)
                if kind == "value_error":
                    kind, *within = context["error"].args
                    for step in within:
                        steps, value = (*steps, step), (value or {}).get(step)
                elif kind in _UNION:
                    steps, value = (*steps, context["discriminator"].strip("'")), context.get("tag")
                field = ".".join(map(str, steps)) or self._named(place)
                self.complain(
                    (*place, *steps), field, _plain(value), self._said(_UNION.get(kind, kind), context)
                )
            return None

    def complain(self, place: tuple[str | int, ...], field: str, value: object, words: Words) -> None:
        """Add a problem at the nearest line that is known."""
        lines = self._lines
        row = next((lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines), None)
        self.problems.append(_problem(self._file, row, field, shown(value), words))

    def raise_if_any(self) -> None:
        """Raise ScenarioErrors with every problem so far, if there is one."""
        if self.problems:
            fault = ScenarioErrors(self.problems)
            fault.add_note(str(self._path))
            raise fault

    def _said(self, kind: str, context: Mapping[str, Any]) -> Words:
        if kind in ("literal_error", "enum") and kind not in self._words:
            listed = context.get("expected", context.get("expected_tags", ""))
            choices = str(listed).replace("'", "").replace(" or ", ", ")
            mends = (f"write one of: {choices}", f"请写以下之一：{choices}")
            return ("not one of the choices", "不在可选值之中", *mends)
        if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
            sign = {
                "greater_than": ">",
                "greater_than_equal": ">=",
                "less_than": "<",
                "less_than_equal": "<=",
            }
            bound = f"{sign[kind]} {next(iter(context.values()))}"
            return ("out of bounds", "超出范围", f"give a number {bound}", f"请给出 {bound} 的数")
        return self._words.get(kind, self._other)

    @staticmethod
    def _named(place: tuple[str | int, ...]) -> str:
        *above, last = place
        return f"{above[-1]}[{last + 1}]" if above and isinstance(last, int) else str(last)


def _steps(location: tuple[str | int, ...], content: Any, kind: str) -> tuple[str | int, ...]:
    """Return pydantic's location of an error without the names of members of unions: no keys of the file."""
    steps = []
    for place, step in enumerate(location):
        missing = kind == "missing" and place == len(location) - 1
        if isinstance(content, dict) and (step in content or missing):
            content = content.get(step)
        elif isinstance(content, list) and isinstance(step, int) and step < len(content):
            content = content[step]
        else:
            continue
        steps.append(step)
    return tuple(steps)


def _plain(value: Any) -> str:
    """Return a value as messages show it; one that holds mappings is not shown."""
    nested = any(isinstance(one, dict) for one in (value if isinstance(value, list) else [value]))
    return "" if nested else shown(value)


def _problem(file: str, row: int | None, field: str, value: str, words: Words) -> Problem:
    message_en, message_zh, mend_en, mend_zh = words
    return Problem(file, row, field, value, message_en, message_zh, mend_en, mend_zh, "entry")
