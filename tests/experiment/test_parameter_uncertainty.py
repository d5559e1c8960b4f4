"""Runs at draws of parameters: which draw is where, the same bytes however they are made, and comparisons."""

import json

import polars as pl
import pytest

from sim.experiment import networks
from sim.experiment.errors import InputError
from sim.experiment.folder import read_csv
from sim.experiment.kept import Kept
from sim.experiment.options import Options
from sim.experiment.posterior import load_posterior
from sim.experiment.repeat import differs, repeat_of
from sim.experiment.simulate import default_out, simulate
from sim.experiment.study import compare
from sim.experiment.warm_up import FIRST_PILOT
from sim.scenario import change, load
from tests.experiment.cities import base, named, on_disk, without_backstop
from tests.experiment.draws import SHARE, parameter, posterior

FILES = ("kpis.csv", "summary.csv", "series.csv", "verification.csv", "cases.parquet", "stages.parquet")
OPTIONS = Options(replications=5, case_log=True, posterior=posterior())


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    parent = tmp_path_factory.mktemp("draws")
    return simulate(load(on_disk(base(), parent)), OPTIONS, parent / "run")


def without_names(kpis: pl.DataFrame, number: int) -> pl.DataFrame:
    return kpis.filter(pl.col("replication") == number).drop("scenario", "replication")


def test_each_replication_is_that_of_the_scenario_changed_by_its_draw(done, tmp_path):
    """The definition: replication k is the k-th of a plain run of the scenario at its draw."""
    for number, draw in ((1, 1), (2, 2), (3, 3), (4, 1), (5, 2)):
        there = OPTIONS.posterior.scenario_at(base(), draw)
        plain = simulate(there, Options(replications=number), tmp_path / str(number))
        assert without_names(plain.kpis, number).equals(without_names(done.kpis, number)), number
    arisen = done.kpis.filter(pl.col("kpi") == "cases_arisen", pl.col("level") == "network")[
        "value"
    ].to_list()
    assert arisen[1] > arisen[0] > arisen[2]  # rates of 2, 1 and 0.5


def test_draws_that_change_nothing_leave_every_byte(tmp_path):
    same = posterior((1.0, base().policies.backstop.share, 7.0))
    runs = [
        simulate(base(), Options(replications=2, posterior=draws), tmp_path / name).folder
        for name, draws in (("plain", None), ("same", same))
    ]
    for name in ("kpis.csv", "summary.csv", "series.csv"):
        assert len({(run / name).read_bytes() for run in runs}) == 1, name


def test_the_folder_tells_which_draws_were_used(done):
    assert load_posterior(done.folder / "posterior.yaml") == OPTIONS.posterior
    assert done.manifest["posterior"] == {
        "digest": OPTIONS.posterior.digest(),
        "scenario": "small_city",
        "parameters": ["demand", "share", "window"],
        "draws": 3,
        "draws_used": 3,
    }
    assert load(done.folder / "scenario").demand == base().demand  # as calibrated, not at some draw
    assert any("3 of 3 draws were used" in one["en"] for one in done.manifest["warnings"])
    assert "3 of 3 draws; posterior.yaml" in (done.folder / "stress-des.md").read_text(encoding="utf-8")
    plain = default_out(base(), Options())
    assert default_out(base(), OPTIONS).name == f"{plain.name}-draws-{OPTIONS.posterior.digest()[:8]}"


@pytest.mark.parametrize("workers", [1, 4])
def test_any_number_of_workers_writes_the_same_bytes(done, tmp_path, workers):
    again = simulate(base(), OPTIONS._replace(workers=workers), tmp_path / "run")
    for name in FILES:
        assert (again.folder / name).read_bytes() == (done.folder / name).read_bytes(), name


def test_both_engines_agree_at_every_draw(done, tmp_path):
    checked = simulate(base(), OPTIONS._replace(check_engines=True), tmp_path / "run")
    assert checked.kpis.equals(done.kpis)


