"""The change language of derived scenarios: set, add, remove, update, copy (see schema/derived.py)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from sim.scenario.draft import Draft, Place, Placed, hint, nearest
from sim.scenario.parse import field_adapter, parse_mapping, parse_rows, set_policy
from sim.scenario.problems import Problem, problem, shown
from sim.scenario.read_yaml import Lines
from sim.scenario.schema import TABLES, Settings, Table
from sim.scenario.schema.derived import KINDS, NAMES, Add, Copy, Remove, Update
from sim.scenario.schema.tables import referred_column

POLICIES = "policies"  # changed by set, not as a table


def apply_changes(
    draft: Draft, changes: Sequence[Any], file: str, lines: Lines, problems: list[Problem]
) -> None:
    """Apply changes in order to the draft; one that fails is reported and the next is tried.

    Args:
        draft: what is changed.
        changes: list of mappings as yaml holds them.
        file: name of the yaml file in problems.
        lines: line of each entry, by path below ``changes``.
        problems: list that problems are added to.
    """
    for number, change in enumerate(changes):
        place = Place(file, lines.get((number,), number + 1))
        if not isinstance(change, dict):
            words = {"reason_en": "it is not a mapping", "reason_zh": "不是“键: 值”"}
            problems.append(problem("change_shape", *place, "changes", change, **words))
            continue
        kinds = [key for key in change if key == "set" or key in KINDS]
        strangers = [key for key in change if key not in kinds and key not in NAMES]
        for key in strangers:
            at = Place(file, lines.get((number, key), place.row))
            if str(key).partition(".")[0] in (POLICIES, "settings"):
                problems.append(problem("path_without_set", *at, key, key))
                continue
            problems.append(problem("unknown_column", *at, key, key, **hint(key, ("set", *KINDS, *NAMES))))
        if len(kinds) != 1:
            if not strangers or len(kinds) > 1:
                problems.append(problem("change_kind", *place, "changes", ", ".join(kinds) or "none"))
            continue
        kind = kinds[0]
        at = Place(file, lines.get((number, kind), place.row))
        below = {path[2:]: line for path, line in lines.items() if path[:2] == (number, kind)}
        if kind == "set":
            _set_all(draft, change[kind], at, below, problems)
        else:
            _change_table(draft, kind, change[kind], at, below, problems)


# Settings and policies


def _set_all(draft: Draft, values: Any, at: Place, lines: Lines, problems: list[Problem]) -> None:
    if not isinstance(values, dict) or not values:
        words = {"reason_en": "set takes dotted paths with values", "reason_zh": "set 须为“路径: 值”"}
        problems.append(problem("change_shape", *at, "set", values, **words))
        return
    for path, value in values.items():
        place = Place(at.file, lines.get((path,), at.row))
        parts = str(path).split(".")
        if parts[0] == "policies" and len(parts) == 3:
            fields = (path, path, path)
            set_policy(draft, parts[1], parts[2], value, place, fields, problems)
        elif (
            parts[0] == "settings"
            and len(parts) == 2
            and parts[1] in Settings.model_fields
            and parts[1] != "id"
        ):
            _set_setting(draft, path, parts[1], value, place, problems)
        else:
            known = [f"settings.{name}" for name in Settings.model_fields if name != "id"]
            known += [f"policies.{name}" for name in type(draft.policies).model_fields]
            problems.append(problem("unknown_path", *place, path, path, **hint(path, known)))


def _set_setting(
    draft: Draft, path: str, name: str, value: Any, place: Place, problems: list[Problem]
) -> None:
    if draft.settings is None:
        return  # already reported
    values = {**draft.settings.model_dump(mode="json"), name: value}
    found: list[Problem] = []
    settings = parse_mapping(Settings, values, {name: place}, place, found)
    problems.extend(found)
    if isinstance(settings, Settings):
        draft.settings = settings
        draft.settings_places[name] = place


# Tables


def _change_table(
    draft: Draft, kind: str, values: Any, at: Place, lines: Lines, problems: list[Problem]
) -> None:
    model = KINDS[kind]
    if not isinstance(values, dict):
        words = {"reason_en": f"{kind} takes fields with values", "reason_zh": f"{kind} 须为“字段: 值”"}
        problems.append(problem("change_shape", *at, kind, values, **words))
        return
    places = {str(key): Place(at.file, lines.get((key,), at.row)) for key in values}
    change = parse_mapping(model, values, places, at, problems)
    if change is None:
        return
    name = str(getattr(change, "table", ""))
    if name in (POLICIES, "settings", "scenario"):
        problems.append(
            problem("set_instead", *places["table"], "table", name, **_path_instead(name, values))
        )
        return
    if name not in TABLES:
        words = {"choices": ", ".join(TABLES)}
        problems.append(problem("unknown_table", *places["table"], "table", name, **words))
        return
    table = TABLES[name]
    if isinstance(change, Add):
        _add(draft, table, change, at, lines, problems)
    elif isinstance(change, Remove):
        matched = _matching(draft, table, change.where, places["where"], problems)
        gone = set(map(id, matched))
        column = referred_column(name)
        draft.removed |= {(name, str(getattr(row, column, ""))): places["where"] for row, _ in matched}
        draft.tables[name] = [placed for placed in draft.tables[name] if id(placed) not in gone]
    elif isinstance(change, Update):
        _update(draft, table, change, at, places, problems)
    elif isinstance(change, Copy):
        matched = _matching(draft, table, change.where, places["where"], problems)
        if matched and table.key and not set(table.key) & set(change.set):
            problems.append(problem("copy_without_key", *places["set"], table.key[0]))
            return
        rows = [{**placed.row.model_dump(mode="json"), **change.set} for placed in matched]
        draft.tables[name] += _parsed(draft, table, rows, [at] * len(rows), problems)


def _path_instead(name: str, values: Mapping[str, Any]) -> dict[str, object]:
    """Return the words of a path for ``set``, as far as a change of policies as rows names it."""
    where, new = ({} if not isinstance(each := values.get(key), dict) else each for key in ("where", "set"))
    words: dict[str, object] = {"path": "settings.days", "to": 364}
    if name == POLICIES:
        policy, parameter = where.get("policy", "backstop"), where.get("parameter", "on")
        words = {"path": f"policies.{policy}.{parameter}", "to": new.get("value", "false")}
    elif len(new) == 1:
        ((field, to),) = new.items()
        words = {"path": f"settings.{field}", "to": to}
    to = words["to"]
    return words | {"to": str(to).lower() if isinstance(to, bool) else to}


def _add(draft: Draft, table: Table, change: Add, at: Place, lines: Lines, problems: list[Problem]) -> None:
    if (change.row is None) == (change.rows is None) or change.rows == []:
        words = {"reason_en": "add takes either row or rows", "reason_zh": "add 须有 row 或 rows 之一"}
        problems.append(problem("change_shape", *at, "add", "", **words))
        return
    if change.row is not None:
        rows, places = [change.row], [Place(at.file, lines.get(("row",), at.row))]
    else:
        rows = change.rows or []
        places = [Place(at.file, lines.get(("rows", number), at.row)) for number in range(len(rows))]
    draft.tables[table.name] += _parsed(draft, table, rows, places, problems)


def _update(
    draft: Draft,
    table: Table,
    change: Update,
    at: Place,
    places: Mapping[str, Place],
    problems: list[Problem],
) -> None:
    if not (change.set or change.add or change.multiply):
        words = {
            "reason_en": "update needs set, add or multiply",
            "reason_zh": "update 须有 set、add 或 multiply",
        }
        problems.append(problem("change_shape", *at, "update", "", **words))
        return
    where = places.get("where", at)
    matched = _matching(draft, table, change.where, where, problems)
    before = len(problems)
    rows = []
    for placed in matched:
        row = {**placed.row.model_dump(mode="json"), **change.set}
        for name, value in change.add.items():
            row[name] = _calculated(table, row, name, value, "add", at, problems)
        for name, value in change.multiply.items():
            row[name] = _calculated(table, row, name, value, "multiply", at, problems)
        if len(problems) > before:
            return  # the same would be said of every row
        rows.append(row)
    changed = _parsed(draft, table, rows, [at] * len(rows), problems)
    if len(changed) != len(matched):
        return
    instead = dict(zip(map(id, matched), changed, strict=True))
    draft.tables[table.name] = [instead.get(id(placed), placed) for placed in draft.tables[table.name]]


def _parsed(
    draft: Draft,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    places: Sequence[Place],
    problems: list[Problem],
) -> list[Placed]:
    """Rows of a change into placed rows; blank cells stand for defaults, as in a csv file."""
    cells = [
        {name: value for name, value in row.items() if value is not None and value != ""} for row in rows
    ]
    found: list[Problem] = []
    placed = parse_rows(draft, table, cells, places, found)
    problems.extend(dict.fromkeys(found))
    return placed


def _calculated(
    table: Table, row: Mapping[str, Any], name: str, value: Any, verb: str, at: Place, problems: list[Problem]
) -> Any:
    """Return the row's number with ``value`` added or multiplied; whole fields keep whole results whole."""
    old = row.get(name)
    if name not in table.row.model_fields:
        words: dict[str, object] = dict(hint(name, table.row.model_fields))
        problems.append(problem("unknown_column", *at, name, name, **words))
    elif not _is_number(value):
        code = "bad_addend" if verb == "add" else "bad_multiplier"
        problems.append(problem(code, *at, name, value))
    elif not _is_number(old):
        problems.append(problem("not_numeric", *at, name, value, table=table.name, verb=verb))
    else:
        return old + value if verb == "add" else old * value
    return old


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _matching(
    draft: Draft, table: Table, where: Mapping[str, Any], at: Place, problems: list[Problem]
) -> list[Placed]:
    """Return the rows for which every condition holds; none at all is a problem."""
    conditions: list[Callable[[Placed], bool]] = []
    before = len(problems)
    for name, value in where.items():
        if name not in table.row.model_fields:
            problems.append(problem("unknown_column", *at, name, name, **hint(name, table.row.model_fields)))
        else:
            conditions.append(_condition(table, name, value if isinstance(value, list) else [value]))
    if len(problems) > before:
        return []
    matched = [placed for placed in draft.tables[table.name] if all(test(placed) for test in conditions)]
    if not matched and table.name not in draft.unreadable:
        said = ", ".join(f"{name}: {shown(value)}" for name, value in where.items()) or "all rows"
        words = {"table": table.name, **_near_values(draft, table, where)}
        problems.append(problem("no_match", *at, "where", said, **words))
    return matched


