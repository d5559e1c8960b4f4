"""A staffing from end to end on the small county: what it leaves, on how many workers, and when stopped."""

import itertools
from contextlib import suppress

import polars as pl
import pytest

from sim.experiment.errors import BEST_SO_FAR, InputError
from sim.experiment.folder import STAFFING, check_out, kept_folders, read_csv, read_manifest
from sim.experiment.options import Options
from sim.experiment.page import page
from sim.experiment.simulate import simulate
from sim.experiment.staffing_columns import STAFFING_FILES
from sim.planning.evaluate import Evaluator
from sim.planning.staffing.certification import Terms
from sim.planning.staffing.study import Ask, staff
from sim.report.contents.staffing import content
from sim.report.planning.tables import read
from sim.scenario import load
from tests.experiment.draws import posterior
from tests.planning.staffing.county import COSTS, STATIONS, county, requirements, team

TARGETS = requirements("on_time_share>=0.985", "wait_within_15_minutes>=0.2")
TERMS = Terms("year", 0.5, 0.8)  # nine years show it, eleven at the second attempt
ASK = Ask(TARGETS, STATIONS, TERMS, replications=3, marginal=2, marginal_replications=2, recheck=3, vary=2)


def today(**overrides):
    """Three heads at each station, where two would do."""
    rows = [team(at, head_count=3, cost_per_year=cost) for at, cost in COSTS.items()]
    centre = team("d", head_count=3, cost_per_year=120_000, enterprise_share=1)
    return county(days=7, staff=[*rows, centre], **overrides)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    told = []
    out = tmp_path_factory.mktemp("staffing") / "it"
    return staff(today(), ASK, Options(workers=1), out, told=lambda *one: told.append(one)), told


def same(one, other) -> None:
    """Every file but the manifest is the same, byte for byte."""
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    assert len(files) > 10
    for name in files:
        if name.name != "manifest.json":
            assert (one / name).read_bytes() == (other / name).read_bytes(), name


def rows_of(folder, name, **values):
    table = read_csv(folder / f"{name}.csv")
    return table.filter(*(pl.col(column) == value for column, value in values.items())).to_dicts()


def test_every_file_and_column_is_told_on_the_page(done):
    text, folder = page(), done[0].folder
    listed = {path.stem for path in folder.glob("*.csv")}
    assert listed == {
        "levers", "designs", "binding", "certification", "values", "promise", "marginal", "robustness",
    }  # fmt: skip
    for name, columns in STAFFING_FILES.items():
        path = folder / name.partition(" ")[0]
        if path.exists():
            assert read_csv(path).columns == list(columns), name
        assert f"### {name}\n" in text
    told = text.partition("## manifest.json")[2]
    assert all(name in told for name in done[0].manifest if name != "product")
    check_out(folder, STAFFING)


def test_the_least_cost_that_is_certified(done):
    """One head less at t; a plan with one less at s too kept the targets in the search, and then did not."""
    found, told = done
    manifest = found.manifest
    assert found.reasons == []
    assert (manifest["feasible"], manifest["certified"], manifest["proven"]) == (True, True, True)
    assert (manifest["cost_today"], manifest["cost"], manifest["cost_bound"]) == (
        1_122_000,
        1_051_000,
        1_051_000,
    )
    levers = read_csv(found.folder / "levers.csv")
    assert levers["recommended"].to_list() == [3, 3, 2]
    assert levers["cost_change"].to_list() == pytest.approx([0, 0, -71_000])
    designs = read_csv(found.folder / "designs.csv")
    assert min(designs.filter("feasible")["cost"]) == 1_051_000
    assert levers["held_by"].to_list() == ["on_time_share>=0.985", "on_time_share>=0.985", "load"]
    certified = read_csv(found.folder / "certification.csv").filter(pl.col("requirement") == "all")
    assert certified["phase"].to_list() == ["certification_1", "certification_2", "recheck", "today"]
    assert certified["certified"].to_list() == [False, True, None, None]
    assert certified["kept"][0] <= 6  # of nine, of which two may be missed
    stages = list(dict.fromkeys(one[0] for one in told))
    assert stages == ["search", "certification", "recheck", "vary", "marginal"]
    assert told[-1][3] == 1_051_000


