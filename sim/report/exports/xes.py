"""events.xes.gz: the event log of one replication in IEEE XES 1849-2016, for process-mining tools."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from sim.experiment.folder import EVENT_LOG, read_manifest
from sim.experiment.whole import whole
from sim.report.exports.events import ARRIVAL, BATCH, batches, first_replication

# The clock of a run is the city's: China has one standard time, without summer time since 1992.
OFFSET = "+08:00"
LEVEL = 6  # of gzip: higher ones take twice as long for a twentieth less
EXTENSIONS = (("Concept", "concept"), ("Time", "time"), ("Lifecycle", "lifecycle"), ("Organizational", "org"))
CLASSIFIERS = (
    ("Activity", "concept:name"),
    ("活动", "activity_zh"),
    ("Activity and transition", "concept:name lifecycle:transition"),
)
TRACE = (
    ("string", "concept:name", "case"),
    *(("string", name, name) for name in ("service", "kind", "family", "county", "channel", "outcome")),
    ("boolean", "measured", "measured"),
    ("boolean", "on_time", "on_time"),
    ("boolean", "satisfied", "satisfied"),
    ("string", "tiers", "tiers"),
)
EVENT = (
    ("string", "concept:name", "activity"),
    ("string", "activity_zh", "activity_zh"),
    ("string", "concept:instance", "instance"),
    ("string", "lifecycle:transition", "transition"),
    ("date", "time:timestamp", "time"),
    ("string", "org:resource", "resource"),
    ("string", "org:group", "facility"),
    ("string", "org:role", "skill"),
    ("string", "tier", "tier"),
    ("int", "work_seconds", "work_seconds"),
    ("string", "outcome", "outcome"),
)
# What XML takes for itself, and what it has no place for, not even escaped.
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_ESCAPED |= {chr(n): "\ufffd" for n in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}


def write_event_log(folder: Path, *, batch: int = BATCH) -> Path:
    """Write events.xes.gz into a run folder that holds the case log: the first replication, all its cases.

    Cases are read, written and forgotten `batch` at a time. The same log gives the same bytes.
    """
    path = folder / EVENT_LOG
    replication = first_replication(folder)
    with (
        whole(path) as partial,
        partial.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=raw, mtime=0) as packed,
    ):
        packed.write(_head(read_manifest(folder) or {}, replication).encode())
        for cases, events in batches(folder, replication, batch):
            for text in _traces(cases, events):
                packed.write(text.encode())
        packed.write(b"</log>\n")
    return path


def _head(manifest: dict[str, Any], replication: int) -> str:
    """Write what stands before the traces: extensions, what every event has, classifiers, what was run."""
    scenario = manifest.get("scenario") or {}
    facts = [
        ("string", "concept:name", f"{scenario.get('id', '')} #{replication}"),
        ("string", "scenario", scenario.get("id", "")),
        ("string", "name_zh", scenario.get("name_zh", "")),
        ("string", "name_en", scenario.get("name_en", "")),
        ("int", "replication", replication),
        *(("int", name, manifest.get(name)) for name in ("seed", "days", "warm_up_days", "follow_up_days")),
        ("string", "start", manifest.get("start")),
        ("string", "lifecycle:model", "standard"),
    ]
    table = str.maketrans(_ESCAPED)
    written = (
        f'<{kind} key="{key}" value="{str(value).translate(table)}"/>'
        for kind, key, value in facts
        if value is not None
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">',
        *(
            f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>'
            for name, prefix in EXTENSIONS
        ),
        '<global scope="trace"><string key="concept:name" value=""/></global>',
        f'<global scope="event"><string key="concept:name" value="{ARRIVAL[0]}"/>'
        f'<string key="activity_zh" value="{ARRIVAL[1]}"/>'
        '<string key="lifecycle:transition" value="complete"/>'
        f'<date key="time:timestamp" value="1970-01-01T00:00:00.000{OFFSET}"/></global>',
        *(f'<classifier name="{name}" scope="event" keys="{keys}"/>' for name, keys in CLASSIFIERS),
        "".join(written),
    ]
    return "\n".join(lines) + "\n"


def _traces(cases: pl.DataFrame, events: pl.DataFrame) -> Iterator[str]:
    """Yield the traces of some cases, each with its events, as text."""
    written = events.select(
        "case", event=pl.concat_str(pl.lit("<event>"), _attributes(EVENT), pl.lit("</event>\n"))
    )
    joined = written.group_by("case", maintain_order=True).agg(pl.col("event").str.join())
    told = tuple(one for one in TRACE if one[2] in cases.columns)  # an older run does not tell all
    heads = cases.select("case", head=_attributes(told)).join(
        joined, on="case", how="left", maintain_order="left"
    )
    for head, inner in heads.select("head", "event").iter_rows():
        yield f"<trace>{head}\n{inner or ''}</trace>\n"


def _attributes(fields: tuple[tuple[str, str, str], ...]) -> pl.Expr:
    """Write columns as XES attributes one after another; an empty cell has no attribute."""
    written = []
    for kind, key, column in fields:
        value = pl.col(column)
        if kind == "date":
            text = value.dt.strftime(f"%Y-%m-%dT%H:%M:%S%.3f{OFFSET}")
        else:
            text = value.cast(pl.String)
        if kind == "string":
            text = text.str.replace_many(list(_ESCAPED), list(_ESCAPED.values()))
        written.append(pl.format(f'<{kind} key="{key}" value="{{}}"/>', text).fill_null(""))
    return pl.concat_str(written)
