"""Cells into rows: the row models are applied and their complaints become problems."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sim.scenario.draft import Draft, Place, Placed, hint
from sim.scenario.problems import Problem, capped, problem
from sim.scenario.read_csv import Sheet
from sim.scenario.schema import Policies, PolicyRow, Row, Table
from sim.scenario.schema.tables import referred_column
from sim.scenario.schema.units import PLAIN, UNITS_ZH

_NUMBER = {"float_parsing", "float_type", "int_type", "int_parsing_size"}
_WHOLE = {"int_parsing", "int_from_float"}
_BOUNDS = {
    "greater_than_equal": ("too_small", "ge"),
    "greater_than": ("not_above", "gt"),
    "less_than_equal": ("too_great", "le"),
    "less_than": ("too_great", "lt"),
    "string_too_long": ("too_long", "max_length"),
}
_SAME = {
    "bad_clock", "bad_date", "bad_moment", "bad_list", "bad_list_id", "list_repeats", "bad_days",
}  # fmt: skip
_CODES = {
    "missing": "missing_value",
    "string_too_short": "missing_value",
    "finite_number": "not_finite",
    "bool_parsing": "not_true_false",
    "bool_type": "not_true_false",
    "string_pattern_mismatch": "bad_id",
    "string_type": "not_text",
    **dict.fromkeys(_NUMBER, "not_a_number"),
    **dict.fromkeys(_WHOLE, "not_whole"),
    **{name: name for name in _SAME},
}


@functools.cache
def rows_adapter(model: type[Row]) -> TypeAdapter[list[Row]]:
    """Return the validator of whole lists of a row model."""
    return TypeAdapter(list[model])  # type: ignore[valid-type]


@functools.cache
def field_adapter(model: type[Row], name: str) -> TypeAdapter[Any]:
    """Return the validator of one field of a row model."""
    info = model.model_fields[name]
    annotated: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    return TypeAdapter(annotated, config=ConfigDict(coerce_numbers_to_str=True))


def required_columns(model: type[Row]) -> list[str]:
    """Return the columns that have no default."""
    return [name for name, info in model.model_fields.items() if info.is_required()]


def parse_sheet(draft: Draft, table: Table, sheet: Sheet, shown: str, problems: list[Problem]) -> None:
    """Turn a sheet into placed rows of the draft; refused rows leave their ids behind."""
    missing = [name for name in required_columns(table.row) if name not in sheet.columns]
    for name in missing:
        problems.append(problem("missing_column", shown, 1, name, name))
    if missing:
        _forget(draft, table, sheet.rows)
        return
    if table.required and not sheet.rows:
        problems.append(problem("no_rows", shown, 2))
        draft.unreadable.add(table.name)
    draft.left_out[table.name] = [name for name in table.row.model_fields if name not in sheet.columns]
    places = [Place(shown, number) for number in sheet.numbers]
    found: list[Problem] = []
    draft.tables[table.name] = parse_rows(draft, table, sheet.rows, places, found)
    problems.extend(capped(found))


def parse_rows(
    draft: Draft,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    places: Sequence[Place],
    problems: list[Problem],
) -> list[Placed]:
    """Return the rows that fit the model, placed; the others are reported and their ids kept as lost."""
    adapter = rows_adapter(table.row)
    try:
        return [Placed(*pair) for pair in zip(adapter.validate_python(rows), places, strict=True)]
    except ValidationError as error:
        complaints = error.errors(include_url=False)
    refused = {int(complaint["loc"][0]) for complaint in complaints}
    problems.extend(
        capped(
            _problem_of(complaint, table.row, places[int(complaint["loc"][0])], complaint["loc"][1:])
            for complaint in complaints
        )
    )
    _forget(draft, table, [rows[number] for number in sorted(refused)])
    kept = [number for number in range(len(rows)) if number not in refused]
    good = adapter.validate_python([rows[number] for number in kept])
    return [Placed(row, places[number]) for row, number in zip(good, kept, strict=True)]


def parse_mapping(
    model: type[Row],
    values: Mapping[str, Any],
    places: Mapping[str, Place],
    whole: Place,
    problems: list[Problem],
) -> Row | None:
    """Return one model from a mapping, or None with problems added (at the place of each field)."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        found = (
            _problem_of(complaint, model, places.get(str(complaint["loc"][0]), whole), complaint["loc"])
            for complaint in error.errors(include_url=False)
        )
        problems.extend(capped(found))
    return None


