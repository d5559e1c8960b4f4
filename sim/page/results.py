"""Finished results: the list, what a report says of one, its files, and comparing finished runs."""

from __future__ import annotations

import gc
import logging
import re
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from sim.experiment.folder import COMPARISON, MANIFEST, RUN, read_manifest, remove_kept
from sim.page.answers import to_json
from sim.page.confine import Places, inside
from sim.page.errors import ApiError, not_found
from sim.page.models import Lang, OfDay
from sim.page.security import REPORT_CSP
from sim.page.texts import RESULT_KINDS, in_a_row, names

LOG = logging.getLogger("yizhan.page.results")
_KEPT = re.compile(r"\.(?P<name>.+-\d{8}-\d{6}-[0-9a-f]{4})\.kept-")  # of folders named by `Results.new`
DEEPEST = 3  # folders below the results folder that are looked into
KEPT = 8  # contents of reports
REPORT = "report.html"


class Results:
    """Results by id: their folder's path below the results folder, with `/`."""

    def __init__(self, places: Places, busy: Callable[[Path], bool] = lambda _: False) -> None:
        """Look into the results folder; `busy` tells whether a job works on a folder."""
        self.places = places
        self.busy = busy
        self._contents: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._heavy = threading.Lock()  # tables of one result at a time: memory stays bounded

    # What there is

    def listed(self) -> list[dict[str, Any]]:
        """List finished results, the newest first."""
        heads = [self._head(path, manifest) for path, manifest in self._folders(self.places.results, 0)]
        return sorted(heads, key=lambda one: (str(one["created"]), str(one["id"])), reverse=True)

    def folder_of(self, result_id: str) -> Path:
        """Return the folder of an id; raises ApiError 404 where there is no finished result."""
        path = inside(self.places.results, result_id)
        if not path.is_dir() or read_manifest(path) is None:
            raise not_found(result_id, "result")
        return path

    def files(self, result_id: str) -> list[dict[str, Any]]:
        """List the files of a result with their sizes in bytes."""
        folder = self.folder_of(result_id)
        found = []
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not path.is_symlink() and not any(part[0] == "." for part in name.parts):
                found.append({"path": name.as_posix(), "size": path.stat().st_size})
        return found

    def file(self, name: str, request: Request) -> Response:
        """Return a file of a result: a report to be looked at, without any rights; all else to be saved."""
        path = inside(self.places.results, name)
        if not path.is_file() or not any(read_manifest(folder) for folder in self._above(path)):
            raise not_found(name)
        if path.name == REPORT and "download" not in request.query_params:
            headers = {"Content-Security-Policy": REPORT_CSP}
            return FileResponse(path, media_type="text/html; charset=utf-8", headers=headers)
        return FileResponse(path, filename=path.name, media_type="application/octet-stream")

    def new(self, stem: str) -> Path:
        """Return a folder that is not there yet, named by what it will hold and the time."""
        named = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")[:60] or "result"
        return self.places.results / f"{named}-{datetime.now(UTC):%Y%m%d-%H%M%S}-{token_hex(2)}"

    # What is done with them

    def content(self, result_id: str) -> bytes:
        """Return the report of a result as JSON, made anew only where the result has changed.

        Raises:
            ReportError: a file of it is missing or torn.
        """
        from sim.report.contents import content_of

        folder = self.folder_of(result_id)
        key = (result_id, (folder / MANIFEST).stat().st_mtime_ns)
        with self._heavy:
            if key in self._contents:
                self._contents.move_to_end(key)
                return self._contents[key]
            made = self._contents[key] = to_json(content_of(folder).as_json())
            if len(self._contents) > KEPT:
                self._contents.popitem(last=False)
            return made

    def prepare(self, result_id: str) -> None:
        """Make the report of a result in the background: whoever has just made it will look at it."""

        def work() -> None:
            try:
                self.content(result_id)
            except Exception as fault:  # it will be told to whoever asks for it
                LOG.info("%s: no report yet", result_id, exc_info=fault)

        threading.Thread(target=work, name="prepare", daemon=True).start()

    def made(self, result_id: str) -> None:
        """Hold a job's new result against the reported figures (reported.csv), then make its report ready."""
        from calibration.reported import write

        folder = self.folder_of(result_id)
        if (read_manifest(folder) or {}).get("kind") in (RUN, COMPARISON):
            try:
                write(folder)
            except Exception as fault:  # the rest of the result is worth showing
                LOG.warning("%s: no reported figures", result_id, exc_info=fault)
            with self._heavy:
                for key in [one for one in self._contents if one[0] == result_id]:
                    del self._contents[key]
        self.prepare(result_id)

    def read_ahead(self, result_ids: Sequence[str]) -> int:
        """Read runs in the background that a user has ticked, for a comparison to come; tells how many.

        What the comparison's report says of each run alone is worked out, too.

        Raises:
            ApiError: 404, there is no such result.
        """
        folders = [self.folder_of(one) for one in result_ids]
        runs = [folder for folder in folders if (read_manifest(folder) or {}).get("kind") == RUN]

        def work() -> None:
            from sim.experiment.values import values_of
            from sim.report.contents import content_of

            for folder in runs:
                with self._heavy:
                    try:
                        values_of(folder)
                        content_of(folder)
                    except Exception as fault:  # it will be told to whoever compares it
                        LOG.info("%s: not read ahead", folder.name, exc_info=fault)
            _spare()

        threading.Thread(target=work, name="read ahead", daemon=True).start()
        return len(runs)

    def sweep(self) -> None:
        """Remove what jobs of a server that was killed have kept to go on from: nobody will."""
        for path in self.places.results.glob(".*.kept-*"):
            if match := _KEPT.match(path.name):
                remove_kept(self.places.results / match["name"])

    def day(self, asked: OfDay) -> dict[str, Any]:
        """Return a day of a run, or of one of a comparison's runs.

        Raises:
            InputError: there is no such run, replication or day, or no case log.
        """
        from sim.page.day import day

        folder = self.folder_of(asked.id)
        with self._heavy:
            return day(folder, asked.run, asked.replication, asked.date)

    def compare(self, result_ids: Sequence[str]) -> str:
        """Compare finished runs, the base first; returns the new result's id.

        Raises:
            ApiError: 422, one is no run.
            InputError: they do not share seed, window or replications.
        """
        from sim.experiment.options import Options
        from sim.experiment.study import compare

        folders = [self.folder_of(one) for one in result_ids]
        for one, folder in zip(result_ids, folders, strict=True):
            if (read_manifest(folder) or {}).get("kind") != RUN:
                raise ApiError(422, f"{one}: only runs can be compared", f"{one}：只能比较运行结果")
        out = self.new(f"compare-{folders[0].name[:30]}")
        typed = ["run.py", "compare", *(f"{self.places.results.name}/{one}" for one in result_ids)]
        with self._heavy:
            compare(folders, Options(), out, command=typed)
        self.prepare(out.name)
        return out.name

    def report(self, result_id: str, lang: Lang) -> str:
        """Write report.html and the files for spreadsheets beside it; returns the report's path."""
        from sim.report.exports import write_exports
        from sim.report.write import write_page

        folder = self.folder_of(result_id)
        with self._heavy:
            write_page(folder, lang)
            write_exports(folder)
        return f"/files/{result_id}/{REPORT}"

    def remove(self, result_id: str) -> None:
        """Remove a result whole.

        Raises:
            ApiError: 403, it is published with the project or part of another; 409, a job works on it.
        """
        folder = self.folder_of(result_id)
        inner = any(read_manifest(above) for above in self._above(folder))
        if inner or folder.is_relative_to(self.places.published):
            raise ApiError(
                403, f"{result_id} is part of something that stays", f"{result_id} 属于保留内容，不能删除"
            )
        if self.busy(folder):
            raise ApiError(409, f"A job works on {result_id}", f"有任务正在使用 {result_id}")
        gone = folder.with_name(f".{folder.name}.removed-{token_hex(4)}")
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    # Finding and naming

    def _above(self, path: Path) -> Iterator[Path]:
        for folder in path.parents:
            if folder == self.places.results:
                return
            yield folder

    def _folders(self, folder: Path, depth: int) -> Iterator[tuple[Path, dict[str, Any]]]:
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.name.startswith(".") or path.is_symlink() or not path.is_dir():
                continue
            manifest = read_manifest(path)
            if manifest is not None:
                yield path, manifest
            elif depth < DEEPEST:
                yield from self._folders(path, depth + 1)

    def _head(self, path: Path, manifest: dict[str, Any]) -> dict[str, Any]:
        kind = str(manifest.get("kind"))
        scenarios = _scenarios_of(path, manifest)
        return {
            "id": path.relative_to(self.places.results).as_posix(),
            "kind": kind,
            "names": _names_of(kind, scenarios),
            "created": manifest.get("created"),
            "scenarios": scenarios,
            **{
                name: manifest.get(name) for name in ("days", "warm_up_days", "replications", "seed", "start")
            },
            "has_report": (path / REPORT).is_file(),
            "has_cases": (path / "cases.parquet").is_file(),
        }


