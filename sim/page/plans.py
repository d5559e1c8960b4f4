"""A plan of a result as a draft: the scenario of the folder that it starts from, and its changes.

A siting, staffing or frontier writes what it recommends as a yaml file whose base is the copy of the scenario
in the result. The page edits scenarios of the scenarios folder: the one with the same id is the base, the one
with the same rows where several have it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.page.confine import inside
from sim.page.errors import ApiError, not_found, with_problems
from sim.page.models import OfPlan
from sim.page.results import Results
from sim.page.scenarios import Library
from sim.scenario import Problem, Scenario, ScenarioErrors, load
from sim.scenario.read_yaml import read_mapping
from sim.scenario.schema import TABLES


def plan(results: Results, library: Library, asked: OfPlan) -> dict[str, Any]:
    """Return `{base, changes, names, same}` of a plan.

    `same` tells whether the base still has the rows and policies that the plan was made for; otherwise its
    changes may do something else, or not fit.

    Raises:
        ApiError: 404, there is no such file; 422, it is no plan, or the scenarios folder lacks its scenario.
    """
    path = inside(results.folder_of(asked.id), asked.path)
    if path.suffix != ".yaml" or not path.is_file():
        raise not_found(asked.path)
    problems: list[Problem] = []
    read = read_mapping(path, path.name, problems)
    if read is None:
        raise with_problems(problems)
    values = read[0]
    changes = values.get("changes") or []
    if not isinstance(values.get("base"), str) or not isinstance(changes, list):
        raise ApiError(422, f"{path.name} is no plan", f"{path.name} 不是方案")
    start = _start(path.parent / values["base"], results.places.results)
    base, same = _in_library(start, library)
    names = {lang: str(values.get(f"name_{lang}") or path.stem) for lang in ("zh", "en")}
    return {"base": base, "changes": changes, "names": names, "same": same}


def _start(path: Path, root: Path) -> Scenario:
    """Return the copy of the scenario that a plan starts from, which lies below the results folder."""
    path = path.resolve()
    if not path.is_relative_to(root) or not path.exists():
        raise not_found(path.name, "scenario")
    try:
        return load(path)
    except ScenarioErrors as fault:
        raise with_problems(fault.problems) from None


def _in_library(start: Scenario, library: Library) -> tuple[str, bool]:
    """Return the id of the scenario that a copy was made from, and whether it is still the same."""
    alike = library.named(start.settings.id)
    for one in alike:
        try:
            if _same(library.load(one).scenario, start):
                return one, True
        except ApiError:  # it has problems by now
            continue
    if not alike:
        raise ApiError(
            422,
            f"The scenario that the plan starts from ({start.settings.id}) is not in the scenarios folder",
            f"情景文件夹中没有该方案所依据的情景（{start.settings.id}）",
        )
    return alike[0], False


def _same(one: Scenario, other: Scenario) -> bool:
    """Compare rows and policies; days, warm-up and seed may have been asked for otherwise."""
    if one.policies != other.policies:
        return False
    return all(one.table(name) == other.table(name) for name in TABLES)
