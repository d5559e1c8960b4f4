"""Every view in both languages: its texts, its readers with other means, names from files that stay text."""

import pytest

from tests.browser.conftest import grave_findings
from tests.browser.steps import CHINESE
from tests.browser.workplace import NASTY

pytestmark = pytest.mark.browser

RENAMED = "what_if%2Frenamed.yaml"  # the scenario in which a station is called like a tag
VIEWS = {  # address, what is there when it is complete, whether the hostile name is seen
    "scenarios": ("#/scenarios", ".scenario", False),
    "network": (f"#/network?scenario={RENAMED}&facility=wx.kangshan", ".staff-table .step", True),
    "tables": (f"#/tables?scenario={RENAMED}&table=facilities", ".grid td", True),
    "policies": ("#/tables?scenario=wuxing&table=policies", ".levers", False),
    "whatif": (f"#/whatif?scenario={RENAMED}", ".change-list li", True),
    "run": (f"#/run?scenario={RENAMED}&with=wuxing", ".run-form", False),
    "jobs": ("#/jobs", ".jobs li", False),
    "results": ("#/results", "table.results tbody tr", False),
    "comparison": ("#/result?id=four", "figure.yz-figure", True),
    "compare": ("#/compare?id=run-wuxing&id=run-renamed", "form .check", False),
    "site": ("#/plan?what=site", "form .file-row", False),
    "staff": ("#/plan?what=staff", "form .file-row", False),
    "frontier": ("#/plan?what=frontier", "form .file-row", False),
    "calibrate": ("#/plan?what=calibrate", "form .check", False),
    "days": ("#/day", "form", False),
    "day": ("#/day?id=log", ".day-controls", True),
}
FROM_FILES = {"network", "tables", "whatif", "comparison"}  # they quote Chinese fields to English readers too


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_in_both_languages(visit, name):
    where, there, hostile = VIEWS[name]
    visitor = visit(where, lang="zh", reduced_motion="reduce")
    page = visitor.page
    for lang in ("zh", "en"):
        page.wait_for_selector(there)
        title = page.locator("#main h1").inner_text()
        assert page.locator("html").get_attribute("lang").startswith(lang)
        assert bool(CHINESE.search(title)) == (lang == "zh"), title
        main = page.locator("#main").inner_text()
        if name not in FROM_FILES:
            assert bool(CHINESE.search(main)) == (lang == "zh"), CHINESE.findall(main)[:20]
        texts = main + " ".join(page.locator("#main option").all_text_contents())
        assert (NASTY in texts) or not hostile
        assert page.locator("img[src='x']").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1440
        assert grave_findings(page) == []
        if lang == "zh":
            page.click("#language")


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_fits_a_small_window(visit, name):
    where, there, _ = VIEWS[name]
    page = visit(where, lang="en", width=1024, reduced_motion="reduce").page
    page.wait_for_selector(there)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1024


def test_the_language_is_remembered(visit, address):
    page = visit("#/scenarios", lang="en").page
    page.wait_for_selector(".scenario")
    page.click("#language")
    page.wait_for_selector("html[lang='zh-CN']")
    page.goto(f"{address}/#/results")
    page.wait_for_selector("table.results")
    assert CHINESE.search(page.locator("h1").inner_text())


def test_keys_reach_the_content_and_the_views(visit):
    page = visit("#/scenarios").page
    page.wait_for_selector(".scenario")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#nav a", has_text="Results").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("table.results")
    assert page.locator("#nav a[aria-current='page']").inner_text() == "Results"


def test_an_unknown_view_and_a_missing_scenario_say_so(visit, watch):
    watch.pardoned.append("404")
    visitor = visit("#/nowhere")
    visitor.page.get_by_role("heading", name=visitor.say("not_found")).wait_for()
    visitor.go("#/network?scenario=not_there")
    visitor.page.locator("#main [role=alert]").wait_for()
