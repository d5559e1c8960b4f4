"""What every table of a scenario is made of: the row model, the field helper and the cell types.

Cells are text in the csv files. Lists are joined by ``;``, clock times are ``HH:MM`` and dates are ISO;
validators turn them into tuples, whole seconds and dates, and ``model_dump(mode="json")`` turns them back.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9._-]+$"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_TOKENS = ("working", "rest", "daily", *WEEKDAYS)
DAY_SECONDS = 86_400

_CLOCK = re.compile(r"^(\d{1,2}):([0-5]\d)(?::00)?$")
_DATE = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$")
_TIME_OF_DAY = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$")
_SEPARATOR = re.compile(r"[;；]")
_TRUE_FALSE = {"是": True, "否": False}


class Row(BaseModel):
    """A row of a table: unknown fields are refused, values cannot be changed afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        str_max_length=2000,
    )


def field(doc: str, zh: str, *, unit: str, default: Any = ..., **bounds: Any) -> Any:
    """Declare a field with its doc line in English and Chinese, its unit and its bounds (ge, gt, le, lt)."""
    extra: dict[str, Any] = {"zh": zh, "unit": unit}
    return Field(default, description=doc, json_schema_extra=extra, **bounds)


def source() -> Any:
    """Declare the column that says where a row's values come from."""
    return field(
        "Where the values come from: a source, or the word assumed",
        "数值出处；无出处者写 assumed",
        unit="text",
        default="",
    )


def name_zh() -> Any:
    """Declare the Chinese name of a row."""
    return field("Name in Chinese", "中文名称", unit="text", min_length=1)


def name_en() -> Any:
    """Declare the English name of a row."""
    return field("Name in English", "英文名称", unit="text", min_length=1)


def share(doc: str, zh: str, *, default: Any = ...) -> Any:
    """Declare a share between 0 and 1."""
    return field(doc, zh, unit="share", ge=0, le=1, default=default)


def flag(doc: str, zh: str, *, default: Any = ...) -> Any:
    """Declare a true/false column."""
    return field(doc, zh, unit="true/false", default=default)


def parse_clock(value: object) -> int:
    """Return whole seconds after midnight of ``HH:MM``; ``24:00`` is the end of the day."""
    if isinstance(value, str) and (match := _CLOCK.match(value.strip())):
        seconds = int(match[1]) * 3600 + int(match[2]) * 60
        if seconds <= DAY_SECONDS:
            return seconds
    raise PydanticCustomError("bad_clock", "not a clock time HH:MM between 00:00 and 24:00")


def format_clock(seconds: int) -> str:
    """Return ``HH:MM`` of whole seconds after midnight."""
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def parse_date(value: object) -> date:
    """Return the date of ``2024-01-31`` (``2024/1/31``, as spreadsheets write it, is understood)."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and (match := _DATE.match(value.strip())):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
        else:
            if 2000 <= day.year <= 2099:
                return day
    raise PydanticCustomError("bad_date", "not a date YYYY-MM-DD between 2000 and 2099")


def parse_moment(value: object) -> datetime:
    """Return the local date and time of ``2024-01-31T09:30`` (a blank instead of ``T`` is understood)."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(microsecond=0)
    if isinstance(value, str):
        day, _, time = value.strip().replace("T", " ").partition(" ")
        if match := _TIME_OF_DAY.match(time.strip()):
            on = parse_date(day)
            return datetime(on.year, on.month, on.day, int(match[1]), int(match[2]), int(match[3] or 0))
    raise PydanticCustomError("bad_moment", "not a local date and time YYYY-MM-DDTHH:MM")


def parse_list(value: object) -> tuple[str, ...]:
    """Return the entries of a ``;``-separated cell or of a yaml list, in order, without blanks."""
    if isinstance(value, str):
        parts = [part.strip() for part in _SEPARATOR.split(value)]
    elif isinstance(value, list | tuple) and not any(isinstance(part, bool) for part in value):
        parts = [str(part).strip() for part in value if isinstance(part, str | int)]
        if len(parts) != len(value):
            raise PydanticCustomError("bad_list", "not a list of words joined by ;")
    elif isinstance(value, int) and not isinstance(value, bool):
        parts = [str(value)]
    else:
        raise PydanticCustomError("bad_list", "not a list of words joined by ;")
    return tuple(part for part in parts if part)


def _unique_ids(value: object) -> tuple[str, ...]:
    entries = parse_list(value)
    for entry in entries:
        if not re.match(ID_PATTERN, entry):
            raise PydanticCustomError("bad_list_id", "'{entry}' is not an id", {"entry": entry[:80]})
    if len(set(entries)) != len(entries):
        raise PydanticCustomError("list_repeats", "an entry is listed twice")
    return entries


def _day_tokens(value: object) -> tuple[str, ...]:
    entries = parse_list(value)
    if not entries:
        raise PydanticCustomError("bad_days", "no day is named")
    for entry in entries:
        if entry not in DAY_TOKENS:
            raise PydanticCustomError("bad_days", "'{entry}' is not a day", {"entry": entry[:80]})
    return entries


def _said_in_chinese(value: object) -> object:
    """Return true or false for 是 or 否; other values as they are."""
    return _TRUE_FALSE.get(value.strip(), value) if isinstance(value, str) else value


def _joined(values: tuple[str, ...]) -> str:
    return ";".join(values)


_LIST_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Flag = Annotated[bool, BeforeValidator(_said_in_chinese)]
Clock = Annotated[
    int,
    BeforeValidator(parse_clock),
    PlainSerializer(format_clock, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}:[0-5]\d$"}),
]
Day = Annotated[
    date,
    BeforeValidator(parse_date),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Moment = Annotated[
    datetime,
    BeforeValidator(parse_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
IdList = Annotated[
    tuple[str, ...],
    BeforeValidator(_unique_ids),
    PlainSerializer(_joined, return_type=str, when_used="json"),
    WithJsonSchema(_LIST_SCHEMA),
]
DayList = Annotated[
    tuple[str, ...],
    BeforeValidator(_day_tokens),
    PlainSerializer(_joined, return_type=str, when_used="json"),
    WithJsonSchema(_LIST_SCHEMA),
]
