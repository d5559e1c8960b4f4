"""Before the waves: figures that the scenario has no cases of are told."""

from __future__ import annotations

import pytest

from calibration.effort import QUICK
from calibration.joint import outputs_of
from calibration.learn import learn
from calibration.simulator import FIRST, Point, Simulator
from sim.experiment.errors import InputError
from tests.calibration.small.network import network
from tests.calibration.small.setting import figures, parameters


def changed(one, **fields):
    observable = one.observable.model_copy(update=fields)
    return one.model_copy(update={"observable": observable})


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("city.problems", {"facility": "bureau"}),  # where no case goes first
        ("city.problems", {"of": "backstop"}),  # the lever is off
        ("c.satisfied", {"of": "in_session"}),
        ("s.saved_days", {"kind": "problem", "family": "basic"}),
    ],
)
def test_a_figure_without_cases_is_told_before_anything_long_is_run(name, fields, monkeypatch):
    listed = [changed(one, **fields) if one.id == name else one for one in figures()]
    simulator = Simulator(network(60), parameters(), [one.observable for one in outputs_of(listed)])
    baseline = simulator.run("baseline", [Point(FIRST, 1.0, {})])
    monkeypatch.setattr(simulator, "run", None)
    with pytest.raises(InputError) as caught:
        learn(simulator, baseline, parameters(), listed, QUICK, 1)
    for message in (caught.value.message_en, caught.value.message_zh):
        assert f"{name}: " in message
        assert message.count(";") + message.count("；") == 1, "no other figure is told"
