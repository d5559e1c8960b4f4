"""How KPIs are named and their values written."""

import pytest

from sim.report.measures import HEADLINE, interval, measure, number, signed, signed_interval


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
        (1.6e-7, 1.2e-6, "share", "+0.00002 … +0.00012"),
        (-3e-12, 1.2e-6, "share", "-0.0000 … +0.0001"),
        (-0.5, 12.34, "hours", "-0.5 … +12.3"),
        (0.0, 0.0, "share", "0 … 0"),
        (None, None, "share", ""),
    ],
)
def test_both_ends_of_a_difference_are_written_alike(low, high, unit, shown):
    assert signed_interval(low, high, unit) == shown


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
