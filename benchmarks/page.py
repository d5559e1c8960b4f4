"""How fast the planner's page and the report are, in the browser, with four finished runs of Huzhou.

Run ``python -m benchmarks.page`` from the project folder on an idle machine (3 minutes or so on two cores).
It needs the development lock and Chromium. Times run from what the user does to what is drawn; the least, the
median and the most of `TIMES` are printed.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks import child
from benchmarks.machine import description

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TIMES = 5
WAIT = 1500  # ms from ticking four runs to the click on "compare": the server reads them meanwhile
WHAT_IFS = ("evening_hours", "push_off", "two_more_residents")
RUNS = ("--days", "56", "--warmup", "14", "-n", "10", "--no-bottlenecks")
DRAWN = ".yz-canvas svg, .yz-canvas canvas"
FIGURE = "figure.yz-figure"
# The page's clock when a selector is there and painted; the first chart's place is scrolled to. Asked in each
# frame of the page: who waits outside the browser asks but twice a second.
SEEN = """([selector, place]) => new Promise((done) => {
  let scrolled = false;
  const look = () => {
    const found = !scrolled && document.querySelector(place);
    if (found) {
      found.scrollIntoView();
      scrolled = true;
    }
    if (!document.querySelector(selector)) requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  };
  look();
})"""
CLICK = """(button) => {
  const began = performance.now();
  button.click();
  return began;
}"""
STATION = "wx.kangshan"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Time from a click until the page has changed and been painted.
EDIT = """(button) => new Promise((done) => {
  const began = performance.now();
  const list = document.querySelector('main');
  new MutationObserver((_, watcher) => {
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
  }).observe(list, {childList: true, subtree: true, characterData: true, attributes: true});
  button.click();
})"""
ROW = """async (row) => {
  const began = performance.now();
  const answer = await fetch('/api/draft/row', {method: 'POST', body: JSON.stringify({table: 'staff', row}),
    headers: {'Content-Type': 'application/json', 'X-Yizhan': '1'}});
  if (!answer.ok) throw new Error(await answer.text());
  await answer.json();
  return performance.now() - began;
}"""


def command(*words: object) -> float:
    """Run a command of run.py and return the seconds it took.

    Raises:
        CalledProcessError: it failed.
    """
    began = time.perf_counter()
    line = [sys.executable, "run.py", *map(str, words)]
    subprocess.run(line, cwd=child.ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def finished_runs(folder: Path) -> Path:
    """Make the four runs and their comparison below `folder`; return the results folder."""
    results = folder / "results"
    others = [f"scenarios/what_if/{name}.yaml" for name in WHAT_IFS]
    command("compare", "scenarios/huzhou", *others, *RUNS, "--out", results / "four")
    for name in ("huzhou", *WHAT_IFS):
        shutil.copytree(results / "four" / "runs" / name, results / name)
    return results


@contextmanager
def served(results: Path) -> Iterator[str]:
    """Serve the page of `results`; yield its address."""
    line = [sys.executable, "run.py", "serve", "--port", "0", "--no-open", "--lang", "en"]
    server = subprocess.Popen(
        [*line, "--results", str(results)],
        cwd=child.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert server.stdout is not None
    try:
        told = next(found for said in server.stdout if (found := re.search(r"http://[\w.:]+", said)))
        yield told.group(0)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def new_page(browser: Browser) -> Page:
    """Open a page with an empty cache, of a user who knows the guide."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB").new_page()
    page.add_init_script("localStorage.setItem('yizhan.guided', '1')")
    return page


def seen(page: Page, selector: str = DRAWN, began: float = 0.0) -> float:
    """Seconds until a selector is there and painted, from `began` on the page's clock (0: its address)."""
    return (float(page.evaluate(SEEN, [selector, FIGURE])) - began) / 1000


def first_load(browser: Browser, address: str) -> float:
    """Seconds from the address to the list of scenarios, in a browser that has never been there."""
    page = new_page(browser)
    page.goto(address, wait_until="commit")
    taken = seen(page, "main a[href*='huzhou']")
    page.context.close()
    return taken


