"""The chart code on its gallery: every renderer, its edge cases, and all that surrounds a chart."""

import csv
import io
import math
import re
import struct
from pathlib import Path

import pytest

from sim.report import measures
from tests.browser.conftest import grave_findings
from tests.browser.steps import CHINESE
from tests.report.web import examples, examples_more, gallery

pytestmark = pytest.mark.browser
UNITS = ("share", "cases", "visits", "minutes", "working hours", "")
VALUES = (0, 1, -1, 0.5, 2.5, 3.5, 100.5, 101.5, 0.125, 0.045, 0.1 + 0.2, 12.345, 99.94, 99.95, 99.96)
VALUES += (999.5, 1234567.0, 0.00012345, 1e-7, 0.9996, 0.99949, 0.0004, 1.0004, -0.02, -0.00001)
VALUES += (1 / 3, 2 / 3, -12345.678, math.inf, -math.inf, None)


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return gallery.write(tmp_path_factory.mktemp("gallery") / "gallery.html")


@pytest.fixture
def charts(opened, file):
    """Open the gallery, and draw all of it on request: charts(lang, width)."""

    def draw(lang: str = "en", width: int = 1040, *, whole: bool = False):
        page = opened(f"{file.as_uri()}?lang={lang}", lang=lang, width=width)
        page.on("dialog", lambda dialog: pytest.fail(f"a name was run: {dialog.message}"))
        if whole:
            page.evaluate("Yizhan.drawAll()")
        return page

    return draw


