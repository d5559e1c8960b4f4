"""Drafts on the page: their steps outlast a reload, and what is not saved yet is saved before it is run."""

import pytest

from tests.browser.steps import chosen, until_changes

pytestmark = pytest.mark.browser

MORE = "Kangshan Subdistrict window: one more"
FULL = """() => {
  const {setItem} = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    if (value.includes('"past"')) throw new DOMException('full', 'QuotaExceededError');
    setItem.call(this, key, value);
  };
}"""


def test_edits_can_be_undone_after_a_reload(planner):
    page = chosen(planner("#/network?scenario=wuxing"))
    more = page.get_by_role("button", name=MORE)
    more.click()
    more.click()
    assert until_changes(page, 1)[0]["update"]["set"] == {"head_count": 3}
    page.reload()
    page.get_by_role("button", name="Undo").click()
    page.locator(".change-list li", has_text="window: 2 persons").wait_for()
    page.reload()
    page.get_by_role("button", name="Redo").click()
    page.locator(".change-list li", has_text="window: 3 persons").wait_for()
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    until_changes(page, 0)


def test_a_draft_is_kept_without_its_steps_where_there_is_no_room_for_them(planner):
    page = chosen(planner("#/network?scenario=wuxing"))
    page.evaluate(FULL)
    page.get_by_role("button", name=MORE).click()
    until_changes(page, 1)
    page.reload()
    page.locator(".change-list li", has_text="window: 2 persons").wait_for()
    assert page.get_by_role("button", name="Undo").is_disabled()


def test_unsaved_changes_are_saved_before_they_are_run(planner):
    page = chosen(planner("#/network?scenario=wuxing"))
    page.get_by_role("button", name=MORE).click()
    until_changes(page, 1)
    page.get_by_role("button", name="Compare with its base").click()
    page.get_by_text("More: file name").click()
    page.get_by_label("Identifier").fill("run_at_once")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector(".run-form")
    assert page.locator("select[name=base]").input_value() == "wuxing"
    assert page.locator(".run-form input[value='mine/run_at_once.yaml']").is_checked()
