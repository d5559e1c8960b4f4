"""How answers are written: compact JSON in UTF-8, and a body read back with its limits."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from starlette.responses import Response

from sim.page.errors import ApiError

DEEPEST = 40  # levels of a body
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class JsonAnswer(Response):
    """JSON as the page reads it."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return the bytes; dates as ISO text."""
        return to_json(content)


def to_json(content: Any) -> bytes:
    """Return compact JSON in UTF-8; a value that JSON lacks (infinity) is an error of ours."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
    return text.encode("utf-8", "replace")


def from_json(body: bytes) -> Any:
    """Return what a body holds.

    Raises:
        ApiError: 400, it is no JSON, or deeper than any request is.
    """
    try:
        text = body.decode("utf-8")
        value = json.loads(text, parse_constant=_no_constant)
        if _SURROGATE.search(body):  # halves of a pair are no text
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        if _depth(value) > DEEPEST:
            raise ValueError("too deep")
    except (ValueError, RecursionError):
        raise ApiError(400, "The body is not JSON that can be read", "请求内容不是可读取的 JSON") from None
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _depth(value: Any) -> int:
    """Return how many lists and mappings hold one another, up to one more than is allowed."""
    level, deep = [value], 0
    while level and deep <= DEEPEST:
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        deep += bool(level)
    return deep