def figure(page, name: str):
    found = page.locator(f'figure[data-chart="{name}"]')
    found.scroll_into_view_if_needed()
    found.locator(".yz-canvas svg, .yz-canvas canvas, .yz-empty:visible").first.wait_for()
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [344, 724, 1040])
def test_every_chart_is_drawn_and_no_text_is_cut(charts, lang, width):
    page = charts(lang, width, whole=True)
    names = [one.name for one in gallery.cases()]
    empty = {name for name in names if name.endswith("-empty")}
    drawn = page.evaluate(
        "() => figures.filter((one) => one.chart).map((one) => one.data.name)",
    )
    assert set(drawn) == set(names) - empty
    for name in empty:
        assert page.locator(f'[data-chart="{name}"] .yz-empty').inner_text() == (
            "无数据 no data" if lang == "zh" else "no data 无数据"
        )
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.yz-canvas svg')].flatMap((svg) => {
            const room = svg.getBoundingClientRect();
            const out = (box) => box.left < room.left - 2 || box.right > room.right + 2
              || box.top < room.top - 2 || box.bottom > room.bottom + 2;
            return [...svg.querySelectorAll('text')].filter((text) => out(text.getBoundingClientRect()))
              .map((text) => svg.closest('figure').dataset.chart + ': ' + text.textContent);
        })"""
    )
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_names_from_files_stay_text(charts):
    page = charts(whole=True)
    assert page.locator("img").count() == 0
    plot = figure(page, "bars-grouped").locator(".yz-plot")
    plot.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    tip = page.locator(".yz-tip strong", has_text=examples.HOSTILE)
    assert tip.first.inner_text() == examples.HOSTILE
    assert page.locator("img").count() == 0


def test_numbers_are_written_as_python_writes_them(charts):
    page = charts()
    endless = (math.inf, -math.inf)  # no share is
    asked = [[v, unit] for v in VALUES for unit in UNITS if not (unit == "share" and v in endless)]
    sent = [[None if v is None else repr(v), unit] for v, unit in asked]
    written = page.evaluate(
        """(asked) => asked.map(([text, unit]) => {
            const endless = { inf: Infinity, '-inf': -Infinity };
            const value = text === null ? null : endless[text] ?? Number(text);
            const high = value === null ? null : value + 0.3;
            const { number, signed, interval, signedInterval } = Yizhan.format;
            return [number(value, unit), signed(value, unit), interval(value, high, unit),
              signedInterval(value, high, unit)];
        })""",
        sent,
    )
    for (value, unit), told in zip(asked, written, strict=True):
        high = None if value is None else value + 0.3
        assert told == [
            measures.number(value, unit),
            measures.signed(value, unit),
            measures.interval(value, high, unit),
            measures.signed_interval(value, high, unit),
        ], (value, unit)


def test_keys_step_through_points_and_say_them(charts):
    page = charts()
    chart = figure(page, "intervals-names")
    live, plot = chart.locator(".yz-live"), chart.locator(".yz-plot")
    plot.focus()
    page.keyboard.press("ArrowRight")
    first = live.inner_text()
    assert examples.LONG_EN in first
    assert "Point 1 of 6." in first
    page.keyboard.press("ArrowRight")
    assert re.search(r"[+-]\d[\d.]* percentage points \(.* … .*\)", live.inner_text())
    page.keyboard.press("ArrowLeft")
    assert chart.locator(".yz-tip").inner_text().startswith(examples.LONG_EN)
    page.keyboard.press("End")
    assert "Point 6 of 6." in live.inner_text()
    page.keyboard.press("ArrowUp")
    assert "Point 5 of 6." in live.inner_text()
    page.keyboard.press("Home")
    assert live.inner_text() == first
    page.keyboard.press("Escape")
    assert live.inner_text() == ""
    chart.locator(".yz-tip").wait_for(state="hidden")


def test_up_and_down_lead_to_the_next_row_of_a_grid(charts):
    page = charts("zh")
    chart = figure(page, "heat-small")
    chart.locator(".yz-plot").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert "第 31 点，共 84 点" in chart.locator(".yz-live").inner_text()  # 2 x 14 cells further on
    assert "无人在岗" in chart.locator(".yz-live").inner_text()


def test_the_pointer_reads_out(charts):
    page = charts()
    chart = figure(page, "intervals-series")
    box = chart.locator(".yz-canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20)
    tip = chart.locator(".yz-tip")
    tip.wait_for()
    assert "county 1" in tip.inner_text()
    assert "on-time share" in tip.inner_text()


def test_a_choice_changes_chart_table_and_picture(charts):
    page = charts()
    chart = figure(page, "flow-tiers")
    before = chart.locator(".yz-canvas").inner_text()
    chart.locator(".yz-choose button").first.focus()
    page.keyboard.press("ArrowRight")
    chosen = chart.locator('[aria-checked="true"]')
    assert chosen.inner_text() == examples.LONG_EN
    assert chosen.evaluate("node => node === document.activeElement")
    assert chart.locator(".yz-canvas").inner_text() != before
    chart.locator("summary").click()
    table = chart.locator("table")
    assert examples.LONG_EN in table.locator("caption").inner_text()
    assert table.locator("tbody tr").count() == len(examples_more.LINKS)
    assert table.locator("tbody tr").first.locator("td").last.inner_text() == "14,400"
    with page.expect_download() as download:
        chart.locator(".yz-png").click()
    assert download.value.suggested_filename == "flow-tiers-2.en.png"


def test_series_and_layers_are_hidden_and_shown(charts):
    page = charts()
    chart = figure(page, "lines-panels")
    points = "(name) => figures.find((one) => one.data.name === name).points"
    chart.locator("button.yz-key").nth(1).click()
    said = page.evaluate(points, "lines-panels")[3]["text"]
    assert examples.SCENARIOS[0][1] in said
    assert examples.LONG_EN not in said
    layer = figure(page, "map-covered").locator(".yz-layer")
    assert layer.get_attribute("aria-pressed") == "false"
    layer.click()
    assert figure(page, "map-covered").locator(".yz-layer").get_attribute("aria-pressed") == "true"


def test_a_map_zooms_and_keeps_its_part_in_the_other_language(charts):
    page = charts()
    chart = figure(page, "map-network")
    zoomed = """figures.find((one) => one.data.name === 'map-network').chart.getOption()
        .dataZoom.map((zoom) => zoom.end - zoom.start)"""
    assert page.evaluate(zoomed) == [100, 100]
    chart.get_by_role("button", name="Zoom in").click()
    part = page.evaluate(zoomed)
    assert part == pytest.approx([100 / 1.5, 100 / 1.5])
    page.evaluate("Yizhan.setLang('zh')")
    assert page.evaluate(zoomed) == pytest.approx(part)
    chart.get_by_role("button", name="全图").click()
    assert page.evaluate(zoomed) == [100, 100]


def test_every_word_follows_the_language(charts):
    page = charts()
    page.evaluate("Yizhan.setLang('zh')")
    for selector in (".yz-title", ".yz-png", ".yz-details summary", ".yz-hint", ".yz-notes p"):
        for text in page.locator(selector).all_text_contents():
            assert CHINESE.search(text), (selector, text)
    assert {one.get_attribute("lang") for one in page.locator(".yz-figure").all()} == {"zh"}


def test_a_picture_holds_title_chart_and_notes_at_twice_the_size(charts, tmp_path):
    page = charts("zh")
    with page.expect_download() as download:
        figure(page, "heat-week").locator(".yz-png").click()
    assert download.value.suggested_filename == "heat-week-1.zh.png"
    download.value.save_as(tmp_path / "heat.png")
    picture = (tmp_path / "heat.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width == 2 * 1048
    assert height > 2 * 20 * 22  # twenty rows at twice their size, and words
    assert len(picture) > 30_000  # cells, not a blank


def test_the_table_as_csv_opens_in_a_spreadsheet(charts, tmp_path):
    page = charts()
    with page.expect_download() as download:
        figure(page, "intervals-names").locator(".yz-csv").click()
    download.value.save_as(tmp_path / "table.csv")
    text = (tmp_path / "table.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert rows[0][:2] == ["station", "difference (percentage points)"]
    assert [row[0] for row in rows[1:3]] == [examples.LONG_EN, examples.HOSTILE]
    held = examples.intervals("x", [("a", "a")]).rows["value"][0]
    assert float(rows[1][1]) == pytest.approx(held, rel=1e-5)
    formula = "=HYPERLINK(1)"
    data = examples.intervals("x", [(formula, formula)]).as_json()
    assert f"'{formula}" in page.evaluate("(data) => Yizhan.csv(data, 'en')", data)


def test_charts_are_drawn_when_they_come_near_and_all_of_them_for_paper(opened, file):
    page = opened(file.as_uri())
    page.locator("figure").first.locator("svg").first.wait_for()
    drawn = "figures.filter((one) => one.chart).length"
    some = page.evaluate(drawn)
    assert 0 < some < 10
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    widths = page.evaluate("figures.filter((one) => one.chart).map((one) => one.chart.getWidth())")
    assert len(widths) == len([one for one in gallery.cases() if not one.name.endswith("-empty")])
    assert set(widths) == {680}
    assert figure(page, "flow-tiers").locator(".yz-chosen").is_visible()
    assert not figure(page, "flow-tiers").locator(".yz-tools").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("figures[0].chart.getWidth()") > 680


def test_a_chart_that_cannot_be_drawn_leaves_its_table(charts, watch):
    watch.pardoned.append("broken")
    page = charts()
    data = examples.intervals("broken", [("甲", "A")]).as_json() | {"renderer": "pie"}
    page.evaluate(
        "(data) => { Yizhan.figure(document.querySelector('main'), data, { lang: 'en' }).draw(); }", data
    )
    chart = figure(page, "broken")
    assert "could not be drawn" in chart.locator(".yz-empty").inner_text()
    chart.locator("summary").click()
    assert chart.locator("tbody th").inner_text() == "A"
    assert len(watch.faults) == 0


def test_nothing_critical_or_serious_for_those_who_cannot_see_or_use_a_mouse(charts):
    page = charts("zh", whole=True)
    figure(page, "bars-looks").locator("summary").click()
    assert grave_findings(page) == []


def test_scales_have_round_steps(charts):
    page = charts()
    for values, count, ends in [
        ([0, 10], 5, (0, 10, 2)),
        ([-3, 7], 5, (-4, 8, 2)),
        ([5, 5], 4, (4.5, 5.5, 0.5)),
        ([], 4, (0, 1, 0.5)),
        ([0.001, 0.0042], 4, (0.001, 0.005, 0.001)),
    ]:
        scale = page.evaluate("([values, count]) => Yizhan.scale(values, count)", [values, count])
        assert (scale["min"], scale["max"], scale["interval"]) == pytest.approx(ends), values


def test_flows_are_as_wide_as_what_flows_and_never_thinner_than_a_pixel(charts):
    page = charts()
    links = [("arrive", "station", 1000.0), ("station", "solved", 999.0), ("station", "lost", 0.001)]
    data = examples_more.flow("thin", links, 1).as_json()
    heights = page.evaluate(
        """(data) => {
            const drawn = Yizhan.renderers.flow(data, 'en', { width: 600, chosen: null, off: new Set() });
            const place = document.createElement('div');
            place.style.width = '600px';
            document.body.append(place);
            const chart = echarts.init(place, null, { renderer: 'svg', width: 600, height: drawn.height });
            chart.setOption(drawn.option);
            const paths = [...place.querySelectorAll('path[fill-opacity], path[opacity]')];
            return paths.map((path) => path.getAttribute('d').match(/-?[\\d.]+/g).map(Number))
              .map((d) => Math.abs(d[d.length - 1] - d[1]));
        }""",
        data,
    )
    assert len(heights) == 3
    assert heights[0] == pytest.approx(240, rel=0.01)
    assert heights[1] == pytest.approx(heights[0] * 0.999, rel=0.01)
    assert min(heights) == pytest.approx(1, abs=0.05)
