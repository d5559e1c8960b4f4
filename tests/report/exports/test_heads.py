"""Every csv of a result folder is a sheet or a parquet file, and every column has a head of its own."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from sim.experiment import folder
from sim.experiment.columns import Meaning
from sim.experiment.folder import COMPARISON, RUN, SENSITIVITY, SITING, TIDY
from sim.report.exports.heads import RAW, SHORT, TITLES, head, meanings

KPI_TABLES = {RUN: ("summary", "verification"), COMPARISON: ("comparison",)}
FILES = [(kind, stem) for kind, stems in TITLES.items() for stem in stems]
FILES += [(kind, stem) for kind, stems in KPI_TABLES.items() for stem in stems]


@pytest.mark.parametrize("kind", folder._OURS)
def test_no_table_of_a_folder_is_forgotten(kind):
    tables = {name.removesuffix(".csv") for name in folder._OURS[kind] if name.endswith(".csv")}
    assert tables <= {*TITLES.get(kind, {}), *RAW, *KPI_TABLES.get(kind, ())}
    assert set(TITLES.get(kind, {})) <= tables  # and none is promised that is not there


def test_what_is_no_sheet_is_a_parquet_file():
    assert set(RAW) <= set(TIDY)


@pytest.mark.parametrize(("kind", "stem"), FILES)
def test_heads_are_short_distinct_and_chinese(kind, stem):
    heads = [head(name, one, kind) for name, one in meanings(f"{stem}.csv", kind).items()]
    for language in zip(*heads, strict=True):
        assert [name for name, times in Counter(language).items() if times > 1] == []
    assert [zh for zh, _ in heads if not re.search("[\u4e00-\u9fff]", zh) or len(zh) > 16] == []


@pytest.mark.parametrize("titles", list(TITLES.values()), ids=list(TITLES))
def test_titles_fit_on_a_tab(titles):
    tabs = [f"{zh} {en}" for zh, en in titles.values()]
    assert len(set(tabs)) == len(tabs)
    assert all(len(tab) <= 31 and not set(tab) & set("[]:*?/\\'") for tab in tabs)
    assert all(re.search("[\u4e00-\u9fff]", zh) and en.isascii() for zh, en in titles.values())


def test_the_same_name_means_what_it_means_in_its_file():
    assert head("low", None, SENSITIVITY)[0] == "范围低端"  # of a parameter, no interval
    assert head("p", meanings("budget.csv", SITING)["p"])[0] == "新增家数"
    assert head("p", Meaning("", "p-value", "p 值"))[0] == "p 值"
    assert head("new_thing", Meaning("", "new", "新列；说明"))[0] == "新列"


def test_short_heads_are_all_chinese():
    assert [zh for zh in SHORT.values() if not re.search("[\u4e00-\u9fff]", zh)] == []
