"""Finished replications of a run under way, kept on disk so that a run cut short can go on.

They lie in a hidden folder beside the result, `.<name>.kept-<process>-<machine>-<letters>`: one folder per
run, in it one per replication, which appears whole or not at all. They are removed when the result is whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from sim.experiment import folder as folders
from sim.experiment.errors import InputError
from sim.experiment.provenance import code
from sim.experiment.replication import Seconds
from sim.experiment.result import Job, Result

_IDENTITY, _FACTS = "job.json", "facts.json"
_TABLES = ("kpis", "series", "checks")


def identity_of(job: Job) -> dict[str, Any]:
    """Return what two runs must share for the replications of one to be those of the other."""
    return {
        **code(),
        "scenario": job.digest,
        "posterior": job.posterior,
        "seed": job.seed,
        "engine": job.engine,
        "engines_checked": job.check_engines,
        "case_log": job.case_log,
    }


class Kept:
    """The kept replications of one run, in a folder of their own."""

    def __init__(self, folder: Path, job: Job) -> None:
        """Open the folder; what is there of another run is removed."""
        self._folder = folder
        identity = identity_of(job)
        path = folder / _IDENTITY
        if not path.exists() or json.loads(path.read_text(encoding="utf-8")) != identity:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            path.write_text(json.dumps(identity), encoding="utf-8")

    def keep(self, result: Result) -> None:
        """Write one replication; a process killed at it leaves nothing that counts."""
        partial = self._folder / f".{result.number:06d}"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        for name in _TABLES:
            table: pl.DataFrame = getattr(result, name)
            table.write_parquet(partial / name, compression="lz4")
        for name, content in result.logs.items():
            (partial / name).write_bytes(content)
        sizes = {path.name: path.stat().st_size for path in partial.iterdir()}
        facts = {"cases": result.cases, "seconds": result.seconds, "sizes": sizes}
        (partial / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
        partial.rename(self._place(result.number))

    def load(self, number: int) -> Result:
        """Return a kept replication, one of `numbers`, without its case log."""
        place = self._place(number)
        facts = json.loads((place / _FACTS).read_text(encoding="utf-8"))
        tables = {name: pl.read_parquet(place / name) for name in _TABLES}
        return Result(number, **tables, cases=facts["cases"], seconds=Seconds(*facts["seconds"]), logs={})

    def numbers(self) -> set[int]:
        """Return the numbers of the replications that are kept whole; any other is removed."""
        listed = set()
        for place in self._folder.iterdir():
            if place.name.isdigit() and _is_whole(place):
                listed.add(int(place.name))
            elif place.is_dir():
                shutil.rmtree(place)
        return listed

    def logs(self, name: str, numbers: Sequence[int]) -> list[Path]:
        """Return the parquet files of these replications, in order."""
        return [self._place(number) / name for number in numbers]

    def _place(self, number: int) -> Path:
        return self._folder / f"{number:06d}"


def _is_whole(place: Path) -> bool:
    """Tell whether all files of a replication have the size that was written (a power cut can tear them)."""
    try:
        sizes = json.loads((place / _FACTS).read_text(encoding="utf-8"))["sizes"]
        return all((place / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, KeyError):
        return False


@contextmanager
def kept_beside(out: Path, *, resume: bool) -> Iterator[Path]:
    """Yield the folder in which the runs of a result keep their replications, by name of the run.

    When the block ends well it is removed. An interrupted run, and one that lost its place or its machines
    (OSError), leave it if a replication is in it; any other fault is none that going on could mend.

    Args:
        out: the result's folder.
        resume: go on from what an earlier, dead process left for the same result; else that is removed.

    Raises:
        InputError: `out` cannot be written.
    """
    folder = folders.take_over(out) if resume else None
    folders.remove_kept(out)
    folder = folder or folders.hidden_folder(out, "kept")
    try:
        yield folder
    except (KeyboardInterrupt, OSError, InputError) as stop:
        if any(path.name.isdigit() for path in folder.glob("*/*")):
            stop.add_note("finished replications are kept")
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
