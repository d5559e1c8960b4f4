"""What a what-if changes: the saved scenarios of two runs compared, field by field."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.report.change_words import RowWords, choice, sheet_name
from sim.report.data import BYTE_ORDER_MARK, Run, read_csv
from sim.scenario.schema import POLICIES_FILE, TABLES, Settings
from sim.scenario.schema.policies import Policies

KEPT = 64  # tables in memory: the base's and those of the scenarios held against it
SHOWN = 4  # rows of a kind that are spelt out; further ones are counted
UNTOLD = ("id", "name_zh", "name_en", "description_zh", "description_en")  # settings that are no change
SOURCE = "source"
OF_PLACES = ("staff", "rosters", "catalogues")  # tables whose rows name a facility

Words = dict[str, str]  # by language
Cells = dict[str, str]  # of one row, by column
Keyed = dict[tuple[str, ...], Cells]
PlainRow = tuple[tuple[str, str], ...]


def changes(base: Run, other: Run) -> list[Words]:
    """List in Chinese and English how the scenario of `other` differs from that of `base`.

    Names, descriptions and sources do not count. Of more than `SHOWN` rows of a kind the first are spelt out
    and the rest counted. A policy that a scenario leaves unset has its default.
    """
    found = _settings(base.settings, other.settings)
    one, two = base.folder / "scenario", other.folder / "scenario"
    found += _policies(*_sheets(one, two, POLICIES_FILE))
    words = RowWords(lambda file: _sheet(one / file), lambda file: _sheet(two / file))
    for name in TABLES:
        found += _table(name, *_sheets(one, two, f"{name}.csv"), words)
    return found


def changed_places(base: Run, other: Run) -> dict[str, str]:
    """Tell which facilities differ from the base: added, removed, closed (open no more) or changed.

    A facility is changed if its own row is, or any row of staff, rosters or catalogues that names it, or a
    row of the opening hours that it follows.
    """
    one, two = base.folder / "scenario", other.folder / "scenario"
    sheets = {name: _sheets(one, two, f"{name}.csv") for name in ("facilities", "hours", *OF_PLACES)}
    before, after = (
        _places(_sheet(folder / "facilities.csv"), {name: pair[side] for name, pair in sheets.items()})
        for side, folder in enumerate((one, two))
    )
    found = dict.fromkeys(after.keys() - before.keys(), "added")
    found |= dict.fromkeys(before.keys() - after.keys(), "removed")
    for place in before.keys() & after.keys():
        shut = [dict(side[place][0]).get("open", "true").lower() == "false" for side in (before, after)]
        if shut == [False, True]:
            found[place] = "closed"
        elif before[place] != after[place]:
            found[place] = "changed"
    return found


def _places(facilities: list[Cells], sheets: dict[str, list[Cells]]) -> dict[str, list[PlainRow]]:
    """The rows of `sheets` that say something of a facility, its own first; names and sources left out."""

    def plain(row: Cells) -> PlainRow:
        return tuple(sorted((column, value) for column, value in row.items() if column not in UNTOLD[1:]))

    hours: dict[str, list[PlainRow]] = {}
    for row in sheets["hours"]:
        hours.setdefault(row.get("pattern", ""), []).append(plain(row))
    own = {row["id"]: plain(row) for row in sheets["facilities"]}
    found = {
        row["id"]: [own.get(row["id"], ()), *sorted(hours.get(row.get("hours", ""), []))]
        for row in facilities
    }
    for name in OF_PLACES:
        for place, cells in sorted((row.get("facility", ""), plain(row)) for row in sheets[name]):
            if place in found:
                found[place].append(cells)
    return found


def _sheets(one: Path, two: Path, name: str) -> tuple[list[Cells], list[Cells]]:
    """The rows of a table in two folders; none of either where the files are the same."""
    paths = one / name, two / name
    if all(path.exists() for path in paths) and paths[0].read_bytes() == paths[1].read_bytes():
        return [], []
    return _sheet(paths[0]), _sheet(paths[1])


def _sheet(path: Path) -> list[Cells]:
    """Rows of a csv as text without blank cells and sources; none if there is no such file."""
    if not path.exists():
        return []
    stat = path.stat()
    return _read(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=KEPT)
def _read(path: Path, size: int, changed: int) -> list[Cells]:
    """Read a csv of some version (`size`, `changed`): the base's is held against each other scenario's."""
    if size <= len(BYTE_ORDER_MARK):
        return []
    rows = read_csv(path, text_only=True).iter_rows(named=True)
    return [{column: value for column, value in row.items() if value and column != SOURCE} for row in rows]


def _settings(one: dict[str, Any], two: dict[str, Any]) -> list[Words]:
    found = []
    for name in sorted({*one, *two} - {*UNTOLD, SOURCE}):
        if one.get(name) != two.get(name):
            model = Settings.model_fields.get(name)
            found.append(_step(f"settings.{name}", _meaning(model), str(one.get(name)), str(two.get(name))))
    return found


def _policies(one: list[Cells], two: list[Cells]) -> list[Words]:
    def values(rows: list[Cells]) -> dict[tuple[str, str], str]:
        return {(row.get("policy", ""), row.get("parameter", "")): row.get("value", "") for row in rows}

    before, after = values(one), values(two)
    found = []
    for policy, parameter in dict.fromkeys([*before, *after]):
        old, new = (side.get((policy, parameter), _default(policy, parameter)) for side in (before, after))
        if old != new:
            found.append(_step(f"{policy}.{parameter}", policy_meaning(policy, parameter), old, new))
    return found


def policy_meaning(policy: str, parameter: str) -> Words:
    """What a policy's parameter means, in both languages (empty if there is no such parameter)."""
    model = type(getattr(Policies(), policy, None))
    return _meaning(getattr(model, "model_fields", {}).get(parameter))


