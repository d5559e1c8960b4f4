"""Bottlenecks of a small county: the screening against every group, intervals by hand, files."""

import numpy as np
import polars as pl
import pytest

from sim.experiment.added_columns import ADDED_FILES
from sim.experiment.folder import BOTTLENECKS, read_csv
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.experiment.study import compare
from sim.planning.bottlenecks import KPIS, Effort, bottlenecks, screen, write
from sim.planning.design import Design
from sim.planning.evaluate import Ask, Evaluator, values_of
from sim.planning.numbers import BOTTLENECKS as FIRST
from sim.planning.numbers import numbers
from sim.planning.staffing.marginal import busiest, one_more
from tests.builders import service
from tests.experiment.cities import base, without_backstop
from tests.experiment.draws import posterior
from tests.planning.staffing.county import county, team

SKILLS = {"file": "counter", "advice": "advice", "law": "law"}
# Advice at p is short. The lawyer is the busiest, and people wait for him for hours; but his cases take
# ten hours each, and are among the slowest whether they wait or not.
HEADS = {"s.file": 2, "s.advice": 2, "s.law": 1, "p.file": 2, "p.advice": 1, "t.file": 1, "t.advice": 1}
SHARES = {"p.advice": 0.75, "t.file": 0.7, "s.law": 1}
RATES = {"file": 24, "problem": 12, "law": 0.6}
N = 16


def by_skill(**overrides):
    """The county with a group for each skill of each station, a lawyer, and a chief who serves nobody."""
    groups = [
        {
            **team(name[0], head_count=heads, skills=SKILLS[name[2:]], cost_per_year=80_000),
            "id": name,
            "enterprise_share": SHARES.get(name, 0.9),
        }
        for name, heads in HEADS.items()
    ]
    centre = team("d", head_count=3, enterprise_share=1)
    chief = {**team("s"), "id": "s.chief", "role": "chief"}
    law = service("law", minutes=600, kind="problem", skill="law", share_walk_in=1, share_online=0)
    content = {
        "staff": [*groups, centre, chief],
        "services": [*(row.model_dump(mode="json") for row in county().services), law],
        "demand": [{"industry": "i", "service": name, "rate": rate} for name, rate in RATES.items()],
        "catalogues": [
            {"facility": at, "item": name} for at in "sptd" for name in RATES if name != "law" or at == "s"
        ],
    }
    return county(**content | overrides)


@pytest.fixture(scope="module")
def enumerated():
    """What one head more does to the percentile, simulated for every group: {group: [replications]}."""
    scenario = by_skill()
    evaluator = Evaluator(scenario, Ask(KPIS))
    chances = numbers(FIRST, N)
    names = [row.id for row in scenario.staff if row.role != "chief"]
    designs = [Design("today"), *(Design(name, one_more(scenario, name)) for name in names)]
    today, *beyond = evaluator.run(designs, chances)
    effects = {
        name: values_of(one)[:, 0] - values_of(today)[:, 0] for name, one in zip(names, beyond, strict=True)
    }
    return scenario, evaluator, effects, today


def test_screening_keeps_the_best_of_all_groups(enumerated):
    scenario, evaluator, effects, _ = enumerated
    means = {name: float(values.mean()) for name, values in effects.items()}
    best, second, *_ = sorted(means, key=means.get)
    assert (best, second) == ("p.advice", "t.file")
    assert means[best] < 2 * means[second] < -0.4  # hours
    kept = screen(scenario, evaluator, Effort(tested=2))
    assert [scenario.staff[one.place].id for one in kept] == [best, second]
    everyone = screen(scenario, evaluator, Effort(tested=99))
    assert {scenario.staff[one.place].id for one in everyone} == set(means)  # all but the chief


