"""A whole calibration of the small network: its files, any number of workers, going on after a break."""

import numpy as np
import polars as pl
import pytest

from calibration.effort import Effort
from calibration.fitted import fitted
from calibration.sampler import Effort as Sampling
from calibration.simulator import Simulator
from calibration.study import calibrate
from calibration.tables import confounding
from sim.experiment.calibration_columns import CALIBRATION_FILES
from sim.experiment.errors import InputError
from sim.experiment.folder import read_csv
from sim.experiment.options import Options
from sim.experiment.posterior import load_posterior
from sim.experiment.simulate import simulate
from sim.scenario import change, load
from tests.calibration.small.further import inputs
from tests.calibration.small.network import network

SHORT = Sampling(32, 60, 120, 4, 600)
EFFORT = Effort(2, (24, 12), 400, SHORT, SHORT, 8, 24, 400)
CITY = network(240)
INPUTS = inputs()


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    out = tmp_path_factory.mktemp("small") / "calibration"
    return calibrate(CITY, INPUTS, Options(workers=2), out, effort=EFFORT)


def test_the_folder_holds_every_file_with_the_columns_that_are_told(done):
    written = {path.name for path in done.folder.iterdir()}
    assert written == {*CALIBRATION_FILES, "calibrated.yaml", "posterior.yaml", "scenario", "manifest.json"}
    for file, columns in CALIBRATION_FILES.items():
        held = read_csv(done.folder / file).columns
        if file == "draws.csv":
            assert held == ["draw", *(one.name for one in INPUTS.parameters)]
        else:
            assert held == list(columns), file


def test_going_on_after_a_break_with_another_number_of_workers_writes_the_same_bytes(
    done, tmp_path, monkeypatch
):
    out = tmp_path / "again"
    plain, points = Simulator._reading, []

    def broken(self, point):
        if len(points) == 20:
            raise KeyboardInterrupt
        points.append(point)
        return plain(self, point)

    monkeypatch.setattr(Simulator, "_reading", broken)
    with pytest.raises(KeyboardInterrupt):
        calibrate(CITY, INPUTS, Options(workers=1), out, effort=EFFORT)
    assert not out.exists()
    kept = {path.name for path in tmp_path.glob(".again.kept-*/points/*")}
    assert len(kept) == 20
    done_again = []

    def counted(self, point):
        done_again.append(point)
        return plain(self, point)

    monkeypatch.setattr(Simulator, "_reading", counted)
    # the process that left them is this one, so what it left is renamed to that of one that is gone
    (folder,) = tmp_path.glob(".again.kept-*")
    folder.rename(folder.with_name(folder.name.replace("kept-", "kept-9", 1)))
    again = calibrate(CITY, INPUTS, Options(workers=1, resume=True), out, effort=EFFORT)
    total = EFFORT.baseline * 2 + sum(EFFORT.waves) + EFFORT.mixes + EFFORT.draws
    assert len(done_again) == total - 20
    for path in done.folder.iterdir():
        if path.suffix in (".csv", ".yaml"):
            assert path.read_bytes() == (again.folder / path.name).read_bytes(), path.name
    assert not list(tmp_path.glob(".again.kept-*"))


def test_what_was_said_before_and_after(done):
    targets = done.tables["targets"]
    assert targets.filter(pl.col("use") == "target")["inside"].all()
    holdouts = targets.filter(pl.col("use") == "holdout")
    assert holdouts["id"].to_list() == ["b.joint", "b.handed"]
    # a holdout is predicted from the targets alone: what is left out of the others changes nothing of it
    assert (holdouts["low"] < holdouts["high"]).all()
    assert (targets["prior_low"] <= targets["prior_median"]).all()
    narrower = targets["high"] / targets["low"] < targets["prior_high"] / targets["prior_low"]
    assert narrower.filter(targets["model"] == "count").all()


def test_the_figures_narrow_what_they_are_about_and_nothing_else(done):
    gained = dict(done.tables["parameters"].select("name", "narrowing").iter_rows())
    assert gained["rate_problems"] > 0.2
    assert gained["window_counties"] < 0.3
    assert done.manifest["directions_known"] >= 2


