"""A planner's whole way, in both languages: open, edit on map and in tables, save, run, compare, read."""

import subprocess
import sys

import pytest
import yaml

from tests.browser.steps import LONG, STATION, drag, every_figure_drawn, place_of, until_changes
from tests.browser.workplace import ROOT

pytestmark = pytest.mark.browser
WINDOW = f"{STATION}.window"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_from_a_scenario_to_the_report_of_a_comparison(visit, place, lang):
    visitor = visit("#/scenarios", lang)
    page, name = visitor.page, f"walk_{lang}"
    row = page.locator(".scenario", has=page.locator("code:text-is('wuxing')"))
    row.locator("a", has_text=visitor.say("sc_open")).click()

    # on the map: by pointer, taken back, by keys
    symbol = page.locator(f'.place[data-id="{STATION}"]')
    symbol.wait_for()
    drag(page, *place_of(page), (40, 30))
    until_changes(page, 1)
    visitor.button("undo").click()
    until_changes(page, 0)
    symbol.focus()
    for key in ("m", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    (moved,) = until_changes(page, 1)
    assert moved["update"]["where"] == {"id": STATION}
    visitor.button("pa_close").click()
    until_changes(page, 1)  # moved and closed are one change of one row
    visitor.button("pa_open").click()

    # in the table: a wrong value is told at its field
    visitor.go(f"#/tables?scenario=wuxing&table=staff&facility={STATION}")
    cell = page.locator(f'.grid tr:has(.cell-text:text-is("{WINDOW}")) td[data-at$=",8"]')
    cell.click()
    page.keyboard.type("-1")
    page.keyboard.press("Enter")
    assert page.locator(".cell-wrong").inner_text()
    page.locator(".cell-input").fill("3")
    page.keyboard.press("Enter")
    moved, staffed = until_changes(page, 2)
    assert staffed["update"]["set"] == {"head_count": 3}

    # saved as a what-if that the command line takes
    visitor.button("save").click()
    page.get_by_text(visitor.say("sv_more")).click()
    visitor.field("sv_id").fill(name)
    visitor.field("sv_name_zh").fill("康山搬迁并增加窗口人员")
    visitor.field("sv_name_en").fill("Kangshan moved, with more clerks")
    visitor.button("sv_save").click()
    page.wait_for_function("name => location.hash.includes(name)", arg=name)
    file = place.scenarios / "mine" / f"{name}.yaml"
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["changes"] == [moved, staffed]
    done = subprocess.run(
        [sys.executable, ROOT / "run.py", "validate", file], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()

    # run beside its base, and read
    visitor.button("compare_base").click()
    page.wait_for_selector(".run-form input[name=days][placeholder]")
    for field, value in (("count", 3), ("days", 28), ("warm_up", 7)):
        page.fill(f".run-form input[name={field}]", str(value))
    visitor.button("run_start_compare").click()
    visitor.link("job_result").click(timeout=LONG)
    page.wait_for_selector(".answer p")
    assert page.locator("table.lights thead th").count() == 3
    assert every_figure_drawn(page) >= 7
    if visitor.link("result_open_report").count() == 0:
        visitor.button("result_write_report").click()
    with page.context.expect_page() as opening:
        visitor.link("result_open_report").click()
    opening.value.wait_for_selector("#answer li")
    assert opening.value.locator("#answer li").count() == 3
