"""Where pictures are made: scenarios, finished results of every kind, the served page, a browser."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from tests.browser.conftest import launched
from tests.browser.steps import SEEN, Visitor
from tests.browser.workplace import ROOT, Workplace, run, served
from tests.docs.blocks import written_files

PLANNER = ROOT / "docs" / "walkthroughs" / "planner.md"
HEIGHT = 900
SCENARIOS = ("huzhou", "wuxing", "planning", "what_if", "sensitivity")
# Results by their commands: those that pictures of docs show, then one of every other kind, kept small.
FOR_DOCS = {
    "huzhou": "compare scenarios/huzhou scenarios/what_if/evening_hours.yaml scenarios/what_if/push_off.yaml"
    " scenarios/what_if/two_more_residents.yaml --days 56 --warmup 14 -n 10 --report",
    "plan": "compare scenarios/wuxing scenarios/mine/kangshan_north.yaml"
    " --days 56 --warmup 14 -n 10 --report",
    "log": "simulate scenarios/huzhou --days 16 --warmup 7 -n 1 --cases",
}
OTHERS = {
    "run": "simulate scenarios/huzhou --days 56 --warmup 14 -n 3 --report",
    "site": "site scenarios/huzhou --candidates scenarios/planning/huzhou_candidates.csv --new 3"
    " --days 56 --warmup 14 --most 12 --recheck 10",
    "staff": "staff scenarios/wuxing --target on_time_share/kind/transaction>=0.97"
    " --days 56 --warmup 14 --most-plans 80 --recheck 10 --marginal 6",
    "frontier": "frontier scenarios/wuxing --points 4 -n 4 --sweep 2 --recheck 6 --vary 2"
    " --days 56 --warmup 14",
    "select": "compare scenarios/huzhou scenarios/what_if/evening_hours.yaml scenarios/what_if/push_off.yaml"
    " --select on_time_share --indifference 0.002 --days 56 --warmup 14",
    "sensitivity": "sensitivity scenarios/wuxing --days 56 --warmup 14 --trajectories 4 --samples 8 --keep 3",
    "calibrate": "calibrate scenarios/huzhou --quick",
}


class Studio(NamedTuple):
    """What a picture needs."""

    browser: Browser
    address: str
    place: Workplace

    def visitor(self, lang: str, width: int = 1440, first: bool = False) -> Visitor:
        """Come to the page, in a context of one's own; `first`: as one who has not seen the guide."""
        page = self._page(lang, width)
        if not first:
            page.add_init_script(SEEN)
        return Visitor(page, self.address, lang)

    def report(self, result: str, lang: str, width: int = 1440) -> Page:
        """Open a result's report from disk."""
        page = self._page(lang, width)
        page.goto((self.place.results / result / "report.html").as_uri())
        page.wait_for_selector(".yz-canvas svg, .yz-canvas canvas")
        if not page.locator("html").get_attribute("lang").startswith(lang):
            page.click("#switch")
        return page

    def _page(self, lang: str, width: int) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            locale="zh-CN" if lang == "zh" else "en-GB",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        return page


@contextmanager
def studio(folder: Path, every: bool, finished: Path | None, tell: Callable[[str], None]) -> Iterator[Studio]:
    """Make scenarios and results below `folder` (what is there is kept), serve them, start a browser.

    `every`: results of every kind, not only those of docs; `finished`: a folder of finished results to use.
    """
    place = Workplace(folder / "scenarios", folder / "results")
    for name in SCENARIOS:
        shutil.copytree(ROOT / "scenarios" / name, place.scenarios / name, dirs_exist_ok=True)
    for name, text in written_files(PLANNER).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if finished is not None:
        shutil.copytree(finished, place.results, dirs_exist_ok=True)
    for name, line in (FOR_DOCS | (OTHERS if every else {})).items():
        if not (place.results / name).exists():
            tell(f"{name}: {line}")
            run(*line.split(), "--out", place.results / name, cwd=folder)
    for one in place.results.iterdir():
        if not (one / "report.html").exists():
            run("report", one, "--no-charts")
    with served(place) as address, launched() as browser:
        yield Studio(browser, address, place)
