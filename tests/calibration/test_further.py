"""Facts and candidates: every shipped row loads, each bad row is told."""

from __future__ import annotations

import pytest

from calibration.further import CANDIDATES, FACTS, load_candidates, load_facts
from calibration.parameter import load_priors
from tests.calibration.broken import complaint, spoilt, told_well

BAD_FACTS = {
    "low above high": ("low: 0.83", "low: 0.93", "low", "0.93", "give low <= high"),
    "text for a number": ("high: 16", "high: sixteen", "high", "sixteen", "give a plain number"),
    "no unit": ("    unit: cases\n", "", "unit", "", "add it"),
    "unknown value": (
        "{value: first_contact,", "{value: first,",
        "observable.value", "first", "first_contact",
    ),
    "unknown selection": (
        "of: in_session", "of: session",
        "observable.of", "session", "write one of: arisen",
    ),
    "duplicate id": (
        "id: fact.satisfaction", "id: fact.routine_days",
        "id", "fact.routine_days", "used twice",
    ),
}  # fmt: skip
BAD_CANDIDATES = {
    "neither": (
        "    parameter: window_huzhou\n", "",
        "candidates[1]", "", "either an observable or a parameter",
    ),
    "both": (
        "    parameter: window_huzhou\n", "    parameter: window_huzhou\n    observable: {value: cases}\n",
        "candidates[1]", "", "give one of them",
    ),
    "unknown kind": (
        "kind: problem, family", "kind: issue, family",
        "observable.kind", "issue", "transaction",
    ),
    "not an id": ("id: ask.wait\n", "id: Ask wait\n", "id", "Ask wait", "lower-case letters"),
    "missing name": ("    name_zh: 平均等候分钟\n", "", "name_zh", "", "add it"),
    "duplicate id": ("id: ask.backstop", "id: ask.wait", "id", "ask.wait", "used twice"),
}  # fmt: skip


def test_every_shipped_row_loads():
    assert len(load_facts()) == 5
    assert len(load_candidates()) == 19


@pytest.mark.parametrize("name", BAD_FACTS)
def test_bad_fact(name, tmp_path):
    old, new, field, value, says = BAD_FACTS[name]
    path = spoilt(FACTS, old, new, tmp_path)
    told_well(complaint(load_facts, path), path, field, value, says)


@pytest.mark.parametrize("name", BAD_CANDIDATES)
def test_bad_candidate(name, tmp_path):
    old, new, field, value, says = BAD_CANDIDATES[name]
    path = spoilt(CANDIDATES, old, new, tmp_path)
    told_well(complaint(load_candidates, path), path, field, value, says)


def test_candidates_that_are_parameters_name_those_of_the_priors():
    known = {one.name: one for one in load_priors()}
    asked = [one.parameter for one in load_candidates() if one.parameter is not None]
    assert asked
    assert {known[name].role for name in asked} == {"window", "survey"}


def test_facts_cite_the_table_that_they_come_from():
    assert all("service_facts.csv" in one.source for one in load_facts())
