"""The report as a decision-maker opens it: from disk, without a network, in both languages."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import grave_findings
from tests.browser.steps import CHINESE, every_figure_drawn
from tests.browser.workplace import NASTY

pytestmark = pytest.mark.browser
MOST_BYTES = 1_500_000


@pytest.fixture(scope="module")
def file(place) -> Path:
    return place.comparison / "report.html"


@pytest.fixture
def report(opened, file):
    """The comparison's report, opened by file:// with the network off."""
    page = opened(width=1440)
    page.context.set_offline(True)
    page.goto(file.as_uri())
    page.wait_for_selector(".yz-canvas svg, .yz-canvas canvas")
    return page


def test_one_file_holds_all_and_is_small(file):
    text = file.read_text(encoding="utf-8")
    assert file.stat().st_size < MOST_BYTES
    assert not re.search(r"""(src|href)=["']https?:""", text)


def test_the_first_screen_is_the_answer_and_the_lights(report):
    sentences = report.locator("#answer li").all_inner_texts()
    assert len(sentences) == 3
    assert all(sentences)
    for selector in ("#answer", "table.lights"):
        assert report.locator(selector).bounding_box()["y"] < 900
    lights = report.locator("td.light")
    assert lights.count() >= 4
    assert all(re.search(r"\w", words) for words in lights.all_inner_texts())  # a word, never colour alone


def test_every_chart_is_drawn_when_it_is_looked_at(report):
    assert every_figure_drawn(report) >= 8


def test_the_language_switch_changes_every_text(report):
    assert report.locator("html").get_attribute("lang") == "en"
    report.click("#switch")
    assert report.locator("html").get_attribute("lang").startswith("zh")
    titles = report.locator("figure .yz-title, h1, h2").all_inner_texts()
    assert titles
    assert all(CHINESE.search(title) for title in titles)
    report.click("#switch")
    assert not any(
        CHINESE.search(title) for title in report.locator("figure .yz-title, h2").all_inner_texts()
    )


def test_names_from_files_stay_text(report):
    assert NASTY in report.inner_text("body")
    assert report.locator("img[src='x']").count() == 0


def test_keys_read_a_chart_out(report):
    figure = report.locator("figure.yz-figure").nth(1)
    figure.scroll_into_view_if_needed()
    figure.locator(".yz-canvas svg, .yz-canvas canvas").first.wait_for()
    plot, live = figure.locator(".yz-plot"), figure.locator(".yz-live")
    plot.focus()
    report.keyboard.press("ArrowRight")
    first = live.inner_text()
    report.keyboard.press("ArrowRight")
    assert first
    assert live.inner_text() not in ("", first)
    report.keyboard.press("Escape")
    assert live.inner_text() == ""


def test_the_pointer_reads_a_chart_out(report):
    figure = report.locator("figure[data-chart='map']").first
    figure.scroll_into_view_if_needed()
    canvas = figure.locator(".yz-canvas").first
    canvas.locator("svg, canvas").first.wait_for()
    box = canvas.bounding_box()
    tip = figure.locator(".yz-tip")
    for part in range(10, 90):  # somewhere along the middle lies a town or a station
        report.mouse.move(box["x"] + box["width"] * part / 100, box["y"] + box["height"] / 2)
        if tip.count() and tip.first.is_visible() and tip.first.inner_text().strip():
            return
    raise AssertionError("no read-out under the pointer")


def test_a_table_lies_behind_every_chart(report):
    figures = report.locator("figure.yz-figure")
    for number in range(figures.count()):
        figure = figures.nth(number)
        figure.locator("summary").click()
        table = figure.locator("table")
        assert table.locator("caption").inner_text()
        assert table.locator("thead th").count() >= 2
        assert table.locator("tbody tr").count() >= 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_chart_is_saved_as_a_picture(report, lang, tmp_path):
    if lang == "zh":
        report.click("#switch")
    figure = report.locator("figure.yz-figure").first
    with report.expect_download() as saved:
        figure.locator(".yz-png").click()
    assert saved.value.suggested_filename.endswith(f".{lang}.png")
    saved.value.save_as(tmp_path / "chart.png")
    content = (tmp_path / "chart.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") >= 1_000  # wide enough to be put on a slide


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing_grave(report, lang):
    if lang == "zh":
        report.click("#switch")
    assert grave_findings(report) == []


def test_without_scripts_the_answer_and_the_tables_are_there(opened, file):
    page = opened(file.as_uri(), java_script_enabled=False)
    assert page.locator("#answer li").count() == 3
    assert page.locator("td.light").count() >= 4
    assert page.locator("tbody tr").count() > 20


@pytest.mark.parametrize("width", [1024, 390])
def test_nothing_is_wider_than_the_window(opened, file, width):
    page = opened(file.as_uri(), width=width)
    page.locator("figure").first.scroll_into_view_if_needed()
    page.wait_for_selector(".yz-canvas svg, .yz-canvas canvas")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
