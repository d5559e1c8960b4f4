"""Load a scenario: a folder, or a yaml file that names a base and its changes."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sim.scenario.changes import apply_changes
from sim.scenario.checks import find_problems, find_warnings
from sim.scenario.draft import Draft, Place, draft_of
from sim.scenario.folder import scenarios_inside, strangers, workbook_problems
from sim.scenario.parse import parse_mapping, parse_policies, parse_sheet
from sim.scenario.problems import Problem, ScenarioErrors, ordered, problem
from sim.scenario.read_csv import read_sheet
from sim.scenario.read_yaml import Lines, read_mapping
from sim.scenario.scenario import Scenario
from sim.scenario.schema import POLICIES_FILE, SETTINGS_FILE, TABLES, PolicyRow, Settings
from sim.scenario.schema.derived import Derived

MAX_BASES = 20


def load(path: str | os.PathLike[str], *, known_kpis: Collection[str] | None = None) -> Scenario:
    """Return the scenario at ``path``: a folder with scenario.yaml, or one yaml with a base and changes.

    Args:
        path: folder, its scenario.yaml, or a derived yaml file.
        known_kpis: KPI ids that targets.csv may name; not checked without it (KPIs live above this layer).

    Raises:
        ScenarioErrors: with every problem that was found.
    """
    return load_with_warnings(path, known_kpis=known_kpis)[0]


def load_with_warnings(
    path: str | os.PathLike[str], *, known_kpis: Collection[str] | None = None
) -> tuple[Scenario, list[Problem]]:
    """Return the scenario at ``path`` and the warnings about it; raises like :func:`load`."""
    problems: list[Problem] = []
    draft = _read(Path(path), problems)
    if draft is not None:
        problems += find_problems(draft, known_kpis)
    if problems or draft is None:
        raise ScenarioErrors(ordered(problems))
    return draft.scenario(), find_warnings(draft)


def check(scenario: Scenario, *, known_kpis: Collection[str] | None = None) -> list[Problem]:
    """Check a scenario held in memory as if it had been saved; returns the warnings.

    Raises:
        ScenarioErrors: with every problem that was found.
    """
    draft = draft_of(scenario)
    if problems := find_problems(draft, known_kpis):
        raise ScenarioErrors(ordered(problems))
    return find_warnings(draft)


def change(scenario: Scenario, changes: list[dict[str, Any]]) -> Scenario:
    """Return the scenario after changes written as in a derived yaml, checked.

    Raises:
        ScenarioErrors: a change is wrong or its result is.
    """
    problems: list[Problem] = []
    draft = draft_of(scenario)
    apply_changes(draft, changes, "changes", {}, problems)
    problems += find_problems(draft, None)
    if problems:
        raise ScenarioErrors(ordered(problems))
    return draft.scenario()


def _read(path: Path, problems: list[Problem]) -> Draft | None:
    target = path.parent if path.name == SETTINGS_FILE else path
    if not _exists(target):
        problems.append(problem("missing_scenario", str(path)))
        return None
    return _read_target(target, target if target.is_dir() else target.parent, (), problems)


def _exists(path: Path) -> bool:
    try:
        return path.is_dir() or path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _read_target(target: Path, root: Path, chain: tuple[Path, ...], problems: list[Problem]) -> Draft | None:
    return (
        _read_folder(target, root, problems)
        if target.is_dir()
        else _read_derived(target, root, chain, problems)
    )


def _shown(path: Path, root: Path) -> str:
    """Return how problems name a file: relative to what was loaded."""
    return Path(os.path.relpath(path, root)).as_posix()


# Folders


def _read_folder(folder: Path, root: Path, problems: list[Problem]) -> Draft | None:
    if inside := scenarios_inside(folder):
        problems.append(problem("folder_of_scenarios", folder.name or str(folder), inside=", ".join(inside)))
        return None
    draft = Draft()
    _read_settings(draft, folder / SETTINGS_FILE, root, problems)
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError as error:
        problems.append(problem("unreadable_file", _shown(folder, root), reason=error.strerror))
        names = []
    problems += strangers(names, _shown(folder, root))
    workbooks = dict(workbook_problems(names, _shown(folder, root)))
    problems += workbooks.values()
    for name, table in TABLES.items():
        shown = draft.files[name] = _shown(folder / table.file, root)
        if not table.required and table.file not in {*names, *workbooks}:
            continue
        if table.file in workbooks:
            draft.unreadable.add(name)
            continue
        sheet = read_sheet(folder / table.file, shown, table.row.model_fields.keys(), problems)
        if sheet is None:
            draft.unreadable.add(name)
        else:
            parse_sheet(draft, table, sheet, shown, problems)
    draft.policies_given = POLICIES_FILE in names
    draft.files["policies"] = _shown(folder / POLICIES_FILE, root)
    if draft.policies_given:
        shown = _shown(folder / POLICIES_FILE, root)
        sheet = read_sheet(folder / POLICIES_FILE, shown, PolicyRow.model_fields.keys(), problems)
        if sheet is not None:
            parse_policies(draft, sheet, shown, problems)
    return draft


def _read_settings(draft: Draft, path: Path, root: Path, problems: list[Problem]) -> None:
    shown = _shown(path, root)
    found = read_mapping(path, shown, problems)
    if found is None:
        return
    values, lines = found
    places = {str(key): Place(shown, lines.get((key,))) for key in values}
    places[""] = Place(shown, 1)
    settings = parse_mapping(Settings, values, places, Place(shown, 1), problems)
    draft.settings_places = places
    draft.settings = settings if isinstance(settings, Settings) else None


# Derived scenarios


def _read_derived(path: Path, root: Path, chain: tuple[Path, ...], problems: list[Problem]) -> Draft | None:
    shown = _shown(path, root)
    found = read_mapping(path, shown, problems)
    if found is None:
        return None
    values, lines = found
    places = {str(key): Place(shown, lines.get((key,))) for key in values}
    if isinstance(values.get("changes"), dict):
        first = next(iter(values["changes"]), "changes")
        problems.append(problem("changes_not_a_list", *places["changes"], "changes", first))
        values = {**values, "changes": []}
    derived = parse_mapping(Derived, values, places, Place(shown, 1), problems)
    if not isinstance(derived, Derived):
        return None
    at = places["base"]
    chain = (*chain, path.resolve())
    base = _base_of(derived, path, at, chain, problems)
    draft = _read_target(base, root, chain, problems) if base is not None else None
    if draft is None:
        return None
    _rename(draft, derived, places)
    apply_changes(draft, derived.changes, shown, _below(lines, "changes"), problems)
    return draft


def _base_of(
    derived: Derived, path: Path, at: Place, chain: tuple[Path, ...], problems: list[Problem]
) -> Path | None:
    """Return the base's folder or yaml, or None with a problem added."""
    if Path(derived.base).is_absolute():
        problems.append(problem("base_absolute", *at, "base", derived.base))
        return None
    base = path.parent / derived.base
    base = base.parent if base.name == SETTINGS_FILE else base
    if not _exists(base):
        problems.append(problem("base_missing", *at, "base", derived.base))
        return None
    resolved = base.resolve()
    if resolved in chain:
        circle = " > ".join(each.name for each in (*chain[chain.index(resolved) :], resolved))
        problems.append(problem("base_circle", *at, "base", circle))
        return None
    if len(chain) > MAX_BASES:
        problems.append(problem("base_chain", *at, "base", derived.base, limit=MAX_BASES))
        return None
    return base


def _rename(draft: Draft, derived: Derived, places: dict[str, Place]) -> None:
    if draft.settings is None:
        return
    names = ("id", "name_zh", "name_en")
    update = {name: getattr(derived, name) for name in names if name in derived.model_fields_set}
    # a base's description does not tell what is changed: without one of its own a what-if has none
    update |= {name: getattr(derived, name) for name in ("description_zh", "description_en")}
    draft.settings = draft.settings.model_copy(update=update)
    draft.settings_places |= {name: places[name] for name in update if name in places}


def _below(lines: Lines, key: str) -> Lines:
    return {path[1:]: line for path, line in lines.items() if path[:1] == (key,)}
