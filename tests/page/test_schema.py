import re

from sim.page.schema import schema
from sim.page.texts import COMMANDS, ENDINGS, POLICIES, RESULT_KINDS
from sim.scenario.schema import TABLES, Policies, Settings

TYPES = {"text", "id", "integer", "number", "boolean", "choice", "list", "date", "moment", "clock", "hours"}


def test_every_column_is_told_in_both_languages(page):
    body = page.get("/api/schema").json()
    assert set(body["tables"]) == set(TABLES)
    for table in body["tables"].values():
        for column in table["columns"]:
            assert re.search(r"[\u4e00-\u9fff]", column["zh"]), column
            assert column["en"]
            assert column["type"] in TYPES
            assert (column["choices"] is not None) == (column["type"] == "choice")


def test_columns_hold_what_the_models_ask():
    columns = {one["id"]: one for one in schema()["tables"]["staff"]["columns"]}
    assert columns["head_count"]["type"] == "integer"
    assert columns["head_count"]["bounds"]["ge"] >= 0
    assert columns["facility"]["refers"] == {"tables": ["facilities"], "column": "id"}
    assert columns["mode"]["type"] == "choice"
    hours = {one["id"]: one for one in schema()["tables"]["hours"]["columns"]}
    assert hours["opens"]["type"] == "clock"
    assert hours["opens"]["required"] is True
    settings = {one["id"]: one for one in schema()["settings"]}
    assert settings["days"]["default"] == 364
    assert settings["start"]["default"] == "2024-01-01"
    assert settings["working_hours"]["default"] == [["09:00", "12:00"], ["13:30", "17:00"]]
    assert set(settings) == set(Settings.model_fields)


def test_every_policy_has_a_name():
    assert set(POLICIES) == set(Policies.model_fields)
    speed = next(
        one for one in schema()["policies"] if (one["policy"], one["parameter"]) == ("travel", "speed")
    )
    assert speed["bounds"] == {"gt": 0, "le": 300}
    assert speed["unit"] == {"zh": "公里每小时", "en": "km/h"}


def test_every_text_is_in_both_languages():
    for texts in (POLICIES, RESULT_KINDS, COMMANDS, ENDINGS):
        for zh, en in texts.values():
            assert re.search(r"[\u4e00-\u9fff]", zh)
            assert not re.search(r"[\u4e00-\u9fff]", en)
