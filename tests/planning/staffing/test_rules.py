"""Files of rules: what they say, and everything that is wrong with one, with its place and mend."""

import pytest

from sim.planning.staffing.rules import Heads, load_rules
from sim.scenario import ScenarioErrors
from tests.planning.staffing.county import county

GOOD = """
presence: 2
heads:
  - where: {role: member}
    more: 1
  - {where: {facility: [s, p]}, least: 1, most: 4}
choices:
  - name: hours
    name_zh: 时段
    name_en: Hours
    options:
      - {name: as_today, name_zh: 现状, name_en: as today}
      - name: long
        name_zh: 延长
        name_en: longer
        cost_per_year: 9000
        changes: [{set: {policies.push.on: false}}]
tours:
  - {name: tours, name_zh: 轮驻, name_en: Tours, groups: [x.team], visits: 2}
"""


def written(tmp_path, text):
    path = tmp_path / "levers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file(tmp_path):
    rules = load_rules(written(tmp_path, GOOD))
    assert rules.presence == 2
    assert [(one.least, one.most, one.more) for one in rules.heads] == [(0, None, 1), (1, 4, 2)]
    assert [one.name for one in rules.choices[0].options] == ["as_today", "long"]
    assert rules.choices[0].options[1].cost_per_year == 9000
    assert (rules.tours[0].groups, rules.tours[0].visits) == (["x.team"], 2)


def test_a_rule_matches_any_of_a_list():
    row = county().staff[0]
    assert Heads(where={"facility": ["p", "s"], "skills": "advice"}).matches(row)
    assert not Heads(where={"skills": ["law"]}).matches(row)
    assert not Heads(where={"facility": "p"}).matches(row)


NAMES = "name_zh: 一, name_en: one"
TODAY = f"{{name: a, {NAMES}}}"
OTHER = f"{{name: b, {NAMES}, changes: [{{set: {{policies.push.on: false}}}}]}}"


@pytest.mark.parametrize(
    ("text", "row", "field", "en", "zh", "mend"),
    [
        ("heads: [{where: {colour: red}}]", 1, "where", "no such field", "没有该字段", "name a"),
        ("heads:\n  - {least: 3, most: 2}", 2, "most", "most is below least", "most 小于", "most >="),
        ("heads: [{most: 2, more: 1}]", 1, "more", "either most or more", "只能给一个", "remove one"),
        ("heads: [{least: -1}]", 1, "least", "", "", ""),
        ("heads: [{leest: 1}]", 1, "leest", "there is no such field", "没有该字段", "mend its name"),
        ("heads: []", 1, "heads", "one list `heads` is expected", "应有一个列表", "docs/staffing.md"),
        ("presence: -1", 1, "presence", "", "", ""),
        ("levers: []", 1, "levers", "there is no such field", "没有该字段", "remove it"),
        (
            f"choices:\n  - {{name: c, {NAMES}, options: [{OTHER}, {OTHER.replace('name: b', 'name: d')}]}}",
            2, "options", "exactly one option must have no", "须恰有一个没有改动", "leave `changes`",
        ),
        (
            f"choices:\n  - {{name: c, {NAMES}, options: [{TODAY}, {OTHER.replace('name: b', 'name: a')}]}}",
            2, "options", "two options have the same name", "两个选项同名", "its own",
        ),
        (
            f"choices:\n  - {{name: c, {NAMES}, options: [{TODAY}]}}",
            2, "options", "it is empty", "内容为空", "at least one",
        ),
        ("tours: [{name: t, name_zh: 一, name_en: t, groups: []}]", 1, "groups", "empty", "为空", "one"),
    ],
)  # fmt: skip
def test_what_is_wrong(tmp_path, text, row, field, en, zh, mend):
    with pytest.raises(ScenarioErrors) as caught:
        load_rules(written(tmp_path, text))
    (one,) = caught.value.problems
    assert (one.file, one.row) == ("levers.yaml", row)
    assert one.field.split(".")[-1] == field
    assert en in one.message_en
    assert zh in one.message_zh
    assert mend in one.render("en")


def test_every_problem_is_told(tmp_path):
    text = "presence: much\nheads: [{least: 3, most: 2}, {where: {colour: red}}]\nnothing: 1\n"
    with pytest.raises(ScenarioErrors) as caught:
        load_rules(written(tmp_path, text))
    assert [(one.row, one.field) for one in caught.value.problems] == [
        (3, "nothing"), (1, "presence"), (2, "most"), (2, "where"),
    ]  # fmt: skip