def test_what_to_ask_for(done):
    rows = {row["id"]: row for row in done.tables["candidates"].to_dicts()}
    assert rows["ask.window"]["parameter"] == "window_city"
    assert rows["ask.window"]["parameter_reduction"] == pytest.approx(1.0, abs=1e-6)
    assert rows["ask.transactions"]["parameter"] == "rate_transactions"
    assert rows["ask.transactions"]["parameter_reduction"] > 0.3
    assert rows["ask.nothing"]["parameter"] is None  # nobody is there to back anything up
    assert done.tables["candidates"]["reduction"].is_sorted(descending=True)


def test_the_calibrated_scenario_and_its_draws_run(done, tmp_path):
    calibrated = load(done.folder / "calibrated.yaml")
    assert calibrated.settings.id == f"{CITY.settings.id}_calibrated"
    assert "9 figures" in calibrated.settings.calibration or "figures" in calibrated.settings.calibration
    centre = dict(done.tables["parameters"].select("name", "centre").iter_rows())
    assert calibrated.policies.satisfaction.intercept == pytest.approx(
        centre["satisfaction_intercept"], rel=1e-4
    )
    draws = load_posterior(done.folder / "posterior.yaml")
    assert len(draws.draws) == EFFORT.draws
    assert draws.scenario == CITY.settings.id
    run = simulate(CITY, Options(days=40, replications=3, posterior=draws), tmp_path / "run")
    assert run.manifest["posterior"]["draws_used"] == 3
    with pytest.raises(InputError, match="calibrated already"):
        simulate(calibrated, Options(days=40, replications=3, posterior=draws), tmp_path / "twice")
    with pytest.raises(InputError, match="calibrated already"):
        calibrate(calibrated, INPUTS, Options(), tmp_path / "twice", effort=EFFORT)


def test_the_draws_are_those_that_were_simulated(done):
    """A draw of posterior.yaml makes the scenario that its row of simulated.csv was counted in."""
    table = done.tables["draws"]
    draws = load_posterior(done.folder / "posterior.yaml")
    names = [one.name for one in draws.parameters]
    for name in ("rate_problems", "trip_hours", "reporting_c", "window_city"):
        written = [draw[names.index(name)] for draw in draws.draws]
        np.testing.assert_allclose(written, table[name].to_numpy(), rtol=1e-9)
    place = [draw[names.index("place_p")] for draw in draws.draws]
    order = np.argsort(table["place_p"].to_numpy())
    assert (np.diff(np.array(place)[order]) >= 0).all()  # more attraction, a larger factor


def test_without_reporting_effects_there_is_no_confounding_table(tmp_path):
    bare = [
        one.model_copy(update={"changes": []}) if one.name == "reporting_c" else one
        for one in INPUTS.parameters
    ]
    least = Sampling(24, 2, 8, 2, 100)
    effort = Effort(2, (16,), 50, least, least, 2, 12, 20)
    found = fitted(CITY, INPUTS._replace(parameters=bare), effort)
    assert found.without_reporting is None
    assert confounding(found).is_empty()


def test_a_prior_beyond_what_attraction_can_do_is_told(tmp_path):
    wide = [
        one.model_copy(
            update={"prior": one.prior.model_copy(update={"factor": 50.0, "low": None, "high": None})}
        )
        if one.role == "place"
        else one
        for one in INPUTS.parameters
    ]
    with pytest.raises(InputError, match="give the prior low and high within"):
        calibrate(CITY, INPUTS._replace(parameters=wide), Options(), tmp_path / "no", effort=EFFORT)
    assert not (tmp_path / "no").exists()


def test_files_must_fit_the_scenario(tmp_path):

    trip = change(CITY, [{"set": {"policies.out_of_area.trip_hours": 11}}])

    with pytest.raises(InputError, match="at its baseline 10, trip_hours changes the scenario"):
        calibrate(trip, INPUTS, Options(), tmp_path / "no", effort=EFFORT)
    none = [one.model_copy(update={"use": "context"}) for one in INPUTS.register.figures]
    without = INPUTS._replace(register=INPUTS.register._replace(figures=none))
    with pytest.raises(InputError, match="the register has no target"):
        calibrate(CITY, without, Options(), tmp_path / "no", effort=EFFORT)
    odd = INPUTS.candidates[0].model_copy(update={"parameter": "window_town"})
    with pytest.raises(InputError, match=r"ask\.window: parameter window_town"):
        calibrate(CITY, INPUTS._replace(candidates=[odd]), Options(), tmp_path / "no", effort=EFFORT)
