"""A calibration's charts in both languages: whole labels, no overlap, and what is beyond an axis is told."""

from __future__ import annotations

import itertools
from datetime import date

import polars as pl
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.experiment.errors import InputError
from sim.experiment.folder import read_manifest
from sim.report import style
from sim.report.calibration import write_charts
from sim.report.calibration.write import CHARTS, remarks
from sim.report.data import Caption
from sim.report.texts import LANGUAGES, text
from tests.report.calibration.calibrations import NAMES, calibration, made_up
from tests.report.test_charts import shown_texts

CAPTION = Caption("湖州企业服务驿站网络", "Huzhou network", date(2024, 1, 1), 364, 28, 2, 7)
LONG = " and all of the services of its many branches"


def crowded(name: str) -> pl.DataFrame:
    """The made-up table, stretched: long names, more rows, values beyond every axis, and missing ones."""
    table = made_up(name)
    names = {"name_en": pl.col("name_en") + LONG, "name_zh": pl.col("name_zh") + "及其各下属机构的各项服务"}
    if name == "targets":
        first, saving = pl.int_range(pl.len()) == 1, pl.col("model") == "saving"
        wide = {"loo_high": pl.when(first).then(9e5).otherwise("loo_high")}
        wide |= {"loo_low": pl.when(saving).then(-2.0).otherwise("loo_low")}
        wide |= {"before": pl.when(first).then(0.0).otherwise("before")}
        return table.with_columns(**names, **wide, inside=pl.col("inside") & ~first)
    if name == "parameters":
        wide = {"q95": pl.col("q95") + pl.when(pl.col("role") == "survey").then(3.0).otherwise(0.0)}
        return pl.concat([table, table.head(4).with_columns(role=pl.lit("another"))]).with_columns(
            **names, **wide
        )
    return pl.concat([table] * 3).with_columns(**names, reduction=pl.col("reduction") / 100)


def settled(name: str, table: pl.DataFrame, lang: str) -> Figure:
    with style.context():
        rows = CHARTS[name].table(table)
        return style.settled(CHARTS[name].draw(rows, lang, CAPTION, ["One remark."]))


@pytest.fixture(
    scope="module", params=list(itertools.product(NAMES, LANGUAGES, ("plain", "crowded"))), ids="-".join
)
def drawn(request):
    name, lang, kind = request.param
    table = crowded(name) if kind == "crowded" else made_up(name)
    figure = settled(name, table, lang)
    with style.context():
        figure.draw_without_rendering()
        return name, lang, figure, shown_texts(figure)


def test_labels_are_whole_and_apart(drawn):
    _, _, figure, texts = drawn
    width, height = figure.canvas.get_width_height()
    assert len(texts) > 20
    cut = [a.get_text() for a, b in texts if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height]
    assert cut == []
    boxes = [(artist.get_text(), box.padded(-1)) for artist, box in texts]
    overlaps = [(a, b) for (a, one), (b, two) in itertools.combinations(boxes, 2) if one.overlaps(two)]
    assert overlaps == []


def test_the_plot_has_room_and_the_numbers_stay_out_of_it(drawn):
    _, _, figure, _ = drawn
    plots = [axes for axes in figure.axes if axes.axison]
    sides = [axes for axes in figure.axes if not axes.axison]
    assert len(plots) == len(sides)
    for plot, side in zip(plots, sides, strict=True):
        assert plot.get_position().width * figure.get_figwidth() > 2.4
        assert plot.get_position().x1 <= side.get_position().x0


def test_title_remark_and_footnote_are_there(drawn):
    name, lang, _, texts = drawn
    joined = "".join(artist.get_text() for artist, _ in texts)
    assert text(f"{name}.title", lang) in joined
    assert "One remark." in joined
    assert ("种子 7" if lang == "zh" else "seed 7") in joined


def drawn_texts(name: str, table: pl.DataFrame, lang: str = "en") -> list[str]:
    with style.context():
        figure = CHARTS[name].draw(CHARTS[name].table(table), lang, CAPTION, [])
    return [artist.get_text() for artist in figure.findobj(Text) if artist.get_text()]


def test_the_targets_chart_counts_what_lies_inside():
    table = made_up("targets")
    assert any(line.startswith("8 of 8 reported figures lie") for line in drawn_texts("targets", table))
    assert not any("outside" in line for line in drawn_texts("targets", table))
    one_out = table.with_columns(inside=pl.col("id") != "wx.problems")
    shown = drawn_texts("targets", one_out)
    assert any(line.startswith("7 of 8 reported figures lie") for line in shown)
    assert "478  outside\n436 … 523" in shown
    assert text("targets.key.missed", "en") in shown


def test_rows_that_the_figures_leave_open_are_marked():
    shown = drawn_texts("parameters", made_up("parameters"))
    vague = made_up("parameters").filter(pl.col("narrowing") < 0.1).height
    assert 0 < vague < made_up("parameters").height
    assert shown.count(text("parameters.vague", "en")) == vague
    assert any(line.startswith(f"{vague} of ") for line in shown)


def test_a_single_panel_is_enough():
    counts = made_up("targets").filter(pl.col("model") == "count")
    shown = drawn_texts("targets", counts)
    assert text("targets.ratio", "en") in shown
    assert text("targets.satisfaction", "en") not in shown


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_table_says_so(name):
    assert text("empty", "zh") in drawn_texts(name, made_up(name).clear(), "zh")


def test_charts_are_written_in_both_languages_and_formats(tmp_path):
    written = write_charts(calibration(tmp_path / "it", quick=True))
    assert [path.name for path in written] == [f"{n}.{lang}.png" for n in NAMES for lang in LANGUAGES]
    assert all(path.with_suffix(".svg").stat().st_size > 10_000 for path in written)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_tables_give_the_same_bytes(name):
    once, again = (style.png_bytes(settled(name, made_up(name), "zh")) for _ in range(2))
    assert once == again


def test_a_folder_without_a_table_is_refused(tmp_path):
    folder = calibration(tmp_path / "it")
    (folder / "targets.csv").unlink()
    with pytest.raises(InputError, match="targets"):
        write_charts(folder)


@pytest.mark.parametrize("quick", [True, False])
def test_a_quick_calibration_says_so_below_every_chart(tmp_path, quick):
    manifest = read_manifest(calibration(tmp_path / "it", quick=quick))
    for name, lang in itertools.product(NAMES, LANGUAGES):
        said = remarks(name, manifest, lang)
        assert (text("calibration.quick", lang) in said) is quick
        assert (text("calibration.draws", lang, n=200) in said) is (name == "targets")