def _spare() -> None:
    """Spare what is kept for long from being looked through at each collection of garbage."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _scenarios_of(folder: Path, manifest: dict[str, Any]) -> list[dict[str, str]]:
    """Return the names of a result's scenarios, a comparison's base first."""
    if manifest.get("kind") == COMPARISON:
        labels = [manifest.get("base"), *manifest.get("others", [])]
        inner = [read_manifest(folder / "runs" / str(label)) or {} for label in labels]
        return [one for manifest in inner for one in _scenarios_of(folder, manifest)]
    scenario = manifest.get("scenario")
    if not isinstance(scenario, dict):
        several = manifest.get("scenarios")  # of a selection, by label
        return [_scenario_names(*one) for one in several.items()] if isinstance(several, dict) else []
    return [_scenario_names("", scenario)]


def _scenario_names(label: str, scenario: dict[str, Any]) -> dict[str, str]:
    """Return what a scenario of a manifest is called; its label where it has no name."""
    return {lang: str(scenario.get(f"name_{lang}") or scenario.get("id") or label) for lang in ("zh", "en")}


def _names_of(kind: str, scenarios: list[dict[str, str]]) -> dict[str, str]:
    """Name a result: a run by its scenario, others by what they are and of what."""
    kinds = names(RESULT_KINDS.get(kind, (kind, kind)))
    of = in_a_row(scenarios)
    if kind == RUN and scenarios:
        return of
    return {
        "zh": f"{kinds['zh']}：{of['zh']}" if scenarios else kinds["zh"],
        "en": f"{kinds['en']}: {of['en']}" if scenarios else kinds["en"],
    }
