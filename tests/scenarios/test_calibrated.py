"""What the shipped calibration left of Huzhou: a scenario that loads, and draws that fit it."""

from pathlib import Path

import pytest
import yaml

from calibration.parameter import load_priors
from calibration.register import load_register
from sim.experiment.posterior import load_posterior
from sim.kpi import REGISTRY
from sim.scenario import load

HUZHOU = Path(__file__).resolve().parents[2] / "scenarios" / "huzhou"
PRIORS = {one.name: one for one in load_priors()}


@pytest.fixture(scope="module")
def posterior():
    return load_posterior(HUZHOU / "posterior.yaml")


def test_the_calibrated_scenario_loads_and_says_what_it_was_calibrated_to():
    calibrated = load(HUZHOU / "calibrated.yaml", known_kpis=REGISTRY)
    assert calibrated.settings.calibration == (
        f"{load_register().source.title_en}, {len(load_register().by_use('target'))} figures"
    )
    plain = load(HUZHOU)
    assert calibrated.policies.satisfaction != plain.policies.satisfaction
    assert {row.id for row in calibrated.facilities} == {row.id for row in plain.facilities}


def test_the_draws_are_of_the_priors_parameters_with_their_changes(posterior):
    assert [one.name for one in posterior.parameters] == list(PRIORS)
    for one in posterior.parameters:
        assert one.changes == PRIORS[one.name].changes, f"{one.name}: calibrate anew with --save"
    assert len(posterior.draws) >= 200


def test_every_draw_lies_where_its_prior_does(posterior):
    for place, one in enumerate(posterior.parameters):
        prior = PRIORS[one.name].prior
        if prior.shape in ("uniform", "loguniform"):
            low, high = prior.number("low"), prior.number("high")
            assert all(low <= draw[place] <= high for draw in posterior.draws), one.name


def test_draws_fit_huzhou_and_every_what_if_of_it(posterior):
    paths = sorted((HUZHOU.parent / "what_if").glob("*.yaml"))
    bases = [
        path for path in paths if yaml.safe_load(path.read_text(encoding="utf-8"))["base"] == "../huzhou"
    ]
    assert len(bases) > 20
    for path in (HUZHOU, *bases):
        posterior.check(load(path), 1)
