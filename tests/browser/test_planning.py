"""Planning on the page: the map by pointer and keys, tables with their checks, saving beside others."""

import json
import shutil

import pytest
import yaml

from tests.browser.conftest import grave_findings
from tests.browser.steps import STATION, changes, chosen, drag, place_of, until_changes
from tests.browser.workplace import NASTY

pytestmark = pytest.mark.browser


# The map


def test_a_station_is_moved_by_pointer_and_put_back_by_undo(planner):
    page = planner("#/network?scenario=wuxing")
    page.wait_for_selector(f'.place[data-id="{STATION}"]')
    x, y = place_of(page)
    drag(page, x, y, (30, 24))
    (change,) = until_changes(page, 1)
    body = change["update"]
    assert (body["table"], body["where"]) == ("facilities", {"id": STATION})
    assert body["set"]["lon"] > 120.05
    assert body["set"]["lat"] < 30.848  # where the scenario has it: it went right and down
    page.wait_for_selector(f'.place.changed[data-id="{STATION}"]')
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector(f'.place.plain[data-id="{STATION}"]')
    assert changes(page) == []
    assert place_of(page) == pytest.approx((x, y), abs=1)


def test_a_station_is_moved_by_keys(planner):
    page = planner("#/network?scenario=wuxing")
    page.locator(f'.place[data-id="{STATION}"]').focus()
    page.keyboard.press("m")
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert changes(page) == []  # not before it is set
    page.keyboard.press("Enter")
    (change,) = until_changes(page, 1)
    km_north = (change["update"]["set"]["lat"] - 30.848) * 111.32
    km_east = (change["update"]["set"]["lon"] - 120.05) * 111.32 * 0.8586  # cosine of the latitude
    assert km_north == pytest.approx(0.4, abs=0.01)
    assert km_east == pytest.approx(1.0, abs=0.01)
    assert page.evaluate("document.activeElement.getAttribute('data-id')") == STATION
    page.keyboard.press("m")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert changes(page) == [change]


def test_staff_and_opening_of_a_station(planner):
    page = chosen(planner("#/network?scenario=wuxing"))
    more = page.get_by_role("button", name="Kangshan Subdistrict window: one more")
    more.click()
    more.click()
    assert until_changes(page, 1) == [
        {"update": {"table": "staff", "where": {"id": f"{STATION}.window"}, "set": {"head_count": 3}}}
    ]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Kangshan Subdistrict window: one more"
    )
    page.get_by_role("button", name="Close the station").click()
    assert until_changes(page, 2)[1]["update"]["set"] == {"open": False}
    page.wait_for_selector(f'.place.closed[data-id="{STATION}"]')
    page.get_by_role("button", name="Open it again").click()
    until_changes(page, 1)  # as it was: no change is left
    listed = page.locator(".change-list li")
    assert "Kangshan Subdistrict window: 3 persons" in listed.inner_text()
    listed.get_by_role("button").click()
    until_changes(page, 0)


