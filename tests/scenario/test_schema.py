"""The schema describes itself: every field has its doc line in both languages, a unit and sane references."""

from __future__ import annotations

import json
import re
import typing
from pathlib import Path

import pytest

from sim.scenario import Scenario, field_tables, json_schema, load
from sim.scenario.page import page
from sim.scenario.schema import TABLES, Policies, PolicyRow, Row, Settings
from sim.scenario.schema.derived import KINDS, Derived
from sim.scenario.schema.units import UNITS_ZH
from tests.scenario.overlay import TINY

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scenario-fields.md"
POLICY_MODELS = [typing.cast("type[Row]", info.annotation) for info in Policies.model_fields.values()]
MODELS = [
    Settings,
    PolicyRow,
    Derived,
    *KINDS.values(),
    *POLICY_MODELS,
    *(table.row for table in TABLES.values()),
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_described(model: type[Row]) -> None:
    assert model.__doc__
    for name, info in model.model_fields.items():
        extra = info.json_schema_extra
        assert isinstance(extra, dict)
        assert info.description, name
        assert not re.search("[\u4e00-\u9fff]", info.description), name
        assert re.search("[\u4e00-\u9fff]", str(extra["zh"])), name
        assert extra["unit"] in UNITS_ZH, name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_number_is_bounded(model: type[Row]) -> None:
    numbers = (int, float, int | None, float | None)
    unbounded = {"at_least", "at_most", "opens", "closes"}  # a KPI has its own unit, a clock its own parser
    for name, info in model.model_fields.items():
        if info.annotation in numbers and name not in unbounded:
            marks = info.metadata
            assert any(hasattr(mark, "ge") or hasattr(mark, "gt") for mark in marks), name
            assert any(hasattr(mark, "le") or hasattr(mark, "lt") for mark in marks), name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_defaults_keep_their_own_bounds(model: type[Row]) -> None:
    for info in model.model_fields.values():
        if isinstance(info.default, int | float) and not isinstance(info.default, bool):
            for mark in info.metadata:
                assert info.default >= getattr(mark, "ge", info.default)
                assert info.default <= getattr(mark, "le", info.default)
                assert info.default > getattr(mark, "gt", info.default - 1)


def test_references_point_to_columns_that_are_there() -> None:
    for table in TABLES.values():
        assert set(table.key) <= set(table.row.model_fields), table.name
        for column, reference in table.references.items():
            assert column in table.row.model_fields, table.name
            for name in reference.tables:
                assert reference.column in TABLES[name].row.model_fields, (table.name, column)


def test_the_scenario_holds_every_table() -> None:
    assert set(TABLES) | {"settings", "policies", "policy_sources"} == set(Scenario.model_fields)


def test_the_tiny_scenario_fills_every_table() -> None:
    scenario = load(TINY)
    assert all(scenario.table(name) for name in TABLES)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/scenario-fields.md is out of date: make docs"


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_field_tables_name_every_field(lang: str) -> None:
    text = field_tables(lang)
    for table in TABLES.values():
        section = text.split(f"## `{table.file}`")[1].split("\n## ")[0]
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == list(
            table.row.model_fields
        )
    assert "`backstop.share`" in text
    assert ("承诺时限" in text) == (lang != "en")
    assert ("Promised limit" in text) == (lang != "zh")


def test_json_schema_is_whole() -> None:
    schema = json.loads(json.dumps(json_schema()))
    named = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
    assert named <= set(schema["$defs"])
    service = schema["$defs"]["Service"]
    assert service["additionalProperties"] is False
    assert service["properties"]["solve_city"]["maximum"] == 1
    assert service["properties"]["promise_hours"]["unit"] == "statutory working hours"
    assert set(service["required"]) == {
        name for name, info in TABLES["services"].row.model_fields.items() if info.is_required()
    }
    assert {f"{name}.csv" for name in TABLES} <= set(schema["properties"])
    assert "facilities.csv" in schema["required"]
    assert "replay.csv" not in schema["required"]


def test_json_schema_describes_the_changes() -> None:
    items = json_schema()["$defs"]["Derived"]["properties"]["changes"]["items"]
    kinds = [next(iter(kind["required"])) for kind in items["oneOf"]]
    assert kinds == ["set", "add", "remove", "update", "copy"]
