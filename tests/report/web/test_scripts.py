"""What the chart code may not hold: later syntax than ES2020, markup made from text, outside addresses."""

import re
import unicodedata
from itertools import pairwise

import pytest

from sim.report.assets import ECHARTS, SCRIPTS, STYLE, WEB, script
from sim.report.style import BLACK, BLUE, GREEN, ORANGE, PALE, PURPLE, SKY, VERMILION, YELLOW

LONGEST_FILE, LONGEST_LINE = 300, 110
SPACE = "http://www.w3.org/2000/svg"  # the name of SVG's elements; nothing is fetched from it
FORBIDDEN = {
    "assignment by ??=, ||= or &&=": r"\?\?=|\|\|=|&&=",
    "later methods": r"\.(at|replaceAll|findLast|findLastIndex|toSorted|toReversed)\(|Object\.hasOwn\b",
    "private fields": r"\bthis\.#|^\s*#\w+",
    "await at the top level": r"^(await|for await)\b",
    "numbers with _": r"\b\d+_\d+",
    "modules": r"^\s*(import|export)\b",
    "markup from text": r"\b(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)\b|document\.write\b",
    "text as code": r"\beval\b|\bnew Function\b|\bsetTimeout\(\s*['\"`]",
    "an outside address": r"https?:|\bwss?:|['\"(]//",
    "what a sandboxed page forbids": r"\b(localStorage|sessionStorage|indexedDB|cookie)\b",
    "a clock or chance": r"Math\.random|Date\.now|new Date\(\)",
}


def found(text: str) -> list[str]:
    """Name the rules that a script breaks."""
    code = text.replace(SPACE, "")
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, code, re.MULTILINE)]


def width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_keeps_the_rules(name):
    text = script(name)
    lines = text.splitlines()
    assert lines[0] == "'use strict';"
    assert lines[1].startswith("/* ")  # what the file is for
    assert found(text) == []
    assert len(lines) <= LONGEST_FILE
    assert [line for line in lines if width(line) > LONGEST_LINE] == []


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("a ??= 1;", "assignment by ??=, ||= or &&="),
        ("list.at(-1);", "later methods"),
        ("node.innerHTML = name;", "markup from text"),
        ("new Function('a')", "text as code"),
        ("fetch('https://example.org')", "an outside address"),
        ("src = '//example.org/x.js'", "an outside address"),
        ("await draw();", "await at the top level"),
        ("localStorage.lang = 'zh'", "what a sandboxed page forbids"),
    ],
)
def test_a_broken_rule_is_caught(code, rule):
    assert rule in found(code)


def test_every_script_is_loaded_and_every_function_says_what_it_does():
    held = {path.relative_to(WEB).as_posix() for path in WEB.rglob("*.js")}
    assert held == {*SCRIPTS, ECHARTS}
    for name in SCRIPTS:
        lines = script(name).splitlines()
        for before, line in pairwise(lines):
            if re.match(r"  (async )?function \w+|  Yizhan\.\w+ = (function|\()", line):
                known = "renderers." in line or before.strip().endswith("*/")
                assert known, f"{name}: {line.strip()}"


def test_the_style_asks_for_nothing():
    assert not re.search(r"url\(|@import|https?:", script(STYLE))


def test_colours_are_those_of_the_pictures():
    looks = script("looks.js").upper()
    for colour in (BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE, *PALE):
        assert colour.upper() in looks


def test_every_word_is_there_in_both_languages():
    words = re.findall(
        r"^\s+'?([\w.]+)'?: \{\s*zh: '([^']*)',\s*en: (?:'([^']*)'|Yizhan\.POINTS),?\s*\},",
        script("words.js"),
        re.MULTILINE,
    )
    assert len(words) == script("words.js").count("zh: '") > 40
    for key, zh, _ in words:
        assert key in ("km", "from_to", "chosen") or re.search(r"[\u4e00-\u9fff]", zh), key