def _default(policy: str, parameter: str) -> str:
    value = getattr(getattr(Policies(), policy, None), parameter, "")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _meaning(field: Any) -> Words:
    """What a field means, in both languages (empty if it is not known)."""
    extra = getattr(field, "json_schema_extra", None) or {}
    return {"zh": str(extra.get("zh", "")), "en": str(getattr(field, "description", None) or "")}


def _step(name: str, meaning: Words, old: str, new: str) -> Words:
    def line(lang: str) -> str:
        told = f"{choice('', old)[lang]} → {choice('', new)[lang]}"
        if not meaning[lang]:
            return f"{name}: {told}"
        return f"{meaning[lang]}（{name}）：{told}" if lang == "zh" else f"{meaning[lang]} ({name}): {told}"

    return {"zh": line("zh"), "en": line("en")}


def _table(name: str, one: list[Cells], two: list[Cells], words: RowWords) -> list[Words]:
    key = TABLES[name].key
    if not key:
        before, after = (Counter(tuple(sorted(row.items())) for row in rows) for rows in (one, two))
        columns = list(dict.fromkeys(column for row in (*one, *two) for column in row))

        def unkeyed(counts: Counter[tuple[tuple[str, str], ...]]) -> list[Cells]:
            rows = [dict(row) for row in counts.elements()]
            return [{column: row[column] for column in columns if column in row} for row in rows]

        return [
            *_rows(name, "added", unkeyed(after - before), words),
            *_rows(name, "removed", unkeyed(before - after), words),
        ]
    old, new = (_keyed(rows, key) for rows in (one, two))
    edits = [(at, old[at], new[at]) for at in old if at in new and old[at] != new[at]]
    return [
        *_edits(name, edits, words),
        *_rows(name, "added", [new[at] for at in new if at not in old], words),
        *_rows(name, "removed", [old[at] for at in old if at not in new], words),
    ]


def _keyed(rows: list[Cells], key: tuple[str, ...]) -> Keyed:
    return {tuple(row.get(part, "") for part in key): row for row in rows}


def _edits(name: str, edits: list[tuple[tuple[str, ...], Cells, Cells]], words: RowWords) -> list[Words]:
    """One line for each set of columns that changed: how many rows, and the first of them."""
    groups: dict[tuple[str, ...], list[Words]] = {}
    for _, old, new in edits:
        columns = tuple(c for c in dict.fromkeys([*old, *new]) if old.get(c) != new.get(c))
        steps = [words.step(name, c, old.get(c, ""), new.get(c, "")) for c in columns]
        row = words.row(name, new)
        told = {
            "zh": f"{row['zh']}：{'，'.join(one['zh'] for one in steps)}",
            "en": f"{row['en']}: {', '.join(one['en'] for one in steps)}",
        }
        groups.setdefault(columns, []).append(told)
    return [line for rows in groups.values() for line in _listed(name, "changed", rows)]


def _rows(name: str, what: str, rows: list[Cells], words: RowWords) -> list[Words]:
    return _listed(name, what, [words.row(name, row) for row in rows])


def _listed(name: str, what: str, rows: list[Words]) -> list[Words]:
    if not rows:
        return []
    rest = len(rows) - SHOWN
    shown_zh, shown_en = (
        "；".join(one["zh"] for one in rows[:SHOWN]),
        "; ".join(one["en"] for one in rows[:SHOWN]),
    )
    zh = {"changed": "改动", "added": "新增", "removed": "删除"}[what]
    sheet = sheet_name(name)
    count = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
    return [
        {
            "zh": f"{sheet['zh']}：{zh} {len(rows)} 行：{shown_zh}"
            + (f"；另有 {rest} 行" if rest > 0 else ""),
            "en": f"{sheet['en']}: {count} {what}: {shown_en}" + (f"; and {rest} more" if rest > 0 else ""),
        }
    ]
