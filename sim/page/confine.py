"""Names from outside become paths below a folder, or nothing: no way up, no links, no hidden files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sim.page.errors import not_found

LONGEST = 300  # characters of a name
_REFUSED = set('\\:*?"<>|')  # besides control characters: separators and streams of other systems


class Places(NamedTuple):
    """The folders that the page may read and write, resolved."""

    scenarios: Path
    results: Path

    @property
    def mine(self) -> Path:
        """Where what-ifs and scenarios of the page's users are kept."""
        return self.scenarios / "mine"

    @property
    def uploads(self) -> Path:
        """Where uploaded files are kept that are no scenarios."""
        return self.mine / "uploads"

    @property
    def published(self) -> Path:
        """Results that are part of the project and stay."""
        return self.results / "published"


def inside(root: Path, name: str) -> Path:
    """Return the path of a name below `root`, its parts set apart by `/`; there may be nothing at it.

    Raises:
        ApiError: 404, the name leads elsewhere, through a link, or to a hidden file.
    """
    parts = name.split("/")
    if len(name) > LONGEST or not all(map(_plain, parts)):
        raise not_found(name)
    path = root
    try:
        for part in parts:
            path = path / part
            if path.is_symlink():
                raise not_found(name)
        if not path.resolve().is_relative_to(root):
            raise not_found(name)
    except (OSError, ValueError):  # a name that no file can have
        raise not_found(name) from None
    return path


def _plain(part: str) -> bool:
    """Tell whether one step of a name is a visible file's or folder's."""
    if not part or part.startswith(".") or part != part.strip() or _REFUSED & set(part):
        return False
    return all(mark.isprintable() for mark in part)
