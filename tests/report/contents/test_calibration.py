"""The report of a calibration: what the figures say, what stays open, and what was refused."""

import polars as pl

from sim.experiment.folder import write_csv
from sim.report.contents import content_of
from tests.report.calibration.calibrations import calibration, made_up


def test_the_answer_tells_fit_learning_and_doubt(tmp_path):
    targets, parameters = made_up("targets"), made_up("parameters")
    answer = [one["en"] for one in content_of(calibration(tmp_path)).answer]
    inside = int(targets["inside"].sum())
    assert f"holds {inside} of {targets.height} reported figures" in answer[0]
    assert (
        "off by a factor of 1.50 and are now by 1.05, satisfaction by 0.24 and now 0.22 points" in answer[0]
    )
    narrowed = parameters.filter(pl.col("narrowing") >= 0.1)
    assert answer[1].startswith(f"{narrowed.height} of {parameters.height} parameters are narrowed")
    most = narrowed.sort("narrowing", descending=True)["name_en"][0]
    assert most in answer[1]
    asked = made_up("candidates").sort("reduction", descending=True)["name_en"][0]
    assert asked in answer[2]
    assert f"{int(parameters['assumed'].sum())} priors are assumed" in answer[2]


def test_a_quick_calibration_is_told_to_be_rough(tmp_path):
    found = content_of(calibration(tmp_path, quick=True))
    assert found.warnings[0]["en"] == "This is a quick look (--quick): intervals are rough."
    assert found.warnings[0]["zh"].endswith("区间只作参考。")


def test_nothing_learnt_is_said(tmp_path):
    vague = made_up("parameters").with_columns(narrowing=pl.lit(0.01))
    answer = content_of(calibration(tmp_path, parameters=vague)).answer
    assert answer[1]["en"].startswith(f"None of {vague.height} parameters is narrowed")


def test_figures_that_are_not_used_are_listed(tmp_path):
    sections = {one.id: one for one in content_of(calibration(tmp_path)).sections}
    (listed,) = sections["register"].blocks
    assert listed.texts[0]["en"].startswith("Not used: '下降273%'. A count cannot fall")
    assert listed.texts[0]["zh"] == "不采用“下降273%”：数量下降不可能超过 100 %。"
    assert listed.texts[1]["zh"] == "不采用“降一半”：So an older version had it."
    assert {"confounding", "facts"}.isdisjoint(sections)  # their tables are not there


def emulators(**named):
    row = {"stage": ["wave_2"], "output": ["cases(solved)"], "noise_sd": [0.1], "emulator_sd": [0.1]}
    return pl.DataFrame({**row, **named, "z_mean": [-0.001], "z_sd": [1.0]})


def test_emulators_are_named_by_their_figures(tmp_path):
    named = emulators(name_zh=["解决问题数"], name_en=["Problems solved"], unit=["cases"])
    for table, shown in ((named, "Problems solved"), (emulators(), "cases(solved)")):
        folder = calibration(tmp_path / shown[:5])
        write_csv(table, folder / "emulators.csv")
        sections = {one.id: one for one in content_of(folder).sections}
        stage, output, mean, _ = sections["checks"].blocks[-1].rows[0]
        assert stage.text["en"] == "wave 2, points left out"
        assert (output.text if shown == "cases(solved)" else output.text["en"]) == shown
        assert mean.text == "0.00"


def test_sources_of_priors_are_told_in_both_languages(tmp_path):
    rows = made_up("parameters").with_columns(source=pl.lit("a survey"), source_zh=pl.lit("一项调查"))
    sections = {one.id: one for one in content_of(calibration(tmp_path, parameters=rows)).sections}
    table = next(one for one in sections["parameters"].blocks if hasattr(one, "heads"))
    assert table.rows[0][5].text == {"zh": "一项调查", "en": "a survey"}


def test_assumed_priors_are_marked_and_named(tmp_path):
    sections = {one.id: one for one in content_of(calibration(tmp_path)).sections}
    table = next(one for one in sections["parameters"].blocks if hasattr(one, "heads"))
    stars = [row[0].text["en"].endswith("*") for row in table.rows]
    rows = made_up("parameters").sort("narrowing", descending=True, maintain_order=True)
    assert stars == rows["assumed"].to_list()
    assumed = made_up("parameters").filter(pl.col("assumed"))["name_zh"]
    assert all(name in sections["assumptions"].blocks[0].texts[1]["zh"] for name in assumed)
