"""events.xes.gz is well-formed, keeps to the structure of IEEE 1849-2016, and says what the log says."""

from __future__ import annotations

import gzip
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml

import polars as pl
import pytest

from sim.report.exports.xes import write_event_log

NS = "{http://www.xes-standard.org/}"
TYPES = {"string": str, "date": datetime.fromisoformat, "int": int, "boolean": ("true", "false").index}
ORDER = ["extension", "global", "classifier", *TYPES, "trace"]
TRANSITIONS = {"schedule", "start", "complete", "withdraw", "ate_abort"}


def tag(element: Xml.Element) -> str:
    return element.tag.removeprefix(NS)


def attributes(element: Xml.Element) -> dict[str, str]:
    return {one.get("key"): one.get("value") for one in element if tag(one) in TYPES}


def faults(text: bytes) -> list[str]:
    """List what is against the standard: order of elements, keys, types of values, globals, times."""
    root = Xml.fromstring(text)
    found = (
        [] if root.tag == f"{NS}log" and root.get("xes.version") == "1849-2016" else ["no log of 1849-2016"]
    )
    kinds = ["string" if tag(one) in TYPES else tag(one) for one in root]
    if kinds != sorted(kinds, key=ORDER.index):
        found.append("elements of the log out of order")
    prefixes = {one.get("prefix") for one in root.iter(f"{NS}extension")}
    scopes = {one.get("scope"): set(attributes(one)) for one in root.iter(f"{NS}global")}
    for element in root.iter():
        if tag(element) in TYPES:
            key = element.get("key")
            if ":" in key and key.split(":")[0] not in prefixes:
                found.append(f"{key}: extension not declared")
            try:
                TYPES[tag(element)](element.get("value"))
            except ValueError:
                found.append(f"{key}: {element.get('value')} is no {tag(element)}")
        elif tag(element) in ("trace", "event"):
            keys = [one.get("key") for one in element if tag(one) in TYPES]
            if len(keys) != len(set(keys)):
                found.append(f"{tag(element)}: a key twice")
            if scopes.get(tag(element), set()) - set(keys):
                found.append(f"{tag(element)}: a global attribute is missing")
    for trace in root.iter(f"{NS}trace"):
        events = [attributes(one) for one in trace.iter(f"{NS}event")]
        times = [one.get("time:timestamp", "") for one in events]  # all written alike
        if times != sorted(times):
            found.append("events out of time")
        if {one.get("lifecycle:transition") for one in events} - TRANSITIONS:
            found.append("unknown transition")
    return found


@pytest.fixture(scope="module")
def text(small_run) -> bytes:
    return gzip.decompress(write_event_log(small_run).read_bytes())


def test_it_keeps_to_the_standard(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (b'"2024-01-02T09:20:00.000+08:00"', b'"yesterday"', "yesterday is no date"),
        (b'key="concept:name" value="b2"', b'key="name" value="b2"', "trace: a global attribute is missing"),
        (b'value="withdraw"', b'value="gone"', "unknown transition"),
        (b"T10:10:00", b"T08:10:00", "events out of time"),
        (b'<int key="seed"', b'<trace/><int key="seed"', "elements of the log out of order"),
        (b'prefix="org"', b'prefix="organisation"', "org:group: extension not declared"),
        (b'<int key="work_seconds"', b'<int key="org:group"', "event: a key twice"),
    ],
)
def test_a_wrong_log_is_found_out(text, right, wrong, told):
    assert right in text
    assert any(told in fault for fault in faults(text.replace(right, wrong)))


def test_events_and_cases_are_those_written_by_hand(text, small_log):
    root = Xml.fromstring(text)
    traces = {attributes(one)["concept:name"]: one for one in root.iter(f"{NS}trace")}
    assert list(traces) == ["a1", "b2", "c3", "e5"]
    read = [
        (case, *(event.get(key) for key in ("concept:name", "lifecycle:transition", "org:group", "outcome")))
        for case, trace in traces.items()
        for event in map(attributes, trace.iter(f"{NS}event"))
    ]
    assert read == [(e[0], e[2], e[3], e[5], e[6]) for e in small_log.EVENTS]
    assert attributes(traces["a1"])["tiers"] == "station > district"
    assert attributes(traces["a1"])["on_time"] == "true"
    assert "on_time" not in attributes(traces["b2"])  # lost: neither late nor on time
    assert [attributes(one)["measured"] for one in traces.values()] == ["true", "false", "true", "true"]


def test_times_are_those_of_the_city(text):
    first = next(Xml.fromstring(text).iter(f"{NS}event"))
    moment = datetime.fromisoformat(attributes(first)["time:timestamp"])
    assert moment.utcoffset() == timedelta(hours=8)
    assert moment.replace(tzinfo=None) == datetime(2024, 1, 2, 9)


def test_names_are_text_and_forbidden_characters_are_replaced(text):
    known = attributes(Xml.fromstring(text))
    assert known["name_zh"] == '小<script>&"'
    assert known["name_en"] == "small\ufffd <b>"
    assert b"<script>" not in text


def test_the_same_log_gives_the_same_bytes_whatever_the_batch(small_run, tmp_path):
    again = shutil.copytree(small_run, tmp_path / "elsewhere" / "again")
    assert write_event_log(again, batch=1).read_bytes() == write_event_log(small_run).read_bytes()


def test_a_log_of_an_older_run_lacks_what_its_cases_do_not_tell(small_run, tmp_path):
    older = shutil.copytree(small_run, tmp_path / "older", ignore=shutil.ignore_patterns("*.gz"))
    pl.read_parquet(older / "cases.parquet").drop("measured").write_parquet(older / "cases.parquet")
    text = gzip.decompress(write_event_log(older).read_bytes())
    assert faults(text) == []
    assert b"measured" not in text


def test_a_fault_leaves_no_half_file(small_run, tmp_path):
    torn = shutil.copytree(small_run, tmp_path / "torn", ignore=shutil.ignore_patterns("*.gz"))
    (torn / "stages.parquet").write_bytes(Path(torn / "stages.parquet").read_bytes()[:60])
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever polars says; write_exports translates it
        write_event_log(torn)
    assert not list(torn.glob("*xes*"))
    assert not list(torn.glob(".*"))
