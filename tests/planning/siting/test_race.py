"""Designs racing under simulation, with values known beforehand."""

from types import SimpleNamespace

import numpy as np
import pytest

import sim.planning.siting.race as module
from sim.experiment.errors import InputError
from sim.experiment.selection import kn
from sim.planning.design import Design
from sim.planning.numbers import SELECTION
from sim.planning.siting.race import Race, Terms

KPI = ("on_time_share", "network", "all")  # more is better
MEANS = (0.90, 0.95, 0.94, 0.80)


class Known:
    """An evaluator whose values are a design's mean and noise, in part shared as under common chances."""

    def __init__(self, means=MEANS) -> None:
        self.means, self.made, self.done = means, [], 0

    def value(self, system: int, number: int) -> float:
        shared = np.random.default_rng((1, number)).normal(0, 0.02)
        return self.means[system] + shared + np.random.default_rng((2, number, system)).normal(0, 0.005)

    def run(self, designs, numbers):
        found = []
        for one in designs:
            system = int(one.name)
            self.made += [(system, number) for number in numbers]
            values = [self.value(system, number - SELECTION + 1) for number in numbers]
            found.append([SimpleNamespace(values=np.array([value, 7.0])) for value in values])
        return found


def race(known: Known, **terms) -> Race:
    designs = [Design(str(number)) for number in range(len(known.means))]
    return Race(known, designs, Terms(KPI, **{"indifference": 0.005, "first": 5, **terms}))


def test_the_race_is_kn_under_common_chances():
    known = Known()
    run = race(known)
    found = run.run()
    reference = kn(
        lambda systems, number: [known.value(one, number) for one in systems],
        4,
        indifference=0.005,
        first=5,
        most=40,
        higher=True,
    )
    assert found.best == reference.best == 1
    assert found.replications == reference.replications
    assert found.means == pytest.approx(reference.means)
    assert [len(numbers) for numbers in run.asked] == found.replications
    assert run.values(1).shape == (found.replications[1], 2)
    assert run.values(1)[:, 0].mean() == pytest.approx(found.means[1])


def test_blocks_change_nothing(monkeypatch):
    found = []
    for ahead in (1, 4, 9):
        monkeypatch.setattr(module, "AHEAD", ahead)
        run = race(Known((0.94, 0.9405, 0.941)), indifference=0.0005)
        found.append((run.run(), [run.values(one).tolist() for one in range(3)]))
    assert max(found[0][0].replications) > 5  # else nothing was made ahead
    assert str(found[0]) == str(found[1]) == str(found[2])


def test_fewer_is_better_for_a_kpi_of_that_kind():
    run = Race(
        Known(), [Design(str(n)) for n in range(4)], Terms(("travel_minutes_mean", "network", "all"), 0.005)
    )
    assert run.run().best == 3
    assert run.leader() == 3


def test_a_single_design_wins_after_its_first_replications():
    run = race(Known((0.9,)))
    found = run.run()
    assert (found.best, found.replications, found.decided) == (0, [5], True)
    assert found.means[0] == pytest.approx(run.values(0)[:, 0].mean())


def test_who_leads_when_it_is_cut_short():
    run = race(Known())
    assert run.leader() == 0  # nothing is known
    run._make([0], range(1, 6))
    assert run.leader() == 0
    run._make([2], range(1, 4))  # three replications are shared
    assert run.leader() == 2


def test_a_kpi_without_a_value_is_told():
    known = Known()
    known.value = lambda system, number: np.nan
    with pytest.raises(InputError, match="no finite value in a replication of 0"):
        race(known).run()
