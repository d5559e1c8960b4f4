"""Every chart at three sizes in both languages: whole labels, no overlap, no missing glyph, fixed bytes."""

from __future__ import annotations

import itertools

import pytest
from matplotlib.text import Annotation, Text

from sim.report import style
from sim.report.charts import CHARTS, charts_for
from sim.report.measures import percent
from sim.report.texts import LANGUAGES, TEXTS, text

SIZES = ("city", "single", "tiny")


def shown_texts(figure):
    """Every text that is drawn, with its extent in pixels; tick labels outside the view are not drawn."""
    ticks = {}
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                inside = low - 1e-9 <= tick.get_loc() <= high + 1e-9 and axes.axison and axes.get_visible()
                ticks[tick.label1] = ticks[tick.label2] = inside
    renderer = figure.canvas.get_renderer()
    found = []
    for artist in figure.findobj(Text):
        if artist.get_visible() and artist.get_text().strip() and ticks.get(artist, True):
            if isinstance(artist, Annotation):
                artist.update_positions(renderer)
            hidden = artist.axes is not None and not artist.axes.axison and artist in axis_texts(artist.axes)
            if not hidden:
                found.append((artist, Text.get_window_extent(artist, renderer)))
    return found


def axis_texts(axes):
    return {axes.xaxis.label, axes.yaxis.label, axes.xaxis.offsetText, axes.yaxis.offsetText}


@pytest.fixture(scope="module", params=list(itertools.product(SIZES, CHARTS, LANGUAGES)), ids="-".join)
def drawn(request, datasets):
    size, name, lang = request.param
    chart = CHARTS[name]
    data = datasets[size, chart.subject]
    figure = chart.draw(chart.table(data), lang, data.caption)
    with style.context():
        figure.draw_without_rendering()
        return name, lang, figure, shown_texts(figure)


def test_labels_are_whole_and_apart(drawn):
    _, _, figure, texts = drawn
    width, height = figure.canvas.get_width_height()
    assert len(texts) > 5
    cut = [a.get_text() for a, b in texts if b.x0 < 0 or b.y0 < 0 or b.x1 > width or b.y1 > height]
    assert cut == []
    boxes = [(artist.get_text(), box.padded(-1)) for artist, box in texts]
    overlaps = [(a, b) for (a, one), (b, two) in itertools.combinations(boxes, 2) if one.overlaps(two)]
    assert overlaps == []


def test_title_and_footnote_name_what_was_run(drawn, datasets):
    name, lang, _, texts = drawn
    shown = [artist.get_text() for artist, _ in texts]
    assert text(CHARTS[name].title, lang) in shown
    joined = "".join(shown)
    seed = "种子 7" if lang == "zh" else "seed 7"
    assert seed in joined.replace("\n", " ")


def test_a_missing_glyph_is_an_error(datasets):
    """The suite turns warnings into errors; this shows that a glyph in neither font is one."""
    data = datasets["tiny", "run"]
    caption = data.caption.__class__(**{**data.caption.__dict__, "scenario_zh": "\U0001f4a9"})
    with pytest.raises(UserWarning, match="missing from font"):
        style.png_bytes(CHARTS["county"].draw(CHARTS["county"].table(data), "zh", caption))


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_run_gives_the_same_bytes(name, datasets):
    chart = CHARTS[name]
    data = datasets["city", chart.subject]
    once, again = (chart.draw(chart.table(data), "zh", data.caption) for _ in range(2))
    assert style.png_bytes(once) == style.png_bytes(again)
    svg = style.svg_bytes(once)
    assert svg == style.svg_bytes(again)
    assert b"<dc:date>" not in svg
    assert b"<text" not in svg  # outlines: looks the same without the font


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_a_run_without_cases_says_so(name, lang, datasets):
    chart = CHARTS[name]
    data = datasets["tiny", chart.subject]
    figure = chart.draw(chart.table(data).clear(), lang, data.caption)
    assert text("empty", lang) in [artist.get_text() for artist in figure.findobj(Text)]


def test_tables_do_not_depend_on_the_order_of_series_rows(datasets):
    data = datasets["city", "run"]
    shuffled = data.__class__(**{**data.__dict__, "series": data.series.reverse()})
    for chart in charts_for("run"):
        assert chart.table(data).equals(chart.table(shuffled)), chart.name


def test_the_chart_of_the_warm_up_holds_its_last_week(datasets):
    chart, data = CHARTS["warm_up"], datasets["city", "run"]
    figure = chart.draw(chart.table(data), "en", data.caption)
    ends = [(max(axes.lines[0].get_xdata()), axes.get_xlim()[1]) for axes in figure.axes if axes.lines]
    assert ends
    assert all(day <= right for day, right in ends)


def test_settings_of_matplotlib_are_left_alone(datasets):
    import matplotlib

    before = dict(matplotlib.rcParams)
    data = datasets["tiny", "run"]
    style.png_bytes(CHARTS["county"].draw(CHARTS["county"].table(data), "zh", data.caption))
    assert dict(matplotlib.rcParams) == before


def test_both_languages_have_the_same_places_to_fill():
    import string

    for name, (zh, en) in TEXTS.items():
        places = [{field for _, field, _, _ in string.Formatter().parse(line) if field} for line in (zh, en)]
        assert places[0] == places[1], name


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.0, "100.0 %"), (0.99999, ">99.9 %"), (0.0, "0.0 %"), (0.0001, "<0.1 %"), (0.961, "96.1 %")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(value, shown):
    assert percent(value) == shown


@pytest.mark.parametrize("line", ["采用先验假设，决定（站内）等待。" * 6, "waits are prior-driven, " * 20])
def test_wrapped_lines_fit_and_lose_nothing(line):
    lines = style.wrap(line, 2.0, 8.0)
    assert len(lines) > 2
    assert max(style.text_width(one, 8.0) for one in lines) <= 2.0 + style.text_width("。", 8.0)
    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    assert not [one for one in lines if one[0] in "，。）"]


def test_names_are_shortened_to_fit():
    assert style.shorten("Enterprise service station of Zhili", 1.0, 8.0).endswith("…")
    assert style.text_width(style.shorten("织里镇企业综合服务驿站" * 3, 1.0, 8.0), 8.0) <= 1.0
    assert style.shorten("织里", 1.0, 8.0) == "织里"


def test_every_chart_of_the_folder_is_registered():
    from pathlib import Path

    import sim.report.charts as package

    files = {path.stem for path in Path(package.__file__).parent.glob("*.py")} - {"__init__", "registry"}
    assert len(files) == len(CHARTS)
    assert {chart.table.__module__.rpartition(".")[2] for chart in CHARTS.values()} == files


def test_kinds_and_colours_of_the_map_cover_every_facility_kind():
    from sim.network.codes import FacilityKind
    from sim.report.charts.network_map import LOOK

    assert set(LOOK) == {kind.name.lower() for kind in FacilityKind} - {"department"}