def test_a_new_station_is_a_copy_and_its_name_stays_text(planner, place):
    page = planner("#/network?scenario=wuxing")
    page.wait_for_selector(".station-list [data-key]")
    chosen(page)
    page.get_by_role("button", name="Add one like it").click()
    page.get_by_label("Name in Chinese").fill(NASTY + "站")
    page.get_by_label("Name in English").fill(NASTY)
    page.get_by_role("button", name="Choose the place").click()
    page.get_by_role("button", name="Put it at the centre").click()
    page.wait_for_selector(".place.added")
    made = changes(page)
    copies = [change["copy"] for change in made]
    assert len(copies) == len(made)
    assert [one["table"] for one in copies[:2]] == ["facilities", "catalogues"]
    new = copies[0]["set"]["id"]
    assert {one["where"]["id"] for one in copies[2:]} == {
        f"{STATION}.{group}" for group in ("leader", "window", "liaison", "x")
    }
    assert all(one["set"]["facility"] == new for one in copies[1:])
    assert page.locator(".panel-title").inner_text().startswith(NASTY)
    assert page.locator(".change-list li").count() == 1  # one entry: they go together
    page.wait_for_selector(".badge.good:text('no problem')")
    page.get_by_role("button", name="Save plan").click()
    page.get_by_text("More: file name").click()
    page.get_by_label("Identifier").fill("nasty_plan")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_function("() => location.hash.includes('nasty_plan')")
    page.wait_for_selector(".badge:text-is('saved')")
    file = place.scenarios / "mine" / "nasty_plan.yaml"
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert written["base"] == "../wuxing"
    assert written["changes"] == made
    page.get_by_role("button", name="Remove it").click()  # and it goes on from what was saved
    page.wait_for_selector(".change-list", state="hidden")
    page.get_by_role("button", name="Save plan").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector(".badge:text-is('saved')")
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["changes"] == []
    page.goto(page.url.split("#")[0] + "#/scenarios")
    page.wait_for_selector(".scenario")
    assert page.locator("img[src='x']").count() == 0


def test_two_who_save_the_same_plan_lose_nothing(planner, place):
    first, second = (planner("#/network?scenario=wuxing") for _ in range(2))
    for page, group in ((first, "window"), (second, "leader")):
        page.wait_for_selector(".station-list [data-key]")
        chosen(page)
        page.get_by_role("button", name=f"Kangshan Subdistrict {group}: one more").click()
        until_changes(page, 1)
        page.get_by_role("button", name="Save plan").click()
        page.get_by_text("More: file name").click()
        page.get_by_label("Identifier").fill("shared")
        page.get_by_role("button", name="Save", exact=True).click()
        if page is first:
            page.wait_for_function("() => location.hash.includes('shared')")
    second.wait_for_selector(".sides")
    sides = second.locator(".sides section").all_inner_texts()
    assert "Kangshan Subdistrict window: 2 persons" in sides[0]
    assert "Kangshan Subdistrict leader: 2 persons" in sides[1]
    second.get_by_role("button", name="Merge").click()
    second.wait_for_function("() => location.hash.includes('shared')")
    written = yaml.safe_load((place.scenarios / "mine" / "shared.yaml").read_text(encoding="utf-8"))
    assert [change["update"]["where"]["id"] for change in written["changes"]] == [
        f"{STATION}.window",
        f"{STATION}.leader",
    ]


def test_a_plan_is_saved_once_however_often_it_is_pressed(planner, place):
    page = planner("#/network?scenario=wuxing")
    page.wait_for_selector(".station-list [data-key]")
    chosen(page)
    page.get_by_role("button", name="Kangshan Subdistrict window: one more").click()
    until_changes(page, 1)
    held = []
    page.route("**/api/what-if", lambda route: held.append(route))
    page.get_by_role("button", name="Save plan").click()
    page.get_by_text("More: file name").click()
    page.get_by_label("Identifier").fill("pressed_twice")
    with page.expect_request("**/api/what-if"):
        page.get_by_role("button", name="Save", exact=True).dblclick()
    page.keyboard.press("Escape")  # not while it is being saved
    page.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_function("() => location.hash.includes('pressed_twice')")
    page.wait_for_selector(".badge:text-is('saved')")
    assert page.get_by_role("dialog").count() == 0
    assert (place.scenarios / "mine" / "pressed_twice.yaml").is_file()


@pytest.fixture(autouse=True)
def _pardon_conflicts(request, watch):
    """Chromium writes answers of 409 and 422 to the console; the page shows what they mean."""
    if "two_who_save" in request.node.name:
        watch.pardoned.append("409")
    if "is_uploaded" in request.node.name:
        watch.pardoned.append("422")


# Tables


