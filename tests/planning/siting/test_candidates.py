"""Candidate sites from a csv: what is read, and what is told of every cell that is wrong."""

from pathlib import Path

import pytest

from sim.planning.siting.candidates import load_candidates
from sim.planning.siting.generate import write_candidates
from sim.planning.siting.setting import setting
from sim.scenario import ScenarioErrors, load
from tests.builders import north
from tests.planning.siting.line import candidates, line

ROOT = Path(__file__).resolve().parents[3]
HEAD = "id,name_zh,name_en,kind,county,town,lat,lon,template,cost_per_year,capacity,source\n"


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "sites.csv"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def told(path: Path) -> list[tuple[int | None, str, str]]:
    """Row, field and value of every problem, each with words and a mend in both languages."""
    with pytest.raises(ScenarioErrors) as caught:
        load_candidates(path, line())
    problems = caught.value.problems
    assert all(one.file == "sites.csv" for one in problems)
    for one in problems:
        assert all((one.message_en, one.message_zh, one.mend_en, one.mend_zh)), one
    return [(one.row, one.field, one.value) for one in problems]


def test_what_is_written_is_read(tmp_path):
    rows = candidates().rows
    write_candidates(rows, tmp_path / "it.csv")
    listed = load_candidates(tmp_path / "it.csv", line())
    assert listed.rows == rows
    assert [place.row for place in listed.places] == [2, 3, 4, 5]


def test_blank_cells_are_defaults(tmp_path):
    row = f"n,点,N,park,c,,{north(10)},120,s,,,"
    (one,) = load_candidates(written(tmp_path, row), line()).rows
    assert (one.town, one.cost_per_year, one.capacity, one.source) == (None, 0.0, None, "")


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    at = f"{north(10)},120"
    path = written(
        tmp_path,
        f"s,点,N,park,c,,{at},s,0,,",  # the id of a station
        f"n,点,N,park,c,,{at},s,0,,",
        f"n,点,N,park,c,,{at},s,0,,",  # twice
        f"k,点,N,park,nowhere,,{at},s,0,,",
        f"l,点,N,park,c,nowhere,{at},s,0,,",
        f"m,点,N,park,c,,{at},none,0,,",
        f"o,点,N,park,c,,{at},t,0,,",  # of another county
        f"p,点,N,castle,c,,{at},s,-1,0,",
    )
    assert sorted(told(path)) == [
        (2, "id", "s"),
        (4, "id", "n"),
        (5, "county", "nowhere"),
        (6, "town", "nowhere"),
        (7, "template", "none"),
        (8, "template", "t"),
        (9, "capacity", "0"),
        (9, "cost_per_year", "-1"),
        (9, "kind", "castle"),
    ]


def test_a_template_must_be_an_open_station(tmp_path):
    from tests.builders import facility

    closed = line(
        facilities=[facility("s"), facility("t", county="b", open=False), facility("d", tier="district")],
    )
    at = f"{north(10)},120"
    path = written(tmp_path, f"m,点,N,park,c,,{at},d,0,,", f"n,点,N,park,b,,{at},t,0,,")
    with pytest.raises(ScenarioErrors) as caught:
        load_candidates(path, closed)
    assert [one.message_en for one in caught.value.problems] == [
        "the template is no station but of tier district",
        "the template is closed, and so would its copy be",
    ]


def test_a_file_without_candidates_or_with_strange_columns(tmp_path):
    assert told(written(tmp_path)) == [(2, "", "")]
    strange = written(tmp_path, head="id,name_zh,rent\n")
    fields = [field for _, field, _ in told(strange)]
    assert {"rent", "template", "lat"} <= set(fields)
    with pytest.raises(ScenarioErrors, match=r"docs/siting\.md"):
        load_candidates(strange, line())
    assert told(tmp_path / "sites.csv")
    with pytest.raises(ScenarioErrors, match="missing"):
        load_candidates(tmp_path / "none.csv", line())


@pytest.mark.parametrize(("name", "number"), [("huzhou", 30), ("wuxing", 8)])
def test_the_candidates_that_come_along_fit_their_scenario(name, number):
    listed = load_candidates(
        ROOT / "scenarios" / "planning" / f"{name}_candidates.csv", load(ROOT / "scenarios" / name)
    )
    assert setting(load(ROOT / "scenarios" / name), listed).candidates  # each is in reach of a demand point
    assert len(listed.rows) == number
    assert all("assumed" in row.source for row in listed.rows)
    assert {row.kind for row in listed.rows} == {"park", "business_district", "township"}