def test_the_recommendation_is_a_scenario_that_runs(done, tmp_path):
    folder = done[0].folder
    recommended = load(folder / "recommended.yaml")
    assert [row.head_count for row in recommended.staff] == [3, 3, 2, 3]
    head = (folder / "recommended.yaml").read_text(encoding="utf-8").splitlines()
    assert head[0] == "# Staffing for: on_time_share>=0.985, wait_within_15_minutes>=0.2"
    assert any("Promised with confidence 0.8" in line for line in head)
    ran = simulate(recommended, Options(replications=1), tmp_path / "run")
    kpis = read_csv(ran.folder / "kpis.csv")
    cost = kpis.filter(pl.col("kpi") == "staff_cost", pl.col("level") == "network")["value"]
    assert cost.to_list() == [1_051_000]


def test_promise_stands_beside_what_was_found(done):
    folder = done[0].folder
    (row,) = rows_of(folder, "promise", kpi="on_time_share", key="all")
    values = read_csv(folder / "values.csv").filter(pl.col("kpi") == "on_time_share", pl.col("key") == "all")
    means = dict(values.group_by("phase").agg(pl.col("value").mean()).iter_rows())
    assert (row["bound"], row["n"], row["found_n"]) == (0.985, 11, 3)
    assert row["promised"] == pytest.approx(means["certification_2"])
    assert row["found"] == pytest.approx(means["recheck"])
    assert row["before"] == pytest.approx(means["today_certification"])
    assert row["held"]
    (years,) = rows_of(folder, "certification", phase="certification_2", requirement="all")
    assert (years["n"], years["certified"]) == (11, True)
    assert years["kept"] >= 9
    used = [{one["value"] for one in rows_of(folder, "values", kpi="on_time_share", phase=phase)}
            for phase in ("certification_2", "recheck")]  # fmt: skip
    assert not used[0] & used[1]  # other chances


def test_marginal_values_and_robustness(done):
    folder = done[0].folder
    marginal = read_csv(folder / "marginal.csv")
    assert marginal["group"].unique().sort().to_list() == ["p.team", "t.team"]  # the busiest two
    waits = marginal.filter(pl.col("kpi") == "wait_minutes_mean")
    assert (waits["effect"] < 0).all()
    varied = read_csv(folder / "robustness.csv").filter(pl.col("kpi") == "wait_minutes_mean")
    means = dict(zip(varied["variant"], varied["mean"], strict=True))
    assert means["enterprise_share_0.8"] > means["enterprise_share_1.2"]
    assert means["demand_1.1"] > means["demand_0.9"]


def test_workers_change_nothing(done, tmp_path):
    same(done[0].folder, staff(today(), ASK, Options(workers=2), tmp_path / "two").folder)


def test_an_interruption_keeps_the_best_so_far_and_can_be_resumed(done, tmp_path):
    def stop(stage, n, total, best):
        if stage == "search" and n == 3:
            raise KeyboardInterrupt

    out, made = tmp_path / "it", []
    with pytest.raises(KeyboardInterrupt) as caught:
        staff(today(), ASK, Options(workers=1), out, told=stop)
    assert BEST_SO_FAR in caught.value.__notes__
    manifest = read_manifest(out)
    assert manifest["interrupted"]
    assert not manifest["complete"]["finished"]
    assert manifest["cost"] <= manifest["cost_today"]
    assert "Nothing is promised" in manifest["promise"]["en"]
    assert load(out / "recommended.yaml").settings.id == "gallery_staffed"
    assert not (out / "promise.csv").exists()
    (kept,) = kept_folders(out)
    assert len(list((kept / "points").iterdir())) == 9  # three plans
    again = staff(today(), ASK, Options(workers=1, resume=True), out, told=lambda *one: made.append(one))
    assert not again.manifest["interrupted"]
    same(done[0].folder, out)
    assert kept_folders(out) == []


def test_an_interruption_after_the_certification_keeps_the_promise(done, tmp_path):
    def stop(stage, n, total, best):
        if stage == "recheck":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        staff(today(), ASK, Options(workers=1), tmp_path / "it", told=stop)
    manifest = read_manifest(tmp_path / "it")
    assert (manifest["interrupted"], manifest["certified"]) == (True, True)
    assert manifest["promise"] == done[0].manifest["promise"]
    assert manifest["cost"] == 1_051_000


