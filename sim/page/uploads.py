"""What users bring: scenarios as zip files, outlines, candidates, levers; checked before they are kept."""

from __future__ import annotations

import hashlib
import lzma
import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Any, BinaryIO, NamedTuple

from sim.kpi import REGISTRY
from sim.page.confine import inside
from sim.page.errors import ApiError, not_found, with_problems
from sim.page.outlines import read_outlines
from sim.page.scenarios import PLANNING, Library
from sim.page.whatifs import locked
from sim.scenario import ScenarioErrors, load_with_warnings
from sim.scenario.schema import POLICIES_FILE, SETTINGS_FILE, TABLES
from sim.scenario.schema.base import ID_PATTERN

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 80 * MEGABYTE  # of a scenario
MOST_KEPT = 200  # files
MOST_ENTRIES = 200  # of a zip file
KINDS = {  # kind: file's ending, most bytes
    "scenario": (".zip", 20 * MEGABYTE),
    "outlines": (".geojson", 5 * MEGABYTE),
    "candidates": (".csv", 2 * MEGABYTE),
    "levers": (".yaml", MEGABYTE // 4),
}
ALIASES = {".json": ".geojson", ".yml": ".yaml"}
_TORN = (  # raised while a zip is read that is none, damaged, encrypted, or packed in a way unknown here
    zipfile.BadZipFile, zlib.error, lzma.LZMAError,
    NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip
_TAKEN = {SETTINGS_FILE, POLICIES_FILE, *(table.file for table in TABLES.values())}
_NAME = re.compile(r"(?P<kind>[a-z]+)\.(?P<digest>[0-9a-f]{8})\.(?P<name>.+)")


class Upload(NamedTuple):
    """A file that was sent: what it is for, its name with the sender, its bytes, and a scenario it is for."""

    kind: str
    name: str
    stream: BinaryIO
    scenario: str = ""


class Uploads:
    """Files that users have sent, kept in mine/uploads; scenarios become folders of mine."""

    def __init__(self, library: Library) -> None:
        """Keep files below the library's scenarios."""
        self.scenario_library = library
        self.places = library.places
        self._keep: dict[str, Callable[[Path, Upload], int]] = {
            "outlines": lambda path, _: _keep_outlines(path),
            "candidates": self._check_candidates,
            "levers": lambda path, _: _check_levers(path),
        }

    def listed(self) -> list[dict[str, Any]]:
        """List the files that were sent and are no scenarios."""
        folder = self.places.uploads
        found = []
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if match := _NAME.fullmatch(path.name):
                size = path.stat().st_size
                found.append({"id": path.name, "kind": match["kind"], "name": match["name"], "size": size})
        return found

    def path_of(self, upload_id: str, kind: str) -> Path:
        """Return the file of an id, or of a path such as planning/huzhou_candidates.csv; or ApiError 404."""
        shipped = upload_id.startswith(f"{PLANNING}/")
        path = inside(self.places.scenarios if shipped else self.places.uploads, upload_id)
        match = _NAME.fullmatch(path.name)
        fits = path.suffix == KINDS[kind][0] if shipped else match is not None and match["kind"] == kind
        if not fits or not path.is_file():
            raise not_found(upload_id, kind)
        return path

    def take(self, upload: Upload) -> dict[str, Any]:
        """Check a file and keep it.

        Raises:
            ApiError: 413, it is too large; 415, it is no such file; 422, it has problems.
        """
        ending, most = KINDS[upload.kind]
        suffix = PurePosixPath(upload.name.replace("\\", "/")).suffix.lower()
        if ALIASES.get(suffix, suffix) != ending:
            raise ApiError(415, f"A {ending} file is expected", f"应为 {ending} 文件")
        content = upload.stream.read(most + 1)
        if len(content) > most:
            size = f"{most / MEGABYTE:.3g} MB"
            raise ApiError(413, f"The file is larger than {size}", f"文件超过 {size}")
        if upload.kind == "scenario":
            return self._take_scenario(upload)
        digest = hashlib.sha256(content).hexdigest()[:8]
        name = f"{upload.kind}.{digest}.{_safe(upload.name, upload.kind)}{ending}"
        self.places.uploads.mkdir(parents=True, exist_ok=True)
        if len(self.listed()) >= MOST_KEPT:
            raise ApiError(
                413,
                f"{MOST_KEPT} files are kept already; delete some from mine/uploads in the scenarios folder",
                f"已保存 {MOST_KEPT} 个文件；请先从情景文件夹的 mine/uploads 中删除一些",
            )
        partial = self.places.uploads / f".partial-{token_hex(6)}{ending}"
        try:
            partial.write_bytes(content)
            try:
                rows = self._keep[upload.kind](partial, upload)
            except ScenarioErrors as fault:
                raise with_problems(_renamed(fault, partial.name, upload.name)) from None
            partial.replace(self.places.uploads / name)
        finally:
            partial.unlink(missing_ok=True)
        shown = name.split(".", 2)[2]
        return {"id": name, "names": {"zh": shown, "en": shown}, "rows": rows}

    def outlines(self, upload_id: str) -> dict[str, Any]:
        """Return outlines that were sent, as GeoJSON."""
        return read_outlines(self.path_of(upload_id, "outlines").read_bytes())

    # Each kind

    def _check_candidates(self, path: Path, upload: Upload) -> int:
        """Read candidates, held against a scenario where one is named; return how many."""
        from sim.planning.siting.candidates import load_candidates, read_candidates

        if upload.scenario:
            return len(load_candidates(path, self.scenario_library.load(upload.scenario).scenario).rows)
        return len(read_candidates(path).rows)

    def _take_scenario(self, upload: Upload) -> dict[str, Any]:
        """Unpack a scenario beside the users' others, once it loads without problems."""
        mine = self.places.mine
        mine.mkdir(exist_ok=True)
        partial = mine / f".partial-{token_hex(6)}"
        partial.mkdir()
        try:
            unpack(upload.stream, partial)
            try:
                scenario, _ = load_with_warnings(partial, known_kpis=REGISTRY)
            except ScenarioErrors as fault:
                raise with_problems(fault.problems) from None
            with locked(mine):
                target = _free(mine, scenario.settings.id, self.places.uploads.name)
                partial.rename(target)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        names = {"zh": scenario.settings.name_zh, "en": scenario.settings.name_en}
        return {"id": self.scenario_library.id_of(target), "names": names, "rows": len(scenario.facilities)}


def unpack(stream: BinaryIO, folder: Path) -> None:
    """Write the scenario files of a zip into a folder; names and sizes are checked as they are read.

    Raises:
        ApiError: 413, it would be too large; 415, it is no zip; 422, it holds what no scenario has.
    """
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as packed:
            entries = [one for one in packed.infolist() if not one.is_dir()]
            left = MOST_UNPACKED
            for entry, name in _named(entries):
                left = _write_entry(packed, entry, folder / name, left)
    except _TORN:
        raise ApiError(415, "The file is no zip that can be read", "文件不是可读取的 zip") from None


def _named(entries: list[zipfile.ZipInfo]) -> list[tuple[zipfile.ZipInfo, str]]:
    """Return the scenario's files by name: all in one folder of the zip, or all at its top."""
    if len(entries) > MOST_ENTRIES:
        raise ApiError(413, f"More than {MOST_ENTRIES} files in the zip", f"zip 中超过 {MOST_ENTRIES} 个文件")
    found = []
    folders = set()
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.name not in _TAKEN:
            if path.is_absolute() or ".." in path.parts or stat.S_ISLNK(entry.external_attr >> 16):
                named = entry.filename[:80]
                raise ApiError(422, f"{named} leads out of the folder", f"{named} 指向文件夹之外")
            continue  # README and the like
        folders.add(path.parent)
        found.append((entry, path.name))
    if len(folders) != 1 or len({name for _, name in found}) != len(found):
        raise ApiError(
            422,
            f"One folder with {SETTINGS_FILE} and its csv tables is expected in the zip",
            f"zip 中应有一个文件夹，内含 {SETTINGS_FILE} 与各 csv 表",
        )
    return found


def _write_entry(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, left: int) -> int:
    """Write one entry, at most `left` bytes of it (sizes that a zip states may lie); return what is left."""
    with packed.open(entry) as source, path.open("wb") as target:
        while chunk := source.read(64 * 1024):
            left -= len(chunk)
            if left < 0:
                size = f"{MOST_UNPACKED // MEGABYTE} MB"
                raise ApiError(413, f"Unpacked it is larger than {size}", f"解压后超过 {size}")
            target.write(chunk)
    return left


def _keep_outlines(path: Path) -> int:
    """Write outlines anew with nothing but what is used; return how many there are."""
    from sim.page.answers import to_json

    outlines = read_outlines(path.read_bytes())
    path.write_bytes(to_json(outlines))
    return len(outlines["features"])


def _check_levers(path: Path) -> int:
    """Read levers by their own loader; return how many lists of heads and choices they hold."""
    from sim.planning.staffing.rules import load_rules

    rules = load_rules(path)
    return len(rules.heads) + len(rules.choices)


def _safe(name: str, kind: str) -> str:
    """Return a name's stem as a file may have it, in any script."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    return re.sub(r"[^\w-]+", "_", stem).strip("_")[:60] or kind


def _free(folder: Path, scenario_id: str, reserved: str) -> Path:
    """Return a path in the folder, named by the scenario's id, that nothing has yet, nor is `reserved`."""
    shown = re.fullmatch(ID_PATTERN, scenario_id) and scenario_id[0] not in "._"
    named = scenario_id if shown else "scenario"
    taken = {reserved, *(entry.name for entry in os.scandir(folder))}
    number = 1
    while (free := named if number == 1 else f"{named}-{number}") in taken or f"{free}.yaml" in taken:
        number += 1
    return folder / free


def _renamed(fault: ScenarioErrors, kept: str, sent: str) -> list[Any]:
    """Return problems with the file's name as the sender knows it."""
    from dataclasses import replace

    return [replace(one, file=sent[:80]) if one.file == kept else one for one in fault.problems]
