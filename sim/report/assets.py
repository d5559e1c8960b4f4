"""The chart code that browsers run: its scripts in their order, its style, the packed chart library."""

from __future__ import annotations

import base64
import gzip
import json
from functools import cache
from pathlib import Path

WEB = Path(__file__).parent / "web"
ECHARTS = "echarts/echarts.min.js"
STYLE = "charts.css"
# in the order they are loaded, after the chart library; the page reads the same list
SCRIPTS = tuple(json.loads((WEB / "scripts.json").read_text(encoding="utf-8")))


@cache
def script(name: str) -> str:
    """Return the text of a file of `WEB`: one of `SCRIPTS`, `STYLE` or `ECHARTS`."""
    return (WEB / name).read_text(encoding="utf-8")


@cache
def echarts_packed() -> str:
    """Return the chart library gzipped, as base64 text; always the same bytes."""
    packed = gzip.compress((WEB / ECHARTS).read_bytes(), 9, mtime=0)
    return base64.b64encode(packed).decode("ascii")
