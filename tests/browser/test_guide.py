"""The guided first visit: from a question to a comparison on the screen, in both languages."""

import pytest
import yaml

from tests.browser.conftest import grave_findings
from tests.browser.steps import LONG, Visitor, every_figure_drawn

pytestmark = pytest.mark.browser


@pytest.fixture
def newcomer(opened, address):
    """Comes to the page for the first time."""

    def come(lang: str = "en") -> Visitor:
        visitor = Visitor(opened(lang=lang), address, lang)
        visitor.page.goto(f"{address}/?lang={lang}")
        visitor.page.wait_for_selector("dialog.guide[open]")
        return visitor

    return come


@pytest.mark.parametrize(
    ("lang", "change", "file"),
    [("zh", "residents", "two_more_residents.yaml"), ("en", "evening", "evening_hours.yaml")],
)
def test_a_first_visit_ends_with_a_comparison(newcomer, place, lang, change, file):
    visitor = newcomer(lang)
    page, dialog = visitor.page, visitor.page.locator("dialog.guide")
    assert visitor.say("guide_step", n=1, of=6) in dialog.inner_text()
    visitor.button("guide_next", dialog).click()
    dialog.locator("input[value='wuxing']").check()
    visitor.button("guide_next", dialog).click()
    dialog.locator(f"input[value='{change}']").check()
    assert grave_findings(page) == []
    visitor.button("guide_next", dialog).click()
    visitor.button("guide_run_start", dialog).click()
    dialog.locator("progress").wait_for()
    visitor.button("guide_show", dialog).click(timeout=LONG)
    page.wait_for_selector(".answer p")
    assert page.locator(".answer p").count() == 3
    what_if = yaml.safe_load((place.scenarios / "what_if" / file).read_text(encoding="utf-8"))
    assert what_if[f"name_{lang}"] in page.inner_text("#main")
    assert every_figure_drawn(page) >= 7
    page.reload()
    page.wait_for_selector(".answer p")
    assert page.locator("dialog.guide").count() == 0  # offered once


def test_the_guide_is_skipped_and_comes_back(newcomer):
    visitor = newcomer()
    page = visitor.page
    assert visitor.page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert page.locator("dialog.guide").count() == 0
    page.reload()
    page.wait_for_selector(".scenario")
    assert page.locator("dialog.guide").count() == 0
    page.click("#guide")
    page.wait_for_selector("dialog.guide[open]")
    visitor.button("guide_skip").click()
    assert page.locator("dialog.guide").count() == 0


def test_a_guide_that_cannot_be_opened_says_so(visit, watch):
    watch.pardoned.append("ERR_FAILED")
    visitor = visit("#/results")
    visitor.page.wait_for_selector("table.results")
    visitor.page.route("**/api/scenarios", lambda route: route.abort())
    visitor.page.click("#guide")
    visitor.page.locator(".toast", has_text=visitor.say("offline")).wait_for()
