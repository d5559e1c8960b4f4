"""Save a scenario as a folder that loads to the same scenario."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from sim.scenario.parse import unit_of
from sim.scenario.scenario import Scenario
from sim.scenario.schema import POLICIES_FILE, SETTINGS_FILE, TABLES, PolicyRow, Row


class _Quoted(yaml.SafeDumper):
    """Writes every text in quotation marks, so that no reader takes it for a number, a time or a date."""


_Quoted.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def save(scenario: Scenario, folder: str | os.PathLike[str]) -> None:
    """Write the scenario as scenario.yaml and csv tables (UTF-8 with byte-order mark) into ``folder``.

    Each file appears whole or not at all, scenario.yaml last; tables that the scenario does not have are
    removed from the folder, so that it loads to this scenario and nothing else.

    Raises:
        OSError: the folder cannot be written.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    files = {POLICIES_FILE: _policies_text(scenario)}
    files |= {table.file: _table_text(table.row, scenario.table(name)) for name, table in TABLES.items()}
    for name, text in files.items():
        if text is None:
            (target / name).unlink(missing_ok=True)
        else:
            _write(target / name, b"\xef\xbb\xbf" + text.encode("utf-8"))
    settings = scenario.settings.model_dump(mode="json")
    text = yaml.dump(
        settings, Dumper=_Quoted, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000
    )
    _write(target / SETTINGS_FILE, text.encode("utf-8"))


def cell(value: Any) -> str:
    """Return the csv text of a value in json form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _table_text(model: type[Row], rows: Sequence[Row]) -> str | None:
    if not rows:
        return None
    return _csv(list(model.model_fields), (row.model_dump(mode="json") for row in rows))


def _policies_text(scenario: Scenario) -> str | None:
    """Parameters that differ from their default, or whose source is given."""
    rows = []
    for policy in type(scenario.policies).model_fields:
        values: Row = getattr(scenario.policies, policy)
        for parameter, info in type(values).model_fields.items():
            value, key = getattr(values, parameter), f"{policy}.{parameter}"
            if value != info.default or key in scenario.policy_sources:
                source = scenario.policy_sources.get(key, "")
                rows.append(
                    {
                        "policy": policy,
                        "parameter": parameter,
                        "value": value,
                        "unit": unit_of(info),
                        "source": source,
                    }
                )
    return _csv(list(PolicyRow.model_fields), rows) if rows else None


def _csv(columns: list[str], rows: Iterable[dict[str, Any]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row[column]) for column in columns] for row in rows)
    return stream.getvalue()


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
