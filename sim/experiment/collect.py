"""The tables of a run as its replications come in: csv files grow, memory hardly does."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import polars as pl

from sim.experiment.case_log import labelled
from sim.experiment.summary import Columns


class CsvFile:
    """A csv that replications are appended to, in the form of :func:`sim.experiment.folder.write_csv`."""

    def __init__(self, path: Path, scenario: str) -> None:
        """Open the file; ``scenario`` fills the first column."""
        self._file: IO[bytes] = path.open("wb")
        self._scenario = scenario
        self._begun = False

    def add(self, table: pl.DataFrame, number: int) -> None:
        """Append the rows of one replication, with the scenario and its number before them."""
        rows = labelled(table, self._scenario, number)
        rows.write_csv(self._file, include_bom=not self._begun, include_header=not self._begun)
        self._begun = True

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Tables:
    """kpis.csv and series.csv of a run, and what its summary is made of."""

    def __init__(self, folder: Path, scenario: str) -> None:
        """Open the files in ``folder``."""
        self._files = {name: CsvFile(folder / f"{name}.csv", scenario) for name in ("kpis", "series")}
        self._scenario = scenario
        self._columns = Columns()

    def __enter__(self) -> Tables:
        return self

    def add(self, number: int, kpis: pl.DataFrame, series: pl.DataFrame) -> None:
        """Add the tables of one replication."""
        for name, table in (("kpis", kpis), ("series", series)):
            self._files[name].add(table, number)
        self._columns.add(kpis)

    def summary(self) -> pl.DataFrame:
        """Return summary.csv of what has been added."""
        return self._columns.summary(self._scenario)

    def __exit__(self, *fault: object) -> None:
        for file in self._files.values():
            file.close()
