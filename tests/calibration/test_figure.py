"""What a reported figure can have been before it was rounded, and which rows make a target."""

from __future__ import annotations

import math

import pytest
from pydantic import ValidationError

from calibration.figure import Figure, upper_end

ROW = {
    "id": "a.b", "name_zh": "甲", "name_en": "A", "scope": "x", "measures": "problem", "value": 10,
    "bound": "exact", "window": None, "use": "target", "quote": "q", "note": "n",
    "observable": {"value": "cases"}, "model": {"kind": "count", "months": 3},
}  # fmt: skip
SATISFIED = {
    "value": 0.9,
    "bound": "rate",
    "observable": {"value": "satisfaction"},
    "model": {"kind": "satisfaction", "of": "c.d", "surveyed": "s", "reporting": "r"},
}
SAVING = {
    "value": 1.5,
    "bound": "mean",
    "observable": {"value": "processing_days", "without": [{"set": {}}]},
    "model": {"kind": "saving", "readings": ["processing_days"]},
}
MEAN = {"value": 3.2, "bound": "mean", "observable": {"value": "handoffs"}, "model": {"kind": "mean"}}


def figure(**fields):
    return Figure.model_validate({**ROW, **fields})


@pytest.mark.parametrize(
    ("fields", "low", "high"),
    [
        ({"value": 1500, "bound": "at_least"}, 1500, 1600),
        ({"value": 670, "bound": "at_least"}, 670, 680),
        ({"value": 477, "bound": "at_least"}, 477, 478),
        ({"value": 36300, "bound": "rounded", "unit": 100}, 36250, 36350),
        ({"value": 12, "bound": "rounded", "unit": 1}, 11.5, 12.5),
        ({"value": 3756, "bound": "exact"}, 3756, 3756),
        ({**SATISFIED, "value": 0.994}, 0.9935, 0.9945),
        ({**SATISFIED, "value": 0.9}, 0.85, 0.95),
        ({**SATISFIED, "value": 0.00004}, 0.000035, 0.000045),
        ({**SATISFIED, "value": 1.0}, 1, 1),
        ({**SATISFIED, "value": 0.0}, 0, 0),
        ({**SATISFIED, "value": 0.98, "bound": "at_least"}, 0.98, math.inf),
        ({**SATISFIED, "value": 0.98, "bound": "exact"}, 0.98, 0.98),
        ({**SAVING, "value": 1.5}, 1.45, 1.55),
        ({**SAVING, "value": 3.0}, 2.5, 3.5),
        ({**SAVING, "value": 1.5, "bound": "at_least"}, 1.5, 1.6),
        ({**SAVING, "value": 20.0, "bound": "at_least"}, 20, 30),
        ({**SAVING, "value": 120.0}, 119.5, 120.5),
        ({**MEAN, "value": 1.0}, 1, 1),
    ],
)
def test_interval_by_hand(fields, low, high):
    found = figure(**fields).interval()
    assert found == pytest.approx((low, high), rel=1e-12)


@pytest.mark.parametrize(("value", "end"), [(1500, 1600), (2800, 2900), (40, 50), (7, 8), (0.2, math.inf)])
def test_more_than_a_number_ends_at_the_next_unit_of_its_last_digit(value, end):
    assert upper_end(value) == end


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"observable": None}, "target_needs"),
        ({"model": None}, "target_needs"),
        ({"name_zh": None}, "target_needs"),
        ({"value": {"law": 5}}, "one_number"),
        ({"observable": {"value": "cases", "without": [{"set": {}}]}}, "without_needs_saving"),
        ({**SAVING, "observable": {"value": "processing_days"}}, "without_needs_saving"),
        ({"observable": {"value": "satisfaction"}}, "model_and_value"),
        ({**SATISFIED, "observable": {"value": "cases"}}, "model_and_value"),
        ({**SATISFIED, "observable": {"value": "satisfied"}}, "model_and_value"),
        ({**MEAN, "observable": {"value": "cases"}}, "model_and_value"),
        ({"observable": {"value": "cases", "per": "session"}}, "per_in_target"),
        ({"value": -1}, "count_range"),
        ({"value": 3.5}, "count_range"),
        ({**SATISFIED, "value": 99.4}, "satisfaction_range"),
        ({**SAVING, "value": 0.0}, "mean_range"),
        ({**MEAN, "value": -2.0}, "mean_range"),
        ({"bound": "rounded"}, "unit_needed"),
        ({"bound": "rounded", "unit": "days"}, "unit_needed"),
        ({"bound": "rounded", "unit": 0}, "unit_needed"),
        ({"use": "reject"}, "reject_needs"),
        ({"model": {"kind": "count"}}, "one_window"),
        ({"model": {"kind": "count", "months": 3, "window": "w"}}, "one_window"),
    ],
)
def test_rows_that_make_no_target(fields, word):
    with pytest.raises(ValidationError) as caught:
        figure(**fields)
    assert [error["ctx"]["error"].args[0] for error in caught.value.errors()] == [word]


@pytest.mark.parametrize("use", ["structure", "context", "reject"])
def test_what_is_not_compared_needs_neither_observable_nor_model(use):
    row = figure(use=use, observable=None, model=None, name_zh=None, note_zh="因", value=-2.73)
    assert row.number == -2.73


@pytest.mark.parametrize("fields", [{}, SATISFIED, SAVING, MEAN])
@pytest.mark.parametrize("use", ["target", "holdout"])
def test_each_model_can_be_a_target(fields, use):
    assert figure(**fields, use=use).use == use


@pytest.mark.parametrize(
    ("model", "names"),
    [
        ({"kind": "count", "window": "w", "ramp": "r", "place": "p"}, ["w", "r", "p"]),
        ({"kind": "count", "months": 3}, []),
        (SATISFIED["model"], ["s", "r"]),
        (SAVING["model"], []),
    ],
)
def test_models_name_the_parameters_that_they_read(model, names):
    fields = {"count": {}, "satisfaction": SATISFIED, "saving": SAVING}[model["kind"]]
    assert figure(**{**fields, "model": model}).model.names() == names