def test_a_wrong_value_is_told_at_the_field_and_a_right_one_becomes_a_change(planner):
    page = planner("#/tables?scenario=wuxing&table=staff&facility=wx.kangshan")
    cell = page.locator('.grid tr:has(.cell-text:text-is("wx.kangshan.window")) td[data-at$=",8"]')
    cell.click()
    page.keyboard.press("Enter")
    page.keyboard.type("-3")
    page.keyboard.press("Enter")
    assert "≥ 0" in page.locator(".cell-wrong").inner_text()
    assert changes(page) == []
    page.locator(".cell-input").fill("4")
    page.keyboard.press("Enter")
    assert until_changes(page, 1)[0]["update"] == {
        "table": "staff",
        "where": {"id": "wx.kangshan.window"},
        "set": {"head_count": 4},
    }
    page.wait_for_selector(".grid tr.changed")
    cell.click()
    page.keyboard.type("1")  # typing edits
    page.keyboard.press("Enter")
    until_changes(page, 0)  # as in the base: no difference, no change


def test_a_row_is_added_with_the_schema_s_checks(planner):
    page = planner("#/tables?scenario=wuxing&table=hours")
    page.wait_for_selector(".grid td")
    page.get_by_role("button", name="Add a row").click()
    form = page.get_by_role("dialog")
    filled = {"Pattern": "station", "Days": "workdays", "Opens": "17:30", "Closes": "20:30"}
    for label, value in filled.items():
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="Add", exact=True).click()
    form.locator(".cell-wrong:not(:empty)").wait_for()
    assert "working" in form.locator(".cell-wrong:not(:empty)").inner_text()  # the mend names the choices
    form.get_by_label("Days").fill("working")
    form.get_by_role("button", name="Add", exact=True).click()
    assert until_changes(page, 1)[0]["add"]["row"]["days"] == "working"
    page.wait_for_selector(".grid tr.added.found")  # it is shown and marked
    assert page.evaluate("document.activeElement.closest('tr').className") == "added found"


def test_a_row_s_faults_are_told_at_once_and_full_width_signs_are_read(planner):
    page = planner("#/tables?scenario=wuxing&table=hours", "zh")
    page.wait_for_selector(".grid td")
    page.get_by_role("button", name="增加一行").click()
    form = page.get_by_role("dialog")
    fields = form.locator("input")
    for number, value in enumerate(("station", "never", "17:30", "25")):
        fields.nth(number).fill(value)
    form.get_by_text("这一行会影响所有采用此时段方案的设施（28 家）。").wait_for()
    form.get_by_role("button", name="加入").click()
    page.wait_for_function("() => document.querySelectorAll('dialog .cell-wrong:not(:empty)').length === 2")
    fields.nth(1).fill("工作日")
    fields.nth(2).fill("17：30")
    fields.nth(3).fill("16：30")
    form.get_by_role("button", name="加入").click()
    form.locator(".cell-wrong:not(:empty)").wait_for()  # closes before it opens: found before it is added
    assert changes(page) == []
    fields.nth(3).fill("20：30")
    form.get_by_role("button", name="加入").click()
    row = until_changes(page, 1)[0]["add"]["row"]
    assert (row["days"], row["opens"], row["closes"]) == ("working", "17:30", "20:30")


def test_text_that_comes_without_a_key_begins_an_edit(planner):
    page = planner("#/tables?scenario=wuxing&table=staff&facility=wx.kangshan", "zh")
    page.locator('.grid tr:has(.cell-text:text-is("wx.kangshan.window")) td[data-at$=",2"]').click()
    page.keyboard.insert_text("康山新窗口")  # as an input method does
    page.locator(".cell-input").wait_for()
    page.keyboard.press("Enter")
    assert until_changes(page, 1)[0]["update"]["set"] == {"name_zh": "康山新窗口"}