def test_a_run_is_made_again_from_its_manifest(done, tmp_path):
    repeat = repeat_of(done.folder / "manifest.json")
    assert repeat.options.posterior == OPTIONS.posterior
    assert differs(repeat, simulate(repeat.scenario, repeat.options, tmp_path / "again")) is None
    plain = simulate(repeat.scenario, repeat.options._replace(posterior=None), tmp_path / "plain")
    assert differs(repeat, plain) is not None


def test_a_run_whose_draws_were_edited_is_not_made_again(done, tmp_path):
    for name in ("manifest.json", "posterior.yaml"):
        (tmp_path / name).write_bytes((done.folder / name).read_bytes())
    (tmp_path / "scenario").symlink_to(done.folder / "scenario")
    path = tmp_path / "posterior.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("0.3", "0.4"), encoding="utf-8")
    with pytest.raises(InputError, match="does not hold the draws that were run"):
        repeat_of(tmp_path)


def test_replications_at_other_draws_are_not_gone_on_from(done, tmp_path, monkeypatch):
    def cut_short(self, result):
        keep(self, result)
        if result.number == 3:
            raise KeyboardInterrupt

    keep = Kept.keep
    monkeypatch.setattr(Kept, "keep", cut_short)
    with pytest.raises(KeyboardInterrupt):
        simulate(base(), OPTIONS._replace(workers=1), tmp_path / "run")
    monkeypatch.setattr(Kept, "keep", keep)
    resumed = simulate(base(), OPTIONS._replace(resume=True), tmp_path / "run")
    flags = [one.get("resumed", False) for one in resumed.manifest["timings"]["replications"]]
    assert flags == [True, True, True, False, False]
    for name in FILES:
        assert (resumed.folder / name).read_bytes() == (done.folder / name).read_bytes(), name

    monkeypatch.setattr(Kept, "keep", cut_short)
    with pytest.raises(KeyboardInterrupt):
        simulate(base(), OPTIONS._replace(workers=1), tmp_path / "run")
    monkeypatch.setattr(Kept, "keep", keep)
    other = OPTIONS._replace(resume=True, posterior=posterior((1.0, 0.6, 7.0)))
    fresh = simulate(base(), other, tmp_path / "run")
    assert not any("resumed" in one for one in fresh.manifest["timings"]["replications"])


def test_precision_counts_what_is_unknown_of_the_parameters(tmp_path):
    asked = Options(replications=40, precision="cases_arisen=20%")
    plain = simulate(base(), asked, tmp_path / "plain")
    wide = simulate(base(), asked._replace(posterior=posterior(), workers=2), tmp_path / "wide")
    assert plain.manifest["replications"] < 20 < wide.manifest["replications"]
    alone = simulate(base(), asked._replace(posterior=posterior(), workers=1), tmp_path / "alone")
    assert (alone.folder / "kpis.csv").read_bytes() == (wide.folder / "kpis.csv").read_bytes()


def test_pilot_runs_are_at_draws_too(tmp_path, monkeypatch):
    seen: list[int] = []
    of = networks.AtDraws.of

    def noted(self, number):
        seen.append(number)
        return of(self, number)

    monkeypatch.setattr(networks.AtDraws, "of", noted)
    options = Options(replications=2, days=150, warm_up_auto=True, posterior=posterior(), workers=1)
    done = simulate(base(), options, tmp_path / "run")
    assert done.manifest["warm_up"]["first_pilot"] == FIRST_PILOT
    assert set(range(FIRST_PILOT, FIRST_PILOT + 5)) | {1, 2} == set(seen)


def test_a_draw_that_does_not_fit_stops_the_run_before_it_begins(tmp_path):
    wrong = Options(replications=3, posterior=posterior((1.0, 0.6, 0.0), (1.0, 0.6, 0.0), (1.0, -0.6, 0.0)))
    with pytest.raises(InputError, match=r"draw 3, share = -0\.6"):
        simulate(base(), wrong, tmp_path / "run")
    assert list(tmp_path.iterdir()) == []
    simulate(base(), wrong._replace(replications=2), tmp_path / "run")  # its first two do


