"""Planning's charts in both languages: whole labels, no overlap, and what is missing is left out or told."""

from __future__ import annotations

import itertools
import string

import polars as pl
import pytest
from matplotlib.text import Text

from sim.experiment.folder import FRONTIER, SITING, STAFFING, write_manifest
from sim.report import style
from sim.report import texts as common
from sim.report.planning import coverage_map, write_charts
from sim.report.planning import tables as kinds
from sim.report.planning.facts import Facts
from sim.report.planning.texts import TEXTS, text
from sim.report.planning.write import CHARTS
from sim.report.texts import LANGUAGES
from tests.report.planning.plans import FACTS, MANIFESTS, OF, folder_of
from tests.report.test_charts import shown_texts

KIND = {
    **dict.fromkeys(("map", "coverage", "selection"), SITING),
    **dict.fromkeys(("heads", "marginal", "roster", "search", "years", "robustness", "promise"), STAFFING),
    **dict.fromkeys(("frontier", "sweep"), FRONTIER),
}


def settled(name, tables, lang, manifest):
    """The first figure of a chart."""
    chart = CHARTS[name]
    rows = next(iter(chart.parts(chart.table(tables)).values()))
    with style.context():
        return style.settled(chart.draw(rows, lang, Facts(manifest)))


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Map each kind to the tables of a folder."""
    made = tmp_path_factory.mktemp("plans")
    return {kind: kinds.read(folder_of(made / kind, kind)) for kind in (SITING, STAFFING, FRONTIER)}


@pytest.fixture(scope="module", params=list(itertools.product(CHARTS, LANGUAGES)), ids="-".join)
def drawn(request, folders):
    name, lang = request.param
    figure = settled(name, folders[KIND[name]], lang, {**FACTS, **MANIFESTS[KIND[name]]})
    with style.context():
        figure.draw_without_rendering()
        return name, lang, figure, shown_texts(figure)


def test_every_chart_is_tested():
    assert set(KIND) == set(CHARTS)


def test_labels_are_whole_and_apart(drawn):
    _, _, figure, texts = drawn
    width, height = figure.canvas.get_width_height()
    assert len(texts) > 12
    cut = [a.get_text() for a, b in texts if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height]
    assert cut == []
    boxes = [(artist.get_text(), box.padded(-1)) for artist, box in texts]
    overlaps = [(a, b) for (a, one), (b, two) in itertools.combinations(boxes, 2) if one.overlaps(two)]
    assert overlaps == []


def test_title_finding_and_footnote_are_told(drawn):
    name, lang, _, texts = drawn
    shown = "".join(artist.get_text() for artist, _ in texts)
    assert text(f"{name}.title", lang) in shown
    assert ("种子 7" if lang == "zh" else "seed 7") in shown.replace("\n", " ")
    assert "{" not in shown


def said(name, tables, manifest, lang="en"):
    return [one.get_text() for one in settled(name, tables, lang, {**FACTS, **manifest}).findobj(Text)]


@pytest.mark.parametrize("name", CHARTS)
def test_an_empty_table_says_so(name, folders):
    tables = {one: table.clear() for one, table in folders[KIND[name]].items()}
    assert common.text("empty", "zh") in said(name, tables, MANIFESTS[KIND[name]], "zh")


def test_the_crowded_part_is_enlarged_where_a_new_station_stands_in_it(folders):
    tables = folders[SITING]
    new = tables["candidates"].filter(pl.col("selected")).row(0, named=True)
    one = tables["scenario/facilities"].head(1)
    places = [
        one.with_columns(
            id=pl.lit(f"x{n}"), lat=pl.lit(f"{new['lat'] + n / 1e4}"), lon=pl.lit(f"{new['lon']}")
        )
        for n in range(coverage_map.CROWD)
    ]
    crowded = {**tables, "scenario/facilities": pl.concat([tables["scenario/facilities"], *places])}
    enlarged = common.text("map.enlarged", "en")
    assert enlarged in said("map", crowded, MANIFESTS[SITING])
    assert enlarged not in said("map", tables, MANIFESTS[SITING])


def test_a_selection_that_was_cut_short_has_selected_nothing(folders):
    assert any(
        line.startswith("Selected of 3") for line in said("selection", folders[SITING], MANIFESTS[SITING])
    )
    shown = said("selection", folders[SITING], {**MANIFESTS[SITING], "decided": False})
    assert text("selection.best", "en") in shown
    assert text("selection.selected", "en") not in shown
    assert any(line.startswith("None of 3 designs is selected; S2") for line in shown)


def test_a_guarantee_is_told_as_the_manifest_words_it(folders):
    own = {"en": "Chosen by drawing lots.", "zh": "抽签选出。"}
    shown = " ".join(said("selection", folders[SITING], {**MANIFESTS[SITING], "guarantee": own}))
    assert "Chosen by drawing lots." in shown
    assert "with probability 0.95" not in shown


def test_targets_missed_are_counted(folders):
    shown = said("promise", folders[STAFFING], {})
    assert "Checked again on fresh seeds: targets met 1 of 3" in shown
    assert shown.count("missed") == 2
    assert "∞ calendar days\nn = 60" in shown


def test_without_targets_what_agrees_is_counted(folders):
    free = {"promise": folders[STAFFING]["promise"].with_columns(bound=pl.lit(None, pl.Float64))}
    shown = said("promise", free, {})
    assert "Checked again on fresh seeds: 2 of 4 KPIs came out as promised" in shown
    assert text("promise.head.bound", "en") not in shown


def test_a_search_without_a_plan_that_meets_the_targets_says_so(folders):
    none = folders[STAFFING]["designs"].with_columns(
        feasible=pl.lit(False), best_cost=pl.lit(None, pl.Float64)
    )
    assert "Designs simulated: 30; none meets all targets" in said("search", {"designs": none}, {})


def test_a_sweep_without_sites_tells_no_coverage(folders):
    shown = said("sweep", folders[FRONTIER], {})
    assert "Budgets of CNY 0 to 2.20 million a year: demand within 15 minutes from 88.0 % to 96.8 %" in shown
    bare = folders[FRONTIER]["sweep"].with_columns(covered_share=pl.lit(None, pl.Float64))
    shown = said("sweep", {"sweep": bare}, {})
    assert "Budgets of CNY 0 to 2.20 million a year" in shown
    assert text("sweep.covered", "en", reach="15") not in shown


def test_charts_are_written_in_both_languages_and_formats_and_twice_alike(tmp_path):
    folder = folder_of(
        tmp_path / "it", STAFFING, leave=tuple(one for one in OF[STAFFING] if one != "designs")
    )
    written = write_charts(folder)
    assert [path.name for path in written] == [f"search.{lang}.png" for lang in LANGUAGES]
    once = [path.with_suffix(ending).read_bytes() for path in written for ending in (".png", ".svg")]
    write_charts(folder)
    assert once == [path.with_suffix(ending).read_bytes() for path in written for ending in (".png", ".svg")]


def test_a_chart_is_drawn_where_its_table_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.report.planning.write.LANGUAGES", ("en",))
    for kind, kept in ((SITING, "budget"), (STAFFING, "designs"), (FRONTIER, "sweep")):
        folder = folder_of(tmp_path / kind, kind, leave=tuple(one for one in OF[kind] if one != kept))
        write_charts(folder)
        drawn = sorted(path.name for path in (folder / "charts").glob("*.png"))
        names = {"budget": [], "designs": ["search.en.png"], "sweep": ["sweep.en.png"]}
        assert drawn == names[kept]


def test_a_folder_without_tables_has_no_charts(tmp_path):
    write_manifest(tmp_path, {"kind": SITING, **FACTS})
    assert write_charts(tmp_path) == []


def test_both_languages_have_the_same_places_to_fill():
    for name, (zh, en) in TEXTS.items():
        places = [{field for _, field, _, _ in string.Formatter().parse(line) if field} for line in (zh, en)]
        assert places[0] == places[1], name
