"""Rows of a scenario in words: what a field is called, and what its value names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sim.report.texts import LANGUAGES, TEXTS
from sim.scenario.schema import TABLES

Words = dict[str, str]  # by language
Cells = Mapping[str, str]  # of one row, by column
Sheet = Callable[[str], Sequence[Cells]]  # the rows of a file of a scenario

# choice of a column: (Chinese, English); ids and other choices stand as they are
CHOICES: dict[str, tuple[str, str]] = {
    "true": ("是", "yes"),
    "false": ("否", "no"),
    **{f"tier.{one}": TEXTS[f"flow.{one}"] for one in ("station", "subcentre", "district", "city")},
    **{
        f"kind.{name.removeprefix('facility.')}": pair
        for name, pair in TEXTS.items()
        if name.startswith("facility.")
    },
    "tier.department": ("部门", "department"),
    "kind.department": ("部门", "department"),
    "role.member": ("组员", "member"),
    "team.core": ("核心", "core"),
    "role.chief": ("三长", "chief"),
    "role.chief_specialist": ("首席专员", "chief specialist"),
    "team.x": ("x", "x"),
    "mode.resident": ("常驻", "resident"),
    "mode.rotating": ("轮驻", "rotating"),
    "mode.on_call": ("随驻", "on call"),
    "days.working": ("工作日", "working days"),
    "days.rest": ("休息日", "days of rest"),
    "days.daily": ("每天", "every day"),
    "activity.duty": ("值守", "duty"),
    "activity.coaching": ("下沉辅导", "coaching"),
    "activity.training": ("上挂培训", "training away"),
}
POLICIES = ("政策参数", "Policies")  # Chinese, English
NAMED = ("name_zh", "name_en")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLAIN_SHOWN = 5  # fields of a row without a name that are spelt out


class RowWords:
    """Words for rows of two scenarios, whose ids name facilities, staff groups, items and so on."""

    def __init__(self, *scenarios: Sheet) -> None:
        """Find names in the rows of these scenarios, the later before the earlier."""
        self._sheets = scenarios
        self._name = cache(self._names)

    def row(self, table: str, row: Cells) -> Words:
        """Name a row: by its own name, by what its key names, or by its fields."""
        if any(row.get(name) for name in NAMED):
            return {lang: row.get(f"name_{lang}") or row.get("id", "") for lang in LANGUAGES}
        if "id" in TABLES[table].key and (known := self._name(table).get(row.get("id", ""))):
            return known
        key = TABLES[table].key
        columns = key or [column for column in row if row[column]][:PLAIN_SHOWN]
        cells = [(column, self.value(table, column, row.get(column, ""))) for column in columns]
        return {
            lang: (" / " if key else _COMMA[lang]).join(
                value[lang] if key else f"{field(table, column)[lang]} {value[lang]}"
                for column, value in cells
            )
            for lang in LANGUAGES
        }

    def step(self, table: str, column: str, old: str, new: str) -> Words:
        """Say that a field changes; what is blank is a dash."""
        told = [self.value(table, column, one) for one in (old, new)]
        name = field(table, column)
        return {lang: f"{name[lang]} {told[0][lang]} → {told[1][lang]}" for lang in LANGUAGES}

    def value(self, table: str, column: str, value: str) -> Words:
        """Name what a cell refers to, or its choice, or give it as it stands."""
        if not value:
            return dict.fromkeys(LANGUAGES, "–")
        if reference := TABLES[table].references.get(column):
            for other in reference.tables:
                if known := self._name(other).get(value):
                    return known
        parts = [choice(column, part) for part in value.split(";")]
        return {lang: _COMMA[lang].join(one[lang] for one in parts) for lang in LANGUAGES}

    def _names(self, table: str) -> dict[str, Words]:
        """Names by id of a table's rows, in any of the scenarios."""
        if not set(NAMED) <= set(TABLES[table].row.model_fields):
            return {}
        rows = [row for sheet in self._sheets for row in sheet(f"{table}.csv")]
        return {
            row.get("id", ""): {lang: row.get(f"name_{lang}") or row.get("id", "") for lang in LANGUAGES}
            for row in rows
        }


_COMMA = {"zh": "、", "en": ", "}


def sheet_name(table: str) -> Words:
    """What a table holds, and its file."""
    zh, en = POLICIES if table == "policies" else (TABLES[table].title_zh, TABLES[table].title_en)
    return {"zh": f"{zh}（{table}.csv）", "en": f"{en} ({table}.csv)"}


def field(table: str, column: str) -> Words:
    """Name a column in short: the first part of its meaning in Chinese, its id as words in English."""
    extra: Any = getattr(TABLES[table].row.model_fields.get(column), "json_schema_extra", None) or {}
    whole = re.sub(r"（[^）]*）", "", str(extra.get("zh") or column))
    zh = re.split(r"[，；。：]", whole)[0]
    return {"zh": zh if CHINESE.search(zh) else whole, "en": column.replace("_", " ")}


def choice(column: str, value: str) -> Words:
    """Name a choice of a column; whatever is none stands as it is."""
    pair = CHOICES.get(f"{column}.{value}") or CHOICES.get(value.lower())
    return {"zh": pair[0], "en": pair[1]} if pair else dict.fromkeys(LANGUAGES, short(value))


def short(value: str) -> str:
    """A cell's value, numbers without the digits that binary fractions leave (0.10400000000000001)."""
    try:
        number = float(value)
    except ValueError:
        return value
    return f"{number:.6g}" if "." in value and len(value) > 8 else value
