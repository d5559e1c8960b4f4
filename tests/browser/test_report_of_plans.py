"""Reports of plans, calibrations, studies, selections: every chart is drawn, from disk, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.experiment.folder import FRONTIER, SITING, STAFFING
from sim.report.write import write_page
from tests.browser.conftest import grave_findings
from tests.browser.steps import CHINESE, every_figure_drawn
from tests.browser.workplace import NASTY
from tests.report.calibration.calibrations import calibration
from tests.report.interactive.selecting.selections import selection
from tests.report.interactive.sensitivity.studies import study
from tests.report.planning.plans import folder_of, made_up

pytestmark = pytest.mark.browser


def staffing(folder: Path) -> Path:
    """A staffing with a facility whose name would be a tag."""
    levers = made_up(STAFFING, "levers")
    named = levers["facility_en"].replace("North Street station", NASTY)
    return folder_of(folder, STAFFING, levers=levers.with_columns(facility_en=named, facility_zh=named))


MAKERS: dict[str, Callable[[Path], Path]] = {
    "siting": lambda folder: folder_of(folder, SITING),
    "staffing": staffing,
    "frontier": lambda folder: folder_of(folder, FRONTIER),
    "calibration": calibration,
    "sensitivity": study,
    "selection": selection,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_every_chart_is_drawn_and_said_in_both_languages(opened, tmp_path, kind):
    file = write_page(MAKERS[kind](tmp_path / kind), "zh")
    page = opened(width=1024)
    page.context.set_offline(True)
    page.goto(file.as_uri())
    page.wait_for_selector(".yz-canvas svg, .yz-canvas canvas")
    assert len(page.locator("#answer li").all_inner_texts()) == 3
    assert every_figure_drawn(page) > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1024
    page.locator("#switch").click()
    assert page.locator("html").get_attribute("lang") == "en"
    told = [words for words in page.locator("h1, h2, h3, #answer li").all_inner_texts() if words.strip()]
    assert [words for words in told if CHINESE.search(words)] == []
    assert page.locator("img").count() == 0  # a hostile name stays text


def test_an_assistive_reader_finds_nothing_grave(opened, tmp_path):
    page = opened(write_page(staffing(tmp_path / "plan"), "en").as_uri(), width=1024)
    page.wait_for_selector(".yz-canvas svg, .yz-canvas canvas")
    assert grave_findings(page) == []
