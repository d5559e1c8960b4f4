"""What a person does on the page, by the page's own words, so that one test walks in both languages."""

import json
import os
import re
import time
from pathlib import Path

from playwright.sync_api import Locator, Page

CHINESE = re.compile(r"[\u4e00-\u9fff]")
STATION = "wx.kangshan"
WORDS = ("words_runs", "words_day", "words_plan", "words_planning")  # beside words.js
SAY = """async ([lang, key, values, files]) => {
  for (const file of files) await import(`/static/${file}.js`);
  return (await import('/static/words.js')).word(lang, key, values);
}"""
SEEN = "try { localStorage.setItem('yizhan.guided', '1'); } catch (error) { /* no storage */ }"
LONG = 60_000  # ms that a run of the fixtures may take on a busy machine


class Visitor:
    """Someone at the page who reads one language."""

    def __init__(self, page: Page, address: str, lang: str) -> None:
        self.page, self.address, self.lang = page, address, lang

    def say(self, key: str, **values: object) -> str:
        """The page's text of a key in the visitor's language."""
        return self.page.evaluate(SAY, [self.lang, key, values, WORDS])

    def go(self, where: str) -> Page:
        """Goes to a view such as '#/jobs', by its address."""
        here = f"{self.address}/?lang={self.lang}"
        if self.page.url.startswith(here):
            self.page.evaluate("where => { location.hash = where; }", where)
        else:
            self.page.goto(here + where)
        return self.page

    def button(self, key: str, within: Locator | None = None, **values: object) -> Locator:
        place = within or self.page
        return place.get_by_role("button", name=self.say(key, **values), exact=True)

    def link(self, key: str, within: Locator | None = None, **values: object) -> Locator:
        place = within or self.page
        return place.get_by_role("link", name=self.say(key, **values), exact=True)

    def field(self, key: str, within: Locator | None = None) -> Locator:
        place = within or self.page
        return place.get_by_label(self.say(key), exact=True)


def changes(page: Page, scenario: str = "wuxing") -> list[dict]:
    """Unsaved changes that the browser keeps."""
    kept = page.evaluate("key => localStorage.getItem(key)", f"yizhan.draft.{scenario}")
    return json.loads(kept)["changes"] if kept else []


def until_changes(page: Page, number: int, scenario: str = "wuxing") -> list[dict]:
    """Waits until so many are kept."""
    page.wait_for_function(
        "([key, n]) => (JSON.parse(localStorage.getItem(key)) || {changes: []}).changes.length === n",
        arg=[f"yizhan.draft.{scenario}", number],
    )
    return changes(page, scenario)


def place_of(page: Page, station: str = STATION) -> tuple[float, float]:
    """The middle of a station's symbol on the map, in pixels."""
    box = page.locator(f'.place[data-id="{station}"] .mark').bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, x: float, y: float, by: tuple[float, float]) -> None:
    """Drags what is at a point by so many pixels."""
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0] / 2, y + by[1] / 2)
    page.mouse.move(x + by[0], y + by[1])
    page.mouse.up()


def every_figure_drawn(page: Page) -> int:
    """Looks at each chart in turn; all are drawn, none is empty. Returns how many there are."""
    page.wait_for_selector("figure.yz-figure")
    figures = page.locator("figure.yz-figure")
    for number in range(figures.count()):
        figure = figures.nth(number)
        figure.scroll_into_view_if_needed()
        drawn = ".yz-canvas svg, .yz-canvas canvas, .yz-empty:visible"
        figure.locator(drawn).first.wait_for()
        assert figure.locator(".yz-empty:visible").count() == 0, figure.get_attribute("data-chart")
    return figures.count()


def until(fits, seconds: float = 20, every: float = 0.1) -> None:
    """Waits until `fits()`; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not fits():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(every)


def processes_with(word: str) -> list[str]:
    """Command lines of running processes that hold a word."""
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = one.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it has ended meanwhile
            continue
        if word in line and one.parent.name != str(os.getpid()):
            found.append(line)
    return found


def chosen(page: Page, station: str = STATION) -> Page:
    """Choose a station in the list, as its name says it there; returns the page."""
    page.wait_for_selector(".station-list [data-key]")
    page.locator(f'.station-list [data-key="{station}"]').click()
    page.wait_for_selector(".staff-table .step")
    return page
