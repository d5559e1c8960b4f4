"""When there are enough replications: the rule on hand-computed sequences, and a run that stops by it."""

import math

import numpy as np
import polars as pl
import pytest

from sim.experiment import precision
from sim.experiment.errors import InputError
from sim.experiment.executor import Threads
from sim.experiment.folder import read_csv
from sim.experiment.options import Options
from sim.experiment.precision import LEAST, LOOK_AHEAD, Goal, Rule, goals
from sim.experiment.simulate import simulate
from sim.scenario import Scenario
from sim.scenario.schema.target import Target
from tests.experiment.cities import base

TIME = "processing_days_mean"
SATISFACTION = "satisfaction_true"


def table(**values: float) -> pl.DataFrame:
    rows = [{"kpi": name, "level": "network", "key": "all", "value": value} for name, value in values.items()]
    return pl.DataFrame(rows)


def stopped_at(values: list[float], width: float, *, relative: bool = False, most: int = 100) -> int:
    rule = Rule([Goal(TIME, "network", "all", width, relative)], most)
    for number, value in enumerate(values, 1):
        if rule.add(table(**{TIME: value})):
            return number
    raise AssertionError("the rule did not stop")


def with_targets(*targets: Target) -> Scenario:
    return base().model_copy(update={"targets": targets})


# What is asked


def test_a_bare_width_holds_for_all_target_kpis():
    scenario = with_targets(
        Target(kpi=SATISFACTION, at_least=0.99),
        Target(kpi=TIME, level="kind", key="problem", at_most=5),
        Target(kpi=TIME, level="kind", key="problem", at_most=7),  # the same value once more
    )
    assert goals("2%", scenario) == [
        Goal(SATISFACTION, "network", "all", 0.001, False),
        Goal(TIME, "kind", "problem", 0.02, True),
    ]
    assert goals("0.5pp", scenario)[0].width == pytest.approx(0.005)
    assert goals("0.5pp", scenario)[1] == Goal(TIME, "kind", "problem", 0.05, True)


def test_without_targets_the_usual_kpis_are_asked_for():
    asked = goals("5%,0.1pp", with_targets())
    assert [goal.kpi for goal in asked] == list(precision.WITHOUT_TARGETS)
    assert [goal.relative for goal in asked] == [False, False, True, True]


def test_a_named_kpi_stands_alone_or_goes_before_the_bare_width():
    assert goals(f"{TIME}/kind/problem=0.25", with_targets()) == [Goal(TIME, "kind", "problem", 0.25, False)]
    asked = goals(f"5%,{TIME}=1%", with_targets())
    assert Goal(TIME, "network", "all", 0.01, True) in asked
    assert len(asked) == len(precision.WITHOUT_TARGETS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cannot read ''"),
        ("5", "cannot read '5'"),
        ("-5%", "cannot read '-5%'"),
        ("0%", "cannot read '0%'"),
        ("nan%", "cannot read 'nan%'"),
        ("five%", "cannot read 'five%'"),
        ("processing_days=5%", "near it: processing_days_"),
        (f"{TIME}/kind=5%", "names no value"),
        (f"{TIME}/group/x=5%", "names no value"),
    ],
)
def test_what_cannot_be_asked(text, message):
    with pytest.raises(InputError, match=message) as caught:
        goals(text, base())
    assert caught.value.message_zh != caught.value.message_en


# The rule


def test_equal_values_stop_at_the_least_number_and_its_look_ahead():
    assert stopped_at([3.0] * 50, 0.01) == LEAST + LOOK_AHEAD == 15


def test_the_half_width_decides_by_hand():
    """Values 0, 1, 0, 1 ...: sd^2 = n/4 / (n - 1) for even n; half = t sd / sqrt n = t / (2 sqrt(n - 1))."""
    values = [float(n % 2) for n in range(200)]
    # t(0.975, 19) = 2.0930: half-width 0.2401 at 20 replications; 0.2469 at 19 (10 zeros, 9 ones)
    assert stopped_at(values, 0.2402) == 20 + LOOK_AHEAD
    assert stopped_at(values, 0.2400) > 20 + LOOK_AHEAD


def test_a_width_met_by_chance_does_not_stop_if_the_look_ahead_breaks_it():
    calm, jump = [1.0] * 12, [100.0]
    values = calm + jump + [1.0] * 300
    assert stopped_at(values, 1.0, most=400) > 13 + LOOK_AHEAD
    assert stopped_at(calm + [1.0] * 3 + jump, 1.0) == 15  # the jump after the look-ahead is never read


def test_relative_widths_are_of_the_mean():
    values = [100.0 + n % 2 for n in range(200)]
    assert stopped_at(values, 0.002402 / 1.005, relative=True) == 20 + LOOK_AHEAD  # mean 100.5, half 0.2401


