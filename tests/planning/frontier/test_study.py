"""A frontier from end to end on the line: what it leaves, whoever works on it, and when it is stopped."""

import polars as pl
import pytest

from sim.experiment.errors import InputError
from sim.experiment.folder import FRONTIER, check_out, read_csv, read_manifest
from sim.experiment.frontier_columns import FRONTIER_FILES
from sim.experiment.options import Options
from sim.experiment.page import page
from sim.network import compile_network
from sim.planning.frontier.alternatives import Siting
from sim.planning.frontier.search import InfeasibleError, Terms
from sim.planning.frontier.study import BEST_SO_FAR, Ask, frontier
from sim.planning.siting.candidates import Listed
from sim.planning.staffing.cost import yearly_cost
from sim.report.planning import tables
from sim.report.planning.tables import read, table
from sim.report.planning.write import CHARTS
from sim.scenario import load
from tests.builders import staff
from tests.experiment.draws import posterior
from tests.planning.siting.line import candidates, line

TIME = ("processing_days_mean", "network", "all")
TERMS = Terms(TIME, rungs=3, replications=3, sweeps=2)
ASK = Ask(Siting(candidates(), 1), TERMS, recheck=2, vary=2)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return frontier(line(), ASK, Options(workers=1), tmp_path_factory.mktemp("frontier") / "it")


@pytest.fixture(scope="module")
def points(done):
    return table(done.folder / "points.csv")


def same(one, other) -> None:
    """Every file but the manifest is the same, byte for byte."""
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    for name in files:
        if name.name != "manifest.json":
            assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_every_file_and_column_is_told_on_the_page(done):
    text = page()
    for name, columns in FRONTIER_FILES.items():
        header = (done.folder / name.partition(" ")[0]).read_text(encoding="utf-8-sig").partition("\n")[0]
        assert header.split(",") == list(columns), name
        assert f"### {name}\n" in text
    told = text.partition("## manifest.json")[2]
    assert all(name in told for name in done.manifest if name not in ("product", "guarantee"))
    check_out(done.folder, FRONTIER)


def test_points_cost_what_their_plans_cost(done, points):
    assert points["cost"].is_sorted()
    assert set(points["new_stations"]) == {0, 1}
    today = points.filter("today").to_dicts()[0]
    assert today["cost"] == pytest.approx(yearly_cost(compile_network(line())))
    sites = points.filter(pl.col("aim") == "sites").to_dicts()[0]
    # the station between, with two residents of 45,000 CNY and one of team X at 1,000
    assert (sites["sites"], float(sites["place_cost"])) == ("m", 15_000)
    assert sites["cost"] == pytest.approx(today["cost"] + 15_000 + 91_000)
    assert sites["heads_added"] == 3  # those of team X are counted, though they cost nothing while it is off


def test_picked_plans_are_scenarios_of_their_cost(done, points):
    assert set(done.manifest["picks"]) >= {"today", "as_good", "within_budget", "best"}
    for name, told in done.manifest["picks"].items():
        row = points.filter(pl.col("point") == told["point"]).to_dicts()[0]
        path = done.folder / "plans" / f"{name}.yaml"
        planned = load(path)
        cost = yearly_cost(compile_network(planned)) + float(row["place_cost"])
        assert cost == pytest.approx(row["cost"]), name
        assert told["en"] in path.read_text(encoding="utf-8")
        assert ("m" in {one.id for one in planned.facilities}) == (row["new_stations"] == 1)
    today = points.filter("today").to_dicts()[0]
    best = points.filter(pl.col("point") == done.manifest["picks"]["within_budget"]["point"]).to_dicts()[0]
    assert best["cost"] <= today["cost"]
    assert float(best["index"]) <= float(today["index"]) == 1


def test_charts_read_what_is_written(done):
    read = tables.read(done.folder)
    assert set(read) >= {"points", "sweep", "promise"}
    for name in ("frontier", "sweep", "promise"):
        assert CHARTS[name].table(read).height > 2


def test_the_sweep_is_the_best_within_each_budget(done, points):
    rows = read_csv(done.folder / "sweep.csv").to_dicts()
    assert [row["budget"] for row in rows] == done.manifest["budgets"]
    for row in rows:
        within = points.filter(pl.col("cost") <= row["budget"] * (1 + 1e-9))
        assert row["index"] == min(float(one) for one in within["index"])