def parse_policies(draft: Draft, sheet: Sheet, shown: str, problems: list[Problem]) -> None:
    """Apply the rows of policies.csv over the defaults."""
    missing = [name for name in required_columns(PolicyRow) if name not in sheet.columns]
    problems.extend(problem("missing_column", shown, 1, name, name) for name in missing)
    if missing:
        return
    seen: dict[tuple[str, str], int] = {}
    found: list[Problem] = []
    for cells, number in zip(sheet.rows, sheet.numbers, strict=True):
        place = Place(shown, number)
        row = parse_mapping(PolicyRow, cells, {}, place, found)
        if not isinstance(row, PolicyRow):
            continue
        key = (row.policy, row.parameter)
        if first := seen.get(key):
            words = {"value": ".".join(key), "first": first, "where": shown}
            found.append(problem("duplicate_key", shown, number, "parameter", **words))
            continue
        seen[key] = number
        if set_policy(
            draft,
            row.policy,
            row.parameter,
            row.value,
            place,
            ("policy", "parameter", "value"),
            found,
            row.unit,
        ):
            draft.policy_sources[".".join(key)] = row.source
    problems.extend(capped(found))


def set_policy(
    draft: Draft,
    policy: str,
    parameter: str,
    value: Any,
    place: Place,
    fields: tuple[str, str, str],
    problems: list[Problem],
    unit: str | None = None,
) -> bool:
    """Set one parameter of the draft's policies, True if set; ``fields`` name what problems point at."""
    if policy not in Policies.model_fields:
        words = hint(policy, Policies.model_fields)
        problems.append(problem("unknown_policy", *place, fields[0], policy, **words))
        return False
    current: Row = getattr(draft.policies, policy)
    infos = type(current).model_fields
    if parameter not in infos:
        words = {"policy": policy, "choices": ", ".join(infos)}
        problems.append(problem("unknown_parameter", *place, fields[1], parameter, **words))
        return False
    right = unit_of(infos[parameter])
    if unit is not None and unit != right:
        words = {"parameter": f"{policy}.{parameter}", "unit": right}
        problems.append(problem("wrong_unit", *place, "unit", unit, **words))
        return False
    try:
        changed = type(current).model_validate({**current.model_dump(), parameter: value})
    except ValidationError as error:
        for complaint in error.errors(include_url=False):
            problems.append(_problem_of(complaint, type(current), place, (parameter,), fields[2]))
        return False
    draft.policies = draft.policies.model_copy(update={policy: changed})
    return True


def unit_of(info: FieldInfo) -> str:
    """Return the unit that a field declares."""
    extra = info.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def _forget(draft: Draft, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep the ids of rows that cannot be used, so that references to them are no further problems."""
    column = referred_column(table.name)
    draft.unreadable.add(table.name)
    draft.lost_ids[table.name] |= {str(row[column]) for row in rows if row.get(column)}


def _problem_of(
    complaint: ErrorDetails,
    model: type[Row],
    place: Place,
    loc: Sequence[str | int],
    shown_field: str | None = None,
) -> Problem:
    """Return the problem that a complaint of pydantic stands for."""
    name = str(loc[0]) if loc else ""
    kind, value = complaint["type"], complaint.get("input")
    context = complaint.get("ctx", {})
    field = name if shown_field is None else shown_field
    info = model.model_fields.get(name)
    if kind == "extra_forbidden" or info is None:
        return problem("unknown_column", *place, field, name, **hint(name, model.model_fields))
    words: dict[str, object] = _unit_words(unit_of(info))
    if kind in ("missing", "string_too_short") or value is None:
        return problem("missing_value", *place, field, "", **words)
    if kind in _BOUNDS:
        code, bound = _BOUNDS[kind]
        words["bound"] = f"{context.get(bound, 0):.12g}"
        return problem(_bound_code(code, name, value), *place, field, value, **words)
    if kind == "literal_error":
        words["choices"] = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return problem("not_a_choice", *place, field, value, **words)
    words |= context
    return problem(_CODES.get(kind, "not_values"), *place, field, value, **words)


def _bound_code(code: str, name: str, value: object) -> str:
    try:
        number = float(str(value))
    except ValueError:
        return code
    if (name == "lat" and 73 <= number <= 136) or (name == "lon" and 3 <= number <= 54):
        return "swapped"
    return "negative" if code in ("too_small", "not_above") and number < 0 else code


def _unit_words(unit: str) -> dict[str, object]:
    if unit in PLAIN or unit not in UNITS_ZH:
        return {"unit_en": "", "unit_zh": ""}
    return {"unit_en": f"(unit: {unit})", "unit_zh": f"（单位：{UNITS_ZH[unit]}）"}


__all__ = [
    "field_adapter",
    "parse_mapping",
    "parse_policies",
    "parse_rows",
    "parse_sheet",
    "required_columns",
    "rows_adapter",
    "set_policy",
    "unit_of",
]
