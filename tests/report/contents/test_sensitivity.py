"""The report of a sensitivity study: what drives which KPI, and how sure that is."""

from sim.report.contents import content_of
from tests.report.interactive.sensitivity.studies import study


def test_the_answer_tells_drivers_shares_and_noise(tmp_path):
    answer = [one["en"] for one in content_of(study(tmp_path)).answer]
    assert answer[0] == (
        "On-time share (98.0 % at the baseline) is driven most by 'Share of time': over its range, 40 % to"
        " 90 %, it goes from 90.0 % to 99.0 %."
    )
    assert "Processing time in days, mean · problems is driven most by 'Demand' (4.00 to 9.00" in answer[1]
    assert "Over all ranges 75 % of the variance of On-time share has to do with 'Share of time'" in answer[2]
    assert "95 % interval 70 … 80 %" in answer[2]
    assert "standard error at the baseline is 1.1 % of the range" in answer[2]  # 0.001 of 0.09
    assert "assumed" in answer[2]


def test_screening_alone_tells_no_shares(tmp_path):
    found = content_of(study(tmp_path, leave=("sobol",)))
    assert "variance" not in found.answer[2]["en"]
    assert [one.id for one in found.sections] == ["effects", "screening", "noise", "parameters", "files"]


def test_one_at_a_time_alone_stands(tmp_path):
    found = content_of(study(tmp_path, leave=("sobol", "morris", "noise")))
    assert [one.id for one in found.sections] == ["effects", "parameters", "files"]


def test_sources_of_ranges_are_told(tmp_path):
    sections = {one.id: one for one in content_of(study(tmp_path)).sections}
    (table,) = sections["parameters"].blocks
    assert [row[5].text["zh"] for row in table.rows] == ["假设：nobody knows", "a survey"]