def test_all_goals_must_be_met_at_once():
    rule = Rule(
        [Goal(TIME, "network", "all", 1.0, False), Goal(SATISFACTION, "network", "all", 0.24, False)], 99
    )
    made = next(n for n in range(1, 100) if rule.add(table(**{TIME: 5.0, SATISFACTION: float(n % 2)})))
    assert made > LEAST + LOOK_AHEAD
    assert (rule.met_at, rule.reached) == (made - LOOK_AHEAD, True)
    trace = rule.trace()
    assert trace.height == 2 * made
    assert trace.filter(pl.col("replications") == made)["met"].all()


def test_the_maximum_ends_what_is_not_met_and_says_so():
    rule = Rule([Goal(TIME, "network", "all", 1e-9, False)], 12)
    made = next(n for n in range(1, 100) if rule.add(table(**{TIME: float(n)})))
    assert (made, rule.reached, rule.met_at) == (12, False, None)
    assert rule.record()["missed"] == [TIME]
    (doubt,) = rule.doubts()
    assert f"not reached after 12 replications ({TIME})" in doubt["en"]


@pytest.mark.parametrize("value", [math.inf, math.nan])
def test_what_has_no_interval_is_never_precise(value):
    rule = Rule(
        [Goal(TIME, "network", "all", 1.0, False), Goal(SATISFACTION, "network", "all", 1.0, False)], 40
    )
    values = [1.0 if n == 3 or not math.isnan(value) else value for n in range(40)]
    values[5] = value
    assert sum(not rule.add(table(**{TIME: one, SATISFACTION: 1.0})) for one in values) == 39
    assert not rule.reached


def test_a_value_that_never_comes_is_an_error():
    rule = Rule([Goal(TIME, "county", "atlantis", 1.0, False)], 40)
    for _ in range(LEAST - 1):
        rule.add(table(**{TIME: 1.0}))
    with pytest.raises(InputError, match=f"no replication so far has a value of {TIME}/county/atlantis"):
        rule.add(table(**{TIME: 1.0}))


def coverage(patch: pytest.MonkeyPatch, least: int, ahead: int, seeds: int = 2000) -> float:
    """Share of seeds whose final interval holds the true mean of normal values."""
    patch.setattr(precision, "LEAST", least)
    patch.setattr(precision, "LOOK_AHEAD", ahead)
    rng, inside = np.random.default_rng(20240101), 0
    for _ in range(seeds):
        rule = Rule([Goal(TIME, "network", "all", 0.6, False)], 400)
        while not rule.read([rng.normal(10)]):
            pass
        last = rule.trace().row(-1, named=True)
        inside += abs(last["mean"] - 10) <= last["half_width"]
    return inside / seeds


@pytest.mark.statistics
def test_the_interval_at_which_the_rule_stops_covers(monkeypatch):
    """A sequential rule stops more gladly where the variance seems small, so a point of coverage may be lost.

    Held to 0.95 less 0.015 less 3.5 binomial standard errors. Stopping at the first dip loses far more.
    """
    bound = 0.95 - 0.015 - 3.5 * math.sqrt(0.95 * 0.05 / 2000)
    assert coverage(monkeypatch, LEAST, LOOK_AHEAD) >= bound
    assert coverage(monkeypatch, 2, 0) < bound


# A run


ASKED = f"{TIME}=30%,cases_arisen=20%"


def test_a_run_stops_when_it_is_precise_whoever_works_on_it(tmp_path):
    options = Options(replications=60, precision=ASKED)
    runs = [simulate(base(), options._replace(workers=n), tmp_path / f"run{n}") for n in (1, 3)]
    for name in ("kpis.csv", "summary.csv", "series.csv", "precision.csv"):
        assert len({(run.folder / name).read_bytes() for run in runs}) == 1, name
    made = runs[0].manifest["replications"]
    record = runs[0].manifest["precision"]
    assert LEAST + LOOK_AHEAD <= made < 60
    assert (record["reached"], record["met_at"]) == (True, made - LOOK_AHEAD)
    assert runs[0].kpis["replication"].max() == made
    last = read_csv(runs[0].folder / "precision.csv").filter(pl.col("replications") == made)
    assert last["met"].all()
    assert (last["half_width"] <= last["allowed"]).all()
    # the same run by its number of replications gives the same numbers
    plain = simulate(base(), Options(replications=made), tmp_path / "plain")
    assert plain.kpis.equals(runs[0].kpis)
    assert plain.manifest["scenario"]["digest"] == runs[0].manifest["scenario"]["digest"]


def test_replications_are_taken_only_as_needed(tmp_path, monkeypatch):
    taken: list[int] = []
    results = Threads.results

    def counting(self, job, numbers, observer):
        def noted():
            for number in numbers:
                taken.append(number)
                yield number

        return results(self, job, noted(), observer)

    monkeypatch.setattr(Threads, "results", counting)
    done = simulate(base(), Options(replications=60, precision=ASKED, workers=2), tmp_path / "run")
    assert len(taken) <= done.manifest["replications"] + 2


def test_a_missed_precision_is_told(tmp_path):
    options = Options(replications=3, precision="satisfaction_true=0.0001pp")
    done = simulate(base(), options, tmp_path / "run")
    assert done.manifest["precision"]["reached"] is False
    assert any("precision asked for is not reached" in one["en"] for one in done.manifest["warnings"])
