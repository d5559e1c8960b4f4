"""The schema of scenarios as the page's tables and forms need it: every column with meaning and bounds."""

from __future__ import annotations

import functools
import types
import typing
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from sim.page.kpis import kpis
from sim.page.texts import POLICIES, names
from sim.scenario.schema import TABLES, Policies, Row, Settings, Table
from sim.scenario.schema.units import UNITS_ZH

_BOUNDS = ("ge", "gt", "le", "lt")
_TYPES = {"str": "text", "int": "integer", "float": "number", "bool": "boolean", "date": "date"}
_TYPES |= {"datetime": "moment"}
_BY_UNIT = {"id": "id", "HH:MM": "clock", "HH:MM pairs": "hours", "list": "list"}


@functools.cache
def schema() -> dict[str, Any]:
    """Return tables with their columns, policies with their parameters, settings, and KPIs for targets."""
    return {
        "tables": {
            name: {
                "names": {"zh": table.title_zh, "en": table.title_en},
                "key": list(table.key),
                "required": table.required,
                "columns": columns_of(table.row, table),
            }
            for name, table in TABLES.items()
        },
        "policies": [
            {"policy": policy, "names": names(POLICIES[policy]), "parameter": column["id"], **column}
            for policy, info in Policies.model_fields.items()
            for column in columns_of(typing.cast("type[Row]", info.annotation))
        ],
        "settings": columns_of(Settings),
        "kpis": kpis(),
    }


def columns_of(model: type[Row], table: Table | None = None) -> list[dict[str, Any]]:
    """Return the fields of a row model: id, meaning (zh, en), unit, type, bounds, choices, default, refers.

    type is one of text, id, integer, number, boolean, choice, list, date, moment, clock, hours. bounds holds
    what applies of ge, gt, le, lt (and min_length, max_length of texts).
    """
    return [_column(name, info, table) for name, info in model.model_fields.items()]


def _column(name: str, info: FieldInfo, table: Table | None) -> dict[str, Any]:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    unit = str(extra.get("unit", ""))
    plain = _plain(info.annotation)
    literal = typing.get_origin(plain) is typing.Literal
    reference = table.references.get(name) if table is not None else None
    return {
        "id": name,
        "zh": str(extra.get("zh", "")),
        "en": info.description or "",
        "unit": {"zh": UNITS_ZH.get(unit, unit), "en": unit},
        "type": "choice" if literal else _type(plain, unit),
        "bounds": _bounds(info),
        "choices": list(typing.get_args(plain)) if literal else None,
        "default": _default(info, name),
        "required": info.is_required(),
        "refers": {"tables": list(reference.tables), "column": reference.column} if reference else None,
    }


def _plain(annotation: Any) -> Any:
    """Return the annotation without its metadata and without None."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return _plain(next(each for each in typing.get_args(annotation) if each is not type(None)))
    return annotation


def _type(plain: Any, unit: str) -> str:
    if typing.get_origin(plain) in (tuple, list) and unit not in _BY_UNIT:
        return "list"
    return _BY_UNIT.get(unit) or _TYPES.get(getattr(plain, "__name__", ""), "text")


def _bounds(info: FieldInfo) -> dict[str, float]:
    return {
        name: value
        for mark in info.metadata
        for name in (*_BOUNDS, "min_length", "max_length")
        if (value := getattr(mark, name, None)) is not None
    }


def _default(info: FieldInfo, name: str) -> Any:
    """Return the default as json holds it; null where there is none."""
    if info.default is PydanticUndefined or info.default is None:
        return None
    if name == "working_hours":
        shown = Settings.model_construct(working_hours=info.default)
        return shown.model_dump(mode="json", include={name})[name]
    if isinstance(info.default, tuple):
        return ";".join(map(str, info.default))
    return info.default if isinstance(info.default, bool | int | float) else str(info.default)
