"""Yaml files as plain values with line numbers: no aliases, no tags, no repeated keys, no surprises.

Only true/false are booleans, only plain decimals are numbers; ``09:00``, ``on`` and dates stay text
(YAML 1.1 would read 540, True and a date).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from sim.scenario.problems import Problem, problem
from sim.scenario.read_csv import decode, read_bytes

YAML_LIMIT = 256 * 1024  # bytes
MAX_DEPTH = 20

_WIDE_COLON = re.compile(r"^[\s-]*([A-Za-z_][\w.]*)\s*：")

Path_ = tuple[str | int, ...]
Lines = dict[Path_, int]  # path of keys and positions -> line, from 1


class YamlError(Exception):
    """A construct that is refused, with the code of its message."""

    def __init__(self, code: str, line: int, field: str = "", reason: str = "") -> None:
        self.code, self.line, self.field, self.reason = code, line, field, reason
        super().__init__(code)


class _Loader(yaml.SafeLoader):
    """Composes nodes; anchors, aliases and tags are refused while it reads."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]  # none of YAML 1.1's
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor or (event.tag and event.tag != "!"):
            raise YamlError("yaml_alias", line)
        if self.depth >= MAX_DEPTH:
            raise YamlError("yaml_too_deep", line)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]{1,400}$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]{1,400}\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,9})?$", "-+.0123456789"),
    ("float", r"^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$", "-+."),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def read_mapping(path: Path, shown: str, problems: list[Problem]) -> tuple[dict[str, Any], Lines] | None:
    """Return the mapping that a yaml file holds and the line of each entry, or None with a problem added."""
    data = read_bytes(path, shown, YAML_LIMIT, problems)
    text = decode(data, shown, problems) if data is not None else None
    if text is None:
        return None
    lines: Lines = {}
    try:
        node = _Loader(text).get_single_node()
        value = None if node is None else _build(node, (), lines)
    except YamlError as error:
        problems.append(problem(error.code, shown, error.line, error.field, error.field, reason=error.reason))
        return None
    except yaml.YAMLError as error:
        problems.append(_syntax(error, text, shown))
        return None
    if not isinstance(value, dict):
        if colon := _wide_colon(text, text.count("\n") + 1, shown):
            problems.append(colon)
            return None
        kind = {list: "list", type(None): "blank"}.get(type(value), "single value")
        problems.append(problem("yaml_not_mapping", shown, 1, "", kind))
        return None
    return value, lines


def _syntax(error: yaml.YAMLError, text: str, shown: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        row = text.count("\n", 0, error.position) + 1
        return problem("bad_yaml", shown, row, reason="a character that yaml does not allow")
    mark = getattr(error, "problem_mark", None)
    row = mark.line + 1 if mark else 1
    if colon := _wide_colon(text, row, shown):
        return colon
    if "\t" in (lines := text.splitlines()[row - 1 : row] or [""])[0].split("#")[0]:
        return problem("yaml_tab", shown, row, "", lines[0].split(":")[0])
    reason = getattr(error, "problem", None) or "syntax"
    return problem("bad_yaml", shown, row, reason=reason)


def _wide_colon(text: str, last: int, shown: str) -> Problem | None:
    """Return the problem of the last line up to ``last`` whose key ends in a full-width colon."""
    for row, line in reversed(list(enumerate(text.splitlines()[:last], start=1))):
        if match := _WIDE_COLON.match(line):
            return problem("yaml_wide_colon", shown, row, match[1], match[1])
    return None


def _build(node: yaml.Node, path: Path_, lines: Lines) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, place), lines) for place, child in enumerate(node.value)]
    return _scalar(node.tag.rpartition(":")[2], str(node.value))


def _mapping(node: yaml.MappingNode, path: Path_, lines: Lines) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError("bad_yaml", line, reason="a key that is not a word")
        key = str(key_node.value)
        if "：" in key:
            raise YamlError("yaml_wide_colon", line, field=key.partition("：")[0])
        if key in values:
            raise YamlError("yaml_duplicate_key", line, field=key)
        lines[(*path, key)] = line
        values[key] = _build(value_node, (*path, key), lines)
    return values


def _scalar(tag: str, text: str) -> Any:
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() == "true"
    if tag == "int":
        return int(text)
    if tag == "float":
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
