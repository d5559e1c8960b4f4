"""Amounts of money: one way of writing them."""

import pytest

from sim.report.money import amount, difference_interval, money, money_range


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (61_234_567.0, "6,123 万元", "CNY 61.2 million"),
        (-1_204_000.0, "-120 万元", "CNY -1.20 million"),
        (120_000.0, "12 万元", "CNY 0.12 million"),
        (24_500.0, "2.45 万元", "CNY 0.025 million"),
        (0.0, "0 万元", "CNY 0 million"),
        (None, "-", "-"),
    ],
)
def test_money_is_counted_as_the_language_does(value, zh, en):
    assert (money(value, "zh"), money(value, "en")) == (zh, en)


def test_a_range_of_money_names_its_unit_once():
    assert money_range(6e7, 6.5e7, "en") == "CNY 60.0 to 65.0 million"
    assert money_range(6e7, 6.5e7, "zh") == "6,000 至 6,500 万元"


def test_a_difference_of_money_has_signs_and_its_interval_the_unit_once():
    assert amount(2e6, signed=True) == {"zh": "+200 万元", "en": "CNY +2.00 million"}
    assert difference_interval(-5e5, 2.35e6) == {"zh": "-50 … +235 万元", "en": "CNY -0.50 … +2.35 million"}
