"""A study on the small city: what it writes, that it repeats, and what it refuses."""

import json
from pathlib import Path

import polars as pl
import pytest

from sim.experiment.errors import InputError
from sim.experiment.folder import read_csv
from sim.experiment.options import Options
from sim.experiment.sensitivity.parameters import Parameter, load_parameters
from sim.experiment.sensitivity.study import Ask, check_baselines, study
from sim.report.sensitivity import write_charts
from sim.scenario import ScenarioErrors, load
from tests.experiment.cities import base

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "scenarios" / "sensitivity" / "general.yaml"
KPIS = [("processing_days_mean", "network", "all"), ("satisfaction_true", "network", "all")]
FILES = (
    "effects.csv",
    "morris.csv",
    "sobol.csv",
    "design.csv",
    "responses.csv",
    "noise.csv",
    "parameters.csv",
)


def parameter(name: str, path: str, low: float, high: float, baseline: float, **more: object) -> Parameter:
    values = {"name": name, "name_zh": "参数", "name_en": name, "unit": "ratio", "low": low, "high": high}
    values |= {"baseline": baseline, "source": "assumed", "changes": [{"set": {path: "{value}"}}], **more}
    return Parameter.model_validate(values)


def parameters() -> list[Parameter]:
    scenario = base()
    weight = scenario.policies.satisfaction.late
    handling = parameter(
        "handling",
        "",
        0.5,
        2.0,
        1.0,
        scale="log",
        changes=[{"update": {"table": "services", "where": {}, "multiply": {"handling_station": "{value}"}}}],
    )
    return [handling, parameter("late", "policies.satisfaction.late", weight - 2, weight + 0.5, weight)]


ASK = Ask(KPIS, "both", trajectories=4, samples=8, keep=2)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    out = tmp_path_factory.mktemp("sensitivity") / "study"
    return study(base(), parameters(), ASK, Options(workers=1), out, finish=write_charts)