def test_promise_rests_on_the_values(done):
    values = read_csv(done.folder / "values.csv")
    row = read_csv(done.folder / "promise.csv").filter(pl.col("picked").str.contains("best")).to_dicts()[1]
    today = done.manifest["picks"]["today"]["point"]
    own, before = (
        values.filter(pl.col("point") == point, pl.col("stage") == "recheck")["p90"].to_numpy()
        for point in (row["point"], today)
    )
    assert row["kpi"] == TIME[0]
    assert row["found"] == pytest.approx(own.mean())
    assert row["found_gain"] == pytest.approx((before - own).mean())


def test_assumptions_are_varied_for_plan_and_today_alike(done):
    rows = read_csv(done.folder / "varied.csv").filter(pl.col("kpi") == TIME[0])
    names = ["enterprise_share_0.8", "enterprise_share_1.2", "demand_0.9", "demand_1.1"]
    assert rows["variant"].unique(maintain_order=True).to_list() == names
    picks = done.manifest["picks"]
    for name in names:
        means = {row["point"]: row for row in rows.filter(pl.col("variant") == name).to_dicts()}
        assert set(means) == {one["point"] for one in picks.values()}
        today, best = means[picks["today"]["point"]], means[picks["best"]["point"]]
        assert today["gain"] == 0
        assert best["gain"] == pytest.approx(today["mean"] - best["mean"])
    today = rows.filter(pl.col("point") == picks["today"]["point"])["mean"].to_list()
    assert today[0] > today[1]  # less time for enterprises takes longer


def test_workers_change_nothing_and_an_interruption_can_be_resumed(done, tmp_path):
    def stop(stage, n, best):
        if stage == "ladder" and best is not None and n > 40:
            raise KeyboardInterrupt

    out = tmp_path / "it"
    with pytest.raises(KeyboardInterrupt) as caught:
        frontier(line(), ASK, Options(workers=2), out, told=stop)
    assert BEST_SO_FAR in caught.value.__notes__
    manifest = read_manifest(out)
    assert (manifest["interrupted"], manifest["complete"]["finished"]) == (True, False)
    assert load(out / "plans" / "best.yaml").zones
    assert not (out / "promise.csv").exists()
    frontier(line(), ASK, Options(workers=2, resume=True), out)
    same(done.folder, out)
    assert not list(tmp_path.glob(".it.kept*"))


def test_budgets_that_no_plan_keeps_are_reasoned(tmp_path):
    # of s one resident of 45,000 and the groups that no lever moves; of t its only one: see the line
    ask = ASK._replace(terms=TERMS._replace(high=10.0))
    with pytest.raises(InfeasibleError) as caught:
        frontier(line(), ask, Options(), tmp_path / "it")
    assert "costs 10 CNY a year or less; the cheapest costs" in caught.value.en
    assert "不超过 10 元" in caught.value.zh
    assert not (tmp_path / "it").exists()


def test_what_is_asked_wrongly_is_told_at_once(tmp_path):
    terms = TERMS._replace(time_kpi=("utilisation", "network", "all"), low=2.0, high=1.0)
    ask = Ask(Siting(Listed.of([]), 2), terms, margin=-1, vary=1)
    with pytest.raises(InputError) as caught:
        frontier(line(), ask, Options(), tmp_path / "it")
    for words in (
        "--time-kpi utilisation",
        "--candidates",
        "--margin -1",
        "--vary 1",
        "the lower bound is above",
    ):
        assert words in str(caught.value)


def test_a_network_whose_time_is_endless_is_told(tmp_path):
    terms = TERMS._replace(time_kpi=("processing_days_p90", "network", "all"))
    idle = [staff("s.team", "s", enterprise_share=0.001), staff("t.team", "t", enterprise_share=0.001)]
    with pytest.raises(InputError, match="has no finite value in today's network"):
        frontier(line(staff=idle), Ask(Siting(Listed.of([]), 0), terms), Options(), tmp_path / "it")


def test_draws_of_parameters_are_carried_through(done, tmp_path):
    draws = posterior((1.0,), (2.0,), parameters=posterior().parameters[:1])
    ask = ASK._replace(siting=Siting(Listed.of([]), 0), terms=TERMS._replace(rungs=2))
    found = frontier(line(), ask, Options(posterior=draws), tmp_path / "it")
    assert found.manifest["posterior"]["draws"] == 2
    assert (found.folder / "posterior.yaml").exists()
    one = read_csv(found.folder / "values.csv").filter(pl.col("point") == "P1", pl.col("stage") == "points")
    other = read_csv(done.folder / "values.csv").filter(pl.col("point") == "P1", pl.col("stage") == "points")
    assert one["satisfaction"].to_list() != other["satisfaction"].to_list()


def test_its_tables_are_what_charts_read(done):
    assert set(read(done.folder)) >= {"promise"}