def test_wherever_it_is_stopped_the_best_so_far_is_a_result_with_a_report(done, tmp_path, monkeypatch):
    """It is stopped at each step in turn and resumed; steps: sets of replications from the 3rd plan on."""
    out, run, step = tmp_path / "it", Evaluator.run, 0
    left = set()

    def stop_at(asked):
        calls = itertools.count()

        def one(*args):
            if next(calls) == asked:
                raise KeyboardInterrupt
            return run(*args)

        return one

    for step in itertools.count(3):
        monkeypatch.setattr(Evaluator, "run", stop_at(step))
        options = Options(workers=1, resume=step > 3)
        with suppress(KeyboardInterrupt):
            staff(today(), ASK, options, out)
        manifest = read_manifest(out)
        told = content(out)
        if not manifest["interrupted"]:
            break
        assert told.warnings[0]["en"].startswith("The search was interrupted")
        assert manifest["cost"] is not None
        assert load(out / "recommended.yaml").settings.id == "gallery_staffed"
        left.add(frozenset(path.stem for path in out.glob("*.csv")))
    assert {"levers", "designs", "binding"} in left  # before the certification
    assert {"levers", "designs", "binding", "certification", "values"} in left  # before today's was known
    assert {"levers", "designs", "binding", "certification", "values", "promise"} in left
    same(done[0].folder, out)


def test_an_interruption_before_any_plan_leaves_nothing(tmp_path):
    def stop(stage, n, total, best):
        raise KeyboardInterrupt

    ask = ASK._replace(requirements=requirements("wait_within_15_minutes>=0.99"))
    with pytest.raises(KeyboardInterrupt):
        staff(today(), ask, Options(workers=1), tmp_path / "it", told=stop)
    assert not (tmp_path / "it").exists()


def test_targets_out_of_reach_are_reasoned(tmp_path):
    """Nobody keeps nine in ten waits within a quarter of an hour: people come when it is closed."""
    ask = ASK._replace(requirements=requirements("on_time_share>=0.9", "wait_within_15_minutes>=0.9"))
    found = staff(today(), ask, Options(workers=1), tmp_path / "it")
    manifest = found.manifest
    assert (manifest["feasible"], manifest["certified"], manifest["proven"]) == (False, False, True)
    (reason,) = found.reasons
    assert reason["en"].startswith("wait_within_15_minutes>=0.9: out of reach of staff alone.")
    assert "无法达到" in reason["zh"]
    assert not (found.folder / "recommended.yaml").exists()
    assert not (found.folder / "promise.csv").exists()
    short = read_csv(found.folder / "shortfall.csv")
    assert set(short["requirement"]) == {"wait_within_15_minutes>=0.9"}
    assert 0.3 < short["reachable"][0] < 0.7
    assert short["facility"][0] in {"s", "p", "t"}
    assert 0 < short["missing_share"].sum() <= 1 + 1e-9


def test_a_plan_that_no_certification_passes_promises_nothing(tmp_path, monkeypatch):
    """Every attempt fails: the exit is not an answer, and says so."""
    monkeypatch.setattr("sim.planning.staffing.certification.ALLOWED", -1)
    monkeypatch.setattr("sim.planning.staffing.certification.years_needed", lambda *one: 2)
    found = staff(today(), ASK._replace(recheck=2, vary=2, marginal=0), Options(workers=1), tmp_path / "it")
    assert not found.manifest["certified"]
    assert not found.manifest["feasible"]
    assert "No plan was certified in" in found.reasons[0]["en"]
    assert "次认证都未通过" in found.reasons[0]["zh"]
    assert len(found.reasons) == 1  # the targets are in reach: today's staff keeps them in the search
    assert not (found.folder / "shortfall.csv").exists()
    assert "Nothing is promised" in found.manifest["promise"]["en"]


def test_draws_of_parameters(tmp_path):
    draws = posterior(*(((0.95, 1.05)[k % 2],) for k in range(40)), parameters=posterior().parameters[:1])
    ask = ASK._replace(marginal=0, vary=2, recheck=2)
    found = staff(today(), ask, Options(workers=1, posterior=draws), tmp_path / "it")
    assert found.manifest["certified"]
    assert found.manifest["posterior"]["draws"] == 40
    assert (found.folder / "posterior.yaml").exists()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (ASK._replace(terms=Terms("year", 1.5)), "--probability"),
        (ASK._replace(terms=Terms("year", 0.9, 0.4)), "--confidence"),
        (ASK._replace(replications=1), "two replications"),
        (ASK._replace(busiest=0), "--busiest"),
        (ASK._replace(requirements=[]), "no target is given"),
        (ASK._replace(requirements=[*TARGETS, TARGETS[0]._replace(bound=0.5)]), "bounded twice"),
        (ASK._replace(requirements=requirements("nothing>=1")), "no such KPI"),
    ],
)
def test_what_is_refused(ask, words, tmp_path):
    with pytest.raises(InputError, match=words):
        staff(today(), ask, Options(workers=1), tmp_path / "it")
    assert not (tmp_path / "it").exists()


def test_its_tables_are_what_charts_read(done):
    assert set(read(done[0].folder)) >= {"promise"}
