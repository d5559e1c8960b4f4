"""The report page and the folders it is written into."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest

from sim.report import html
from sim.report.charts import charts_for
from sim.report.data import ReportError, load_comparison, load_run
from sim.report.measures import HEADLINE, interval, measure, number, signed, signed_interval
from sim.report.texts import LANGUAGES
from sim.report.write import write_comparison_report, write_run_report


@pytest.fixture(scope="module")
def run_dir(builder, tmp_path_factory):
    folder = builder.build_run(tmp_path_factory.mktemp("report") / "run", builder.TINY)
    seen = []
    path = write_run_report(folder, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(i + 1, len(charts_for("run"))) for i in range(len(charts_for("run")))]
    assert path == folder / "report.html"
    return folder


@pytest.fixture(scope="module")
def comparison_dir(builder, tmp_path_factory):
    folder = builder.build_comparison(tmp_path_factory.mktemp("report") / "comparison", builder.TINY, 2)
    write_comparison_report(folder, lang="en")
    return folder


class References(HTMLParser):
    """Gathers what a browser would fetch, and checks that elements are closed in order."""

    VOID = ("meta", "link", "img", "br")

    def __init__(self):
        super().__init__()
        self.found, self.open, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def parse(path):
    parser = References()
    parser.feed(path.read_text(encoding="utf-8"))
    assert parser.open == []
    return parser


@pytest.mark.parametrize("subject", ["run", "comparison"])
def test_charts_come_in_both_languages_and_formats(subject, run_dir, comparison_dir):
    folder = run_dir if subject == "run" else comparison_dir
    names = {path.name for path in (folder / "charts").iterdir()}
    wanted = {
        f"{c.name}.{lang}.{kind}"
        for c in charts_for(subject)
        for lang in LANGUAGES
        for kind in ("png", "svg")
    }
    assert names == wanted
    for path in (folder / "charts").glob("*.png"):
        assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("subject", ["run", "comparison"])
def test_the_page_asks_nothing_of_the_network(subject, run_dir, comparison_dir):
    page = (run_dir if subject == "run" else comparison_dir) / "report.html"
    references = parse(page).found
    assert len([one for one in references if one.startswith("data:image/png;base64,")]) == 2 * len(
        charts_for(subject)
    )
    assert [one for one in references if not one.startswith("data:")] == []
    content = re.sub(r"data:[\w/;,+=-]*", "", page.read_text(encoding="utf-8"))
    assert re.findall(r"https?:|//[\w.]+/|@import", content) == []
    assert re.findall(r"url\((?!\"?\")", content) == []


def test_the_page_opens_in_the_language_asked_for(run_dir, comparison_dir):
    assert '<html lang="zh">' in (run_dir / "report.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in (comparison_dir / "report.html").read_text(encoding="utf-8")


def test_the_page_shows_kpis_targets_assumptions_and_provenance(run_dir):
    shown = " ".join(parse(run_dir / "report.html").text)
    for expected in (
        "按时办结率",
        "On-time share",
        "data-informed",
        "先验主导",
        "未达到",
        "未达到",
        "not measured in this run",
        "facilities.csv",
        "travel.speed",
        "0f0f",
        "make-up workdays of 2027 are not published",
    ):
        assert expected in shown, expected


def test_the_comparison_page_shows_differences_and_exact_zeros(comparison_dir):
    shown = " ".join(parse(comparison_dir / "report.html").text)
    for expected in (
        "+1.00",
        "0 exactly",
        "恰为 0",
        "synthetic other0",
        "no interval, cannot be judged",
        "Each what-if is judged on 9 KPIs at 95 % each",
        "about 0.5 of them",
        "would still differ by chance if seen alone",
        "p = 0.0",
    ):
        assert expected in shown, expected


def test_pairs_without_the_base_are_told_as_such(comparison_dir):
    found = load_comparison(comparison_dir)
    last = found.differences.filter(pl.col("other") == "other1").with_columns(base=pl.lit("other0"))
    both = replace(found, differences=pl.concat([found.differences, last]))
    blocks = html.comparison_blocks(both)
    assert [block["of_base"] for block in blocks] == [True, True, False]
    assert blocks[2]["names"]["en"] == (
        "Huzhou network, synthetic other1 against Huzhou network, synthetic other0"
    )
    assert "相比" in blocks[2]["names"]["zh"]
    page = html.comparison_page(both, [], "en")
    assert page.count("<h3>") >= 5  # changes of the two what-ifs, differences of the three pairs
    assert page.count("simultaneous interval and p") == 3


def test_writing_twice_gives_the_same_bytes(run_dir):
    files = [run_dir / "report.html", *sorted((run_dir / "charts").iterdir())]
    before = [path.read_bytes() for path in files]
    write_run_report(run_dir)
    assert [path.read_bytes() for path in files] == before
    assert not list(run_dir.rglob("*.partial*"))


def test_the_embedded_font_holds_every_chinese_character_of_the_page(run_dir):
    import base64
    import io

    from fontTools.ttLib import TTFont

    page = (run_dir / "report.html").read_text(encoding="utf-8")
    data = re.search(r"data:font/woff;base64,([\w+/=]+)", page)[1]
    with TTFont(io.BytesIO(base64.b64decode(data))) as font:
        held = set(font.getBestCmap())
    assert {c for c in page if "\u4e00" <= c <= "\u9fff"} <= {chr(code) for code in held}


def test_markup_in_names_is_shown_as_text(builder, tmp_path):
    folder = builder.build_run(tmp_path / "run", builder.TINY)
    settings = folder / "scenario" / "scenario.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("湖州企服驿站网络（合成）", "<script>alert(1)</script>"), encoding="utf-8"
    )
    page = html.run_page(load_run(folder), [], "zh")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    "name", ["manifest.json", "kpis.csv", "summary.csv", "series.csv", "scenario/scenario.yaml"]
)
def test_a_missing_or_torn_file_is_named(name, builder, tmp_path):
    folder = builder.build_run(tmp_path / "run", builder.TINY)
    (folder / name).unlink()
    with pytest.raises(ReportError, match=re.escape(name.rpartition("/")[2])) as caught:
        write_run_report(folder)
    assert caught.value.message_zh
    assert not (folder / "charts").exists()
    (folder / name).write_bytes(b"\xff\xfe{[")
    with pytest.raises(ReportError, match=re.escape(name.rpartition("/")[2])):
        write_run_report(folder)


def test_a_comparison_without_one_of_its_runs_is_refused(comparison_dir, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(comparison_dir, folder)
    shutil.rmtree(folder / "runs" / "other1")
    with pytest.raises(ReportError, match="other1"):
        load_comparison(folder)


def test_an_unknown_language_is_refused(run_dir):
    with pytest.raises(ValueError, match="fr"):
        write_run_report(run_dir, lang="fr")


@pytest.mark.parametrize(
    ("mean", "low", "high", "at_least", "at_most", "state"),
    [
        (0.9, None, None, 0.9, None, "met"),
        (0.9, 0.85, 0.95, 0.8, None, "met"),
        (0.9, 0.85, 0.95, 0.88, None, "unsure"),
        (0.9, 0.85, 0.95, 0.96, None, "missed"),
        (0.9, None, None, None, 0.8, "missed"),
        (None, None, None, 0.5, None, "unmeasured"),
    ],
)
def test_targets_are_judged_by_the_interval(mean, low, high, at_least, at_most, state):
    assert html.judge({"mean": mean, "ci_low": low, "ci_high": high}, at_least, at_most) == state


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (24310.4, "cases", "24,310"),
        (6.408, "hours", "6.41"),
        (0.0312, "hours", "0.0312"),
        (1.0, "hours", "1.00"),
        (3.0, "cases", "3"),
        (0.0, "hours", "0"),
        (float("inf"), "hours", "∞"),
        (None, "hours", "-"),
        (float("nan"), "share", "-"),
        (0.961, "share", "96.1 %"),
        (99.999, "hours", "100"),
    ],
)
def test_numbers(value, unit, shown):
    assert number(value, unit) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.0123, "share", "+1.23"),
        (-0.00004, "share", "-0.0040"),
        (0.0, "share", "0"),
        (-2.0, "hours", "-2.00"),
        (None, "hours", "–"),
        (300.0, "cases", "+300"),
    ],
)
def test_signed_differences(value, unit, shown):
    assert signed(value, unit) == shown


@pytest.mark.parametrize(
    ("low", "high", "unit", "shown"),
    [
        (0.981, 1.012, "share", "98.1 % … 100.0 %"),
        (-0.02, 0.031, "share", "0.0 % … 3.1 %"),
        (-1.5, 2.34, "minutes", "0.00 … 2.34"),
        (9.87, 101.2, "cases", "10 … 101"),
        (0.0312, 1.24, "hours", "0.03 … 1.24"),
        (float("inf"), float("inf"), "hours", "∞ … ∞"),
        (None, None, "hours", ""),
    ],
)
def test_intervals_are_cut_to_the_possible_and_both_ends_written_alike(low, high, unit, shown):
    assert interval(low, high, unit) == shown


@pytest.mark.parametrize(
    ("low", "high", "unit", "shown"),
    [
        (-0.00012, 0.0213, "share", "-0.01 … +2.13"),
        (-0.5, 12.34, "hours", "-0.5 … +12.3"),
        (0.0, 0.0, "share", "0 … 0"),
        (None, None, "share", ""),
    ],
)
def test_both_ends_of_a_difference_are_written_alike(low, high, unit, shown):
    assert signed_interval(low, high, unit) == shown


def test_two_replications_are_called_hardly_usable(builder, tmp_path):
    folder = builder.build_run(tmp_path / "run", replace(builder.TINY, replications=2))
    assert "one degree of freedom" in html.run_page(load_run(folder), [], "en")


def test_every_headline_kpi_is_registered_and_named_in_both_languages():
    for kpi in HEADLINE:
        what = measure(kpi)
        assert what.name_zh != kpi
        assert what.name_en != kpi
        assert what.basis in ("data", "prior")


def test_the_headline_wait_is_the_one_at_the_counter():
    assert "on_site_wait_minutes_mean" in HEADLINE
    assert "wait_minutes_mean" not in HEADLINE  # holds the nights that tickets lie


def test_an_unregistered_kpi_keeps_its_id():
    what = measure("of_an_older_version", "hours")
    assert (what.name("zh"), what.unit("en"), what.better) == ("of_an_older_version", "hours", "none")


def test_policies_speak_both_languages(run_dir):
    rows = {row["name"]: row for row in html.policies(load_run(run_dir))}
    speed = rows["travel.speed"]
    assert speed["unit"] == {"zh": "公里每小时", "en": "km/h"}
    assert speed["source"] == {"zh": "假设", "en": "assumed"}
    assert speed["meaning"]["zh"]
    assert speed["meaning"]["en"]
    assert rows["backstop.on"]["source"] == {"zh": "the newsletter", "en": "the newsletter"}


@pytest.mark.parametrize(
    ("source", "shown"),
    [("assumed", "假设"), ("assumed: a guess", "假设：a guess"), ("rate assumed", "rate assumed"), ("", "")],
)
def test_sources_are_translated_only_where_they_are_assumed(source, shown):
    assert html.source_zh(source) == shown


def test_the_state_of_writing_is_no_provenance(run_dir):
    assert "complete." not in " ".join(parse(run_dir / "report.html").text)


def test_provenance_is_flat_and_leaves_checksums_out():
    rows = html.provenance(
        {"seed": 1, "scenario": {"id": "a", "digest": "x"}, "command": ["run.py", "x"], "files": {"k": 1}}
    )
    assert dict(rows) == {"command": "run.py x", "scenario.id": "a", "scenario.digest": "x", "seed": "1"}
