"""`run.py validate` and `run.py schema`."""

import json

import pytest

from tests.scenario import overlay


def test_a_valid_scenario(cli, city):
    result = cli("validate", city)
    assert result.exit_code == 0
    assert f"{city}: no problems" in result.stdout
    assert "10 facilities (5 stations)" in result.stdout


@pytest.mark.parametrize(("lang", "words"), [("en", "problem(s)"), ("zh", "处错误")])
def test_problems_name_file_row_field_and_value(cli, city, tmp_path, lang, words):
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in city.iterdir():
        (broken / path.name).write_bytes(path.read_bytes())
    header, first, *rest = (broken / "counties.csv").read_text(encoding="utf-8-sig").splitlines()
    cells = dict(zip(header.split(","), first.split(","), strict=True)) | {"response_rate": "1.7"}
    text = "\n".join([header, ",".join(cells.values()), *rest])
    (broken / "counties.csv").write_text(text, encoding="utf-8")
    result = cli("validate", "broken", lang=lang)
    assert result.exit_code == 2
    assert words in result.output
    (line,) = (line for line in result.output.splitlines() if line.startswith("counties.csv"))
    assert line.split()[:4] == ["counties.csv", "2", "response_rate", "1.7"]


def test_a_target_of_an_unknown_kpi_is_told(cli, city, tmp_path):
    (tmp_path / "wrong").mkdir()
    for path in city.iterdir():
        (tmp_path / "wrong" / path.name).write_bytes(path.read_bytes())
    row = "kpi,level,key,at_least,at_most,source\nno_such_kpi,network,,0.9,,assumed\n"
    (tmp_path / "wrong" / "targets.csv").write_text(row, encoding="utf-8")
    message = cli.refused("validate", "wrong")
    assert "targets.csv" in message
    assert "no_such_kpi" in message


def test_what_is_no_scenario_at_all(cli, tmp_path):
    assert "does not exist" in cli.refused("validate", "nowhere")
    (tmp_path / "empty").mkdir()
    assert "scenario.yaml" in cli.refused("validate", "empty")
    (tmp_path / "list.yaml").write_text("- 1\n- 2\n", encoding="utf-8")
    assert "list.yaml" in cli.refused("validate", "list.yaml")


def test_the_schema_is_json_schema(cli):
    result = cli("schema")
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "facilities" in result.stdout


def test_field_tables_in_both_languages(cli):
    tables = [cli("schema", "--fields", lang=lang).stdout for lang in ("en", "zh")]
    assert all("response_rate" in text for text in tables)
    assert tables[0] != tables[1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_broken_scenario_is_told_by_file_row_and_field(cli, tmp_path, lang):
    names = overlay.names()
    assert len(names) >= 40
    for name in names:
        result = cli("validate", overlay.lay_over(name, tmp_path), lang=lang)
        assert result.exit_code == 2, (name, result.output)
        assert "Traceback" not in result.output
        lines = [" ".join(line.split()) for line in result.stderr.splitlines()]
        for problem in overlay.expected(name)["problems"]:
            named = [str(problem[part]) for part in ("file", "row", "field") if problem.get(part)]
            assert any(line.startswith(" ".join(named)) for line in lines), (name, named, result.stderr)
