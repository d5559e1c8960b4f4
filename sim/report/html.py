"""Lay out a report's content as one self-contained page: one template, chart data and code inside."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from sim.report import assets
from sim.report.chart_data import ChartData
from sim.report.content import Content, Section, Table
from sim.report.font import font_face
from sim.report.lights import FEWEST, chance, of, reached
from sim.report.page_texts import PAGE

WHOLE = re.compile(r"(?<=\d) (?=%)| (?=… )|(?<=…) ")  # spaces of a number with its %, and of a range
TEMPLATES = Path(__file__).parent / "templates"
FONT_PLACE = "<style>\n/* font */"  # no name can hold this: in names, < is escaped


def page(content: Content, lang: str) -> str:
    """Lay out a report as one page that opens in `lang` (zh or en) and fetches nothing.

    The policy in its head lets only the scripts run that are inside, each known by its hash; the chart
    library and the charts' data are packed (gzip, base64) and unpacked by the browser.
    """
    charts = content.charts()
    scripts = [*(assets.script(name) for name in assets.SCRIPTS if charts), _part("report.js")]
    known = [*scripts, *([assets.script(assets.ECHARTS)] if charts else [])]
    data = json.dumps({one.name: one.as_json() for one in charts}, ensure_ascii=False, separators=(",", ":"))
    laid_out = _template().render(
        content=content,
        lang=lang,
        words=PAGE,
        policy=_policy(known),
        style=Markup(_part("report.css") + (assets.script(assets.STYLE) if charts else "")),
        scripts=[Markup(script) for script in scripts],
        packed={"library": assets.echarts_packed(), "charts": _packed(data)} if charts else None,
        numeric=_numeric,
        lone=_lone,
        of=of,
        chance=chance,
        reached=reached,
        few=_few(content),
    )
    return laid_out.replace(FONT_PLACE, f"<style>\n{font_face(laid_out + data)}", 1)


def _policy(scripts: list[str]) -> str:
    """The content security policy: our scripts by their hashes, nothing from outside."""
    hashes = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode("ascii") for one in scripts)
    allowed = " ".join(f"'sha256-{one}'" for one in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii")


def _few(content: Content) -> bool:
    """Whether any target is judged on so few replications that its light can be neither green nor red."""
    lights = content.lights.lights if content.lights else ()
    return any(0 < light.n < FEWEST and not light.fixed for line in lights for light in line)


def _lone(section: Section) -> bool:
    """Whether a section is one chart, whose own heading is then the section's."""
    return len(section.blocks) == 1 and isinstance(section.blocks[0], ChartData) and section.note is None


def _numeric(table: Table, column: int) -> bool:
    """Whether a column's first cell is a number: its head stands to the right as well."""
    return bool(table.rows) and column < len(table.rows[0]) and table.rows[0][column].numeric


def _kept(value: object) -> object:
    """Keep a number and its % on one line, and both ends of a range, in what comes from texts."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return WHOLE.sub("\u00a0", value)


@cache
def _part(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_kept,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")
