"""Designs through the engine: readings hang on the design and the number only."""

import numpy as np
import pytest

from sim.experiment.errors import InputError
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.planning import evaluate
from sim.planning.design import Design, designs_of
from sim.planning.evaluate import values_of
from tests.builders import ALL_DAY
from tests.experiment.draws import posterior
from tests.planning.staffing.county import county, evaluator, requirements

ASKED = requirements(
    "on_time_share>=0.99", "processing_hours_p90<=5", "satisfaction_probability/facility/t>=0.94"
)
MORE = {"update": {"table": "staff", "where": {"id": "s.team"}, "set": {"head_count": 3}}}
LONG = {"update": {"table": "facilities", "where": {"id": "s"}, "set": {"hours": "long"}}}
NUMBERS = [4, 9, 2]
HOURS = [ALL_DAY, {**ALL_DAY, "pattern": "long", "closes": "20:00"}]


@pytest.fixture(scope="module")
def base():
    return county(hours=HOURS)


@pytest.fixture(scope="module")
def found(base):
    return evaluator(base, ASKED).run(designs_of("plan", [[], [MORE], [LONG]]), NUMBERS)


def same(one, other):
    for a, b in zip(one, other, strict=True):
        for x, y in zip(a, b, strict=True):
            for field, value in x._asdict().items():
                np.testing.assert_array_equal(value, getattr(y, field), err_msg=field)


def test_a_reading_is_what_a_run_gives(base, found, tmp_path):
    """KPIs of replication 1 are those that `simulate` writes."""
    import polars as pl

    (reading,) = evaluator(base, ASKED).run([Design("today")], [1])[0]
    folder = simulate(base, Options(replications=1), tmp_path / "it").folder
    kpis = pl.read_csv(folder / "kpis.csv", schema_overrides={"value": pl.Float64})
    for value, one in zip(reading.values, ASKED, strict=True):
        row = kpis.filter(pl.col("kpi") == one.kpi, pl.col("level") == one.level, pl.col("key") == one.key)
        assert value == row["value"].item()
    hours = kpis.filter(pl.col("kpi") == "busy_hours", pl.col("level") == "group")
    assert dict(zip(hours["key"], hours["value"], strict=True)) == dict(
        zip(("s.team", "p.team", "t.team", "d.team"), reading.busy.tolist(), strict=True)
    )
    assert reading.cost == 868_000


def test_margins_have_the_sign_of_the_requirement(found):
    kept = 0
    for one in (reading for listed in found for reading in listed):
        for place, wanted in enumerate(ASKED):
            margin = wanted.margins(one.values[[place]])[0]
            assert (one.margins[place] >= 0) == (margin >= 0)
            kept += margin >= 0
    assert 0 < kept < 27  # both happen


def test_workers_and_order_change_nothing(base, found):
    designs = designs_of("plan", [[], [MORE], [LONG]])
    same(found, evaluator(base, ASKED, workers=2).run(designs, NUMBERS))
    back = evaluator(base, ASKED).run(designs[::-1], NUMBERS[::-1])
    same(found, [listed[::-1] for listed in back[::-1]])


def test_held_draws_are_the_draws(base, found, monkeypatch):
    """Staff changes read the same held cases; longer hours draw their own, since people go elsewhere."""
    drawn = []
    draw = evaluate.sampling.draw_case_table

    def noted(compiled, seed, number):
        drawn.append(number)
        return draw(compiled, seed, number)

    monkeypatch.setattr(evaluate.sampling, "draw_case_table", noted)
    one = evaluator(base, ASKED)
    one.hold(NUMBERS)
    same(found, one.run(designs_of("plan", [[], [MORE], [LONG]]), NUMBERS))
    assert sorted(drawn) == sorted([*NUMBERS, *NUMBERS])  # once for both plans of staff, once for hours


def test_which_designs_keep_the_draws():
    hours = {"update": {"table": "facilities", "where": {}, "set": {"hours": "long"}}}
    roster = {"remove": {"table": "rosters", "where": {"staff": "x"}}}
    policy = {"set": {"policies.push.on": False}}
    kept = {name: Design("it", tuple(changes)).keeps_draws for name, changes in {
        "nothing": [], "staff": [MORE], "rosters": [MORE, roster], "hours": [hours], "both": [MORE, hours],
        "policy": [policy], "copy": [{"copy": {"table": "facilities", "row": {"id": "s"}}}],
    }.items()}  # fmt: skip
    assert kept == {
        "nothing": True, "staff": True, "rosters": True, "hours": False, "both": False, "policy": False,
        "copy": False,
    }  # fmt: skip


def test_a_store_keeps_what_is_done(base, found, tmp_path, monkeypatch):
    designs = designs_of("plan", [[], [MORE], [LONG]])
    counts = []
    first = evaluator(base, ASKED, store=tmp_path / "points", told=counts.append)
    same(found[:2], first.run(designs[:2], NUMBERS))
    assert counts == [1, 2, 3, 4, 5, 6]
    worked = []
    monkeypatch.setattr(
        evaluate.Evaluator, "_simulated",
        lambda self, design, number, made=evaluate.Evaluator._simulated: (
            worked.append((design.name, number)) or made(self, design, number)
        ),
    )  # fmt: skip
    again = evaluator(base, ASKED, store=tmp_path / "points")
    same(found, again.run(designs, NUMBERS))
    assert worked == [("plan 3", number) for number in NUMBERS]
    other = evaluator(county(hours=HOURS, seed=8), ASKED, store=tmp_path / "points")
    other.run(designs[:1], NUMBERS[:1])
    assert len(worked) == 4  # another seed is another study


def test_replications_at_draws(base, found):
    """Demand doubles at the second draw."""
    draws = posterior((1.0,), (2.0,), parameters=posterior().parameters[:1])
    asked = requirements("cases_arisen>=0")
    one = evaluator(base, asked, posterior=draws)
    values = values_of(one.run([Design("today")], [1, 2])[0])[:, 0]
    assert 1.7 < values[1] / values[0] < 2.3


def test_changes_that_do_not_fit(base):
    wrong = Design(
        "plan 1", ({"update": {"table": "staff", "where": {"id": "s.team"}, "set": {"heads": 3}}},)
    )
    with pytest.raises(InputError) as caught:
        evaluator(base, ASKED).run([wrong], [1])
    assert "no valid scenario at plan 1" in caught.value.message_en
    assert "plan 1 处情景无效" in caught.value.message_zh
