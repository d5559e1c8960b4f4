"""What the report of a run says."""

import re

import pytest

from sim.report.contents.run import content
from sim.report.texts import text


@pytest.fixture(scope="module")
def city(datasets):
    return content(datasets["city", "run"].folder)


def test_sections_stand_in_reading_order(city):
    assert [section.id for section in city.sections] == [
        *("map", "time", "county", "utilisation", "flow", "backlog", "figures", "assumptions", "files"),
    ]
    assert [chart.name for chart in city.charts()] == [
        *("map", "processing_time", "county", "utilisation", "flow", "backlog"),
    ]


def test_title_facts_answer_and_lights(city):
    assert city.title == {"zh": "湖州企服驿站网络（合成）", "en": "Huzhou network, synthetic base"}
    assert city.facts["en"] == "91 days (14 warm-up) · replications: 5 · seed 7 · from 2024-01-01"
    assert len(city.answer) == 3
    assert [target["where"]["en"] for target in city.lights.targets] == [
        *("County 0", "whole network", "whole network", "nowhere"),
    ]
    assert [line[0].state for line in city.lights.lights] == ["unsure", "unsure", "unsure", "unmeasured"]
    assert city.warnings[0]["zh"] == "2027 年调休安排尚未公布"


def test_figures_are_by_kind_and_county(city):
    figures = next(section for section in city.sections if section.id == "figures")
    network, counties = figures.blocks
    row = next(row for row in network.rows if row[0].text["en"] == "On-time share")
    assert row[0].small == {"zh": "% · 先验主导", "en": "% · prior-driven"}
    assert row[1].text.startswith("96.")
    assert " … " in row[1].small
    assert row[2].text == "–"
    assert len(counties.heads) == 6
    assert counties.folded == text_pair("各区县", "By county")


def text_pair(zh, en):
    return {"zh": zh, "en": en}


def test_two_replications_are_called_hardly_usable(builder, tmp_path):
    from dataclasses import replace

    folder = builder.build_run(tmp_path / "run", replace(builder.TINY, replications=2))
    figures = next(section for section in content(folder).sections if section.id == "figures")
    assert text("two", "en") in figures.note["en"]


def test_every_text_of_the_content_is_in_both_languages(city):
    def walk(one):
        if isinstance(one, dict) and set(one) == {"zh", "en"}:
            yield one
        elif isinstance(one, dict):
            for part in one.values():
                yield from walk(part)
        elif isinstance(one, list):
            for part in one:
                yield from walk(part)

    found = list(walk(city.as_json()))
    assert len(found) > 100
    for names in found:
        assert bool(names["zh"]) == bool(names["en"]), names
        if re.search("[A-Za-z]{4}", names["en"]) and names["zh"] != names["en"]:
            assert re.search("[\u4e00-\u9fff]", names["zh"]), names
