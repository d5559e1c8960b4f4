"""Requests of another shape are told field by field, in words of both languages."""

import re

import pytest

from tests.page.conftest import refused

SIMULATE = {"command": "simulate", "scenario": "small_city"}
DRAFT = {"base": "small_city", "changes": []}


@pytest.mark.parametrize(
    ("path", "asked", "field", "value", "zh"),
    [
        ("/api/jobs", {**SIMULATE, "days": 9999}, "simulate.days", "9999", "不能大于 3650"),
        ("/api/jobs", {**SIMULATE, "replications": 0}, "simulate.replications", "0", "不能小于 1"),
        ("/api/jobs", {**SIMULATE, "precision": ""}, "simulate.precision", "", "至少 1 个字符"),
        ("/api/jobs", {**SIMULATE, "x": "<b>"}, "simulate.x", "<b>", "没有该项"),
        ("/api/jobs", {"command": "compare", "operands": ["a"]}, "compare.operands", "", "至少 2 项"),
        ("/api/draft/check", {"changes": []}, "base", "", "缺少该项"),
        ("/api/draft/table", {**DRAFT, "table": "staff", "limit": "x"}, "limit", "x", "int_parsing"),
        ("/api/draft/check", {"base": "x" * 400}, "base", "x" * 80, "至多 300 个字符"),
    ],
)
def test_each_field_is_told(page, path, asked, field, value, zh):
    (one,) = refused(page.post(path, json=asked), 422)["problems"]
    assert (one["field"], one["value"]) == (field, value)
    assert zh in one["message"]["zh"]
    assert one["message"]["en"]
    assert not re.search(r"[\u4e00-\u9fff]", one["message"]["en"])


def test_an_id_that_is_none_shows_what_one_looks_like(page):
    asked = {**DRAFT, "id": "My plan", "names": {"zh": "一", "en": "One"}, "version": None}
    (one,) = refused(page.put("/api/what-if", json=asked), 422)["problems"]
    assert (one["field"], one["value"]) == ("id", "My plan")
    assert "[a-z0-9]" in one["message"]["zh"]