def comparison(browser: Browser, address: str, turn: int, wait: int = WAIT) -> float:
    """Seconds from "compare" to its first chart, `wait` ms after the runs were ticked.

    `turn` picks the base, so that no comparison is made twice.
    """
    runs = ["huzhou", *WHAT_IFS]
    ids = [*runs[turn % 4 :], *runs[: turn % 4]]
    page = new_page(browser)
    page.goto(f"{address}/#/compare?" + "&".join(f"id={name}" for name in ids))
    go = page.locator("main form button[type=submit]")
    go.wait_for()
    page.wait_for_timeout(wait)
    taken = seen(page, began=page.evaluate(CLICK, go.element_handle()))
    page.context.close()
    return taken


def opened(browser: Browser, address: str) -> float:
    """Seconds to open the finished comparison from the list of results."""
    page = new_page(browser)
    page.goto(f"{address}/#/results")
    link = page.locator("main a[href='#/result?id=four']")
    link.wait_for()
    taken = seen(page, began=page.evaluate(CLICK, link.element_handle()))
    page.context.close()
    return taken


def edits(browser: Browser, address: str) -> tuple[list[float], list[float]]:
    """Seconds until one more head is on the map, and until the server has checked a row of staff."""
    page = new_page(browser)
    page.goto(f"{address}/#/network?scenario=huzhou")
    page.locator(f'.station-list [data-key="{STATION}"]').click()
    more = page.locator(".staff-table .step").last
    more.wait_for()
    clicks = [page.evaluate(EDIT, more.element_handle()) / 1000 for _ in range(TIMES)]
    row = {"id": "a.b", "facility": STATION, "name_zh": "窗口", "name_en": "Window", "head_count": -1}
    rows = [page.evaluate(ROW, row) / 1000 for _ in range(TIMES)]
    page.context.close()
    return clicks, rows


def from_disk(browser: Browser, report: Path) -> float:
    """Seconds from the file to its first chart, drawn."""
    page = new_page(browser)
    page.goto(report.as_uri(), wait_until="commit")
    taken = seen(page)
    page.context.close()
    return taken


def written(folder: Path) -> Callable[[], float]:
    """Return what writes report.html of a comparison in this process, and the seconds of it."""
    from sim.report.write import write_page

    def write() -> float:
        began = time.perf_counter()
        write_page(folder, "en")
        return time.perf_counter() - began

    return write


def row(name: str, limit: str, times: list[float]) -> None:
    """Print one row of the table."""
    least, middle, most = (f"{value:.3f}" for value in (min(times), median(times), max(times)))
    print(f"| {name} | {limit} | {least} | {middle} | {most} |", flush=True)


def main() -> None:
    """Measure and print, as Markdown."""
    from playwright.sync_api import sync_playwright

    told = description()
    print(f"{told['processor']}, {told['cores']} cores, Python {told['python']}, {told['date']}\n")
    print("| what | asked, s | least | median | most |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        results = finished_runs(Path(folder))
        write = written(results / "four")
        row("report.html of four Huzhou runs, written", "3", [write() for _ in range(TIMES)])
        size = (results / "four" / "report.html").stat().st_size / 1e6
        whole = [command("report", results / "four", "--no-charts", "--lang", "en") for _ in range(2)]
        row("`run.py report --no-charts` of them, with workbooks and parquet", "", whole)
        path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)))
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        row(
            "report.html opened from disk",
            "",
            [from_disk(browser, results / "four/report.html") for _ in range(TIMES)],
        )
        with served(results) as address:
            cold = comparison(browser, address, 0, 0)
        row("four finished runs compared and drawn, at once by a server that has just begun", "", [cold])
        with served(results) as address:
            first_load(browser, address)  # the server has just begun; users come later
            row("first load of the page", "1", [first_load(browser, address) for _ in range(TIMES)])
            clicks, rows = edits(browser, address)
            row("an edit on the map of Huzhou", "0.1", clicks)
            row("a row checked by the server", "0.1", rows)
            row(
                "four finished runs compared and drawn",
                "1",
                [comparison(browser, address, turn) for turn in range(TIMES)],
            )
            row("a finished comparison opened again", "1", [opened(browser, address) for _ in range(TIMES)])
        browser.close()
    print(f"\nreport.html of four Huzhou runs: {size:.2f} MB")


if __name__ == "__main__":
    main()
