"""MSER-5 by hand and on series of known bias; the warm-up that is chosen, and what it never goes below."""

import numpy as np
import polars as pl
import pytest

from sim.experiment.errors import InputError
from sim.experiment.folder import read_csv
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.experiment.study import compare
from sim.experiment.warm_up import BATCH, FIRST_PILOT, choose, mser, session_interval, weekly_means
from sim.scenario import load
from tests.builders import changed
from tests.experiment.cities import base, without_backstop


def series(rows: list[tuple[str, str, float, int]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["series", "key", "x", "value"], orient="row")


# MSER


def test_the_statistic_by_hand():
    """Batch means 9, 1, 1, 1: leaving out none gives 48/16 = 3, the first 0/9 = 0."""
    found = mser(np.repeat([9.0, 1.0, 1.0, 1.0], BATCH))
    assert found.statistic.tolist() == [3.0, 0.0, 0.0]
    assert (found.weeks, found.decided) == (5, True)
    assert found.batches.tolist() == [9.0, 1.0, 1.0, 1.0]


def test_leaving_out_costs_what_it_shortens():
    """Batch means 0, 2, 0, 2, 0, 2: 6/36 before 4.8/25 before 4/16, so nothing is left out."""
    found = mser(np.repeat([0.0, 2.0] * 3, BATCH))
    assert found.statistic == pytest.approx([6 / 36, 4.8 / 25, 4 / 16, 8 / 3 / 9])
    assert found.weeks == 0


def test_of_a_flat_series_nothing_is_left_out():
    assert mser(np.full(35, 9 / 86_400)).weeks == 0  # its means differ in their last bits


def test_batches_average_and_an_unfinished_one_is_not_used():
    values = np.array([0.0, 2.0] * 10 + [1e9, 1e9])  # every batch of five: 0.8 or 1.2
    found = mser(values)
    assert found.batches == pytest.approx([0.8, 1.2, 0.8, 1.2])


def test_a_least_at_the_end_of_what_is_searched_is_no_decision():
    found = mser(np.repeat([40.0, 30.0, 20.0, 10.0, 1.0, 1.0], BATCH))
    assert (found.weeks, found.decided) == (3 * BATCH, False)


@pytest.mark.parametrize("values", [np.ones(19), np.full(40, np.nan), np.r_[np.ones(39), np.inf]])
def test_what_does_not_tell(values):
    with pytest.raises(ValueError, match="batches"):
        mser(values)


def autoregressive(rng: np.random.Generator, bias: float, n: int = 200) -> np.ndarray:
    """Stationary mean 10, correlation 0.6 from week to week, a bias that falls by a fifth each week."""
    noise, values = rng.normal(size=n), np.empty(n)
    values[0] = noise[0] / np.sqrt(1 - 0.6**2)
    for week in range(1, n):
        values[week] = 0.6 * values[week - 1] + noise[week]
    return 10 + values + bias * 0.8 ** np.arange(n)


def test_a_bias_is_cut_and_a_stationary_series_mostly_kept():
    """Averaged over 200 seeds the mean of what is left is 10 within four standard errors; uncut it is not."""
    cut, uncut, lengths = [], [], []
    for seed in range(200):
        values = autoregressive(np.random.default_rng(seed), bias=60.0)
        found = mser(values)
        cut.append(values[found.weeks :].mean() - 10)
        uncut.append(values.mean() - 10)
        lengths.append(mser(autoregressive(np.random.default_rng(seed), bias=0.0)).weeks)
    bias = 60.0 * 5 / 200  # of the mean, uncut: a geometric series
    error = np.std(cut, ddof=1) / np.sqrt(200)
    assert abs(np.mean(cut)) <= 4 * error + 0.15  # within a tenth of the bias
    assert np.mean(uncut) == pytest.approx(bias, abs=4 * np.std(uncut, ddof=1) / np.sqrt(200))
    assert np.mean(uncut) > 4 * error + 0.15  # the rule of leaving nothing out is seen to be wrong
    assert np.mean(lengths) < 200 / 5


# Weekly means


def test_weekly_means_over_replications_by_hand():
    days = 14  # and three days of follow-up, which are not read
    first = [("backlog", "problem", float(day), day) for day in range(17)]
    first += [("closed_weeks", "problem", 0.0, 2), ("processing_weeks", "problem", 0.0, 2 * 86_400)]
    first += [("closed_weeks", "problem", 1.0, 1), ("processing_weeks", "problem", 1.0, 6 * 86_400)]
    first += [("closed_weeks", "problem", 2.0, 9), ("processing_weeks", "problem", 2.0, 10**9)]
    second = [(name, key, x, 0 if name == "backlog" else value) for name, key, x, value in first]
    found = weekly_means([series(first), series(second)], days)
    assert found["backlog", "problem"].tolist() == [21 / 14, 70 / 14]
    assert found["processing_days", "problem"].tolist() == [1.0, 6.0]


def test_a_kind_that_is_not_seen_in_every_week_is_left_out():
    rows = [("backlog", kind, float(day), 1) for kind in ("problem", "transaction") for day in range(14)]
    for kind, counts in (("problem", (3, 0)), ("transaction", (3, 1))):
        for week, count in enumerate(counts):
            rows += [
                ("closed_weeks", kind, float(week), count),
                ("processing_weeks", kind, float(week), count),
            ]
    assert set(weekly_means([series(rows)], 14)) == {
        ("backlog", "transaction"),
        ("processing_days", "transaction"),
    }


# The choice


def pilots(values: list[float]):
    """Pilot runs whose weekly backlog is as given, with a flat processing time."""
    seen = []

    def run(scenario, replications):
        seen.append((scenario.settings.warm_up_days, replications))
        rows = [("backlog", "problem", float(day), round(values[day // 7])) for day in range(7 * len(values))]
        for week in range(len(values)):
            rows += [
                ("closed_weeks", "problem", float(week), 1),
                ("processing_weeks", "problem", float(week), 9),
            ]
        return [series(rows)] * replications

    return run, seen


LATE = [100.0] * 5 + [10.0] * 30  # 35 weeks: the first five are left out


def test_the_longest_cut_counts_in_days():
    run, seen = pilots(LATE)
    found = choose(changed(base(days=245), sessions={"on": False}), run)
    assert seen == [(0, 5)]
    assert found.days == 35
    assert found.record["cut_days"] == {"backlog/problem": 35, "processing_days/problem": 0}
    assert found.record["first_pilot"] == FIRST_PILOT > 10_000  # more than any run may have
    assert found.table.filter(pl.col("cut"))["week"].to_list() == [0, 1, 2, 3, 4]
    assert found.doubts == []


def test_never_below_one_session_interval():
    scenario = base(days=245)
    interval = session_interval(scenario)
    assert interval == max(row.every_days for row in scenario.sessions) > 0
    longer = scenario.model_copy(
        update={"sessions": tuple(row.model_copy(update={"every_days": 98}) for row in scenario.sessions)}
    )
    assert choose(longer, pilots(LATE)[0]).days == 98
    assert session_interval(changed(longer, sessions={"on": False})) == 0
    assert choose(changed(longer, sessions={"on": False}), pilots(LATE)[0]).days == 35


def test_what_has_not_settled_is_told():
    run, _ = pilots([float(350 - 10 * week) for week in range(35)])
    found = choose(base(days=245), run)
    assert found.record["undecided"] == ["backlog/problem"]
    assert "had not settled" in found.doubts[0]["en"]


def test_horizons_that_cannot_tell():
    with pytest.raises(InputError, match="a horizon of 139 days is too short"):
        choose(base(days=139), pilots(LATE)[0])
    empty = [("backlog", "problem", float(day), 0) for day in range(245)]
    with pytest.raises(InputError, match="weeks without a closed case"):
        choose(base(days=245), lambda scenario, replications: [series(empty)])


# Runs


def test_a_run_with_a_chosen_warm_up(tmp_path):
    options = Options(warm_up_auto=True, days=160, replications=2)
    done = simulate(base(), options, tmp_path / "run")
    record = done.manifest["warm_up"]
    assert done.manifest["warm_up_days"] == record["days"] >= record["session_interval_days"] > 0
    table = read_csv(done.folder / "warm_up.csv")
    assert table["week"].max() == 160 // 7 - 1
    stated = simulate(
        base(), Options(warm_up_days=record["days"], days=160, replications=2), tmp_path / "stated"
    )
    assert stated.kpis.equals(done.kpis)
    workers = simulate(base(), options._replace(workers=1), tmp_path / "one")
    assert (workers.folder / "warm_up.csv").read_bytes() == (done.folder / "warm_up.csv").read_bytes()
    saved = load(done.folder / "scenario")
    assert saved.settings.warm_up_days == record["days"]


def test_a_comparison_takes_the_warm_up_of_its_base(tmp_path):
    options = Options(warm_up_auto=True, days=160, replications=2)
    done = compare([base(), without_backstop()], options, tmp_path / "both")
    assert done.manifest["warm_up_days"] > 0
    with pytest.raises(InputError, match="is a finished run, whose warm-up stays"):
        compare([done.folder / "runs" / "small_city", without_backstop()], options, tmp_path / "more")
