"""Faults that need no scenario of their own: one edit of the tiny scenario, one problem."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.scenario import ScenarioErrors, load
from sim.scenario import read_csv as reader
from tests.scenario.edits import faults, tiny, told

ROSTER_DUTY = "law-east,law-firm,0,duty,east,tue,,,09:00,12:00"
EDITS = {
    "too_long": ("partners", "某商会", "会" * 2001, 3, "name_zh"),
    "bad_list_id": ("staff", "core,2,counter;advice", "core,2,counter;Advice", 2, "skills"),
    "list_repeats": ("staff", "core,2,counter;advice", "core,2,counter;advice;counter", 2, "skills"),
    "not_above": ("items", "设立登记,Registration,3", "设立登记,Registration,0", 2, "weight"),
    "roster_backwards": (
        "rosters",
        ROSTER_DUTY,
        "law-east,law-firm,0,duty,east,tue,,,12:00,12:00",
        2,
        "closes",
    ),
    "duty_nowhere": ("rosters", ROSTER_DUTY, "law-east,law-firm,0,duty,,tue,,,09:00,12:00", 2, "facility"),
    "nothing_taught": ("rosters", "09:00,12:00,filing", "09:00,12:00,", 6, "service"),
    "follow_up_too_long": ("scenario", "follow_up_days: 14", "follow_up_days: 29", 9, "follow_up_days"),
    "visit_share_of_transaction": ("services", "0,0,0,0,assumed", "0,0,0,0.1,assumed", 2, "visit_share"),
    "target_without_bound": ("targets", "0.9", "", 2, "at_least"),
    "not_values": ("scenario", '"12:00"]', '"12:00", "12:30"]', 13, "working_hours"),
    "not_text": ("scenario", "name_en: Tiny", "name_en: [Tiny]", 3, "name_en"),
}


@pytest.mark.parametrize("code", EDITS)
def test_one_edit_one_problem(code: str, tmp_path: Path) -> None:
    table, old, new, row, field = EDITS[code]
    file = "scenario.yaml" if table == "scenario" else f"{table}.csv"
    assert (code, file, row, field) in told(tiny(tmp_path, **{table: (old, new)}))


def test_dates_that_run_backwards(tmp_path: Path) -> None:
    folder = tiny(tmp_path, rosters=("2024-03-08,2024-03-08", "2024-03-08,2024-03-07"))
    assert told(folder) == [("roster_backwards", "rosters.csv", 6, "date_to")]


def test_weights_that_are_all_zero(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    text = "profile,index,weight\n" + "".join(f"weekday,{day},0\n" for day in range(1, 8))
    (folder / "profiles.csv").write_text(text)
    assert told(folder) == [("profile_zero", "profiles.csv", 2, "weight")]


def test_kpis_are_checked_where_the_caller_knows_them(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    assert load(folder, known_kpis={"on_time_share"}).targets[0].kpi == "on_time_share"
    with pytest.raises(ScenarioErrors) as caught:
        load(folder, known_kpis={"on_time_rate", "backlog"})
    (problem,) = caught.value.problems
    assert (problem.code, problem.row, problem.field) == ("unknown_kpi", 2, "kpi")
    assert "on_time_rate" in problem.mend_en


def test_a_list_where_yaml_holds_numbers(tmp_path: Path) -> None:
    tiny(tmp_path)
    head = "id: a\nname_zh: 甲\nname_en: A\nbase: tiny\nchanges:\n"
    row = "{table: staff, where: {id: chiefs}, set: {skills: {law: true}}}"
    (tmp_path / "a.yaml").write_text(f"{head}  - update: {row}\n", encoding="utf-8")
    assert told(tmp_path / "a.yaml") == [("bad_list", "a.yaml", 6, "skills")]


@pytest.mark.parametrize("path", ["nowhere", "no\0where", "n" * 5000])
def test_a_path_that_leads_nowhere(path: str) -> None:
    assert told(Path(path))[0][0] == "missing_scenario"


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    (folder / "hours.csv").unlink()
    (folder / "hours.csv").mkdir()
    assert ("missing_file", "hours.csv", None, "") in told(folder)


def test_a_folder_of_scenarios(tmp_path: Path) -> None:
    tiny(tmp_path)
    (problem,) = faults(tmp_path)
    assert (problem.code, problem.file) == ("folder_of_scenarios", tmp_path.name)
    assert problem.mend_en == "Choose a folder inside: tiny"
    assert problem.mend_zh.endswith("tiny")


def test_lock_files_of_a_spreadsheet_are_passed_over(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    (folder / "~$staff.csv").write_text("x")
    assert load(folder).staff


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny(tmp_path)
    ordinary = Path.open

    def refuse(path: Path, *rest: str) -> object:
        if path.name == "items.csv":
            raise PermissionError(13, "Permission denied")
        return ordinary(path, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = [each for each in faults(folder) if each.file == "items.csv"]
    assert problem.code == "unreadable_file"
    assert "Permission denied" in problem.message_en


def test_a_csv_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader.CSV_LIMIT == 64 * 1024 * 1024
    monkeypatch.setattr(reader, "CSV_LIMIT", 3000)
    folder = tiny(tmp_path)
    large = [path.name for path in sorted(folder.glob("*.csv")) if path.stat().st_size > 3000]
    with (folder / "counties.csv").open("a") as stream:
        stream.write("x" * 3000)
    found = [each for each in faults(folder) if each.code == "too_large"]
    assert [each.file for each in found] == sorted(["counties.csv", *large])
    assert int(found[0].value) == (folder / "counties.csv").stat().st_size


def test_a_long_list_of_problems_is_cut_and_counted(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    lines = (folder / "demand.csv").read_text(encoding="utf-8").splitlines()
    (folder / "demand.csv").write_text("\n".join([*lines, *["logistics,filing,-1,x"] * 300]))
    found = [each for each in faults(folder) if each.file == "demand.csv"]
    assert [each.code for each in found] == ["negative"] * 10 + ["more_problems"]
    assert [each.row for each in found[:-1]] == list(range(len(lines) + 1, len(lines) + 11))
    assert (found[-1].field, found[-1].message_en) == ("rate", "And 290 more of the same")
    assert found[-1].message_zh == "另有 290 处同类问题"


def test_lists_are_cut_for_each_column(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    lines = (folder / "demand.csv").read_text(encoding="utf-8").splitlines()
    strays = [f"fishing,mending{number},1,x" for number in range(12)]
    (folder / "demand.csv").write_text("\n".join([*lines, *strays]))
    found = [each for each in faults(folder) if each.file == "demand.csv"]
    for field in ("industry", "service"):
        here = [each for each in found if each.field == field]
        assert [each.code for each in here] == ["unknown_reference"] * 10 + ["more_problems"]
        assert here[-1].value == "2"


def test_causes_come_before_what_follows_from_them(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    text = (folder / "hours.csv").read_text(encoding="utf-8")
    (folder / "hours.csv").write_text(re.sub(r",\d\d:\d\d,(true|false)", r",08:00,\1", text), "utf-8")
    codes = [each.code for each in faults(folder)]
    assert "never_open_in_run" in codes
    assert codes.index("never_open_in_run") > max(
        number for number, code in enumerate(codes) if code == "never_open"
    )


def test_a_chain_of_bases_has_an_end(tmp_path: Path) -> None:
    tiny(tmp_path)
    for number in range(30):
        base = f"d{number - 1}.yaml" if number else "tiny"
        (tmp_path / f"d{number}.yaml").write_text(
            f"id: d{number}\nname_zh: 丁\nname_en: D\nbase: {base}\n", "utf-8"
        )
    assert load(tmp_path / "d10.yaml").settings.id == "d10"
    assert [code for code, *_ in told(tmp_path / "d29.yaml")] == ["base_chain"]
