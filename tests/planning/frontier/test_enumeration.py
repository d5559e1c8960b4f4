"""The ladder against every plan of a small county: the best of all within each budget, by its index."""

from itertools import product

import numpy as np
import pytest

from sim.planning.frontier.alternatives import Siting, alternatives
from sim.planning.frontier.branch import How
from sim.planning.frontier.front import index
from sim.planning.frontier.search import Search, Terms
from sim.planning.siting.candidates import Listed
from sim.planning.staffing.rules import DEFAULT
from tests.planning.staffing.county import county

TERMS = Terms(("processing_days_p90", "network", "all"), rungs=5, replications=4, sweeps=3)


@pytest.mark.statistics
def test_the_best_of_all_plans_is_found_at_four_of_five_budgets():
    scenario = county()
    how = How("fast", 1, None, None, lambda: None)
    search = Search(scenario, alternatives(scenario, Siting(Listed.of([]), 0)), DEFAULT, TERMS, how)
    search.run()
    simulated = len(search.points)
    (branch,) = search.branches
    space = branch.space
    plans = [
        one for one in product(*(range(len(lever.levels)) for lever in space.levers)) if space.covered(one)
    ]
    assert len(plans) == 135
    assert simulated < 10
    everything = branch.judged.all(plans, "all")
    today = branch.judged.at(space.today, "all").values.mean(axis=0)
    means = np.array([one.values.mean(axis=0) for one in everything])
    costs, both = np.array([one.cost for one in everything]), index(means, today)
    found = 0
    for budget in search.rungs:
        best = search.best_at(budget)
        assert best is not None
        own = float(index(best.values.mean(axis=0)[None], today)[0])
        within = both[costs <= budget * (1 + 1e-9)]
        found += own <= within.min() + 1e-12
        assert own < np.median(within)  # a plan taken at random would often not be
    assert found >= 4
