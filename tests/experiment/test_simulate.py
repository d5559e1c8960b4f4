"""A run from scenario to folder: what it holds, that it repeats to the byte, and that it fails cleanly."""

import json
from pathlib import Path

import polars as pl
import pytest

from sim.engine import invariants
from sim.engine.reference import run as reference_run
from sim.experiment import engines, simulate
from sim.experiment.errors import InputError
from sim.experiment.folder import read_csv
from sim.experiment.observer import Observer
from sim.experiment.options import Options, resolve
from sim.kpi import REGISTRY
from sim.scenario import load
from tests.experiment.cities import base, on_disk

TABLES = ("kpis.csv", "summary.csv", "series.csv")


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    parent = tmp_path_factory.mktemp("runs")
    scenario = load(on_disk(base(), parent))
    return simulate.simulate(scenario, Options(case_log=True), parent / "run", command=["run.py", "simulate"])


def test_the_folder_holds_what_the_contract_says(done):
    names = {path.name for path in done.folder.iterdir()}
    checks = {"verification.csv", "verification.md", "stress-des.md"}
    assert names == {*TABLES, *checks, "manifest.json", "scenario", "cases.parquet", "stages.parquet"}
    kpis, summary, series = (read_csv(done.folder / name) for name in TABLES)
    assert kpis.columns == ["scenario", "replication", "kpi", "unit", "level", "key", "value"]
    assert series.columns == ["scenario", "replication", "series", "key", "x", "value"]
    assert summary.columns[-7:] == ["n", "mean", "sd", "ci_low", "ci_high", "q05", "q95"]
    assert kpis["replication"].unique().sort().to_list() == [1, 2]
    assert set(kpis["scenario"]) == {"small_city"}
    assert set(kpis["kpi"]) == set(REGISTRY)


def test_the_manifest_tells_how_to_make_it_again(done):
    manifest = json.loads((done.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"]["id"] == "small_city"
    assert (manifest["seed"], manifest["replications"], manifest["days"]) == (20240101, 2, 8)
    assert manifest["command"] == ["run.py", "simulate"]
    assert manifest["complete"] == {"replications": 2, "case_log": True, "report": False}
    assert [one["replication"] for one in manifest["timings"]["replications"]] == [1, 2]
    assert manifest["cases_per_second"] > 0
    assert set(manifest["files"]) >= {*TABLES, "cases.parquet", "scenario/scenario.yaml"}
    assert load(done.folder / "scenario").digest() == manifest["scenario"]["digest"]


def test_the_same_seed_gives_the_same_bytes(done, tmp_path):
    again = simulate.simulate(base(), Options(case_log=True), tmp_path / "again")
    other = simulate.simulate(base(), Options(seed=1), tmp_path / "other")
    for name in (*TABLES, "cases.parquet", "stages.parquet"):
        assert (again.folder / name).read_bytes() == (done.folder / name).read_bytes(), name
    assert not other.kpis.equals(done.kpis)


def test_more_replications_keep_the_first(done, tmp_path):
    more = simulate.simulate(base(), Options(replications=3), tmp_path / "more")
    assert more.kpis.filter(pl.col("replication") <= 2).equals(done.kpis)


def test_the_case_log_agrees_with_the_kpis(done):
    cases = pl.read_parquet(done.folder / "cases.parquet")
    stages = pl.read_parquet(done.folder / "stages.parquet")
    start = cases["arose"].dt.truncate("1d").min()
    measured = cases.filter(
        pl.col("arose") >= start + pl.duration(days=2), pl.col("arose") < start + pl.duration(days=8)
    )
    assert cases.filter("measured").equals(measured)
    for number in (1, 2):
        mine = measured.filter(pl.col("replication") == number)
        kpi = done.kpis.filter(pl.col("replication") == number, pl.col("level") == "network")
        values = dict(zip(kpi["kpi"], kpi["value"], strict=True))
        assert mine.height == values["cases_arisen"]
        assert mine.filter(pl.col("outcome") == "solved").height == values["cases_solved"]
        assert mine["work_seconds"].sum() > 0
    assert set(stages["case"]) <= set(cases["case"])
    assert cases.filter(pl.col("tiers").str.contains("station > ")).height > 0
    assert cases.filter(pl.col("closed") < pl.col("arose")).height == 0


def test_options_go_before_settings():
    scenario = resolve(base(), Options(replications=5, days=6, warm_up_days=1, seed=9))
    settings = scenario.settings
    assert (settings.replications, settings.days, settings.warm_up_days, settings.seed) == (5, 6, 1, 9)
    assert settings.follow_up_days == 6  # never beyond one more horizon
    assert settings.working_hours == base().settings.working_hours
    assert resolve(base(), Options()) == base()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (Options(days=2), "inside the warm-up of 2 days"),
        (Options(warm_up_days=8), "inside the warm-up of 8 days"),
        (Options(seed=-1), "seed"),
        (Options(engine="warp"), "'warp' is not available"),
    ],
)
def test_options_that_cannot_be_used(options, message, tmp_path):
    with pytest.raises(InputError, match=message) as caught:
        simulate.simulate(base(), options, tmp_path / "run")
    assert caught.value.message_zh != caught.value.message_en
    assert list(tmp_path.iterdir()) == []


