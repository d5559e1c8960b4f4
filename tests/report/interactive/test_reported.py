"""Reported figures for browsers: panels of two rows, what is said, what is left to the notes."""

import polars as pl

from sim.experiment.folder import REPORTED, RUN, write_csv, write_manifest
from sim.report.interactive.reported import chart, finding, of_table


def row(name, verdict, simulated=100.0, use="target", **fields):
    return {
        "id": name, "name_zh": f"数字{name}", "name_en": f"Figure {name}", "use": use, "unit": "problems",
        "reported": 110.0, "reported_low": 105.0, "reported_high": 115.0, "simulated": simulated,
        "low": None if simulated is None else simulated - 1,
        "high": None if simulated is None else simulated + 1,
        "months": None, "months_low": None, "months_high": None, "verdict": verdict,
        "reason_zh": f"原因{name}", "reason_en": f"reason {name}", "calibrated": False, **fields,
    }  # fmt: skip


ROWS = pl.DataFrame(
    [
        row("a", "agrees"),
        row("b", "differs", unit="share", reported=1.0, reported_low=1.0, reported_high=None, simulated=0.9),
        row("c", "not_comparable"),
        row("d", "not_comparable", None),
        row("e", "agrees", use="structure"),
        row("f", "differs", use="structure"),
        row("g", "not_comparable", None, use="context"),
    ],
    infer_schema_length=None,
)


def test_what_is_found():
    assert finding(ROWS, "en") == (
        "Of 4 figures on flows and satisfaction, 1 agree, 1 differ (Figure b) and 2 cannot be compared"
        " directly. Of 2 structure figures the scenario agrees with 1; not with: Figure f."
    )
    assert finding(ROWS, "zh") == (
        "关于流量与满意率的数字共 4 项：1 项相符，1 项不符（数字b），2 项不能直接比较。"
        "2 项结构数字中 1 项与情景相符，不符的有：数字f。"
    )
    fine = finding(ROWS.filter(pl.col("id") == "a"), "en")
    assert fine.endswith("1 agree, 0 differ and 0 cannot be compared directly.")


def test_a_panel_a_figure_with_what_was_reported_and_what_is_simulated():
    data = of_table(ROWS).as_json()
    rows = data["rows"]
    assert [en for _, en in rows["figure"]] == ["Figure a"] * 2 + ["Figure b"] * 2 + ["Figure c"] * 2
    assert [en for _, en in rows["side"]] == ["reported", "simulated"] * 3
    assert rows["value"] == [110, 100, 1, 0.9, 110, 100]
    assert rows["low"] == [105, 99, 1, -0.1, 105, 99]
    assert rows["high"] == [115, 101, None, 1.9, 115, 101]
    assert rows["unit"][2] == ["share", "share"]
    assert rows["unit"][0] == ["个问题", "problems"]
    assert rows["look"] == ["base", "met", "base", "missed", "base", "unsure"]
    assert {f"look.{one}" for one in rows["look"]} <= set(data["texts"])
    assert rows["reason"][3] == ["原因b", "reason b"]


def test_what_is_not_drawn_is_told_and_calibrated_scenarios_are_no_test():
    notes = [one["en"] for one in of_table(ROWS).notes]
    assert notes[-1] == "Not drawn: Figure d: reason d."
    assert "not calibrated" in notes[1]
    fitted = of_table(ROWS.with_columns(calibrated=pl.lit(True)))
    assert "no test" in fitted.notes[1]["en"]


def test_a_folder_with_and_without_the_file(tmp_path):
    write_manifest(tmp_path, {"kind": RUN})
    assert chart(tmp_path) is None
    write_csv(ROWS, tmp_path / REPORTED)
    assert chart(tmp_path).as_json() == of_table(ROWS).as_json()
    assert of_table(ROWS.filter(pl.col("use") != "target")) is None
