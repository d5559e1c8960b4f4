"""What users save: a yaml with a base and changes, the same file that the command line reads.

No edit is lost: a save names the version that it was made from, and where the file has changed since, it is
refused with what the file holds now.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

import yaml

from sim.page.drafts import Drafts
from sim.page.errors import ApiError, with_problems
from sim.page.models import OfWhatIf, WhatIf
from sim.page.scenarios import Library, own_version
from sim.scenario import Problem
from sim.scenario.draft import Place
from sim.scenario.parse import parse_mapping
from sim.scenario.read_yaml import YAML_LIMIT, read_mapping
from sim.scenario.schema.derived import Derived

_threads = threading.Lock()


class WhatIfs:
    """Saves and removes what-ifs in the folder `mine`."""

    def __init__(self, library: Library, drafts: Drafts) -> None:
        """Write beside the library's scenarios; drafts tell whether a what-if is valid."""
        self.scenario_library = library
        self.drafts = drafts

    def save(self, asked: WhatIf) -> dict[str, str]:
        """Write a what-if; returns its id and version.

        Raises:
            ApiError: 404, there is no such base; 422, it has problems; 409, the file is another than the
                one that `asked.version` names (`current`: what it holds now).
        """
        mine = self.scenario_library.places.mine
        path = mine / f"{asked.id}.yaml"
        base = self.scenario_library.path_of(asked.base)
        values = _values(asked, os.path.relpath(base, mine).replace(os.sep, "/"))
        problems: list[Problem] = []
        parse_mapping(Derived, values, {}, Place(path.name, None), problems)
        problems += self.drafts.make(asked).problems
        if problems:
            raise with_problems(problems)
        text = write_yaml(values).encode("utf-8")
        if len(text) > YAML_LIMIT:
            limit = f"{YAML_LIMIT // 1024} KB"
            raise ApiError(
                413,
                f"So many changes make a file above {limit}; upload them as a scenario folder",
                f"改动过多，文件超过 {limit}；请以情景文件夹上传",
            )
        mine.mkdir(exist_ok=True)
        with locked(mine):
            if path in self.scenario_library.chain(base):  # as it is now that nobody else can change it
                raise ApiError(422, "A scenario cannot be its own base", "情景不能以自己为基础情景")
            self._require(path, asked.version)
            _write(path, text, values)
            return {"id": self.scenario_library.id_of(path), "version": own_version(path)}

    def remove(self, asked: OfWhatIf) -> None:
        """Remove a what-if, or a scenario that was uploaded.

        Raises:
            ApiError: 403, it is not the users'; 404; 409, it has changed, or others are based on it.
        """
        path = self.scenario_library.path_of(asked.id)
        mine = self.scenario_library.places.mine
        if path.parent != mine:
            raise ApiError(403, f"{asked.id} is not in mine/", f"{asked.id} 不在 mine/ 中")
        with locked(mine):
            self._require(path, asked.version)
            based = [one["id"] for one in self.scenario_library.heads() if one["base"] == asked.id]
            if based:
                named = ", ".join(based[:5])
                raise ApiError(409, f"These are based on it: {named}", f"以下情景以它为基础：{named}")
            gone = mine / f".{path.name}.removed-{token_hex(4)}"
            path.rename(gone)
            shutil.rmtree(gone) if gone.is_dir() else gone.unlink()

    def _require(self, path: Path, version: str | None) -> None:
        """Make sure that a file is still the one that a user saw (None: there was none)."""
        there = path.exists()
        if (own_version(path) if there else None) == version:
            return
        current = None
        if there:
            with suppress(ApiError):  # what is there may be broken; the conflict stands all the same
                current = self.scenario_library.detail(self.scenario_library.id_of(path))
        if version is None:
            words = ("There is a what-if of this id already", "已有同名的假设情景")
        elif there:
            words = ("Somebody has saved it meanwhile", "其间已有人保存过该情景")
        else:
            words = ("Somebody has removed it meanwhile", "其间该情景已被删除")
        raise ApiError(409, *words, current=current)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one at a time change a folder: threads of this server, and other servers where flock exists."""
    with _threads, (folder / ".lock").open("w") as handle:
        try:
            import fcntl
        except ImportError:  # elsewhere one server a folder
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _values(asked: WhatIf, base: str) -> dict[str, Any]:
    return {
        "id": asked.id,
        "name_zh": asked.names.zh.strip(),
        "name_en": asked.names.en.strip(),
        "description_zh": asked.descriptions.zh.strip(),
        "description_en": asked.descriptions.en.strip(),
        "base": base,
        "changes": asked.changes,
    }


def _write(path: Path, text: bytes, values: dict[str, Any]) -> None:
    """Write a yaml whole or not at all, and only if it reads back as what it was made from."""
    partial = path.with_name(f".{path.name}.partial-{os.getpid()}-{token_hex(4)}")
    try:
        partial.write_bytes(text)
        problems: list[Problem] = []
        read = read_mapping(partial, path.name, problems)
        if read is None or read[0] != values:
            raise (
                with_problems(problems)
                if problems
                else ApiError(422, "A value cannot be written to a yaml file", "有取值无法写入 yaml 文件")
            )
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


# Yaml as people write it: bare words, quotation marks where a word could be read as something else


class _Writer(yaml.SafeDumper):
    """Writes lists and mappings without anchors, and texts in quotation marks unless they are plain words."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_WORD = re.compile(
    r"(?:\.\./)*[A-Za-z_\u4e00-\u9fff](?:[\w.\-\u4e00-\u9fff /()（）、，。]*[\w)）。\u4e00-\u9fff])?"
)
_OTHER = {"true", "false", "yes", "no", "on", "off", "y", "n", "null", "inf", "nan"}


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    bare = _WORD.fullmatch(text) and text.casefold() not in _OTHER
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=None if bare else '"')


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


def _line(writer: yaml.SafeDumper, mapping: _Line) -> yaml.MappingNode:
    return writer.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=True)


_Writer.add_representer(str, _text)
_Writer.add_representer(_Line, _line)


def write_yaml(values: dict[str, Any]) -> str:
    """Return yaml that reads back as `values`: one change a line."""
    changes = [_Line(one) if isinstance(one, dict) else one for one in values["changes"]]
    return yaml.dump(
        {**values, "changes": changes},
        Dumper=_Writer,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=1_000_000,
    )
