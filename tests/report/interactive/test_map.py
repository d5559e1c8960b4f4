"""The map: what a scenario changes, and what is covered."""

import polars as pl
import pytest

from sim.report.data import load_comparison
from sim.report.interactive import map as network_map


def edit(folder, name, change):
    path = folder / "scenario" / name
    table = change(pl.read_csv(path, infer_schema=False))
    table.write_csv(path, include_bom=True)


@pytest.fixture(scope="module")
def drawn(builder, tmp_path_factory):
    """A base with two stations; one scenario closes one, adds another and changes a centre's staff."""
    folder = builder.build_comparison(tmp_path_factory.mktemp("map") / "two", builder.TINY, 1)
    other = folder / "runs" / "other0"
    shut = pl.when(pl.col("id") == "station0").then(pl.lit("false")).otherwise("open").alias("open")

    def stations(table):
        new = table.filter(pl.col("id") == "station1").with_columns(id=pl.lit("new"))
        return pl.concat([table.with_columns(shut), new])

    edit(other, "facilities.csv", stations)
    staff = pl.DataFrame({"id": ["a"], "facility": ["city_centre0"], "head_count": ["3"]})
    staff.write_csv(other / "scenario" / "staff.csv", include_bom=True)
    found = load_comparison(folder)
    return network_map.chart([found.runs["base"], found.runs["other0"]])


def test_changes_are_told_against_the_base(drawn):
    states = {
        (number, place): state
        for number, place, state in drawn.rows.select("scenario_en", "id", "state").iter_rows()
        if state != "plain"
    }
    name = "Huzhou network, synthetic other0 [other0]"  # in Chinese both are called the same
    assert states == {(name, "station0"): "closed", (name, "new"): "added", (name, "city_centre0"): "changed"}
    closed = drawn.rows.filter(pl.col("state") == "closed")
    assert closed["load"].to_list() == [0.0]
    assert closed["change_zh"].to_list() == ["关闭"]


def test_each_scenario_covers_in_its_own_way(builder, tmp_path):
    folder = builder.build_comparison(tmp_path / "two", builder.TINY, 1)
    edit(folder / "runs" / "other0", "facilities.csv", lambda table: table.with_columns(lat=pl.lit("10")))
    found = load_comparison(folder)
    chart = network_map.chart([found.runs["base"], found.runs["other0"]])
    covered = [cell["covered"] for cell in chart.extra["cells"]]
    assert [True, False] in covered
    assert not any(other for _, other in covered)


def test_departments_are_not_drawn_and_kinds_are_named(drawn):
    kinds = [one["id"] for one in drawn.extra["kinds"]]
    assert kinds == ["township", "subcentre", "district_centre", "city_centre"]
    assert drawn.extra["kinds"][0]["names"]["zh"] == "乡镇（街道）驿站"


def test_areas_are_covered_where_most_points_are(builder, tmp_path):
    folder = builder.build_run(tmp_path / "run", builder.TINY)
    near = {"zone0.0", "zone0.1", "zone0.2"}

    def towns(table):
        far = ~pl.col("id").is_in(list(near)) & pl.col("id").str.starts_with("zone0")
        return table.with_columns(
            town=pl.when(pl.col("id").str.starts_with("zone0")).then(pl.lit("a")).otherwise(pl.lit("b")),
            lat=pl.when(far | pl.col("id").str.starts_with("zone1")).then(pl.lit("40")).otherwise("lat"),
        )

    edit(folder, "zones.csv", towns)
    from sim.report.data import load_run

    cells = {cell["id"]: cell for cell in network_map.chart([load_run(folder)]).extra["cells"]}
    assert {place: cell["covered"] for place, cell in cells.items()} == {"a": [True], "b": [False]}
    assert cells["a"]["county"] == {"zh": "第0区", "en": "County 0"}
