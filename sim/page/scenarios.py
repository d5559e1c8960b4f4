"""The scenarios folder as a library: heads for lists, details, and loaded scenarios kept for a while."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from sim.kpi import REGISTRY
from sim.page.confine import Places, inside
from sim.page.errors import ApiError, not_found, told, with_problems
from sim.scenario import Problem, Scenario, ScenarioErrors, load_with_warnings
from sim.scenario.load import MAX_BASES
from sim.scenario.read_csv import read_sheet
from sim.scenario.read_yaml import read_mapping
from sim.scenario.schema import SETTINGS_FILE, TABLES

DEEPEST = 3  # folders below the scenarios folder that are looked into
KEPT = 6  # loaded scenarios
PLANNING = "planning"  # folder of files for searches, each called by its scenario and its kind
SEARCHED = ("candidates", "levers")
_BASE = re.compile(rb"^base\s*:", re.MULTILINE)


class Loaded(NamedTuple):
    """A scenario as it was read, the warnings about it, and the version of all that it was read from."""

    scenario: Scenario
    warnings: list[Problem]
    version: str


class Library:
    """Scenarios by id: their path below the scenarios folder, with `/`."""

    def __init__(self, places: Places) -> None:
        """Look into the scenarios folder of `places`."""
        self.places = places
        self._heads: dict[Path, tuple[str, dict[str, Any]]] = {}
        self._loaded: OrderedDict[str, Loaded] = OrderedDict()
        self._lock = threading.Lock()
        self._listing = threading.Lock()

    # What there is

    def heads(self) -> list[dict[str, Any]]:
        """List every scenario by id, each with the files for searches in it (`files`: paths by their kind).

        Scenarios that cannot be read are listed under their file's name.
        """
        with self._listing:  # the second of two who ask finds what the first has read
            found = []
            for path in self._paths(self.places.scenarios, 0):
                with suppress(ApiError):  # somebody has removed it meanwhile
                    found.append(self._head(path))
        folder = self.places.scenarios / PLANNING
        names = [path.name for path in _entries(folder)]
        return [{**head, "files": _files_for(head["id"], names)} for head in found]

    def path_of(self, scenario_id: str) -> Path:
        """Return the folder or yaml of an id; raises ApiError 404 where there is none."""
        path = inside(self.places.scenarios, scenario_id)
        if not (_is_folder(path) or _is_derived(path)):
            raise not_found(scenario_id, "scenario")
        return path

    def named(self, own_id: str) -> list[str]:
        """Return the ids of the scenarios that call themselves so in their yaml."""
        paths = self._paths(self.places.scenarios, 0)
        return [self.id_of(path) for path in paths if _own_id(path) == own_id]

    def smallest(self) -> Path | None:
        """Return the scenario folder with the fewest bytes; None where there is none."""
        folders = [path for path in self._paths(self.places.scenarios, 0) if path.is_dir()]
        return min(folders, key=_size, default=None)

    def id_of(self, path: Path) -> str:
        """Return the id of a path in the scenarios folder."""
        return path.relative_to(self.places.scenarios).as_posix()

    def detail(self, scenario_id: str) -> dict[str, Any]:
        """Return a scenario with its settings, policies, the length of its tables, changes and warnings.

        Raises:
            ApiError: as `load`; that of a what-if with problems has its head, base and changes (`current`).
        """
        path = self.path_of(scenario_id)
        head = {**self._head(path), "base": scenario_id, "changes": []}
        if not path.is_dir():
            head |= {"base": self.id_of(self._base_of(path)), "changes": _mapping(path).get("changes") or []}
        try:
            loaded = self.load(scenario_id)
        except ApiError as fault:
            fault.body["current"] = head
            raise
        return {
            **head,
            "settings": loaded.scenario.settings.model_dump(mode="json"),
            "policies": loaded.scenario.policies.model_dump(mode="json"),
            "tables": [
                {
                    "name": name,
                    "names": {"zh": table.title_zh, "en": table.title_en},
                    "rows": len(loaded.scenario.table(name)),
                }
                for name, table in TABLES.items()
            ],
            "warnings": [told(one) for one in loaded.warnings],
        }

    # Loading

    def load(self, scenario_id: str) -> Loaded:
        """Return a scenario, read anew only where one of its files has changed.

        Raises:
            ApiError: 404, there is none; 422, it has problems or a base outside the scenarios folder.
        """
        path = self.path_of(scenario_id)
        version = self.version_of(path)
        with self._lock:  # one at a time: two who ask for the same wait for one reading
            if version in self._loaded:
                self._loaded.move_to_end(version)
                return self._loaded[version]
            try:
                found = Loaded(*load_with_warnings(path, known_kpis=REGISTRY), version)
            except ScenarioErrors as fault:
                raise with_problems(fault.problems) from None
            self._loaded[version] = found
            if len(self._loaded) > KEPT:
                self._loaded.popitem(last=False)
            return found

    def version_of(self, path: Path) -> str:
        """Return a digest of all that a scenario is read from: its own files and its bases'."""
        mark = hashlib.sha256(str(path).encode())
        for one in self.chain(path):
            mark.update(own_version(one).encode())
        return mark.hexdigest()[:16]

    def chain(self, path: Path) -> list[Path]:
        """Return a scenario, its base, the base's base and so on; ApiError 422 where one is missing."""
        found = [path]
        while not found[-1].is_dir() and len(found) <= MAX_BASES + 1:  # loading tells of circles
            found.append(self._base_of(found[-1]))
        return found

    def _base_of(self, path: Path) -> Path:
        named = str(_mapping(path).get("base", ""))
        with suppress(OSError, ValueError):  # a name that no file can have
            base = (path.parent / named).resolve()
            base = base.parent if base.name == SETTINGS_FILE else base
            if base.is_relative_to(self.places.scenarios) and (_is_folder(base) or _is_derived(base)):
                return base
        raise ApiError(
            422,
            f"{path.name}: its base {named[:80]} is no scenario of this folder",
            f"{path.name}：其基础情景 {named[:80]} 不在情景文件夹中",
        )

    # Heads

    def _paths(self, folder: Path, depth: int) -> list[Path]:
        found = []
        for path in _entries(folder):
            if path.name.startswith((".", "_")) or path.is_symlink() or path == self.places.uploads:
                continue
            if path.is_dir():
                found += [path] if _is_folder(path) else []
                found += self._paths(path, depth + 1) if depth < DEEPEST else []
            elif _is_derived(path):
                found.append(path)
        return found

    def _head(self, path: Path) -> dict[str, Any]:
        version = own_version(path)
        known = self._heads.get(path)
        if known is None or known[0] != version:
            known = self._heads[path] = (version, self._read_head(path, version))
        return known[1]

    def _read_head(self, path: Path, version: str) -> dict[str, Any]:
        folder = path.is_dir()
        found: list[Problem] = []
        read = read_mapping(path / SETTINGS_FILE if folder else path, path.name, found)
        values = read[0] if read else {}
        try:
            base = None if folder else self.id_of(self._base_of(path))
        except ApiError:
            base = None
        return {
            "id": self.id_of(path),
            "names": {lang: str(values.get(f"name_{lang}") or path.stem) for lang in ("zh", "en")},
            "descriptions": {lang: str(values.get(f"description_{lang}") or "") for lang in ("zh", "en")},
            "kind": "folder" if folder else "what_if",
            "made_up": folder and _made_up(path),
            "base": base,
            "mine": path.is_relative_to(self.places.mine),
            "version": version,
        }


