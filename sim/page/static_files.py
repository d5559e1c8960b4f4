"""The page's own files and the chart code: packed once, told apart by their content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from sim.page.confine import inside
from sim.page.errors import not_found

STATIC = Path(__file__).resolve().parent / "static"
CHARTS = Path(__file__).resolve().parents[1] / "report" / "web"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
TYPES |= {".json": "application/json", ".woff2": "font/woff2", ".png": "image/png", ".txt": "text/plain"}
_TEXT = ("text/javascript", "text/css", "text/html", "text/plain")


class File(NamedTuple):
    """A file as it is sent."""

    plain: bytes
    packed: bytes
    tag: str
    kind: str


def answer(root: Path, name: str, request: Request) -> Response:
    """Return a file below `root`; a browser that has it already is told so.

    Raises:
        ApiError: 404, there is no such file.
    """
    path = inside(root, name)
    if not path.is_file():
        raise not_found(name)
    stat = path.stat()
    found = _read(path, stat.st_mtime_ns, stat.st_size)
    headers = {"ETag": found.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = found.plain
    if "gzip" in request.headers.get("accept-encoding", "") and len(found.packed) < len(body):
        body = found.packed
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=found.kind, headers=headers)


def warm() -> None:
    """Pack the largest files before the first visitor asks for them."""
    for root in (STATIC, CHARTS):
        for path in root.rglob("*.js"):
            stat = path.stat()
            _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, changed: int, size: int) -> File:
    """Read and pack a file; `changed` and `size` tell versions of it apart."""
    content = path.read_bytes()
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    kind += "; charset=utf-8" if kind in _TEXT else ""
    return File(content, gzip.compress(content, 6, mtime=0), tag, kind)
