"""The file of draws, and the scenario at one of them."""

from pathlib import Path

import numpy as np
import pytest

from sim.experiment.errors import InputError
from sim.experiment.posterior import FEW, Posterior, load_posterior, write_posterior
from sim.scenario import ScenarioErrors, change, load
from sim.scenario.read_yaml import YAML_LIMIT
from tests.experiment.cities import base, named, on_disk
from tests.experiment.draws import DEMAND, SHARE, WINDOW, parameter, posterior

ROOT = Path(__file__).resolve().parents[2]
HEAD = """scenario: small_city
parameters:
  - {name: demand, name_zh: 需求, name_en: Demand, unit: ratio,
     changes: [{update: {table: demand, where: {}, multiply: {rate: "{value}"}}}]}
  - {name: window, name_zh: 窗口, name_en: Window, unit: days, changes: []}
"""


def read(tmp_path, text: str) -> Posterior:
    path = tmp_path / "draws.yaml"
    path.write_text(text, encoding="utf-8")
    return load_posterior(path)


def problems(tmp_path, text: str) -> list[str]:
    with pytest.raises(ScenarioErrors) as caught:
        read(tmp_path, text)
    assert all(one.message_zh and one.mend_zh for one in caught.value.problems)
    return [one.render() for one in caught.value.problems]


def test_a_file_as_a_person_writes_it(tmp_path):
    found = read(tmp_path, HEAD + "draws:\n  - [1.2, 30]\n  - [9.5e-1, -.5]\n")
    assert found.scenario == "small_city"
    assert [one.name for one in found.parameters] == ["demand", "window"]
    assert found.draws == ((1.2, 30.0), (0.95, -0.5))


def test_the_example_of_the_page(tmp_path):
    page = (ROOT / "docs" / "posterior.md").read_text(encoding="utf-8")
    found = read(tmp_path, page.partition("```yaml\n")[2].partition("```")[0])
    found.check(load(ROOT / "scenarios" / found.scenario), len(found.draws))
    assert len(found.draws) == len(found.parameters) == 2


def test_what_is_written_is_read_to_the_last_bit(tmp_path):
    random = np.random.default_rng(5)
    values = np.exp(random.normal(scale=30, size=(50, 3))) * random.choice([-1, 1], size=(50, 3))
    odd = parameter("odd", name_zh='"引号" 与 # 号', name_en="on: 09:00, [1e5]", unit="1e5")
    written = Posterior("small_city", (DEMAND, SHARE, odd), tuple(tuple(map(float, row)) for row in values))
    path = tmp_path / "draws.yaml"
    write_posterior(path, "small_city", written.parameters, values, "Two lines\n\nof a comment: {")
    assert load_posterior(path) == written
    written.save(path)
    assert load_posterior(path).digest() == written.digest()
    moved = Posterior("small_city", written.parameters, written.draws[::-1])
    assert moved.digest() != written.digest()  # the order of the draws is part of the numbers


def test_two_hundred_draws_of_thirty_fit_and_too_many_are_not_written(tmp_path):
    many = [parameter(f"p{place}") for place in range(30)]
    values = np.random.default_rng(5).normal(size=(1000, 30))
    path = tmp_path / "draws.yaml"
    write_posterior(path, "small_city", many, values[:200])
    assert np.array_equal(load_posterior(path).draws, values[:200])
    path.unlink()
    with pytest.raises(InputError, match=r"1000 draws take .* can be read; keep about (\d+)") as caught:
        write_posterior(path, "small_city", many, values)
    assert not path.exists()
    fit = int(str(caught.value).split()[-1])
    write_posterior(path, "small_city", many, values[: int(0.98 * fit)])
    path.write_text(path.read_text(encoding="utf-8") + "#" * YAML_LIMIT, encoding="utf-8")
    with pytest.raises(ScenarioErrors, match=str(YAML_LIMIT)):
        load_posterior(path)


@pytest.mark.parametrize("draw", [(1.0, 0.5), (1.0, 0.5, float("nan")), (1.0, 0.5, float("inf"))])
def test_what_could_not_be_read_is_not_written(tmp_path, draw):
    with pytest.raises(ValueError, match="not a draw of 3 finite values"):
        write_posterior(tmp_path / "draws.yaml", "small_city", [DEMAND, SHARE, WINDOW], [draw])


