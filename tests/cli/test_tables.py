"""What finished and running commands print."""

import io
import math
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from sim.commands import display
from sim.commands.progress import ProgressBar
from sim.commands.tables import main_rows, print_comparison, print_run
from sim.commands.texts import Lang, counted, system_language, text
from sim.experiment.headline import BY_KIND, PRINTED, REPORTED, headline, targets_of
from sim.experiment.simulate import Finished
from sim.experiment.study import Compared
from sim.kpi import REGISTRY


def test_the_main_kpis_are_registered_at_the_levels_shown():
    assert all("network" in REGISTRY[kpi].levels for kpi in {*PRINTED, *REPORTED})
    assert set(BY_KIND) <= set(PRINTED)
    assert all("kind" in REGISTRY[kpi].levels for kpi in BY_KIND)


def test_the_headline_holds_each_row_once_that_anyone_is_shown(tmp_path):
    (tmp_path / "scenario").mkdir()
    rows = "kpi,level,key\non_time_share,county,c\nsatisfaction_true,network,\n"
    (tmp_path / "scenario" / "targets.csv").write_text(rows, encoding="utf-8-sig")
    targets = targets_of(tmp_path)
    assert targets == [("on_time_share", "county", "c"), ("satisfaction_true", "network", "all")]
    assert targets_of(tmp_path / "nowhere") == []
    shown = headline(targets)
    assert len(shown) == len(set(shown))
    kinds = {(kpi, "kind", kind) for kpi in BY_KIND for kind in ("transaction", "problem")}
    network = {(kpi, "network", "all") for kpi in {*PRINTED, *REPORTED}}
    assert set(shown) == {targets[0]} | kinds | network


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
    done = Finished(folder)
    done.manifest, done.summary = manifest, table
    return done


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
        "sd": 0.01, "simultaneous_low": -0.03, "simultaneous_high": 0.005, "p": 0.002, "p_holm": 0.0125,
        "variance_reduction": 0.9, "family": "headline", "family_size": 4,
    }  # fmt: skip
    simultaneous = {"method": "max-t"}
    manifest = {"base": "a", "others": ["b"], "replications": 3, "simultaneous": simultaneous}
    print_comparison(Compared(tmp_path, manifest, pl.DataFrame([row])), Lang.zh)
    lines = capsys.readouterr().out.splitlines()
    (line,) = (line for line in lines if "百分点" in line)
    assert line.split()[-15:] == [
        *("80.0", "%", "78.8", "%", "-1.25", "-2.00", "…", "-0.50"),
        *("-3.00", "…", "+0.50", "0.013", "90.0", "%", "百分点"),
    ]
    pairing, family = lines[-2:]
    assert "减少 90.0 %（1 项" in pairing
    assert "10.0 倍" in pairing  # 1 / (1 - 0.9)
    assert "max-t" in family
    assert "4 个差值" in family


def test_what_pairing_saves_is_the_median_of_the_headline_that_varies(capsys, tmp_path):
    names = ("satisfaction_true", "on_time_share", "utilisation", "staff_cost", "handoffs_mean")
    table = pl.DataFrame(
        {
            "kpi": names, "unit": "share", "level": "network", "key": "all", "base": "a", "other": "b",
            "mean_base": 0.5, "mean_other": 0.5, "difference": [0.1, 0.1, 0.1, 0.0, 0.1], "sd": [1.0] * 5,
            "ci_low": 0.0, "ci_high": 0.2, "simultaneous_low": -0.1, "simultaneous_high": 0.3, "p": 0.05,
            "p_holm": [0.0004, 0.05, 0.05, 1.0, 0.05], "variance_reduction": [0.5, 0.9, 0.75, 1.0, 0.0],
            "family": [*["headline"] * 4, "pairs"], "family_size": 4,
        }
    ).with_columns(sd=pl.when(pl.col("kpi") == "staff_cost").then(0.0).otherwise("sd"))  # fmt: skip
    manifest = {"base": "a", "others": ["b"], "replications": 3, "simultaneous": {"method": "bonferroni"}}
    print_comparison(Compared(tmp_path, manifest, table), Lang.en)
    out = " ".join(capsys.readouterr().out.split())
    # of 0.5, 0.75 and 0.9; neither what never varies nor what is no headline counts
    assert "take away 75.0 % of the variance (median of the 3 headline" in out
    assert "would need 4.00 times the replications" in out
    assert "<0.001" in out


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
    monkeypatch.setattr(display, "monotonic", lambda: now[0])
    monkeypatch.setattr(
        display,
        "console",
        lambda **_: Console(file=screen, force_terminal=True, width=100, color_system=None),
    )
    with ProgressBar(Lang.en, 4) as bar:
        bar.running("city", 1, 4, 0.5)
        assert screen.getvalue() == ""
        now[0] += display.PATIENCE
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
