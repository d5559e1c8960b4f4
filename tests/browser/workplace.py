"""Folders for the page: Wuxing with what-ifs, finished runs, a comparison, a case log; and a server."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
NASTY = "<img src=x onerror=alert(1)>"  # a name that must stay text
DAYS, WARM_UP, REPLICATIONS = 28, 7, 3
LOG_DAYS = 16  # of the run with a case log, for the day's animation
GUIDED = ("evening_hours", "push_off", "two_more_residents")  # the shipped what-ifs that the guide offers

WHAT_IFS = {
    "evening": (
        ("夜间延时", "Evening hours"),
        '- add: {table: hours, row: {pattern: station, days: working, opens: "17:30", closes: "20:30",'
        " evening: true, source: assumed}}",
    ),
    "residents": (
        ("康山增加两名窗口人员", "Two more residents at Kangshan"),
        "- update: {table: staff, where: {id: wx.kangshan.window}, add: {head_count: 2}}",
    ),
    "renamed": (
        ("站名含标签", "A station called like a tag"),
        "- update: {table: facilities, where: {id: wx.kangshan},"
        f" set: {{name_zh: '{NASTY}康山', name_en: '{NASTY}'}}}}",
    ),
}


class Workplace(NamedTuple):
    """The page's two folders.

    `comparison` is the finished comparison of Wuxing with the three what-ifs, `log` a run with a case log of
    the one with hostile names.
    """

    scenarios: Path
    results: Path

    @property
    def comparison(self) -> Path:
        return self.results / "four"

    @property
    def log(self) -> Path:
        return self.results / "log"


def run(*words: object, cwd: Path | None = None) -> None:
    """Run one command of run.py; what it printed is told if it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def make(folder: Path) -> Workplace:
    """Make scenarios and results below `folder`."""
    place = Workplace(folder / "scenarios", folder / "results")
    for name in ("wuxing", "huzhou", "planning"):
        shutil.copytree(ROOT / "scenarios" / name, place.scenarios / name)
    what_if = place.scenarios / "what_if"
    what_if.mkdir()
    for name in GUIDED:
        shutil.copy(ROOT / "scenarios" / "what_if" / f"{name}.yaml", what_if)
    for name, ((zh, en), change) in WHAT_IFS.items():
        head = f"id: {name}\nname_zh: {zh}\nname_en: {en}\nbase: ../wuxing\nchanges:\n  "
        (what_if / f"{name}.yaml").write_text(head + change + "\n", encoding="utf-8")
    four = [place.scenarios / "wuxing", *(what_if / f"{name}.yaml" for name in WHAT_IFS)]
    length = ("--days", DAYS, "--warmup", WARM_UP, "-n", REPLICATIONS)
    run("compare", *four, *length, "--no-bottlenecks", "--out", place.comparison)
    for one in (place.comparison / "runs").iterdir():
        shutil.copytree(one, place.results / f"run-{one.name}")
    log = ("--days", LOG_DAYS, "--warmup", WARM_UP, "-n", 1, "--cases", "--no-bottlenecks")
    run("simulate", what_if / "renamed.yaml", *log, "--out", place.log)
    run("report", place.comparison, "--no-charts", "--lang", "en")
    return place


@contextmanager
def served(place: Workplace, *more: str) -> Iterator[str]:
    """Serve the page from a process of its own; yields its address without a path."""
    words = [sys.executable, str(ROOT / "run.py"), "serve", "--port", "0", "--no-open", "--lang", "en"]
    words += ["--scenarios", str(place.scenarios), "--results", str(place.results), *more]
    ready = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=ready) as server:
        assert server.stdout is not None
        said = ""
        try:
            for line in server.stdout:
                said += line
                if found := re.search(r"http://[\w.:\[\]]+", line):
                    yield found.group(0)
                    break
            else:
                raise AssertionError(f"the page did not start: {said}")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)
