"""What finished and running commands print."""

import io
import math
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from sim.commands import progress
from sim.commands.progress import ProgressBar
from sim.commands.tables import BY_KIND, MAIN, main_rows, print_comparison, print_run
from sim.commands.texts import Lang, counted, system_language, text
from sim.experiment.simulate import Finished
from sim.experiment.study import Compared
from sim.kpi import REGISTRY


def test_the_main_kpis_are_registered_at_the_levels_shown():
    assert all("network" in REGISTRY[kpi].levels for kpi in MAIN)
    assert set(BY_KIND) <= set(MAIN)
    assert all("kind" in REGISTRY[kpi].levels for kpi in BY_KIND)


def finished(summary: list[tuple[object, ...]], folder: Path, warnings: int = 0) -> Finished:
    """A finished run of three replications with these rows: kpi, unit, mean, ci_low, ci_high."""
    columns = ["kpi", "unit", "mean", "ci_low", "ci_high"]
    table = pl.DataFrame(summary, schema=columns, orient="row").with_columns(
        level=pl.lit("network"), key=pl.lit("all")
    )
    manifest = {
        "scenario": {"name_en": "City", "name_zh": "城"},
        "days": 8, "warm_up_days": 2, "replications": 3, "seed": 1,
        "engine": "reference", "cases_per_second": 12345,
        "warnings": [{"en": f"Doubt {i}", "zh": f"疑问 {i}"} for i in range(warnings)],
    }  # fmt: skip
    return Finished(folder, manifest, table, table)


def test_numbers_of_a_run(capsys, tmp_path):
    rows = [
        ("cases_arisen", "cases", 2534.4, 2500.0, 12_345.6),
        ("on_time_share", "share", 0.86481, 0.85, 0.9),
        ("processing_days_p90", "calendar days", math.inf, None, None),
        ("on_site_wait_minutes_mean", "minutes", 3.14159, 3.0, 3.3),
    ]
    print_run(finished(rows, tmp_path, warnings=7), Lang.en)
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[2:6] == [
        "Cases arisen 2,534 2,500 … 12,346 cases",
        f"{REGISTRY['processing_days_p90'].name_en} ∞ calendar days",
        "On-time share 86.5 % 85.0 % … 90.0 %",
        "Wait at the counter, mean 3.14 3.00 … 3.30 minutes",
    ]
    assert lines[-6:] == [*(f"warning: Doubt {i}" for i in range(5)), "2 more in manifest.json"]


def test_differences_of_shares_are_percentage_points(capsys, tmp_path):
    row = {
        "kpi": "on_time_share", "unit": "share", "level": "network", "key": "all", "base": "a", "other": "b",
        "mean_base": 0.8, "mean_other": 0.7875, "difference": -0.0125, "ci_low": -0.02, "ci_high": -0.005,
    }  # fmt: skip
    manifest = {"base": "a", "others": ["b"], "replications": 3}
    print_comparison(Compared(tmp_path, manifest, pl.DataFrame([row])), Lang.zh)
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "百分点" in line)
    assert line.split()[-9:] == ["80.0", "%", "78.8", "%", "-1.25", "-2.00", "…", "-0.50", "百分点"]


def test_counts_have_a_singular():
    assert (counted(Lang.en, "facilities", 1), counted(Lang.en, "zones", 1234)) == (
        "1 facility",
        "1,234 demand points",
    )
    assert counted(Lang.zh, "stations", 1) == "1 个驿站"


def test_main_rows_come_in_order_with_kinds_and_targets():
    identities = [
        ("on_site_wait_minutes_mean", "facility", "f1"),
        ("on_site_wait_minutes_mean", "network", "all"),
        ("on_site_wait_minutes_mean", "facility", "f2"),
        ("on_time_share", "kind", "problem"),
        ("on_time_share", "network", "all"),
        ("travel_minutes_mean", "network", "all"),
    ]
    table = pl.DataFrame(identities, schema=["kpi", "level", "key"], orient="row")
    targets = [
        ("on_site_wait_minutes_mean", "facility", "f1"),
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