def test_every_problem_of_the_draws_is_told_at_once(tmp_path):
    found = problems(tmp_path, HEAD + "draws:\n  - [1.2]\n  - [1, .nan]\n  - [a, true]\n  - 7\n  - [1, 2]\n")
    assert found == [
        "draws.yaml, row 7, field draws: draw 1 has 1 value(s) for 2 parameter(s). give one number for each"
        " parameter, in their order.",
        "draws.yaml, row 8, field draws: not a finite number. give a plain number.",
        "draws.yaml, row 9, field draws: not a finite number. give a plain number.",
        "draws.yaml, row 9, field draws: not a finite number. give a plain number.",
        "draws.yaml, row 10, field draws: draw 4 has 1 value(s) for 2 parameter(s). give one number for each"
        " parameter, in their order.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD, "field draws: there are no draws"),
        (HEAD + "draws: []", "field draws: there are no draws"),
        (HEAD.replace("scenario: small_city\n", "") + "draws: [[1, 2]]", "field scenario: the field is mis"),
        (HEAD.replace("name: window", "name: demand") + "draws: [[1, 2]]", "the name is used twice"),
        (HEAD.replace('"{value}"', "2") + "draws: [[1, 2]]", "no change holds {value}"),
        (HEAD.replace(", changes: []", "") + "draws: [[1, 2]]", "field changes: the field is missing"),
        (HEAD.replace("update", "remove") + "draws: [[1, 2]]", "neither rows nor settings"),
        (HEAD + "draws: [[1, 2]]\nweights: [1]", "field weights: there is no such field"),
        ("scenario: x\ndraws: [[1]]", "one list `parameters` is expected"),
        (HEAD + f"draws: [[1, {'9' * 400}]]", "not a finite number"),
    ],
)
def test_one_problem(tmp_path, text, told):
    assert told in "\n".join(problems(tmp_path, text))


def test_a_parameter_leaves_the_settings_alone():
    with pytest.raises(ValueError, match="values_only"):
        parameter("seed", {"set": {"settings.seed": "{value}"}})


def test_hundreds_of_wrong_draws_are_summed_up(tmp_path):
    found = problems(tmp_path, HEAD + "draws:\n" + "  - [1]\n" * 200)
    assert len(found) == 11
    assert "And 190 more of the same" in found[-1]


def test_a_file_that_is_not_there_is_told_with_its_path(tmp_path):
    with pytest.raises(ScenarioErrors, match=r"draws\.yaml") as caught:
        load_posterior(tmp_path / "draws.yaml")
    assert caught.value.__notes__ == [str(tmp_path / "draws.yaml")]


def test_the_scenario_at_a_draw():
    city, draws = base(), posterior()
    second = draws.scenario_at(city, 2)
    assert [row.rate for row in second.demand] == [2 * row.rate for row in city.demand]
    assert (second.policies.backstop.share, city.policies.backstop.share) == (0.3, 0.6)
    assert second.settings == city.settings
    assert draws.scenario_at(city, 5) == second  # the draws begin again
    assert [draws.draw_of(number) for number in range(1, 8)] == [1, 2, 3, 1, 2, 3, 1]
    assert posterior((4.0,), parameters=(WINDOW,)).scenario_at(city, 1) is city


@pytest.mark.parametrize(
    ("draws", "told"),
    [
        (posterior((1.0, 1.5, 0.0)), "draw 1, share = 1.5: does not fit scenario small_city"),
        (posterior((1.0, 0.5, 0.0), (-1.0, 0.5, 0.0)), "draw 2, demand = -1: does not fit scenario"),
        (
            posterior(
                (1.0, 2.0),
                parameters=(
                    DEMAND,
                    parameter("gone", {"update": {"table": "zones", "where": {"id": "q"},
                                                  "set": {"km": "{value}"}}}),
                ),
            ),
            "draw 1, gone = 2: does not fit scenario small_city: where id: q: ",
        ),
    ],
)  # fmt: skip
def test_a_draw_that_does_not_fit_is_named(draws, told):
    with pytest.raises(InputError) as caught:
        draws.check(base(), 10)
    assert told in caught.value.message_en
    assert "不适用于情景 small_city" in caught.value.message_zh


def test_only_the_draws_that_are_used_are_checked():
    posterior((1.0, 0.5, 0.0), (-1.0, 0.5, 0.0)).check(base(), 1)


def test_values_that_are_calibrated_already_are_refused():
    calibrated = change(base(), [{"set": {"settings.calibration": "the register of 2024"}}])
    with pytest.raises(InputError, match="calibrated already") as caught:
        posterior().check(named(calibrated, "calibrated"), 1)
    for message in (caught.value.message_en, caught.value.message_zh):
        assert "small_city" in message
        assert "the register of 2024" in message


def test_what_ifs_of_a_calibrated_scenario_inherit_that_it_is(tmp_path):
    on_disk(base(), tmp_path)
    head = "id: {0}\nname_zh: {0}\nname_en: {0}\nbase: {1}\nchanges:\n  - set: {{{2}}}\n"
    calibrated = head.format("calibrated", "small_city", "settings.calibration: the register of 2024")
    (tmp_path / "calibrated.yaml").write_text(calibrated, encoding="utf-8")
    what_if = head.format("off", "calibrated.yaml", "policies.backstop.on: false")
    (tmp_path / "off.yaml").write_text(what_if, encoding="utf-8")
    found = load(tmp_path / "off.yaml")
    assert found.settings.calibration == "the register of 2024"
    with pytest.raises(InputError, match="values of off are calibrated already"):
        posterior().check(found, 1)


@pytest.mark.parametrize(
    ("draws", "replications", "told"),
    [
        (100, 5, "5 of 100 draws"),
        (100, FEW, None),
        (100, 100, None),
        (40, 41, "41 replications share 40"),
        (3, 5, "3 of 3"),
    ],
)
def test_too_few_and_too_many_replications_are_doubted(draws, replications, told):
    found = list(posterior(*[(1.0, 0.5, 0.0)] * draws).doubts(replications))
    assert len(found) == (told is not None)
    assert all(told in one["en"] for one in found)