def test_the_folder_holds_everything(done):
    assert {path.name for path in done.folder.iterdir()} == {*FILES, "manifest.json", "scenario", "charts"}
    names = {path.name for path in (done.folder / "charts").iterdir()}
    assert names == {
        f"tornado-{kpi}.{lang}.{kind}"
        for kpi in ("processing_days_mean", "satisfaction_true")
        for lang in ("zh", "en")
        for kind in ("png", "svg")
    }
    design = read_csv(done.folder / "design.csv")
    assert design.group_by("stage", maintain_order=True).len()["len"].to_list() == [5, 4 * 3, 8 * 4]
    responses = read_csv(done.folder / "responses.csv")
    assert responses.height == 2 * design.height
    manifest = json.loads((done.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"][0]["changes"] == parameters()[0].changes
    assert manifest["kept"] == ["handling", "late"]
    assert manifest["assumed"] == ["handling", "late"]


def test_a_weight_of_satisfaction_moves_no_time_at_all(done):
    """Exactly nothing: the chances are the same at every point."""
    effects = done.effects.filter(pl.col("kpi") == "processing_days_mean", pl.col("parameter") == "late")
    (row,) = effects.to_dicts()
    assert row["at_low"] == row["at_base"] == row["at_high"]
    assert row["at_low_error"] == 0.0
    of = {"output": "processing_days_mean/network/all", "parameter": "late"}
    (screened,) = done.morris.filter(**of).to_dicts()
    assert (screened["mu_star"], screened["sigma"]) == (0.0, 0.0)
    (shared,) = done.sobol.filter(**of).to_dicts()
    assert shared["total"] == 0.0
    moved = done.effects.filter(pl.col("kpi") == "satisfaction_true", pl.col("parameter") == "late")
    assert moved["at_low"][0] < moved["at_high"][0]  # being late hurts more at the low end


def test_effects_are_those_of_the_scenario_with_the_change(done):
    from sim.experiment.simulate import simulate
    from sim.scenario import change

    slower = change(base(), parameters()[0].applied(2.0))
    kpis = simulate(slower, Options(), done.folder.parent / "slower").summary
    own = kpis.filter(pl.col("kpi") == "processing_days_mean", pl.col("level") == "network")["mean"][0]
    (row,) = done.effects.filter(
        pl.col("kpi") == "processing_days_mean", pl.col("parameter") == "handling"
    ).to_dicts()
    assert row["at_high"] == pytest.approx(own, rel=1e-12)


def test_any_number_of_workers_writes_the_same_bytes(done, tmp_path):
    again = study(base(), parameters(), ASK, Options(workers=3), tmp_path / "again")
    for name in FILES:
        assert (again.folder / name).read_bytes() == (done.folder / name).read_bytes(), name


def test_screening_alone_and_indices_alone(tmp_path):
    screened = study(base(), parameters(), ASK._replace(method="morris"), Options(), tmp_path / "m")
    assert screened.sobol is None
    assert not (screened.folder / "sobol.csv").exists()
    shared = study(base(), parameters(), ASK._replace(method="sobol"), Options(), tmp_path / "s")
    assert shared.morris is None
    assert set(shared.sobol["parameter"]) == {"handling", "late"}
    write_charts(screened.folder)


def test_what_cannot_be_studied(tmp_path):
    late = parameters()[1]
    wrong = late.model_copy(update={"baseline": late.baseline + 0.1})
    with pytest.raises(InputError, match="late changes the scenario"):
        study(base(), [wrong], ASK, Options(), tmp_path / "a")
    strange = parameter("strange", "policies.satisfaction.colour", 0, 1, 0.5)
    with pytest.raises(InputError, match="the changes of strange do not fit"):
        study(base(), [strange], ASK, Options(), tmp_path / "b")
    share = base().policies.backstop.share
    far = parameter("far", "policies.backstop.share", 0.1, 7.0, share)
    with pytest.raises(InputError, match="no valid scenario at far = 7"):
        study(base(), [far], ASK, Options(), tmp_path / "c")
    nobody = [("satisfaction_true", "county", "nowhere")]
    with pytest.raises(InputError, match="has no finite value at baseline"):
        study(base(), parameters(), ASK._replace(kpis=nobody), Options(), tmp_path / "d")
    weightless = [("processing_days_mean", "network", "all")]
    with pytest.raises(InputError, match="no parameter moves any of these KPIs"):
        study(base(), parameters()[1:], ASK._replace(kpis=weightless), Options(), tmp_path / "e")
    assert list(tmp_path.iterdir()) == []


# Parameter files


@pytest.mark.parametrize("name", ["huzhou", "wuxing"])
def test_the_shipped_parameters_fit_the_shipped_scenarios(name):
    listed = load_parameters(SHIPPED)
    assert len(listed) >= 10
    check_baselines(load(ROOT / "scenarios" / name), listed)


def test_values_run_over_the_range_on_their_scale():
    one = parameter("a", "x", 1, 100, 10, scale="log")
    assert [one.value(unit) for unit in (0.0, 0.5, 1.0)] == pytest.approx([1, 10, 100])
    assert parameter("a", "x", 1, 3, 2).value(0.5) == 2


GOOD = """\
parameters:
  - name: late
    name_zh: 逾期
    name_en: Late
    unit: logit
    low: -2
    high: 0
    baseline: -1
    source: assumed
    changes:
      - set: {policies.satisfaction.late: "{value}"}
"""


@pytest.mark.parametrize(
    ("old", "new", "row", "message"),
    [
        ("    low: -2\n", "", 2, "the field is missing"),
        ("low: -2", "low: two", 6, "not a number"),
        ("low: -2", "low: .inf", 6, "the number is not finite"),
        ("low: -2", "low: 5", 2, "low < high does not hold"),
        ("baseline: -1", "baseline: 1", 2, "the baseline lies outside"),
        ("unit: logit", "unit: logit\n    scale: log", 2, "a logarithmic scale needs low > 0"),
        ("unit: logit", "unit: logit\n    scale: cubic", 6, "not one of the choices"),
        ("unit: logit", "unit: logit\n    colour: red", 6, "there is no such field"),
        ("name: late", "name: Late Share", 2, "not an identifier"),
        ('"{value}"', "-1", 2, "the parameter would do nothing"),
    ],
)
def test_every_fault_of_a_file_names_its_place(tmp_path, old, new, row, message):
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ScenarioErrors, match=r"mine\.yaml") as caught:
        load_parameters(path)
    problem = caught.value.problems[0]
    assert message in problem.message_en
    assert problem.row == row
    assert problem.message_zh != problem.message_en


def test_all_faults_come_at_once_and_names_are_unique(tmp_path):
    path = tmp_path / "mine.yaml"
    twice = GOOD + GOOD.partition("\n")[2]
    path.write_text(twice, encoding="utf-8")
    with pytest.raises(ScenarioErrors, match="the name is used twice"):
        load_parameters(path)
    path.write_text(
        twice.replace("high: 0", "high: much").replace("unit: logit\n", "unit: logit\n    x: 1\n"),
        encoding="utf-8",
    )
    with pytest.raises(ScenarioErrors) as caught:
        load_parameters(path)
    assert len(caught.value.problems) == 4
    path.write_text("parameters: []\n", encoding="utf-8")
    with pytest.raises(ScenarioErrors, match="one list `parameters` is expected"):
        load_parameters(path)
