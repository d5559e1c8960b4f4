"""Each bad row is told with file, row, field, value and mend; what the source gets wrong is told too."""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.parameter import load_priors
from calibration.register import (
    REGISTER,
    check_register,
    inconsistencies,
    load_register,
)
from sim.experiment.errors import InputError
from sim.scenario import ScenarioErrors, load
from tests.calibration.broken import complaint, spoilt, told_well

HUZHOU = Path(__file__).parents[2] / "scenarios" / "huzhou"
SAVING = "model: {kind: saving, readings: [processing_days, processing_working_days], error: 0.15}"

READINGS = "saving, readings: [processing_days, processing_working_days]"

#: What stands in the file, what stands there instead, and what is told: field, value, words.
BAD = {
    "unknown use": ("use: target", "use: targets", "use", "targets", "write one of: structure, target"),
    "unknown bound": (
        "bound: at_least", "bound: over",
        "bound", "over", "exact, rounded, at_least, no_less, rate, mean",
    ),
    "refused without a reason in Chinese": (
        "    note_zh: 数量下降不可能超过 100 %。\n", "",
        "note_zh", "", "why a figure is refused is told in Chinese too",
    ),
    "missing observable": (
        "observable: {value: cases, of: solved, kind: problem}\n", "\n",
        "figures[3]", "", "a target needs name_zh, name_en, observable and model",
    ),
    "missing model": (
        "model: {kind: count, window: window_huzhou, ramp: ramp_huzhou}\n", "\n",
        "figures[3]", "", "a target needs",
    ),
    "unknown model": (
        "kind: count,", "kind: counting,",
        "model.kind", "counting", "count, satisfaction, saving",
    ),
    "model without kind": (
        "kind: count, window: window_huzhou", "window: window_huzhou",
        "model.kind", "", "add it",
    ),
    "unknown value of an observable": (
        "{value: cases, of: solved, kind: problem}", "{value: case, of: solved, kind: problem}",
        "observable.value", "case", "write one of: cases, satisfaction",
    ),
    "unknown field of a model": (
        "ramp: ramp_huzhou}", "rampe: ramp_huzhou}",
        "model.rampe", "ramp_huzhou", "remove it, or mend its name",
    ),
    "unknown field of a figure": (
        "scope: xiaopu", "scop: xiaopu\n    scope: xiaopu",
        "scop", "xiaopu", "no such field",
    ),
    "missing field": ("    window: null\n", "", "window", "", "add it"),
    "rounded without unit": ("    unit: 100\n", "", "unit", "", "give unit: 100"),
    "rounded to a word": ("unit: 100", "unit: hundreds", "unit", "hundreds", "give unit: 100"),
    "two windows": (
        "kind: count, months: 3,", "kind: count, months: 3, window: window_ip,",
        "model", "", "one window",
    ),
    "no window": ("kind: count, months: 3,", "kind: count,", "model", "", "either window"),
    "a window of no length": (
        "months: 3, place", "months: 0, place",
        "model.months", "0", "give a number > 0",
    ),
    "a window that begins on no day": (
        "since: 2024-01-01", "since: January",
        "model.since", "January", "2024-01-31",
    ),
    "duplicate id": ("id: hz.items", "id: hz.stations", "id", "hz.stations", "give each its own"),
    "not an id": (
        "id: hz.items", "id: 全市事项",
        "id", "全市事项", "lower-case letters",
    ),
    "text for a number": (
        "value: 36300", "value: 三万六",
        "value", "三万六", "give a plain number",
    ),
    "quoted number": ("value: 36300", "value: '36300'", "value", "36300", "give a plain number"),
    "true for a number": ("value: 36300", "value: true", "value", "True", "give a plain number"),
    "not finite": ("value: 36300", "value: .inf", "value", "inf", "not finite"),
    "text within numbers by name": (
        "{law: 5, ", "{law: five, ",
        "value.law", "five", "give a whole number",
    ),
    "numbers by name for a target": (
        "value: 36300", "value: {a: 3}",
        "value", "", "a target is one number",
    ),
    "a count that is not whole": ("value: 477", "value: 477.5", "value", "477.5", "give a whole number"),
    "percent": ("value: 0.994", "value: 99.4", "value", "99.4", "write 0.994 for 99.4 %"),
    "a saving of nothing": ("value: 1.5", "value: 0", "value", "0", "above 0"),
    "a saving without a run without": (
        "      without:\n        - update:\n            table: facilities\n"
        "            where: {id: nx.lianshi}\n"
        "            set: {mutual_recognition: false, joint_review: false, out_of_area: false}\n",
        "",
        "observable.without", "", "together with model.kind: saving",
    ),
    "model and observable differ": (
        SAVING, SAVING.replace(READINGS, "count, months: 3"),
        "observable.without", "", "together with model.kind: saving",
    ),
    "a count of satisfaction": (
        "{value: cases, of: jointly_solved,", "{value: satisfaction, of: jointly_solved,",
        "model.kind", "count", "does not go with the observable",
    ),
    "a target by day": (
        "facility: wx.wanda}", "facility: wx.wanda, per: facility_day}",
        "observable.per", "facility_day", "leave out observable.per",
    ),
    "unknown reading": (
        "readings: [processing_days, ", "readings: [days, ",
        "model.readings.0", "days", "processing_days, ",
    ),
    "no reading": (
        SAVING, "model: {kind: saving, readings: []}",
        "model.readings", "[]", "at least one entry",
    ),
    "an error above 1": ("error: 0.15", "error: 15", "model.error", "15", "give a number <= 1"),
    "of an unknown figure": (
        "of: deqing.problems\n", "of: deqing.issues\n",
        "of", "deqing.issues", "name one of",
    ),
    "satisfaction of what is no count": (
        "of: deqing.problems, surveyed", "of: wx.satisfied, surveyed",
        "model.of", "wx.satisfied", "name one of: deqing.problems",
    ),
    "unknown field of the file": (
        "source:\n", "sources: x\nsource:\n",
        "sources", "", "there is no such field",
    ),
    "source without a day": (
        "published: 2024-11-22", "published: soon",
        "published", "soon", "2024-01-31",
    ),
}  # fmt: skip