def _made_up(folder: Path) -> bool:
    """Tell whether a network stands for no real one: by their sources all its facilities are assumed."""
    table = TABLES["facilities"]
    sheet = read_sheet(folder / table.file, table.file, table.row.model_fields, [])
    sources = [row.get("source", "") for row in sheet.rows] if sheet else []
    return bool(sources) and all(source.startswith("assumed") for source in sources)


def _files_for(scenario_id: str, names: list[str]) -> dict[str, list[str]]:
    """Return which files of the planning folder are for a scenario, as paths below the scenarios folder."""
    return {
        kind: [f"{PLANNING}/{name}" for name in names if name.startswith(f"{scenario_id}_{kind}.")]
        for kind in SEARCHED
    }


def own_version(path: Path) -> str:
    """Return a digest of a yaml's bytes, or of names, sizes and times of a folder's files.

    Raises:
        ApiError: 404, it is gone.
    """
    try:
        if path.is_dir():
            files = sorted(path.iterdir())
            stats = [(one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in files]
            content = repr(stats).encode("utf-8", "surrogateescape")
        else:
            content = path.read_bytes()
    except OSError:
        raise not_found(path.name) from None
    return hashlib.sha256(content).hexdigest()[:16]


def _mapping(path: Path) -> dict[str, Any]:
    """Return what a derived yaml holds; raises ApiError 422 with its problems."""
    problems: list[Problem] = []
    read = read_mapping(path, path.name, problems)
    if read is None:
        raise with_problems(problems)
    return read[0]


def _own_id(path: Path) -> Any:
    """Return what a scenario calls itself in its yaml; None where that cannot be read."""
    file = path / SETTINGS_FILE if path.is_dir() else path
    read = read_mapping(file, file.name, [])
    return read[0].get("id") if read else None


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def _entries(folder: Path) -> list[Path]:
    """Return what is in a folder; nothing, where it has been removed meanwhile."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    return path.is_dir() and (path / SETTINGS_FILE).is_file()


def _is_derived(path: Path) -> bool:
    """Tell whether a file is a yaml with a base, and can be read."""
    if path.suffix not in (".yaml", ".yml") or path.name == SETTINGS_FILE or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return bool(_BASE.search(stream.read(256 * 1024)))
    except OSError:
        return False
