"""What a report step leaves beside report.html, for every kind of folder."""

from __future__ import annotations

import gzip
import shutil

import openpyxl
import polars as pl
import pytest

from sim.experiment.folder import EVENT_LOG, RUN, TIDY, WORKBOOK, check_out, read_csv
from sim.report.data import ReportError
from sim.report.exports import planned, write_exports, write_tables


@pytest.fixture
def run(datasets, small_run, tmp_path):
    """A synthetic run that holds the case log of another: what it says is not compared here."""
    folder = shutil.copytree(datasets["tiny", "run"].folder, tmp_path / "run")
    for name in ("cases.parquet", "stages.parquet"):
        shutil.copy(small_run / name, folder)
    return folder


def test_a_run_gets_workbook_parquet_and_event_log(run):
    promised = planned(run)
    written = write_exports(run)
    assert [path.name for path in written] == promised
    assert [path.name for path in written] == [
        WORKBOOK,
        *("kpis.parquet", "summary.parquet", "series.parquet"),
        EVENT_LOG,
    ]
    assert b"</log>" in gzip.decompress((run / EVENT_LOG).read_bytes())
    check_out(run, RUN)  # the folder is still a result that --out may replace


def test_parquet_files_hold_the_csv_typed(run):
    write_exports(run)
    table = pl.read_parquet(run / "kpis.parquet")
    assert table.equals(read_csv(run / "kpis.csv"))
    assert table.schema["replication"] == pl.Int64
    assert table.schema["value"] == pl.Float64
    assert table.schema["key"] == pl.String


def test_the_first_sheet_says_what_is_in_the_workbook(run):
    write_exports(run)
    book = openpyxl.load_workbook(run / WORKBOOK)
    said = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    for sheet in book.sheetnames[1:]:
        assert sheet in said
    for word in ("seed", "replications", "assumed", "data-informed", "kpis.parquet", "尚未公布"):
        assert word in said


def test_a_table_that_is_too_long_for_a_sheet_is_left_out_and_told(run, monkeypatch):
    longest = max(sheet.max_row - 1 for sheet in openpyxl.load_workbook(write_tables(run)).worksheets[1:])
    monkeypatch.setattr("sim.report.exports.MOST_ROWS", longest - 1)
    book = openpyxl.load_workbook(write_tables(run))
    assert all(sheet.max_row <= longest for sheet in book.worksheets[1:])
    said = [row[0].value for row in book.worksheets[0].iter_rows() if row[0].value]
    assert "未列入 Left out: summary" in said


def test_a_comparison_gets_its_own_and_no_event_log(datasets, tmp_path):
    folder = shutil.copytree(datasets["tiny", "comparison"].folder, tmp_path / "comparison")
    assert planned(folder) == [WORKBOOK, "comparison.parquet"]
    assert [path.name for path in write_exports(folder)] == planned(folder)
    titles = openpyxl.load_workbook(folder / WORKBOOK).sheetnames
    assert titles[1:3] == ["首要指标 Key figures", "目标 Targets"]


def test_the_same_folder_gives_the_same_bytes(run, tmp_path):
    again = shutil.copytree(run, tmp_path / "again")
    first = {path.name: path.read_bytes() for path in write_exports(run)}
    assert {path.name: path.read_bytes() for path in write_exports(again)} == first


@pytest.mark.parametrize("name", ["summary.csv", "kpis.csv", "stages.parquet"])
def test_a_torn_file_is_told_in_both_languages_and_leaves_nothing_half(run, name):
    (run / name).write_bytes(b"PAR1 torn\n\xff\xff")
    with pytest.raises(ReportError) as told:
        write_exports(run)
    assert name in str(told.value) or "stages" in name
    assert "无法读取" in told.value.message_zh
    assert not list(run.glob(".*"))


def test_every_long_table_is_named_once():
    assert len(set(TIDY)) == len(TIDY)
