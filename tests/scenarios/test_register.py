"""The register is complete, reads as the design page does, and each entry can be used as it says."""

from __future__ import annotations

from collections import Counter
from datetime import date

from calibration.register import load_register

REGISTER = load_register()
FIGURES = {figure.id: figure for figure in REGISTER.figures}

#: What the newsletter says, one line a figure: value, bound, use. A change here is a change of the reading.
READING = {
    "hz.stations": (94, "exact", "structure"),
    "hz.items": (2800, "at_least", "structure"),
    "hz.problems": (36300, "rounded", "target"),
    "hz.town_stations": (74, "exact", "structure"),
    "hz.park_stations": (19, "exact", "structure"),
    "hz.platforms": (10, "exact", "structure"),
    "xiaopu.items": (52, "exact", "structure"),
    "hz.park_items": (573, "exact", "structure"),
    "wanda.transactions": (1500, "at_least", "target"),
    "lianshi.saved_days": (1.5, "mean", "target"),
    "anji.legal_risks": (15, "exact", "context"),
    "anji.disputes": (29, "exact", "context"),
    "anji.penalties": (-2.73, "rate", "reject"),
    "deqing.problems": (3756, "exact", "target"),
    "deqing.satisfied": (1.0, "rate", "target"),
    "deqing.icv_items": (21, "exact", "structure"),
    "deqing.icv_projects": (14, "exact", "context"),
    "deqing.subsidy": (5_000_000, "at_least", "context"),
    "hz.party_centres": (28, "exact", "context"),
    "wx.problems": (477, "exact", "target"),
    "wx.satisfied": (0.994, "rate", "target"),
    "wx.subcentres": (3, "exact", "structure"),
    "wx.subcentre_items": (186, "exact", "structure"),
    "wx.brand_items": (29, "exact", "structure"),
    "wx.ip_transactions": (670, "at_least", "target"),
    "wx.embedded": (6, "exact", "structure"),
    "wx.embedded_items": (37, "exact", "structure"),
    "wx.embedded_share": (0.2, "at_least", "structure"),
    "wx.key_projects": (313, "exact", "structure"),
    "wx.delegated": (40, "at_least", "structure"),
    "wx.partners": ({"law": 5, "talent": 3, "testing": 1}, "exact", "structure"),
    "wx.sessions": (3, "exact", "structure"),
    "wx.coaching": (6, "exact", "structure"),
}


def test_figures_are_read_as_the_newsletter_has_them():
    found = {figure.id: (figure.value, figure.bound, figure.use) for figure in REGISTER.figures}
    assert found == READING
    assert len(REGISTER.figures) == 33


def test_every_figure_quotes_the_source_and_says_what_it_can_be_used_for():
    for figure in REGISTER.figures:
        assert figure.quote.strip()
        assert figure.note.strip()
    assert all(count == 1 for count in Counter(figure.quote for figure in REGISTER.figures).values())


def test_rates_name_the_count_that_they_are_about():
    assert {figure.id: figure.of for figure in REGISTER.figures if figure.of} == {
        "deqing.satisfied": "deqing.problems",
        "wx.satisfied": "wx.problems",
    }


def test_a_target_counts_what_its_figure_measures():
    """Transactions and problems are never mixed, and a figure of one county counts that county's cases."""
    counties = {"deqing": "330521", "wuxing": "330502"}
    for figure in REGISTER.by_use("target", "holdout"):
        for kind in ("transaction", "problem"):
            if kind in figure.measures:
                assert figure.observable.kind == kind, figure.id
        if figure.scope in counties:
            assert figure.observable.county == counties[figure.scope], figure.id


def test_windows_that_the_source_gives_are_in_the_models():
    assert FIGURES["wanda.transactions"].window == {"months": 3}
    assert FIGURES["wanda.transactions"].model.months == 3
    for name in ("deqing.problems", "wx.problems"):
        assert FIGURES[name].window is not None
        assert FIGURES[name].model.since == date(2024, 1, 1)
    for name in ("hz.problems", "wx.ip_transactions"):
        assert FIGURES[name].window is None
        assert FIGURES[name].model.window is not None


def test_the_source_is_cited_with_its_day():
    assert REGISTER.source.address.startswith("http://xzfw.huzhou.gov.cn/")
    assert REGISTER.source.published == date(2024, 11, 22)
