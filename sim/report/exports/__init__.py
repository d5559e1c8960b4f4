"""Files for those who go on working with a result: a workbook, parquet files and an event log.

`tables.xlsx` holds the summary tables, `*.parquet` the tidy ones with types, `events.xes.gz` the event log of
a run whose cases were kept. docs/going-on.md shows how to read each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from sim.experiment.case_log import CASES, STAGES
from sim.experiment.errors import InputError
from sim.experiment.folder import COMPARISON, EVENT_LOG, RUN, TIDY, WORKBOOK, read_manifest
from sim.experiment.whole import whole
from sim.report.data import ReportError
from sim.report.exports.front import front
from sim.report.exports.heads import RAW
from sim.report.exports.kpi_sheets import comparison_sheets, run_sheets
from sim.report.exports.names import Names, names_of
from sim.report.exports.parquet import write_parquet
from sim.report.exports.sheet import Sheet
from sim.report.exports.tables import file_sheets
from sim.report.exports.workbook import MOST_ROWS, write_workbook
from sim.report.exports.xes import write_event_log


def write_exports(folder: Path) -> list[Path]:
    """Write tables.xlsx, the parquet files, and (where cases were kept) events.xes.gz into a result folder.

    Returns:
        What was written.

    Raises:
        ReportError: a file of the folder is missing or torn.
    """
    with _told(folder):
        written = [write_tables(folder), *write_parquet(folder)]
        if EVENT_LOG in planned(folder):
            written.append(write_event_log(folder))
    return written


def planned(folder: Path) -> list[str]:
    """Name the files that `write_exports` writes into a folder: a report written before can link to them."""
    tidy = [f"{name}.parquet" for name in TIDY if (folder / f"{name}.csv").exists()]
    logged = (folder / CASES).exists() and (folder / STAGES).exists()
    return [WORKBOOK, *tidy, *([EVENT_LOG] if logged else [])]


def write_tables(folder: Path) -> Path:
    """Write tables.xlsx of a finished folder: a sheet a summary table, the first one says what is in it.

    Raises:
        ReportError: a file of the folder is missing or torn.
    """
    manifest = read_manifest(folder) or {}
    with _told(folder):
        names = names_of(folder)
        sheets = _sheets(folder, str(manifest.get("kind")), names)
        fitting = [sheet for sheet in sheets if sheet.height <= MOST_ROWS]
        left_out = [name for name in RAW if (folder / f"{name}.csv").exists()]
        left_out += dict.fromkeys(Path(sheet.file).stem for sheet in sheets if sheet not in fitting)
        rows = front(folder, manifest, fitting, left_out, names)
        with whole(folder / WORKBOOK) as partial:
            write_workbook(partial, fitting, rows, str(manifest.get("created", "")))
    return folder / WORKBOOK


def _sheets(folder: Path, kind: str, names: Names) -> list[Sheet]:
    if kind == RUN:
        return run_sheets(folder, names) + file_sheets(folder, kind, names)
    if kind == COMPARISON:
        return comparison_sheets(folder, names)
    return file_sheets(folder, kind, names)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn what goes wrong in reading into one message in both languages."""
    try:
        yield
    except InputError as fault:
        raise ReportError(fault.message_zh, fault.message_en) from fault
    except (OSError, KeyError, pl.exceptions.PolarsError) as fault:
        raise ReportError(f"无法读取 {folder}：{fault}", f"cannot read {folder}: {fault}") from fault
