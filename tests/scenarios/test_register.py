"""The register is complete and each entry can be used as it says."""

from datetime import date

from calibration.structure import read_register

REGISTER = read_register()
USES = {"structure", "target", "holdout", "context", "reject"}
BOUNDS = {"exact", "rounded", "at_least", "rate", "mean"}


def test_every_figure_says_what_it_is():
    for figure in REGISTER["figures"]:
        assert {"id", "scope", "measures", "value", "bound", "window", "use", "quote", "note"} <= set(
            figure
        ), figure
        assert figure["use"] in USES
        assert figure["bound"] in BOUNDS
        assert figure["bound"] != "rounded" or figure["unit"] > 0


def test_ids_are_unique_and_references_known():
    ids = [figure["id"] for figure in REGISTER["figures"]]
    assert len(ids) == len(set(ids)) == 33
    assert {figure["of"] for figure in REGISTER["figures"] if "of" in figure} <= set(ids)


def test_the_eight_targets_and_the_rejected_figure():
    by_use = {use: {f["id"] for f in REGISTER["figures"] if f["use"] == use} for use in USES}
    assert by_use["target"] == {
        "hz.problems",
        "wanda.transactions",
        "lianshi.saved_days",
        "deqing.problems",
        "deqing.satisfied",
        "wx.problems",
        "wx.satisfied",
        "wx.ip_transactions",
    }
    assert by_use["reject"] == {"anji.penalties"}


def test_the_source_is_cited_with_its_day():
    assert REGISTER["source"]["address"].startswith("http://xzfw.huzhou.gov.cn/")
    assert REGISTER["source"]["published"] == date(2024, 11, 22)
