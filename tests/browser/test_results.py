"""Results: picked and compared, read, their report opened, their files taken along."""

import re
import shutil
import zipfile

import pytest

from tests.browser.steps import CHINESE, every_figure_drawn
from tests.browser.workplace import NASTY

pytestmark = pytest.mark.browser


def ticked(page, *results: str) -> None:
    page.wait_for_selector("table.results tbody tr")
    for one in results:
        page.locator(f"table.results input[value='{one}']").check()


@pytest.mark.parametrize(
    ("lang", "runs"),
    [
        ("zh", ["run-wuxing", "run-residents"]),
        ("en", ["run-wuxing", "run-evening", "run-residents", "run-renamed"]),
    ],
)
def test_finished_runs_are_compared(visit, lang, runs):
    visitor = visit("#/results", lang)
    page = visitor.page
    ticked(page, *runs)
    assert page.locator("table.results input[value='log']").is_disabled()  # other days: not comparable
    visitor.button("results_compare").click()
    page.wait_for_selector("form input[type=checkbox]")
    page.locator("select[name=base]").select_option("run-wuxing")
    boxes = page.locator("form .check input")
    for number in range(boxes.count()):
        boxes.nth(number).set_checked(boxes.nth(number).get_attribute("value") in runs)
    visitor.button("cmp_go").click()
    page.wait_for_selector(".answer p")
    assert page.locator("table.lights thead th").count() == 1 + len(runs)
    assert every_figure_drawn(page) >= 7
    lights = page.locator("table.lights .badge").all_inner_texts()
    assert lights
    assert all(bool(CHINESE.search(words)) == (lang == "zh") for words in lights)


def test_the_report_is_written_opened_and_taken_along(visit, place, tmp_path):
    visitor = visit("#/result?id=run-evening", "zh")
    page = visitor.page
    visitor.button("result_write_report").click()
    page.get_by_text(visitor.say("result_written")).wait_for()
    with page.context.expect_page() as opening:
        visitor.link("result_open_report").click()
    report = opening.value
    report.wait_for_selector("#answer li")
    report.wait_for_selector(".yz-canvas svg, .yz-canvas canvas")
    assert report.locator("html").get_attribute("lang").startswith("zh")
    assert (place.results / "run-evening" / "report.html").is_file()
    report.close()
    page.locator(".files summary").click()
    for name, start in (("report.html", b"<!"), ("tables.xlsx", b"PK"), ("summary.csv", b"\xef\xbb\xbf|kpi")):
        with page.expect_download() as saved:
            page.locator(f".files a[download='{name}']").first.click()
        saved.value.save_as(tmp_path / name)
        assert re.match(start, (tmp_path / name).read_bytes())
    assert zipfile.ZipFile(tmp_path / "tables.xlsx").testzip() is None


def test_the_report_in_the_page_is_confined(visit, address):
    visitor = visit("#/results")
    answer = visitor.page.request.get(f"{address}/files/four/report.html")
    policy = answer.headers["content-security-policy"]
    assert answer.ok
    assert re.search(r"sandbox[^;]*allow-scripts", policy)
    assert "allow-same-origin" not in policy


def test_a_result_is_deleted_after_a_question(visit, place, tmp_path):
    folder = place.results / "to-delete"
    shutil.copytree(place.results / "run-wuxing", folder)
    visitor = visit("#/result?id=to-delete")
    visitor.page.wait_for_selector(".answer")
    visitor.button("result_delete").click()
    dialog = visitor.page.get_by_role("dialog")
    visitor.button("cancel", dialog).click()
    assert folder.is_dir()
    visitor.button("result_delete").click()
    visitor.button("result_delete", dialog).click()
    visitor.page.wait_for_selector("table.results")
    assert not folder.exists()


def test_a_result_s_sections_are_reached_by_keys(visit):
    visitor = visit("#/result?id=four")
    page = visitor.page
    page.wait_for_selector("nav.side a")
    page.locator("nav.side a").nth(3).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "SECTION"
    assert NASTY in page.inner_text("#main")
