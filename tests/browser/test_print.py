"""The report on A4: a sane number of pages, every chart with its title and in one piece, nothing wider."""

import pytest
from playwright.sync_api import Page

from sim.report.write import write_page
from tests.browser.paper import A4, POINTS, Paper, printed
from tests.browser.steps import CHINESE
from tests.report.calibration.calibrations import calibration

pytestmark = pytest.mark.browser
MOST_PAGES = 25
WITHIN = 695  # px: the width of A4 within its margins
DRAWN = """() => [...document.querySelectorAll('figure.yz-figure')].every((figure) =>
  figure.matches('.yz-printed') && figure.querySelector('.yz-canvas svg, .yz-canvas canvas'))"""
FIGURES = """() => [...document.querySelectorAll('figure.yz-figure')].map((figure) => {
  const title = figure.querySelector('.yz-title');
  const [all, head] = [figure, title].map((node) => node.getBoundingClientRect());
  return {title: title.textContent, below: all.bottom - head.top, width: all.width};
})"""


def on_sheets(page: Page, lang: str) -> tuple[Paper, list[dict]]:
    """A report's PDF in a language, and its figures as they are printed."""
    page.wait_for_selector(".yz-canvas svg, .yz-canvas canvas")
    if page.locator("html").get_attribute("lang") != lang:
        page.click("#switch")
    paper = printed(page)
    page.set_viewport_size({"width": WITHIN, "height": 990})
    page.emulate_media(media="print")
    page.wait_for_function(DRAWN)
    return paper, page.evaluate(FIGURES)


def whole(paper: Paper, figures: list[dict]) -> list[str]:
    """Titles of figures that do not end on the page on which they begin."""
    places = {one.text: one for one in paper.headings}
    return [
        figure["title"]
        for figure in figures
        if figure["title"] not in places or places[figure["title"]].above < figure["below"] * POINTS
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_prints_well(opened, place, lang):
    page = opened((place.comparison / "report.html").as_uri())
    paper, figures = on_sheets(page, lang)
    assert set(paper.sizes) == {A4}
    assert len(paper.sizes) <= MOST_PAGES
    titles = [one.text for one in paper.headings]
    assert len(figures) >= 8
    assert [one["title"] for one in figures if one["title"] not in titles] == []
    assert all(bool(CHINESE.search(title)) == (lang == "zh") for title in titles)
    assert whole(paper, figures) == []
    answer = page.locator("#answer h2").inner_text()
    assert next(one.page for one in paper.headings if one.text == answer) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= WITHIN
    assert page.locator("#switch:visible, .yz-png:visible").count() == 0  # what cannot be pressed on paper


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_chart_of_many_rows_is_squeezed_onto_a_sheet(opened, tmp_path, lang):
    page = opened(write_page(calibration(tmp_path), lang).as_uri())
    paper, figures = on_sheets(page, lang)
    assert max(one["below"] for one in figures) > 850  # as high as paper allows
    assert whole(paper, figures) == []


def test_a_figure_that_is_cut_is_found(opened):
    page = opened()
    tall = "".join(
        f"<h3>{name}</h3><div style='height: {height}px'></div>" for name, height in (("a", 600), ("b", 700))
    )
    page.set_content(f"<html lang=en><title>t</title><h1>t</h1>{tall}")
    paper = printed(page)
    assert [(one.text, one.page) for one in paper.headings] == [("t", 0), ("a", 0), ("b", 0)]
    assert whole(paper, [{"title": "a", "below": 620}, {"title": "b", "below": 720}]) == ["b"]
    assert whole(paper, [{"title": "c", "below": 10}]) == ["c"]
