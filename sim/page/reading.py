"""What is asked, read as its model; complaints become problems that planners can read."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sim.page.errors import ApiError, problem

MOST = 20  # problems told of one request
_MEND = {"zh": "见 docs/page-api.md", "en": "see docs/page-api.md"}
_ZH = {  # kind of a complaint: Chinese; pydantic's own words are the English
    "missing": "缺少该项",
    "extra_forbidden": "没有该项",
    "greater_than": "须大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than": "须小于 {lt}",
    "less_than_equal": "不能大于 {le}",
    "string_too_short": "至少 {min_length} 个字符",
    "string_too_long": "至多 {max_length} 个字符",
    "too_short": "至少 {min_length} 项",
    "too_long": "至多 {max_length} 项",
    "string_pattern_mismatch": "不符合格式 {pattern}",
}


def read(model: type[BaseModel], value: Any) -> BaseModel:
    """Return a request's content as its model; raises ApiError 422 with a problem a field."""
    try:
        return model.model_validate(value)
    except ValidationError as fault:
        complaints = fault.errors(include_url=False)[:MOST]
        problems = [_told(one) for one in complaints]
        raise ApiError(422, "The request lacks something", "请求内容不完整或有误", problems) from None


def _told(one: ErrorDetails) -> dict[str, Any]:
    zh = _ZH.get(one["type"], f"该内容不合要求（{one['type']}）").format_map(one.get("ctx", {}))
    given = one["input"]
    value = str(given)[:80] if isinstance(given, str | int | float) else ""
    field = ".".join(map(str, one["loc"]))
    return problem({"zh": zh, "en": one["msg"]}, _MEND, field, value)
