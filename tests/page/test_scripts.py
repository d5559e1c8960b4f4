"""What the page's scripts may not hold, and that every text they use is there in both languages."""

import re
from pathlib import Path
from typing import get_args

import pytest

from sim.network.codes import LOST, CaseKind, Channel, Family, Outcome
from sim.page.schema import schema
from sim.page.static_files import STATIC
from sim.page.texts import RESULT_KINDS, facility_kind
from sim.planning.frontier.words import NAMES
from sim.planning.siting.candidates import Candidate
from sim.report.answer_of_run import STATES
from sim.report.page_texts import PAGE
from sim.scenario.schema.facility import KIND_TIER
from tests.report.web.test_scripts import FORBIDDEN, LONGEST_LINE, SPACE, width

LONGEST_FILE = 450
OTHER_RULES = {  # the page is made of modules, remembers drafts and names plans by the day
    "modules",
    "what a sandboxed page forbids",
    "a clock or chance",
}
RULES = {rule: pattern for rule, pattern in FORBIDDEN.items() if rule not in OTHER_RULES}
RULES["later methods"] = RULES["later methods"].replace(r"\.(at|", r"\.at\(-|\.(")  # maps have an at(x, y)
SCRIPTS = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js"))
WORDS = [name for name in SCRIPTS if Path(name).stem.startswith("words")]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TEXT = r"'(?:[^'\\]|\\.)*'(?:\s*\+\s*'(?:[^'\\]|\\.)*')*"
PAIR = re.compile(rf"^  (\w+): \[\s*({TEXT}),\s*({TEXT})(?:,\s*({TEXT}))?,?\s*\]", re.MULTILINE)
SAME = {"language", "language_label", "sv_new_zh", "sv_new_en", "ad_new_zh", "ad_new_en"}
SAME |= {"plan_template_zh", "plan_template_en"}  # in one language
HOLE = re.compile(r"\{\w+\}")
USED = re.compile(r"\bt\(\s*'(\w+)'")
QUOTED = re.compile(r"'(\w+)'")
BUILT = re.compile(r"`([a-z_]+_)\$\{")  # a key made of a beginning and what is told


def source(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def words() -> dict[str, tuple[str, ...]]:
    """Every text of the page: key, Chinese, English, and perhaps the English of one."""
    return {
        key: tuple(re.sub(r"'\s*\+\s*'", "", text)[1:-1].replace("\\'", "'") for text in pair if text)
        for name in WORDS
        for key, *pair in PAIR.findall(source(name))
    }


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_keeps_the_rules(name):
    text = source(name)
    lines = text.splitlines()
    assert lines[0] == "'use strict';"
    assert lines[1].startswith(("// ", "/*"))  # what the file is for
    code = text.replace(SPACE, "")
    assert [rule for rule, pattern in RULES.items() if re.search(pattern, code, re.MULTILINE)] == []
    assert len(lines) <= LONGEST_FILE
    assert [line for line in lines if width(line) > LONGEST_LINE] == []


def test_every_file_of_texts_is_read_whole():
    for name in WORDS:
        keys = re.findall(r"^  (\w+): \[", source(name), re.MULTILINE)
        assert len(PAIR.findall(source(name))) == len(keys), name


def test_every_text_is_there_in_both_languages():
    found = words()
    assert len(found) > 200
    for key, (zh, en, *one) in found.items():
        assert CHINESE.search(zh) or key in SAME or not re.search(r"[A-Za-z]{2}", HOLE.sub("", zh)), key
        assert not CHINESE.search(en) or key in SAME, key
        assert set(HOLE.findall(zh)) == set(HOLE.findall(en)), key
        assert all(set(HOLE.findall(text)) | {"{n}"} == set(HOLE.findall(en)) for text in one), key


def test_every_text_that_is_used_is_there():
    found = words()
    used = {(name, key) for name in SCRIPTS for key in USED.findall(source(name))}
    assert len(used) > 100
    assert [(name, key) for name, key in sorted(used) if key not in found] == []


def test_every_text_is_used():
    code = "".join(source(name) for name in SCRIPTS if name not in WORDS)
    code += source("words_values.js")  # it makes keys of its texts itself
    quoted, beginnings = set(QUOTED.findall(code)), tuple(set(BUILT.findall(code)))
    assert [key for key in words() if key not in quoted and not key.startswith(beginnings)] == []


def test_every_choice_of_the_tables_has_a_name():
    columns = [one for table in schema()["tables"].values() for one in table["columns"]]
    columns += [*schema()["settings"], *schema()["policies"]]
    choices = {choice for column in columns for choice in column["choices"] or ()}
    assert choices
    assert {f"va_{choice}" for choice in choices} - set(words()) == set()


def test_the_page_calls_things_as_its_server_and_the_report_do():
    found = words()
    told = {f"va_{kind}": tuple(facility_kind(kind).values()) for kind in KIND_TIER}
    told |= {f"kind_{kind}": (zh, en.lower()) for kind, (zh, en) in RESULT_KINDS.items()}
    told |= {f"pick_{pick}": texts for pick, texts in NAMES.items()}
    told |= {f"light_{state}": tuple(PAGE[state].values()) for state in STATES}
    told |= {f"result_{name}": tuple(PAGE[name].values()) for name in ("provenance", "provenance_note")}
    assert {key: found[key] for key in told} == told


@pytest.mark.parametrize(
    ("name", "start", "wanted"),
    [
        ("runs/nearness.js", "COLUMNS = ", list(Candidate.model_fields)),
        ("runs/nearness.js", "KINDS = ", get_args(Candidate.model_fields["kind"].annotation)),
        ("runs/targets.js", "kind: ", [one.name.lower() for one in CaseKind]),
        ("runs/targets.js", "family: ", [one.name.lower() for one in Family]),
        ("runs/targets.js", "channel: ", [one.name.lower() for one in Channel]),
        ("runs/plans.js", "PICKS = ", list(NAMES)),
        ("day/model.js", "LEFT = ", [one.name.lower() for one in (*LOST, Outcome.UNSERVED)]),
    ],
)
def test_a_list_of_a_script_is_that_of_the_model(name, start, wanted):
    found = re.search(re.escape(start) + r"\[(.*?)\]", source(name), re.DOTALL)
    assert found is not None
    assert QUOTED.findall(found.group(1)) == list(wanted)


def test_the_styles_ask_for_nothing():
    for path in STATIC.glob("*.css"):
        assert not re.search(r"url\(|@import|https?:", path.read_text(encoding="utf-8")), path.name