def test_the_default_folder_names_scenario_digest_and_seed():
    scenario = base()
    out = simulate.default_out(scenario, Options())
    assert out == Path(f"results/small_city-{scenario.digest()[:8]}-20240101")


class Interrupting(Observer):
    """Presses Ctrl-C in the middle of the second replication."""

    def running(self, run: str, replication: int, replications: int, share: float) -> None:
        if replication == 2 and share > 0:
            raise KeyboardInterrupt


def test_an_interrupted_run_leaves_only_what_it_can_go_on_from(tmp_path):
    options = Options(case_log=True, workers=1)
    with pytest.raises(KeyboardInterrupt) as caught:
        simulate.simulate(base(), options, tmp_path / "run", observer=Interrupting())
    assert caught.value.__notes__ == ["finished replications are kept"]
    (hidden,) = tmp_path.iterdir()
    assert hidden.name.startswith(".run.kept-")
    assert [path.name for path in (hidden / "run").iterdir() if path.is_dir()] == ["000001"]


def test_every_run_is_checked(tmp_path, monkeypatch):
    def forgetful(network, table, progress=None):
        log = reference_run(network, table, progress)
        log.cases.closed[:] = log.cases.closed - 10**9
        return log

    monkeypatch.setitem(engines.ENGINES, "forgetful", lambda: forgetful)
    with pytest.raises(invariants.InvariantError) as caught:
        simulate.simulate(base(), Options(engine="forgetful"), tmp_path / "run")
    assert caught.value.__notes__ == ["seed 20240101, replication 1"]
    assert list(tmp_path.iterdir()) == []


class Listening(Observer):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.shares: list[tuple[int, float]] = []
        self.done: list[int] = []

    def running(self, run: str, replication: int, replications: int, share: float) -> None:
        self.shares.append((replication, share))

    def finished(self, run: str, replication: int, replications: int, cases: int, seconds: float) -> None:
        self.done.append(cases)


def test_progress_only_rises(tmp_path):
    heard = Listening()
    done = simulate.simulate(base(), Options(workers=1), tmp_path / "run", observer=heard)
    assert heard.shares == sorted(heard.shares)
    assert {0.0, 1.0} <= {share for _, share in heard.shares}
    assert sum(heard.done) == done.manifest["cases"]


def test_any_number_of_workers_writes_the_same_bytes(tmp_path):
    options = Options(replications=5, case_log=True)
    runs = [
        simulate.simulate(base(), options._replace(workers=n), tmp_path / f"run{n}").folder for n in (1, 2, 7)
    ]
    for name in ("kpis.csv", "summary.csv", "series.csv", "cases.parquet", "stages.parquet"):
        assert len({(run / name).read_bytes() for run in runs}) == 1, name


def test_the_engines_can_be_held_against_each_other(tmp_path, monkeypatch):
    done = simulate.simulate(base(), Options(check_engines=True), tmp_path / "run")
    assert done.manifest["engines_checked"] is True

    def hasty(network, table, progress=None):
        log = reference_run(network, table, progress)
        return log._replace(cases=log.cases._replace(wait=log.cases.wait + 1))

    monkeypatch.setitem(engines.ENGINES, "hasty", lambda: hasty)
    with pytest.raises(engines.EnginesDifferError, match="fast and hasty differ in: cases wait"):
        simulate.simulate(base(), Options(check_engines=True), tmp_path / "other")


def test_the_share_on_time_of_the_log_is_the_kpi(done):
    cases = pl.read_parquet(done.folder / "cases.parquet")
    kpis = done.kpis.filter(pl.col("kpi") == "on_time_share", pl.col("level") == "network")
    measured = cases.filter("measured")
    by_due = (pl.col("closed") <= pl.col("due")).fill_null(False).filter(pl.col("accepted").is_not_null())
    for number, value in kpis.select("replication", "value").iter_rows():
        mine = measured.filter(pl.col("replication") == number)
        assert mine["on_time"].mean() == pytest.approx(value, abs=1e-12)
        assert mine.select(by_due.mean()).item() != pytest.approx(
            value, abs=1e-4
        )  # lost in time is not on time
    lost = cases.filter(pl.col("outcome").is_in(["reneged", "balked", "blocked", "no_show", "unserved"]))
    assert lost.height
    assert lost["on_time"].null_count() == lost.height
    unsolved = cases.filter(pl.col("outcome") == "unsolved")
    assert unsolved.height
    assert not unsolved["on_time"].any()