def _near_values(draft: Draft, table: Table, where: Mapping[str, Any]) -> dict[str, str]:
    """Return the words that name values of the table near to those of the conditions, or a few of them."""
    near: list[str] = []
    for name, wanted in where.items():
        column: set[str] = set()
        for row, _ in draft.tables[table.name]:
            value = getattr(row, name)
            column.update(map(str, value) if isinstance(value, tuple) else [str(value)])
        for each in wanted if isinstance(wanted, list) else [wanted]:
            if str(each) not in column:
                close = nearest(each, column) or sorted(column)[:3]
                near += [found for found in close if found not in near]
    said = ", ".join(near)
    return {
        "hint_en": f"(there is: {said})" if near else "",
        "hint_zh": f"（现有：{said}）" if near else "",
    }


def _condition(table: Table, name: str, values: Sequence[Any]) -> Callable[[Placed], bool]:
    """A field equals one of the values; a list field holds one of them; a blank matches a blank."""
    wanted: set[Any] = set()
    for value in values:
        if value is None or value == "":
            wanted.add(table.row.model_fields[name].get_default())
            continue
        try:
            parsed = field_adapter(table.row, name).validate_python(value)
        except ValidationError:
            continue  # it can match nothing, which is reported
        wanted |= {parsed, *parsed} if isinstance(parsed, tuple) else {parsed}

    def holds(placed: Placed) -> bool:
        found = getattr(placed.row, name)
        if isinstance(found, tuple):
            return found in wanted or any(entry in wanted for entry in found)
        return found in wanted

    return holds