def test_codes_are_read_as_names_in_tables_and_in_changes(planner):
    page = planner("#/tables?scenario=wuxing&table=staff&facility=wx.kangshan", "zh")
    row = page.locator('.grid tr:has(.cell-text:text-is("wx.kangshan.window"))')
    row.locator(".cell-name", has_text="登记注册、许可审批、办税辅导、社保用工登记").wait_for()
    page.evaluate(
        "async () => (await import('/static/store.js')).drafts.current().edit({kind: 'fields',"
        " table: 'staff', where: {id: 'wx.kangshan.window'}, set: {mode: 'rotating', skills: 'tax;legal'},"
        " was: {}})"
    )
    until_changes(page, 1)
    page.evaluate(
        "async () => (await import('/static/store.js')).drafts.current()"
        ".edit({kind: 'remove', table: 'staff', where: {id: 'wx.kangshan.x'}})"
    )
    until_changes(page, 2)
    page.evaluate("location.hash = '#/whatif?scenario=wuxing'")
    page.locator(".change-list li", has_text="康山街道窗口").wait_for()
    edited, removed = page.locator(".change-list li").all_inner_texts()
    assert "改为轮驻，技能改为办税辅导、法律咨询" in edited
    assert "删除康山街道" in removed


def test_a_problem_leads_to_its_entry_and_its_row(planner):
    page = planner("#/network?scenario=wuxing")
    page.wait_for_selector(".station-list [data-key]")
    chosen(page)
    page.get_by_role("button", name="Add one like it").click()
    page.get_by_role("button", name="Choose the place").click()
    page.get_by_role("button", name="Put it at the centre").click()
    page.wait_for_selector(".place.added")
    made = len(changes(page))
    wrong = {
        "pattern": "station",
        "days": "working",
        "opens": "18:00",
        "closes": "17:00",
        "source": "assumed",
    }
    page.evaluate(
        "async row => (await import('/static/store.js')).drafts.current()"
        ".edit({kind: 'add', table: 'hours', row})",
        wrong,
    )
    until_changes(page, made + 1)
    page.evaluate("location.hash = '#/whatif?scenario=wuxing'")
    page.get_by_role("button", name="change 2", exact=True).first.click()  # counted as the list does
    assert page.locator(".change-list li").nth(1).get_attribute("class") == "found"
    page.get_by_role("link", name="see the row").first.click()
    page.wait_for_selector(".grid tr.added.found")


def test_a_station_outside_the_network_is_told(planner):
    page = planner("#/network?scenario=wuxing")
    page.locator(f'.place[data-id="{STATION}"]').focus()
    page.keyboard.press("m")
    for _ in range(30):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    (change,) = until_changes(page, 1)
    assert change["update"]["set"]["town"] == ""  # of none
    page.locator(".panel-card .message.warn").wait_for()
    assert "Outside the network" in page.locator(".panel-card .message.warn").inner_text()
    assert "Town" not in page.locator(".panel-card .facts dt").all_inner_texts()


def test_a_template_of_candidates_can_be_sent_back(planner, tmp_path):
    page = planner("#/plan?what=site&scenario=wuxing")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download a template").click()
    file = tmp_path / kept.value.suggested_filename
    kept.value.save_as(file)
    assert "trivially" in page.locator(".nearness .message.warn").inner_text()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("select[name=candidates] option", has_text=file.name).wait_for(state="attached")


def test_a_policy_is_set_and_reset(planner):
    page = planner("#/tables?scenario=wuxing&table=policies")
    share = page.get_by_label("Part of the promise after which the chiefs take a case")
    share.fill("7")
    share.press("Tab")
    page.locator(".cell-wrong:not(:empty)").wait_for()
    assert changes(page) == []
    share.fill("0.8")
    share.press("Tab")
    assert until_changes(page, 1) == [{"set": {"policies.backstop.share": 0.8}}]
    page.get_by_role("button", name="Back to 0.6").click()
    until_changes(page, 0)


# Files


