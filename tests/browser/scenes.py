"""What the pictures of README and docs show: each scene brings a page to where it is taken."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from tests.browser.steps import STATION, every_figure_drawn
from tests.browser.studio import Studio

Shown = Page | Locator
TEN = 10 * 3600  # seconds of the day
DAY = "2024-01-16"  # a working day, two weeks after the first
QUEUE = {"en": "Si'an Town station", "zh": "泗安镇驿站"}  # the longest at that time
CHOOSE = """(option) => {
  option.parentNode.value = option.value;
  option.parentNode.dispatchEvent(new Event('change'));
}"""


def guide(studio: Studio, lang: str) -> Shown:
    """The first step of the guided visit."""
    page = studio.visitor(lang, first=True).go("")
    page.wait_for_selector("dialog.guide[open]")
    return page


def network(studio: Studio, lang: str) -> Shown:
    """The saved plan on the map: the new station, and the one that got two residents more, chosen."""
    page = studio.visitor(lang).go(f"#/network?scenario=mine%2Fkangshan_north.yaml&facility={STATION}")
    page.set_viewport_size({"width": 1440, "height": 1020})  # the list of changes whole
    page.wait_for_selector(".place.added")
    page.wait_for_selector(".staff-table .step")
    page.locator(".map-tools input[type=checkbox]").check()
    page.wait_for_selector(".draft-bar .badge.good + .badge, .draft-bar .badge.warn")
    return page


def table(studio: Studio, lang: str) -> Shown:
    """A wrong value in the table of staff, told at its field."""
    page = studio.visitor(lang).go(f"#/tables?scenario=wuxing&table=staff&facility={STATION}")
    page.locator(f'.grid tr:has(.cell-text:text-is("{STATION}.window")) td[data-at$=",8"]').click()
    page.keyboard.type("-3")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cell-wrong:not(:empty)")
    return page


def run(studio: Studio, lang: str) -> Shown:
    """The form of a run: the plan beside its base."""
    page = studio.visitor(lang).go("#/run?scenario=mine%2Fkangshan_north.yaml&with=wuxing")
    page.wait_for_selector(".run-form input[name=days][placeholder]")
    for name, value in (("count", 10), ("days", 56), ("warm_up", 14)):
        page.fill(f".run-form input[name={name}]", str(value))
    page.wait_for_timeout(200)  # the command line follows the fields
    return page


def result(studio: Studio, lang: str) -> Shown:
    """The comparison of the plan with its base, on the page."""
    page = studio.visitor(lang).go("#/result?id=plan")
    page.wait_for_selector(".answer p")
    every_figure_drawn(page)
    page.evaluate("window.scrollTo(0, 0)")
    return page


def day(studio: Studio, lang: str) -> Shown:
    """Ten o'clock of a working day in Huzhou, a station chosen where some wait."""
    visitor = studio.visitor(lang)
    page = visitor.page
    page.emulate_media(reduced_motion="no-preference")
    visitor.go(f"#/day?id=log&date={DAY}")
    page.locator(".day-controls button.play", has_text=visitor.say("day_pause")).click()
    page.locator(".day-controls input[type=range]").fill(str(TEN))
    page.locator(".day-right select option", has_text=QUEUE[lang]).first.evaluate(CHOOSE)
    page.wait_for_function("() => document.querySelector('.day-told').textContent.includes('10:00')")
    return page


def answer(studio: Studio, lang: str) -> Shown:
    """The first screen of the report of four scenarios."""
    page = studio.report("huzhou", lang)
    page.wait_for_timeout(300)  # charts below may still change the width by a scroll bar
    return page


def chart(name: str, result: str = "huzhou") -> Callable[[Studio, str], Shown]:
    """Return the scene of one chart of a report."""

    def show(studio: Studio, lang: str) -> Shown:
        page = studio.report(result, lang, width=1024)
        figure = page.locator(f"figure[data-chart='{name}']").first
        figure.scroll_into_view_if_needed()
        figure.locator(".yz-canvas svg, .yz-canvas canvas").first.wait_for()
        page.wait_for_timeout(300)  # the last frame of the drawing
        return figure

    return show


# name -> languages and scene; the files are docs/images/NAME.LANG.png
DOCS: dict[str, tuple[tuple[str, ...], Callable[[Studio, str], Shown]]] = {
    "page-guide": (("en", "zh"), guide),
    "page-network": (("en", "zh"), network),
    "page-table": (("en", "zh"), table),
    "page-run": (("en", "zh"), run),
    "page-result": (("en", "zh"), result),
    "page-day": (("en", "zh"), day),
    "report-answer": (("en", "zh"), answer),
    "report-map": (("en", "zh"), chart("map")),
    "report-differences": (("en", "zh"), chart("differences")),
    "report-bottlenecks": (("en", "zh"), chart("bottlenecks")),
    "report-reported": (("en", "zh"), chart("reported")),
}
FILES = [f"{name}.{lang}.png" for name, (langs, _) in DOCS.items() for lang in langs]
