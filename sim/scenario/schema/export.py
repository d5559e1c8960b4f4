"""The schema for machines (JSON Schema) and for readers (field tables in Markdown), made from the models."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from sim.scenario.schema.base import Row
from sim.scenario.schema.derived import KINDS, NAMES, Derived
from sim.scenario.schema.policies import Policies, PolicyRow
from sim.scenario.schema.settings import Settings
from sim.scenario.schema.tables import POLICIES_FILE, SETTINGS_FILE, TABLES, Table
from sim.scenario.schema.units import UNITS_ZH

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_HEADS = {
    "name": ("Field", "字段"),
    "type": ("Type", "类型"),
    "unit": ("Unit", "单位"),
    "bounds": ("Bounds or choices", "范围或可选值"),
    "default": ("Default", "默认值"),
    "refers": ("Found in", "引用"),
    "en": ("Meaning", "含义"),
    "zh": ("Meaning", "含义"),
}
_TYPES = {
    "str": ("text", "文字"),
    "int": ("whole number", "整数"),
    "float": ("number", "数字"),
    "bool": ("true/false", "true/false"),
    "date": ("date", "日期"),
    "datetime": ("date and time", "日期时间"),
    "choice": ("choice", "选项"),
    "list": ("list", "列表"),
    "mapping": ("mapping", "映射"),
}
_BY_UNIT = {"id": ("id", "标识"), "HH:MM": ("clock time", "钟点")}
_REQUIRED = ("required", "必填")
_BLANK = ("blank", "空")
_SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
_INTRODUCTION = (
    "A scenario is a folder with scenario.yaml and csv tables (UTF-8 with or without byte-order mark, or "
    "GBK), or one yaml file with a base and changes. Blank cells take the default; lists are joined by `;`; "
    "true/false may be written 是/否.",
    "情景是一个文件夹，含 scenario.yaml 与 csv 数据表（UTF-8，可带 BOM，或 GBK）；"
    "也可以是一个写明 base 与 changes 的 yaml 文件。"
    "空单元格取默认值；列表以 `;` 连接；true/false 可写作 是/否。",
)
_CHANGES = (
    "Each change is a mapping with exactly one of `set`, `add`, `remove`, `update`, `copy`, and may "
    "carry `name_zh` and `name_en`. `set` maps dotted paths (`settings.<field>`, "
    "`policies.<policy>.<parameter>`) to values. A condition on a list field holds if the list contains the "
    "value. A change that matches no row is refused.",
    "每项改动恰有 `set`、`add`、`remove`、`update`、`copy` 之一，另可带 `name_zh`、`name_en`。"
    "`set` 将路径（`settings.<字段>`、`policies.<政策>.<参数>`）设为取值。"
    "对列表字段，列表含该值即为匹配。没有匹配行的改动会被拒绝。",
)


# For machines


def json_schema() -> dict[str, Any]:
    """Return one JSON Schema: of scenario.yaml, of a derived yaml, and of the rows of every csv table."""
    models: dict[str, type[Row]] = {"settings": Settings, "derived": Derived, "policies": Policies}
    rows = {table.file: table.row for table in TABLES.values()} | {POLICIES_FILE: PolicyRow}
    definitions: dict[str, Any] = {}
    for model in [*models.values(), *rows.values(), *KINDS.values()]:
        made = model.model_json_schema(ref_template="#/$defs/{model}")
        definitions |= made.pop("$defs", {})
        definitions[model.__name__] = made
    definitions["Derived"]["properties"]["changes"]["items"] = _change_schema()
    return {
        "$schema": _DRAFT,
        "title": "Scenario files",
        "description": "scenario.yaml, a derived yaml, and the rows of the csv tables (cells as values)",
        "type": "object",
        "properties": {
            SETTINGS_FILE: {"$ref": "#/$defs/Settings"},
            "policies": {"$ref": "#/$defs/Policies"},
            "derived.yaml": {"$ref": "#/$defs/Derived"},
            **{
                file: {"type": "array", "items": {"$ref": f"#/$defs/{model.__name__}"}}
                for file, model in rows.items()
            },
        },
        "required": [SETTINGS_FILE, *(table.file for table in TABLES.values() if table.required)],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _change_schema() -> dict[str, Any]:
    names: dict[str, Any] = {name: {"type": "string"} for name in NAMES}
    kinds: dict[str, Any] = {kind: {"$ref": f"#/$defs/{model.__name__}"} for kind, model in KINDS.items()}
    kinds = {"set": {"type": "object", "minProperties": 1}, **kinds}
    return {
        "oneOf": [
            {
                "type": "object",
                "properties": {kind: schema, **names},
                "required": [kind],
                "additionalProperties": False,
            }
            for kind, schema in kinds.items()
        ]
    }


# For readers


def field_tables(lang: str = "en") -> str:
    """Return the field tables as Markdown in ``en``, ``zh`` or ``both``."""
    parts = [f"# {_say(lang, 'Scenario files', '情景文件')}", _say(lang, *_INTRODUCTION, between="\n\n")]
    parts += _section(lang, SETTINGS_FILE, ("Settings", "设置"), Settings)
    for table in TABLES.values():
        parts += _section(lang, table.file, (table.title_en, table.title_zh), table.row, table)
    parts += _section(lang, POLICIES_FILE, ("Policies", "政策"), PolicyRow)
    parts += _policies(lang)
    parts += _section(lang, "*.yaml", ("Derived scenarios", "派生情景"), Derived)
    parts.append(_say(lang, *_CHANGES, between="\n\n"))
    for kind, model in KINDS.items():
        parts += [f"### `{kind}`", _grid(lang, _rows(lang, model))]
    return "\n\n".join(parts) + "\n"


def _say(lang: str, en: str, zh: str, between: str = " / ") -> str:
    if en == zh:
        return en
    return {"en": en, "zh": zh}.get(lang, f"{en}{between}{zh}")


def _section(
    lang: str, file: str, title: tuple[str, str], model: type[Row], table: Table | None = None
) -> list[str]:
    said = [f"## `{file}`: {_say(lang, *title)}"]
    if table is not None:
        notes = [_say(lang, "Required.", "必需。") if table.required else _say(lang, "Optional.", "可选。")]
        if table.key:
            key = ", ".join(f"`{column}`" for column in table.key)
            notes.append(_say(lang, f"One row per {key}.", f"每个 {key} 一行。"))
        said.append(" ".join(notes))
    return [*said, _grid(lang, _rows(lang, model, table))]


def _policies(lang: str) -> list[str]:
    lines = []
    for policy, info in Policies.model_fields.items():
        model = typing.cast("type[Row]", info.annotation)
        for row in _rows(lang, model):
            lines.append({**row, "name": f"`{policy}.{row['name'].strip('`')}`"})
    title = _say(lang, "Policies and their parameters", "政策及其参数")
    return [f"### {title}", _grid(lang, lines)]


def _rows(lang: str, model: type[Row], table: Table | None = None) -> list[dict[str, str]]:
    rows = []
    for name, info in model.model_fields.items():
        extra = typing.cast("dict[str, Any]", info.json_schema_extra or {})
        reference = table.references.get(name) if table is not None else None
        row = {
            "name": f"`{name}`",
            "type": _say(lang, *_type(info, str(extra.get("unit", "")))),
            "unit": _unit(lang, str(extra.get("unit", ""))),
            "bounds": _bounds(info),
            "default": _default(lang, model, name, info),
            "refers": ", ".join(f"{each}.csv" for each in reference.tables) if reference else "",
            "en": info.description or "",
            "zh": str(extra.get("zh", "")),
        }
        rows.append(row)
    return rows


def _grid(lang: str, rows: list[dict[str, str]]) -> str:
    """A Markdown table; columns that are blank in every row are left out."""
    texts = {"en": ("en",), "zh": ("zh",)}.get(lang, ("en", "zh"))
    columns = [column for column in _HEADS if column not in ("en", "zh") or column in texts]
    columns = [column for column in columns if any(row[column] for row in rows)]
    heads = [
        _HEADS[column][column == "zh"] if column in texts else _say(lang, *_HEADS[column])
        for column in columns
    ]
    lines = [heads, ["---"] * len(columns)]
    lines += [[row[column].replace("|", "\\|") for column in columns] for row in rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _unit(lang: str, unit: str) -> str:
    """The unit as policies.csv wants it, with its Chinese name where Chinese is read."""
    return unit if lang == "en" else f"{unit}（{UNITS_ZH[unit]}）"


def _plain(annotation: Any) -> Any:
    """Return the annotation without its metadata and without None."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return _plain(next(each for each in typing.get_args(annotation) if each is not type(None)))
    return annotation


