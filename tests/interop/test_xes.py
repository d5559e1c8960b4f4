"""A process-mining tool reads the event log back and finds in it what the tables hold (`make interop`)."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import re
import warnings
from pathlib import Path

import pytest

LOGS = os.environ.get("INTEROP_LOGS")
if LOGS is None:
    pytest.skip("pm4py has an environment of its own: `make interop` runs these", allow_module_level=True)
import pm4py  # noqa: E402

PAGE = Path(__file__).resolve().parents[2] / "docs" / "event-log.md"
FOLDER = Path(LOGS or "")
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def read(path: Path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pm4py.read_xes(str(path))


def found_in(log) -> dict:
    """Count what make_logs.py counts, in the words of the tool."""
    done = log[log["lifecycle:transition"] == "complete"]
    variants = pm4py.get_variants(done)
    times = {path: count if isinstance(count, int) else len(count) for path, count in variants.items()}
    most = max(times, key=times.get)
    return {
        "traces": log["case:concept:name"].nunique(),
        "transitions": {name: int(n) for name, n in log["lifecycle:transition"].value_counts().items()},
        "variants": len(times),
        "most_frequent": {"path": list(most), "cases": times[most]},
    }


def faults(log) -> list[str]:
    """List cases in which an activity ends more often than it began."""
    found = []
    for case, events in log.groupby("case:concept:name", sort=False):
        going: dict[str, int] = {}
        for activity, transition in zip(events["concept:name"], events["lifecycle:transition"], strict=True):
            if activity == "arrival":
                continue
            begun = (activity, "start"), (activity, "schedule")
            if transition in ("start", "schedule"):
                going[activity, transition] = going.get((activity, transition), 0) + 1
            elif not any(going.get(one) for one in begun):
                found.append(f"{case}: {activity} ends before it began")
            else:
                going[next(one for one in begun if going.get(one))] -= 1
    return found


@pytest.fixture(scope="module", params=["run", "small"])
def name(request):
    return request.param


@pytest.fixture(scope="module")
def log(name):
    return read(FOLDER / name / "events.xes.gz")


def test_traces_events_and_variants_are_those_of_the_tables(name, log):
    assert found_in(log) == EXPECTED[name]


def test_every_activity_begins_before_it_ends(log):
    assert faults(log) == []


def test_attributes_arrive_with_their_types(log):
    assert str(log["time:timestamp"].dtype).startswith("datetime64")
    assert str(log["time:timestamp"].dt.tz) == "UTC"  # the tool turns +08:00 into its own clock
    assert {"org:resource", "org:group", "org:role", "activity_zh", "case:county"} <= set(log.columns)
    assert log["case:satisfied"].isin([True, False]).all()


def test_the_small_log_says_what_was_written_by_hand():
    log = read(FOLDER / "small" / "events.xes.gz")
    first = log[log["case:concept:name"] == "a1"]
    assert list(first["org:group"])[:4] == ['s<1>&"x"'] * 4
    assert str(first["time:timestamp"].iloc[0]) == "2024-01-02 01:00:00+00:00"  # 09:00 in Huzhou
    assert list(first["outcome"].dropna()) == ["unsolved", "done", "solved"]


def test_a_wrong_log_is_found_out(tmp_path):
    text = gzip.decompress((FOLDER / "small" / "events.xes.gz").read_bytes())
    events = text.split(b"<event>")
    # of the first case, the first service is completed before it is scheduled
    events[2], events[4] = events[4], events[2]
    wrong = tmp_path / "wrong.xes"
    wrong.write_bytes(b"<event>".join(events).replace(b"T09:20:00", b"T08:20:00", 1))
    assert faults(read(wrong)) != []
    lost = tmp_path / "lost.xes"
    lost.write_bytes(re.sub(rb"<event>(?:(?!</event>).)*withdraw.*?</event>\n", b"", text, count=1))
    assert found_in(read(lost)) != EXPECTED["small"]


def test_the_example_of_the_page_prints_what_the_page_says(monkeypatch):
    assert EXPECTED["command"] in PAGE.read_text("utf-8")
    example, said = re.search(
        r"```python\n(.*?)```.*?```text\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL
    ).groups()
    monkeypatch.chdir(FOLDER / "run")
    printed = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(printed):
        warnings.simplefilter("ignore")
        exec(compile(example, str(PAGE), "exec"), {})
    assert printed.getvalue().split("\n") == said.split("\n")
