"""The page: one file that fetches nothing, runs only its own scripts, and shows names as text."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest

from sim.report import assets
from sim.report.chart_data import ChartData, Column
from sim.report.content import Cell, Content, Light, Lights, Paragraphs, Section, Table
from sim.report.html import page

EVIL = "<img onerror=alert(1) src=x>"
CHINESE = re.compile("[\u4e00-\u9fff]")


def both(zh, en):
    return {"zh": zh, "en": en}


CHART = ChartData(
    name="bars",
    renderer="bars",
    title=both("图", "Chart"),
    rows=pl.DataFrame({"row_zh": ["甲", "</script>"], "row_en": ["one", EVIL], "value": [1.0, 2.0]}),
    columns=[
        Column("row", both("行", "row"), "names"),
        Column("value", both("值", "value"), "number"),
    ],
    encode={"row": "row", "value": "value"},
)
LIGHT = Light("met", 1.0, 10, (0.69, 1.0), Cell("98.1 %"))
CONTENT = Content(
    kind="run",
    title=both("标题", EVIL),
    facts=both("天数", "days"),
    answer=[both("第一", "First"), both("第二", "Second"), both("第三", "Third")],
    lights=Lights(
        [both("基准", EVIL)],
        [
            {"name": both("指标", "KPI"), "where": both("全网", "all"), "bound": both("≥ 1", "≥ 1")}
            | {"basis": both("数据支撑", "data-informed")}
        ],
        [[LIGHT]],
    ),
    warnings=[both("警告", EVIL)],
    sections=[
        Section("chart", both("图表", "Charts"), [CHART]),
        Section(
            "tables",
            both("表格", "Tables"),
            [
                Table([both("名", "name"), both("数", "number")], [[Cell("x"), Cell("3", numeric=True)]]),
                Table([both("名", "name")], [[Cell(EVIL, link="a%20b.csv")]], folded=both("展开", "open")),
                Paragraphs([both("条目", "item")], "list"),
                Paragraphs([both("注意", "mind")], "warning"),
                Paragraphs([both("小题", "part")], "heading"),
            ],
            note=both("说明", "note"),
        ),
    ],
    provenance=[("seed", "1"), ("scenario.name_en", EVIL), ("command", f"run.py {EVIL}")],
)


class Parts(HTMLParser):
    """What a browser would fetch and run, the words that it shows, and whether elements close in order."""

    VOID = ("meta", "link", "img", "br", "col")

    def __init__(self, text):
        super().__init__()
        self.references, self.scripts, self.open, self.words = [], {}, [], []
        self.styles, self.tags = [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.references += [value for name, value in attrs if name in ("src", "href", "srcset", "action")]
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        tag, attrs = self.open[-1] if self.open else ("", {})
        if tag == "script":
            name = attrs.get("id", str(len(self.scripts)))
            self.scripts[name] = self.scripts.get(name, "") + data
        elif tag == "style":
            self.styles.append(data)
        elif data.strip():
            self.words.append(data.strip())


@pytest.fixture(scope="module")
def text():
    return page(CONTENT, "zh")


@pytest.fixture(scope="module")
def parts(text):
    return Parts(text)


def unpacked(packed):
    return gzip.decompress(base64.b64decode(packed)).decode("utf-8")


def test_nothing_is_fetched(text, parts):
    links = [one for one in parts.references if not one.startswith(("#", "data:"))]
    assert links == ["a%20b.csv"]
    assert not any("url(" in style.replace('url("data:', "") for style in parts.styles)
    shown = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert not re.search(r"https?://|@import", shown)


def test_the_policy_knows_every_script_by_its_hash_and_no_other(parts):
    (policy,) = (attrs["content"] for tag, attrs in parts.tags if attrs.get("http-equiv"))
    allowed = re.findall(r"'sha256-([^']+)'", policy)
    run = [code for name, code in parts.scripts.items() if not name.startswith("packed-")]
    run.append(unpacked(parts.scripts["packed-library"]))
    assert sorted(allowed) == sorted(
        base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in run
    )
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


def test_scripts_are_our_own_files_as_they_are(parts):
    run = [code for name, code in parts.scripts.items() if not name.startswith("packed-")]
    assert run[:-1] == [assets.script(name) for name in assets.SCRIPTS]
    assert unpacked(parts.scripts["packed-library"]) == assets.script(assets.ECHARTS)


def test_chart_data_is_packed_whole(parts):
    assert json.loads(unpacked(parts.scripts["packed-charts"])) == {"bars": CHART.as_json()}


def test_names_stay_text(text, parts):
    assert EVIL not in text
    assert parts.words.count(EVIL) >= 5  # title, scenario, warning, cell, provenance
    assert not any(tag == "img" for tag, _ in parts.tags)


def test_a_name_cannot_take_the_place_of_the_font():
    named = replace(CONTENT, title=both("/* font */", "<style>/* font */"), sections=[])
    head, _, rest = page(named, "zh").partition("<style>")
    assert 'data-title-zh="/* font */"' in head
    assert rest.lstrip().startswith("@font-face")


def test_every_text_comes_in_both_languages(text):
    pairs = re.findall(r'<span class="zh"[^>]*>(.*?)</span><span class="en"[^>]*>(.*?)</span>', text)
    assert len(pairs) > 30
    assert text.count('class="zh"') == text.count('class="en"')
    named = {"English", "≥ 1"}
    assert all(CHINESE.search(zh) for zh, _ in pairs if zh not in named)
    assert not any(CHINESE.search(en) for _, en in pairs if en != "中文")


def test_it_opens_in_the_language_asked_for(text):
    assert '<html lang="zh"' in text
    assert "<title>标题</title>" in text
    assert '<html lang="en"' in page(CONTENT, "en")


def test_without_scripts_answer_lights_tables_and_titles_can_be_read(parts):
    for words in (
        "First",
        "第三",
        "likely met",
        "10 of 10",
        "69–100\u00a0%",
        "mean 98.1\u00a0%",
        "Chart",
        "item",
        "3",
    ):
        assert words in parts.words


def test_a_light_has_a_word_beside_its_colour(parts):
    cell = next(attrs for tag, attrs in parts.tags if tag == "td" and "light" in attrs.get("class", ""))
    assert cell["class"] == "light met"
    assert "很可能达到" in parts.words


def test_few_replications_are_said():
    few = replace(CONTENT, lights=replace(CONTENT.lights, lights=[[replace(LIGHT, state="unsure", n=5)]]))
    assert "With fewer than 6 replications" in page(few, "en")
    assert "With fewer than 6 replications" not in page(CONTENT, "en")


def test_a_page_without_charts_carries_no_chart_code():
    plain = page(replace(CONTENT, sections=CONTENT.sections[1:]), "en")
    assert 'id="packed-library"' not in plain
    assert len(Parts(plain).scripts) == 1
    assert len(plain) < 150_000


def test_the_font_holds_every_chinese_character_of_page_and_charts(text, parts):
    import io

    from fontTools.ttLib import TTFont

    data = re.search(r"data:font/woff;base64,([\w+/=]+)", text)[1]
    with TTFont(io.BytesIO(base64.b64decode(data))) as font:
        held = {chr(code) for code in font.getBestCmap()}
    shown = text + unpacked(parts.scripts["packed-charts"])
    assert set(CHINESE.findall(shown)) <= held
    assert len(held) < 2 * len(set(shown))  # cut to what is shown


def test_the_same_content_gives_the_same_bytes(text):
    assert page(CONTENT, "zh") == text