def test_what_other_screenings_would_take(enumerated):
    scenario, evaluator, effects, today = enumerated
    busy, presence = (np.sum([getattr(one, name) for one in today], axis=0) for name in ("busy", "presence"))
    assert busiest(scenario, busy, presence)[0][0] == "s.law"
    waited = sorted(screen(scenario, evaluator, Effort(tested=99)), key=lambda one: -one.waited)
    assert scenario.staff[waited[1].place].id == "s.law"
    assert not effects["s.law"].any()  # one lawyer more changes the percentile in no replication


def test_effects_are_paired_and_intervals_hold_together(enumerated):
    scenario, _, effects, today = enumerated
    found = bottlenecks(scenario, workers=2, effort=Effort(tested=3, replications=N))
    assert found.columns == list(ADDED_FILES["bottlenecks.csv"])
    assert found.height == 9
    first, *_ = rows = found.filter(pl.col("level") == "network").to_dicts()
    assert [(row["rank"], row["group"]) for row in rows] == [(1, "p.advice"), (2, "t.file"), (3, "t.advice")]
    for row in rows:
        values = effects[row["group"]]
        error = values.std(ddof=1) / np.sqrt(N)
        assert row["effect"] == pytest.approx(values.mean())
        assert row["high"] - row["effect"] == pytest.approx(2.131450 * error)  # t of 15, 0.975
        # Bonferroni: t of 15 at 1 - 0.025 / 3
        assert row["effect"] - row["simultaneous_low"] == pytest.approx(2.693739 * error, rel=1e-5)
        assert (row["n"], row["tested"]) == (N, 3)
        assert row["mean_base"] == pytest.approx(values_of(today)[:, 0].mean())
    assert first["clear"]
    assert first["simultaneous_high"] < 0
    assert first["cost"] == 80_000
    assert first["cost_per_hour"] == pytest.approx(80_000 / -first["effect"])
    busy, presence = (
        np.sum([getattr(one, name) for one in today], axis=0)[4] for name in ("busy", "presence")
    )
    assert first["busy_share"] == pytest.approx(busy / presence)
    assert found.equals(bottlenecks(scenario, workers=1, effort=Effort(tested=3, replications=N)))


def test_where_nobody_waits_nobody_more_changes_anything():
    scenario = by_skill(demand=[{"industry": "i", "service": "file", "rate": 0.5}])
    found = bottlenecks(scenario, effort=Effort(1, 2, 3)).filter(pl.col("level") == "network")
    assert found["effect"].to_list() == [0, 0]
    assert not found["clear"].any()
    assert found["cost_per_hour"].null_count() == 2


def test_infinite_percentiles_have_no_effect():
    found = bottlenecks(base(), effort=Effort(1, 1, 2)).filter(pl.col("level") == "network")
    assert found["n"].to_list() == [0]  # more than a tenth is open at the end
    assert found["effect"].null_count() == found["mean_base"].null_count() == 1
    assert found["clear"].to_list() == [False]


def test_a_run_and_the_base_of_a_comparison_get_the_file(tmp_path):
    few, heard = Effort(1, 1, 2), []
    run = simulate(base(), Options(replications=1), tmp_path / "run").folder
    path = write(run, effort=few, workers=1, told=lambda *one: heard.append(one))
    assert path == run / BOTTLENECKS
    assert heard[-1] == (4, 4)
    assert read_csv(path)["tested"].to_list() == [1] * 3
    both = compare([base(), without_backstop()], Options(replications=1), tmp_path / "both").folder
    assert write(both, effort=few) == both / "runs" / "small_city" / BOTTLENECKS
    assert not (both / "runs" / "backstop_off" / BOTTLENECKS).exists()
    assert not list(tmp_path.rglob("*.partial"))


def test_a_run_at_draws_is_searched_at_its_draws(tmp_path):
    few = Effort(1, 1, 2)
    drawn = simulate(base(), Options(replications=1, posterior=posterior()), tmp_path / "run").folder
    plain = bottlenecks(base(), effort=few)
    found = read_csv(write(drawn, effort=few))
    assert found.equals(bottlenecks(base(), posterior(), effort=few))
    assert not found.equals(plain)
