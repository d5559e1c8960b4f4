"""What finished and running commands print."""

import io
import math

import polars as pl
import pytest
from rich.console import Console

from sim.commands import progress
from sim.commands.progress import ProgressBar
from sim.commands.tables import BY_KIND, MAIN, interval, main_rows, number
from sim.commands.texts import Lang, system_language, text
from sim.kpi import REGISTRY


def test_the_main_kpis_are_registered_at_the_levels_shown():
    assert all("network" in REGISTRY[kpi].levels for kpi in MAIN)
    assert set(BY_KIND) <= set(MAIN)
    assert all("kind" in REGISTRY[kpi].levels for kpi in BY_KIND)


@pytest.mark.parametrize(
    ("value", "plain", "signed"),
    [
        (0.86481, "0.8648", "+0.8648"),
        (-3, "-3", "-3"),
        (1234567.8, "1,234,568", "+1,234,568"),
        (math.inf, "∞", "∞"),
        (0.0, "0", "0"),
        (None, "", ""),
    ],
)
def test_numbers(value, plain, signed):
    assert (number(value), number(value, sign=True)) == (plain, signed)


def test_intervals():
    assert interval({"ci_low": 1.5, "ci_high": 2.0}) == "1.5 … 2"
    assert interval({"ci_low": -1.0, "ci_high": 2.0}, sign=True) == "-1 … +2"
    assert interval({"ci_low": None, "ci_high": None}) == ""


def test_main_rows_come_in_order_with_kinds_and_targets():
    identities = [
        ("wait_minutes_mean", "facility", "f1"),
        ("wait_minutes_mean", "network", "all"),
        ("wait_minutes_mean", "facility", "f2"),
        ("on_time_share", "kind", "problem"),
        ("on_time_share", "network", "all"),
        ("travel_minutes_mean", "network", "all"),
    ]
    table = pl.DataFrame(identities, schema=["kpi", "level", "key"], orient="row")
    targets = [
        ("wait_minutes_mean", "facility", "f1"),
        ("on_time_share", "network", "all"),
        ("no", "such", "row"),
    ]
    shown = [tuple(row.values()) for row in main_rows(table, targets)]
    assert shown == [identities[4], identities[3], identities[1], identities[0]]


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


def test_a_bar_with_the_time_left_appears_after_two_seconds(monkeypatch):
    screen, now = Terminal(), [100.0]
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    monkeypatch.setattr(
        progress,
        "console",
        lambda **_: Console(file=screen, force_terminal=True, width=100, color_system=None),
    )
    with ProgressBar(Lang.en, 4) as bar:
        bar.running("city", 1, 4, 0.5)
        assert screen.getvalue() == ""
        now[0] += progress.PATIENCE
        bar.running("city", 1, 4, 0.9)
        bar.finished("city", 1, 4, 100, 2.0)
        bar.running("city", 2, 4, 1.0)
    assert "city, replication 2/4" in screen.getvalue()
    assert "50%" in screen.getvalue()
    assert ":" in screen.getvalue().rpartition("50%")[2]  # the time left


@pytest.mark.parametrize(
    ("locale", "lang"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en"), ("", "en")]
)
def test_the_language_follows_the_machine(monkeypatch, locale, lang):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert system_language() == lang


def test_texts_take_their_values():
    assert text(Lang.en, "written", path="results/x") == "results: results/x"
    assert text(Lang.zh, "written", path="results/x") == "结果：results/x"
