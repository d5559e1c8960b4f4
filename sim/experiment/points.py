"""Finished points of a study, kept on disk so that it can go on after a break: arrays, by what made them."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sim.experiment.provenance import code

Arrays = dict[str, NDArray[Any]]


class Points:
    """A store of points in a folder; without a folder every point is made anew.

    Args:
        folder: that holds one file a point, or None.
        identity: what all points depend on, besides the code: scenario, engine, how a log is measured.
    """

    def __init__(self, folder: Path | None, identity: Mapping[str, Any]) -> None:
        self._folder = folder
        self._identity = {**code(), **identity}
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def get(self, content: Mapping[str, Any], make: Callable[[], Arrays]) -> Arrays:
        """Return the arrays of a point: those kept, or what ``make`` returns, which is then kept.

        Args:
            content: all that the point depends on besides the identity, as json takes it.
            make: makes the point.
        """
        if self._folder is None:
            return make()
        path = self._folder / self.name(content)
        if path.exists():
            try:
                with path.open("rb") as file, np.load(file) as held:  # a torn file is closed too
                    return {name: held[name] for name in held.files}
            except (OSError, EOFError, ValueError, LookupError, BadZipFile):
                pass  # torn by a cut: made again
        made = make()
        _write(path, made)
        return made

    def name(self, content: Mapping[str, Any]) -> str:
        """Return a digest in decimal digits: what counts as kept is named by digits (sim.experiment.kept)."""
        text = json.dumps({**self._identity, "point": content}, sort_keys=True)
        return str(int(hashlib.sha256(text.encode()).hexdigest()[:30], 16))


def _write(path: Path, arrays: Arrays) -> None:
    """Write a point, whole or not at all."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    partial = path.with_suffix(f".{os.getpid()}.part")
    partial.write_bytes(file.getvalue())
    partial.replace(path)
