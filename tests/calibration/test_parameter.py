"""Priors: each bad row is told; a parameter at its baseline leaves the scenario as it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from calibration.parameter import PRIORS, check_fit, load_priors
from sim.experiment.errors import InputError
from sim.scenario import change, load
from tests.calibration.broken import complaint, spoilt, told_well

HUZHOU = Path(__file__).parents[2] / "scenarios" / "huzhou"

#: What stands in the file, what stands there instead, and what is told: field, value, words.
BAD = {
    "low above high": (
        "low: 0.85, high: 1.08", "low: 1.85, high: 1.08",
        "prior.low", "1.85", "give low < high",
    ),
    "log of nothing": ("low: 0.6, high: 1.6", "low: 0, high: 1.6", "prior.low", "0", "give a positive low"),
    "another shape's numbers": (
        "{shape: lognormal, median: 1, factor: 2.5}", "{shape: lognormal, low: 1, high: 2.5}",
        "prior", "", "median and factor (lognormal, heavy)",
    ),
    "a factor of 1": ("median: 1, factor: 2.5", "median: 1, factor: 1", "prior", "", "a factor above 1"),
    "unknown shape": ("shape: heavy", "shape: cauchy", "prior.shape", "cauchy", "write one of: uniform"),
    "text for a number": ("median: 0.23", "median: some", "prior.median", "some", "give a plain number"),
    "not finite": ("high: 10.7", "high: .inf", "prior.high", "inf", "not finite"),
    "unknown role": ("role: rate", "role: rates", "role", "rates", "write one of: simulated, score, rate"),
    "a simulated one without ends": (
        "{shape: uniform, low: 0.85, high: 1.08}", "{shape: lognormal, median: 1, factor: 1.1}",
        "prior.shape", "lognormal", "give shape: uniform or loguniform",
    ),
    "a window of no length": (
        "{shape: uniform, low: 7, high: 10.7}", "{shape: uniform, low: 0, high: 10.7}",
        "prior.low", "0", "give low > 0",
    ),
    "more surveyed than there were": (
        "{shape: uniform, low: 0.3, high: 1}", "{shape: uniform, low: 0.3, high: 3}",
        "prior", "", "a share lies between 0 and 1",
    ),
    "a share without ends": (
        "{shape: uniform, low: 0.3, high: 1}", "{shape: lognormal, median: 0.5, factor: 2}",
        "prior", "", "a share lies between 0 and 1",
    ),
    "a rate of nothing": ("baseline: 0.23", "baseline: 0", "baseline", "0", "a rate's baseline is above 0"),
    "no value in the changes": (
        'multiply: {solve_station: "{value}"}', "multiply: {solve_station: 1.1}",
        "changes", "", "write {value} where the value goes",
    ),
    "a rate that scales nothing": ("    scales: [{origin: visit}]\n", "", "scales", "", "give scales"),
    "cells of no family": ("family: basic, kind: transaction}]", "family: base, kind: transaction}]",
                           "scales.0.family", "base", "write one of: basic, value_added"),
    "a place that is nowhere": ("    facility: wx.wanda\n", "", "facility", "", "give facility"),
    "no source": ("    source: assumed\n", "", "source", "", "add it"),
    "duplicate name": ("name: demand_deqing", "name: demand_wuxing", "name", "demand_wuxing", "used twice"),
    "unknown field": ("role: rate", "rol: rate\n    role: rate", "rol", "rate", "no such field"),
}  # fmt: skip


@pytest.fixture(scope="module")
def huzhou():
    return load(HUZHOU)


@pytest.fixture(scope="module")
def priors():
    return load_priors()


def test_every_shipped_row_loads(priors):
    assert len(priors) == len({one.name for one in priors}) == 29


@pytest.mark.parametrize("name", BAD)
def test_bad_row(name, tmp_path):
    old, new, field, value, says = BAD[name]
    path = spoilt(PRIORS, old, new, tmp_path)
    told_well(complaint(load_priors, path), path, field, value, says)


def test_whatever_no_source_fixes_says_so(priors):
    sourced = {one.name for one in priors if "service_facts.csv" in one.source}
    assert {one.name for one in priors if not one.assumed} <= sourced
    assert sourced >= {"visits", "solve_station", "handoff_hours", "satisfaction_intercept"}
    assert (HUZHOU.parent / "sources" / "service_facts.csv").is_file()


def test_at_most_eight_inputs_act_on_the_dynamics(priors):
    assert sum(one.role == "simulated" for one in priors) + 1 <= 8, "and the load that the rates make"


def test_the_shipped_parameters_leave_the_shipped_scenario_as_it_is_at_their_baselines(huzhou, priors):
    check_fit(huzhou, priors)


@pytest.mark.parametrize("name", [one.name for one in load_priors() if one.changes])
def test_each_changes_the_scenario_away_from_its_baseline(name, huzhou, priors):
    """A parameter that did nothing could be anything."""
    one = next(one for one in priors if one.name == name)
    for end in one.prior.quantile(np.array([0.1, 0.9])).tolist():
        changed = change(huzhou, one.applied(end)).model_copy(update={"policy_sources": {}})
        assert changed != huzhou.model_copy(update={"policy_sources": {}}), (name, end)


def edited(priors, name, **fields):
    return [
        type(one).model_validate({**one.model_dump(), **fields}) if one.name == name else one
        for one in priors
    ]


@pytest.mark.parametrize("baseline", [3.0, 1.5])
def test_a_wrong_baseline_is_told(baseline, huzhou, priors):
    with pytest.raises(InputError) as caught:
        check_fit(huzhou, edited(priors, "handoff_hours", baseline=baseline))
    assert f"at its baseline {baseline:g}, handoff_hours changes the scenario" in caught.value.message_en
    assert "handoff_hours" in caught.value.message_zh


def test_changes_that_do_not_fit_the_scenario_are_told(huzhou, priors):
    changes = [
        {"update": {"table": "facilities", "where": {"id": "no.where"}, "add": {"attraction": "{value}"}}}
    ]
    with pytest.raises(InputError) as caught:
        check_fit(huzhou, edited(priors, "place_ip", changes=changes))
    assert "the changes of place_ip do not fit this scenario" in caught.value.message_en
    assert "no.where" in caught.value.message_en
    assert "place_ip" in caught.value.message_zh


def test_the_value_stands_in_every_gap(priors):
    one = next(one for one in priors if one.name == "solve_centres")
    (applied,) = one.applied(0.9)
    assert applied["update"]["multiply"] == {"solve_subcentre": 0.9, "solve_district": 0.9, "solve_city": 0.9}