def _type(info: FieldInfo, unit: str) -> tuple[str, str]:
    plain = _plain(info.annotation)
    if unit in _BY_UNIT:
        return _BY_UNIT[unit]
    if typing.get_origin(plain) is typing.Literal:
        return _TYPES["choice"]
    if typing.get_origin(plain) in (tuple, list):
        return _TYPES["list"]
    return _TYPES.get(getattr(plain, "__name__", ""), _TYPES["mapping"])


def _bounds(info: FieldInfo) -> str:
    plain = _plain(info.annotation)
    if typing.get_origin(plain) is typing.Literal:
        return ", ".join(str(choice) for choice in typing.get_args(plain))
    return ", ".join(
        f"{sign} {getattr(mark, attribute):,}"
        for mark in info.metadata
        for attribute, sign in _SIGNS.items()
        if getattr(mark, attribute, None) is not None
    )


def _default(lang: str, model: type[Row], name: str, info: FieldInfo) -> str:
    if info.default is PydanticUndefined:
        return f"**{_say(lang, *_REQUIRED)}**"
    if info.default in (None, "", (), [], {}):
        return _say(lang, *_BLANK)
    if isinstance(info.default, bool):
        return str(info.default).lower()
    if name == "working_hours":
        shown = model.model_construct(working_hours=info.default).model_dump(mode="json", include={name})
        return "; ".join("-".join(pair) for pair in shown[name])
    return str(info.default)
