"""Derived scenarios: one yaml file with a base and named changes."""

from __future__ import annotations

from typing import Any

from sim.scenario.schema.base import Id, Row, field, name_en, name_zh

Values = dict[str, Any]


class Derived(Row):
    """A scenario that is another one with changes."""

    id: Id = field("Identifier, part of folder names", "情景标识，用于文件夹名", unit="id")
    name_zh: str = name_zh()
    name_en: str = name_en()
    description_zh: str = field("What it shows, in Chinese", "中文说明", unit="text", default="")
    description_en: str = field("What it shows, in English", "英文说明", unit="text", default="")
    base: str = field(
        "Folder or yaml it starts from, relative to this file",
        "基础情景的文件夹或 yaml，相对于本文件",
        unit="path",
        min_length=1,
    )
    changes: list[Any] = field(
        "Changes, applied in order", "改动，按次序执行", unit="list of changes", default=[]
    )


class Add(Row):
    """Add rows to a table."""

    table: str = field("Table", "数据表", unit="table")
    row: Values | None = field("The row, as field: value", "要加的行，“字段: 值”", unit="row", default=None)
    rows: list[Values] | None = field("Several rows", "要加的多行", unit="rows", default=None)


class Remove(Row):
    """Remove the rows that match."""

    table: str = field("Table", "数据表", unit="table")
    where: Values = field(
        "Which rows: field: value, or a list of values; all must hold",
        "匹配条件：“字段: 值”或多个值，须同时满足",
        unit="condition",
        min_length=1,
    )


class Update(Row):
    """Change fields of the rows that match; without where, of all rows."""

    table: str = field("Table", "数据表", unit="table")
    where: Values = field("Which rows; left out: all", "匹配条件；略去为全部", unit="condition", default={})
    set: Values = field("New values", "新的取值", unit="values", default={})
    add: Values = field("Numbers to add", "要加上的数", unit="numbers", default={})
    multiply: Values = field("Numbers to multiply by", "要乘以的数", unit="numbers", default={})


class Copy(Row):
    """Add copies of the rows that match, with other values."""

    table: str = field("Table", "数据表", unit="table")
    where: Values = field("Which rows", "匹配条件", unit="condition", min_length=1)
    set: Values = field("Values of the copies that differ", "副本中不同的取值", unit="values", min_length=1)


KINDS: dict[str, type[Row]] = {"add": Add, "remove": Remove, "update": Update, "copy": Copy}
NAMES = ("name_zh", "name_en")  # what a change may carry besides