def test_every_shipped_row_loads():
    assert len(load_register().figures) == 33


@pytest.mark.parametrize("name", BAD)
def test_bad_row(name, tmp_path):
    old, new, field, value, says = BAD[name]
    path = spoilt(REGISTER, old, new, tmp_path)
    told_well(complaint(load_register, path), path, field, value, says)


def test_a_problem_is_told_at_its_own_row_though_an_earlier_one_cannot_be_read(tmp_path):
    path = spoilt(REGISTER, "value: 94", "value: many", tmp_path)
    path = spoilt(path, "of: deqing.problems\n", "of: nothing\n", tmp_path)
    with pytest.raises(ScenarioErrors) as caught:
        load_register(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [lines[one.row - 1].strip() for one in caught.value.problems] == ["value: many", "of: nothing"]


def test_a_figure_that_cannot_be_read_is_not_told_to_be_missing_as_well(tmp_path):
    path = spoilt(REGISTER, "value: 3756", "value: many", tmp_path)
    assert complaint(load_register, path).field == "value"


def test_a_file_without_figures_is_told(tmp_path):
    path = spoilt(REGISTER, "figures:\n", "rows:\n", tmp_path)
    with pytest.raises(ScenarioErrors) as caught:
        load_register(path)
    assert [one.field for one in caught.value.problems] == ["rows", "figures"]


def test_figures_come_by_use_in_the_order_of_the_file():
    register = load_register()
    assert [one.id for one in register.by_use("target")] == [
        "hz.problems", "wanda.transactions", "lianshi.saved_days", "deqing.problems", "deqing.satisfied",
        "wx.problems", "wx.satisfied", "wx.ip_transactions",
    ]  # fmt: skip
    assert register.figure("wx.problems").number == 477
    with pytest.raises(KeyError):
        register.figure("wx.nothing")


def test_what_is_rejected_comes_out_with_its_reason():
    (figure,) = load_register().by_use("reject")
    assert figure.id == "anji.penalties"
    assert "100 %" in figure.note
    assert "100 %" in figure.note_zh


# -- what the source says of itself ----------------------------------------------------------------


def test_74_and_19_against_94_is_told():
    (found,) = inconsistencies(load_register())
    for text in (found.text_en, found.text_zh):
        assert "74 + 19 = 93" in text
        assert "94" in text
        assert "11" in text, "six embedded and four brand stations, and Wanda"


@pytest.mark.parametrize(("total", "told"), [(103, True), (104, False)])
def test_classes_that_fit_into_their_total_are_not(total, told, tmp_path):
    path = spoilt(REGISTER, "value: 94", f"value: {total}", tmp_path)
    assert bool(inconsistencies(load_register(path))) == told


def test_another_source_has_other_figures():
    register = load_register()
    assert inconsistencies(register._replace(figures=register.by_use("target"))) == []


# -- against parameters and scenario ---------------------------------------------------------------


@pytest.fixture(scope="module")
def huzhou():
    return load(HUZHOU)


@pytest.fixture(scope="module")
def priors():
    return load_priors()


def test_the_shipped_register_fits_the_shipped_priors_and_scenario(huzhou, priors):
    check_register(load_register(), priors, huzhou)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("window: window_deqing", "window: window_anji", ("deqing.problems", "model.window", "window_anji")),
        ("window: window_deqing", "window: surveyed_deqing", ("model.window", "surveyed_deqing")),
        ("ramp: ramp_huzhou", "ramp: place_ip", ("hz.problems", "model.ramp", "place_ip", "ramp_huzhou")),
        ("place: place_wanda", "place: place_ip", ("model.place", "place_ip", "name one of place_wanda")),
        ("surveyed: surveyed_wuxing", "surveyed: asked", ("wx.satisfied", "model.surveyed", "asked")),
        ("surveyed: surveyed_wuxing", "surveyed: surveyed_deqing", ("model.surveyed", "surveyed_deqing")),
        ("surveyed: surveyed_wuxing", "surveyed: reporting_wuxing", ("model.surveyed", "reporting_wuxing")),
        (
            "reporting: reporting_wuxing",
            "reporting: surveyed_wuxing",
            ("model.reporting", "reporting_wuxing"),
        ),
        ('county: "330521"}', 'county: "330599"}', ("observable.county", "330599", "330521")),
        (
            "facility: wx.wanda",
            "facility: wx.wnada",
            ("wanda.transactions", "observable.facility", "wx.wnada"),
        ),
    ],
)
def test_names_that_are_not_there(old, new, says, huzhou, priors, tmp_path):
    register = load_register(spoilt(REGISTER, old, new, tmp_path))
    with pytest.raises(InputError) as caught:
        check_register(register, priors, huzhou)
    for word in says:
        assert word in caught.value.message_en
    assert caught.value.message_zh.startswith("校准：register")
    assert "请写以下之一" in caught.value.message_zh


@pytest.mark.parametrize(
    ("name", "fields", "says"),
    [
        (
            "demand_wuxing",
            {"scales": [{"county": "330599"}]},
            "priors, demand_wuxing, field scales.county: 330599",
        ),
        ("place_ip", {"facility": "wx.ip"}, "priors, place_ip, field facility: wx.ip"),
    ],
)
def test_parameters_of_counties_and_places_that_are_not_there(name, fields, says, huzhou, priors):
    wrong = [
        type(one).model_validate({**one.model_dump(), **fields}) if one.name == name else one
        for one in priors
    ]
    with pytest.raises(InputError) as caught:
        check_register(load_register(), wrong, huzhou)
    assert says in caught.value.message_en


def test_all_that_is_missing_is_told_at_once(huzhou, priors):
    with pytest.raises(InputError) as caught:
        check_register(load_register(), [one for one in priors if one.role != "window"], huzhou)
    assert caught.value.message_en.count("field model.window") == 4
    assert "add one to the priors first" in caught.value.message_en
