"""What a finished run gives where a figure was reported."""

import math

import polars as pl
import pytest

from calibration.observable import Observable
from calibration.simulated import estimate, read_run
from sim.experiment.folder import read_csv
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from tests.experiment.cities import base

JOINT = Observable(value="satisfaction", of="jointly_solved", kind="problem", county="c")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return simulate(base(), Options(case_log=True), tmp_path_factory.mktemp("run") / "it").folder


@pytest.fixture(scope="module")
def run(folder):
    return read_run(folder)


@pytest.mark.parametrize(
    ("formula", "kpi"),
    [
        (Observable(kind="problem"), ("problems_solved", "network", "all")),
        (Observable(kind="problem", county="c"), ("problems_solved", "county", "c")),
        (Observable(kind="transaction", facility="s"), ("transactions_solved", "facility", "s")),
        (Observable(of="jointly_solved", kind="problem"), ("jointly_solved_problems", "network", "all")),
    ],
)
def test_counts_are_the_kpis_of_the_place(folder, run, formula, kpi):
    summary = read_csv(folder / "summary.csv")
    (row,) = summary.filter(pl.concat_list("kpi", "level", "key") == list(kpi)).to_dicts()
    found = estimate(formula, run)
    assert (found.mean, found.low, found.high, found.sd, found.n) == (
        row["mean"], row["ci_low"], row["ci_high"], row["sd"], 2,
    )  # fmt: skip
    assert found.exact
    assert run.days == 6


def test_the_case_log_selects_what_the_kpis_count(folder, run):
    kpis = read_csv(folder / "kpis.csv").filter(
        (pl.col("level") == "network") & pl.col("kpi").is_in(["problems_solved", "jointly_solved_problems"])
    )
    counted = kpis.group_by("kpi").agg(pl.col("value").sum())
    assert dict(counted.iter_rows()) == {
        "problems_solved": run.cases.height, "jointly_solved_problems": int(run.cases["joint"].sum()),
    }  # fmt: skip
    assert 0 < run.cases["joint"].sum() < run.cases.height


def test_shares_are_of_the_cases_that_the_formula_names(run):
    assert estimate(JOINT, run) is not None
    made = pl.DataFrame(
        {
            "replication": [1, 1, 1, 2, 2],
            "county": ["c", "c", "b", "c", "c"],
            "facility": ["s"] * 5,
            "satisfied": [True, False, False, True, True],
            "joint": [True, True, True, True, False],
        }
    )
    found = estimate(JOINT, run._replace(cases=made))
    assert (found.mean, found.n, found.exact) == (pytest.approx(2 / 3), 2, True)
    # Clopper and Pearson: beta(2, 2) at 0.025 and beta(3, 1) at 0.975
    assert (found.low, found.high) == (pytest.approx(0.0942993, abs=1e-6), pytest.approx(0.9915962, abs=1e-6))
    everyone = estimate(Observable(value="satisfaction", kind="problem"), run._replace(cases=made))
    assert everyone.mean == pytest.approx(0.6)
    assert estimate(JOINT, run._replace(cases=made.filter(county="b"))) is None


def test_without_a_case_log_another_share_stands_in_and_is_told(run):
    found = estimate(JOINT, run._replace(cases=None))
    assert found == run.kpis["problem_satisfaction_probability", "county", "c"]._replace(exact=False)


@pytest.mark.parametrize(
    "formula",
    [
        Observable(value="processing_days"),
        Observable(kind="problem", family="basic"),
        Observable(kind="problem", county="nowhere"),
        Observable(kind="problem", county="c", facility="s"),
        Observable(value="satisfaction", of="backstop", kind="problem"),
        Observable(value="processing_days", without=[{"set": {}}]),
    ],
)
def test_what_a_run_does_not_tell(run, formula):
    assert estimate(formula, run) is None


def test_one_replication_has_no_interval(tmp_path):
    found = read_run(simulate(base(replications=1), None, tmp_path / "run").folder)
    assert found.cases is None
    one = estimate(Observable(kind="problem"), found)
    assert one.n == 1
    assert all(math.isnan(value) for value in (one.low, one.high, one.sd))