def test_exact_checks_hold_at_draws_and_waits_have_no_expectation(done):
    rows = read_csv(done.folder / "verification.csv")
    verdicts = {check: set(part["verdict"]) for (check,), part in rows.group_by("check")}
    for exact in ("little", "utilisation", "flow_balance"):
        assert verdicts[exact] == {"ok"}
    waits = rows.filter(pl.col("check") == "wait")
    assert set(waits["reason"]) == {"draws"}
    assert set(waits["verdict"]) == {"informational"}
    assert waits["expected"].null_count() == waits.height > 0
    text = (done.folder / "verification.md").read_text(encoding="utf-8")
    assert "every replication has other parameters" in text


# Comparisons


def test_both_sides_of_a_comparison_run_at_the_same_draw(tmp_path):
    options = Options(replications=4, posterior=posterior())
    done = compare([base(), without_backstop()], options, tmp_path / "it")
    rows = {(row["kpi"], row["level"], row["key"]): row for row in done.table.to_dicts()}
    arisen = rows["cases_arisen", "network", "all"]
    assert (arisen["difference"], arisen["sd"], arisen["n"]) == (0, 0, 4)
    assert rows["backstop_cases", "network", "all"]["difference"] < 0
    assert done.manifest["posterior"]["draws_used"] == 3
    alone = simulate(base(), options, tmp_path / "alone")
    assert (done.folder / "runs/small_city/kpis.csv").read_bytes() == (alone.folder / "kpis.csv").read_bytes()
    runs = [done.folder / "runs" / name for name in ("small_city", "backstop_off")]
    for operands in (runs, [runs[0], without_backstop()], [base(), runs[1]]):
        given = options if any(not hasattr(one, "parts") for one in operands) else Options()
        again = compare(operands, given, tmp_path / "again")
        assert again.table.equals(done.table)
        assert again.manifest["posterior"] == done.manifest["posterior"]


def test_runs_at_other_draws_are_not_compared(done, tmp_path):
    plain = simulate(base(), Options(replications=5), tmp_path / "plain").folder
    other = posterior((1.0, 0.6, 7.0))
    for operands, own, told in (
        ([done.folder, plain], None, "small_city was run without draws of parameters, the others are run at"),
        ([plain, done.folder], None, "give --posterior .*posterior.yaml"),
        ([done.folder, without_backstop()], None, "give --posterior .*posterior.yaml"),
        ([done.folder, without_backstop()], other, "was run at the draws .* the others are run at the draws"),
        ([plain, without_backstop()], other, "leave out --posterior, or run its scenario again"),
    ):
        with pytest.raises(InputError, match=told):
            compare(operands, Options(posterior=own), tmp_path / "comparison")
    assert not (tmp_path / "comparison").exists()


def test_every_operand_is_checked_before_any_runs(tmp_path):
    calibrated = named(change(base(), [{"set": {"settings.calibration": "something"}}]), "calibrated")
    with pytest.raises(InputError, match="values of calibrated are calibrated already"):
        compare([base(), calibrated], Options(posterior=posterior()), tmp_path / "comparison")
    assert list(tmp_path.iterdir()) == []


def test_a_what_if_that_the_draws_would_undo_is_refused(tmp_path):
    half = named(change(base(), [{"set": {"policies.backstop.share": 0.1}}]), "half")
    with pytest.raises(InputError, match=r"what half sets too \(policies.backstop.share\)"):
        compare([base(), half], Options(posterior=posterior()), tmp_path / "comparison")
    slower = parameter(
        "slower", {"update": {"table": "services", "where": {}, "set": {"handling_station": "{value}"}}}
    )
    quick = [{"update": {"table": "services", "where": {"id": "file"}, "set": {"handling_station": 3}}}]
    draws = posterior((30.0,), parameters=(slower,))
    with pytest.raises(InputError, match=r"services.handling_station of file"):
        compare([base(), named(change(base(), quick), "quick")], Options(posterior=draws), tmp_path / "it")
    times = parameter(
        "times", {"update": {"table": "services", "where": {}, "multiply": {"handling_station": "{value}"}}}
    )
    fine = Options(replications=1, posterior=posterior((1.5, 0.4), parameters=(times, SHARE)))
    compare([base(), named(change(base(), quick), "quick")], fine, tmp_path / "it")
    manifest = json.loads((tmp_path / "it" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["others"] == ["quick"]
