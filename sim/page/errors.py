"""What the API answers when something is wrong: a status, words in both languages, and problems."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.scenario import Problem

CHANGES = "changes"  # the file that problems of a draft's changes name; their row counts changes from 1


class ApiError(Exception):
    """Ends a request with a status and a message; `more` joins the answer."""

    def __init__(
        self, status: int, en: str, zh: str, problems: Iterable[dict[str, Any]] = (), **more: Any
    ) -> None:
        """Hold what is answered."""
        super().__init__(en)
        self.status = status
        self.body = {"error": {"zh": zh, "en": en}, "problems": list(problems), **more}


# what a request may name: Chinese
KINDS = {
    "file": "文件",
    "scenario": "情景",
    "result": "结果",
    "job": "运行",
    "table": "数据表",
    "outlines": "边界",
    "candidates": "候选点文件",
    "levers": "可调项文件",
}


def not_found(name: str, kind: str = "file") -> ApiError:
    """Return the answer to a name that nothing of its kind (of KINDS) has."""
    shown = repr(name[:80])
    return ApiError(404, f"There is no {kind} {shown} here", f"没有这个{KINDS[kind]}：{shown}")


def told(one: Problem) -> dict[str, Any]:
    """Return a problem as plain data; `change` is the change of the draft that it is about, from 0."""
    of_changes = one.file == CHANGES and one.row is not None
    return {
        "file": one.file,
        "row": one.row,
        "field": one.field,
        "value": one.value,
        "message": {"zh": one.message_zh, "en": one.message_en},
        "mend": {"zh": one.mend_zh, "en": one.mend_en},
        "change": one.row - 1 if of_changes and one.row else None,
    }


def problem(
    message: dict[str, str], mend: dict[str, str] | None = None, field: str = "", value: str = ""
) -> dict[str, Any]:
    """Return a problem that is no file's, as `told` does: words by language, and the field of a request."""
    return {
        "file": "",
        "row": None,
        "field": field,
        "value": value,
        "message": message,
        "mend": mend or {"zh": "", "en": ""},
        "change": None,
    }


def with_problems(problems: Iterable[Problem]) -> ApiError:
    """Return the answer to content that has problems."""
    listed = [told(one) for one in problems]
    n = len(listed)
    return ApiError(422, f"{n} problem{'s' * (n != 1)}", f"{n} 处错误", listed)
