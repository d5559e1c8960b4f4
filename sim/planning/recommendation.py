"""A recommendation: a scenario file that `simulate` runs and a planner edits, a base and its changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.scenario import Scenario, load


def write_recommendation(
    path: Path,
    base: Scenario,
    base_path: str,
    changes: Sequence[Mapping[str, Any]],
    *,
    suffix: tuple[str, str, str],
    comments: Sequence[str] = (),
) -> None:
    """Write base and changes as a derived scenario, and make sure that it loads.

    Args:
        path: the yaml file.
        base: the scenario that is changed.
        base_path: path of the base from the file's folder.
        changes: in the scenarios' change language; none writes a scenario equal to the base.
        suffix: what is added to the base's id, Chinese and English name.
        comments: lines for the top of the file: what was asked and promised.

    Raises:
        ScenarioErrors: what was written is no valid scenario, which is a fault of the program.
    """
    settings = base.settings
    lines = [f"# {line}".rstrip() for line in comments]
    lines += [
        f"id: {settings.id}_{suffix[0]}",
        f"name_zh: {_json(settings.name_zh + suffix[1])}",
        f"name_en: {_json(settings.name_en + suffix[2])}",
        f"base: {_json(base_path)}",
    ]
    lines += ["changes:", *(f"  - {_json(dict(one))}" for one in changes)] if changes else ["changes: []"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    load(path)


def _json(value: object) -> str:
    """Write a value as json, which yaml reads alike."""
    return json.dumps(value, ensure_ascii=False)
