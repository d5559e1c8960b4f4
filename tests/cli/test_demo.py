"""`run.py demo`: the whole network, a short while."""

import polars as pl
import pytest

from sim.experiment.folder import read_csv, read_manifest


@pytest.mark.usefixtures("sketched")
def test_the_demo_compares_huzhou_with_two_what_ifs(cli, tmp_path):
    result = cli("demo", "--quick", "--lang", "zh", lang=None)
    assert result.exit_code == 0
    out = tmp_path / "results" / "demo"
    manifest = read_manifest(out)
    assert manifest["base"] == "huzhou"
    assert len(manifest["others"]) == 2
    assert manifest["complete"]["report"] is True
    table = read_csv(out / "comparison.csv")
    for other in manifest["others"]:
        assert f"({other}) 相对于" in result.stdout
        moved = table.filter(
            pl.col("other") == other, pl.col("level") == "network", pl.col("difference") != 0
        )
        assert "processing_days_mean" in moved["kpi"].to_list()
    assert "results/demo/report.html" in result.stdout.replace("\\", "/")
    assert len(list(out.rglob("report.html"))) == 4  # the comparison and its three runs