def test_a_scenario_is_uploaded_or_refused_with_its_problems(planner, place, tmp_path):
    page = planner("#/scenarios")
    whole = shutil.make_archive(str(tmp_path / "brought"), "zip", place.scenarios, "wuxing")
    broken = shutil.copytree(place.scenarios / "wuxing", tmp_path / "broken" / "wuxing")
    (broken / "counties.csv").write_text("id,name_zh\n330502,吴兴\n", encoding="utf-8")
    bad = shutil.make_archive(str(tmp_path / "bad"), "zip", tmp_path / "broken", "wuxing")
    page.get_by_role("button", name="Upload a scenario").click()
    form = page.get_by_role("dialog")
    form.get_by_label("File").set_input_files(bad)
    form.get_by_role("button", name="Upload").click()
    form.locator(".message.bad").wait_for()
    assert "counties.csv" in form.inner_text()
    form.get_by_label("File").set_input_files(whole)
    form.get_by_role("button", name="Upload").click()
    page.locator(".scenario", has_text="mine/").first.wait_for()


def test_outlines_take_the_place_of_the_cells(planner, tmp_path):
    page = planner("#/scenarios")
    square = [[119.9, 30.7], [120.3, 30.7], [120.3, 31.0], [119.9, 31.0], [119.9, 30.7]]
    feature = {
        "type": "Feature",
        "properties": {"name": NASTY},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    file = tmp_path / "square.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    page.get_by_role("button", name="Upload outlines").click()
    form = page.get_by_role("dialog")
    form.get_by_label("File").set_input_files(file)
    form.get_by_role("button", name="Upload").click()
    form.wait_for(state="detached")
    page.evaluate("location.hash = '#/network?scenario=wuxing'")
    page.wait_for_selector(".place")
    assert page.locator(".cell").count() > 1
    page.get_by_label("Ground").select_option(index=1)
    page.wait_for_function("() => document.querySelectorAll('.cell').length === 1")
    assert page.locator(".cell title").text_content() == NASTY


def test_a_recommended_plan_opens_on_the_map_and_gives_its_name(planner, place):
    page = planner("#/scenarios")
    heads = {"table": "staff", "where": {"id": f"{STATION}.window"}, "set": {"head_count": 4}}
    plan = {"base": "wuxing", "changes": [{"update": heads}], "same": True}
    plan["names"] = {"zh": "推荐的人员", "en": "Recommended staff"}
    files = {"files": [{"path": "recommended.yaml", "size": 10}]}
    page.route("**/api/result/files*", lambda route: route.fulfill(json=files))
    page.route("**/api/result/plan*", lambda route: route.fulfill(json=plan))
    page.evaluate("id => { location.hash = `#/result?id=${id}`; }", place.comparison.name)
    page.get_by_role("button", name="Open the recommended plan on the map").click()
    page.locator(".change-list li", has_text="4 persons").wait_for()
    assert changes(page) == plan["changes"]
    page.get_by_role("button", name="Save plan").click()
    assert page.get_by_label("Name in English").input_value() == "Recommended staff"


# Everything


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_grave_for_readers_with_other_means(planner, lang):
    page = planner("#/scenarios", lang)
    page.wait_for_selector(".scenario")
    assert grave_findings(page) == []
    for where, there in (
        (f"network?scenario=wuxing&facility={STATION}", ".staff-table .step"),
        ("tables?scenario=wuxing&table=staff", ".grid td"),
        ("tables?scenario=wuxing&table=settings", ".levers"),
        ("whatif?scenario=what_if%2Frenamed.yaml", ".change-list li"),
    ):
        page.evaluate("where => { location.hash = `#/${where}`; }", where)
        page.wait_for_selector(there)
        assert grave_findings(page) == []


def test_a_view_that_comes_late_does_not_write_into_the_next(planner):
    page = planner("#/whatif?scenario=wuxing")
    page.wait_for_selector(".plan")
    held = []
    page.route("**/api/scenarios", lambda route: held.append(route))
    with page.expect_request("**/api/scenarios"):
        page.evaluate("location.hash = '#/scenarios'")
    page.evaluate("location.hash = '#/whatif?scenario=wuxing'")
    page.wait_for_selector(".plan")
    with page.expect_response("**/api/scenarios"):
        held[0].continue_()
    page.wait_for_timeout(200)
    assert page.locator("h1").all_inner_texts() == ["Plan: Wuxing's 1+3+N"]
