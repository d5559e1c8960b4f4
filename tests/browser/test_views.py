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


def test_a_view_begins_with_a_network_where_the_last_scenario_is_gone(visit):
    page = visit("#/scenarios").page
    page.wait_for_selector(".scenario")
    page.evaluate("localStorage.setItem('yizhan.current', JSON.stringify('mine/gone.yaml'))")
    page.reload()
    page.wait_for_selector(".scenario")
    page.locator("#nav a", has_text="Network").click()
    page.locator("h1", has_text="Huzhou").wait_for()


def test_a_form_that_was_left_takes_nobody_out_of_the_next_view(visit):
    visitor = visit("#/run?scenario=wuxing")
    page = visitor.page
    page.wait_for_selector(".run-form input[name=days][placeholder]")
    held = []
    page.route("**/api/jobs", lambda route: held.append(route))
    with page.expect_request("**/api/jobs"):
        visitor.button("run_start").click()
    visitor.go("#/results")
    page.wait_for_selector("table.results")
    with page.expect_response("**/api/jobs"):
        held[0].fulfill(json={"id": "a-job"})
    page.wait_for_timeout(200)
    assert page.evaluate("location.hash") == "#/results"


def test_symbols_and_pale_colours_are_those_of_the_charts(visit):
    own, charted = visit("#/scenarios").page.evaluate(
        """async () => {
          const {KINDS, PALE, markOf} = await import('/static/planning/marks.js');
          const {charts} = await import('/static/runs/charts.js');
          const {KINDS: kinds, PALE: pale} = await charts();
          const colours = [(kind) => markOf(kind)[1], (kind) => kinds[kind].colour];
          return colours.map((of, i) => [KINDS.map(of), [PALE, pale][i]]);
        }"""
    )
    assert own == charted


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
