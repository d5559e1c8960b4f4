"""sim-tools as an oracle: the same data in, the same eliminations and the same shares out."""

import math

import numpy as np
import pytest
from sim_tools.ovs.fixed_budget import OCBA
from sim_tools.ovs.indifference_zone import KN

from sim.experiment.selection import kn
from sim.experiment.selection.ocba import allocate, probability_correct, ratios
from tests.experiment.selection.normals import DELTA, slippage, spent, together


class Table:
    """The values of a table as sim-tools asks for them."""

    def __init__(self, values):
        self.values, self.drawn = values, [0] * values.shape[1]

    def register_observer(self, observer):
        self.observer = observer

    def simulate(self, design):
        value = self.values[self.drawn[design], design]
        self.drawn[design] += 1
        self.observer.feedback(self, design, value)


class Mended(KN):
    """sim-tools looks up the variance of the pair (i, l) one place too low where l < i; this does not.

    Of two systems there is one variance only, and its own look-up serves.
    """

    def _limit_to_distance_from_sample_means(self, design_i, design_l):
        place = design_l if design_l > design_i else design_l + 1
        return super()._limit_to_distance_from_sample_means(design_i, place)


@pytest.mark.parametrize("correlation", [0.0, 0.6])
@pytest.mark.parametrize(("k", "oracle"), [(2, KN), (10, Mended)])
def test_kn_eliminates_as_sim_tools_does(k, oracle, correlation):
    for seed in range(8):
        values = slippage(seed, np.linspace(1.0, 2.5, k).tolist(), correlation, 600)
        values[:, 1] += DELTA if k == 2 else 0.0
        theirs = oracle(Table(values), k, DELTA, alpha=0.05, n_0=10, obj="max")
        ours = kn(together(values), k, indifference=DELTA, first=10, most=599)
        assert list(theirs.solve()) == [ours.best]
        # sim-tools makes one replication more of the last one left, after the last screening
        made = [count + (one == ours.best) for one, count in enumerate(ours.replications)]
        assert made == theirs._allocations.tolist()


def test_ocba_has_the_shares_of_sim_tools():
    means, sds = np.array([3.0, 2.0, 1.0, 0.0]), np.array([1.0, 1.2, 2.0, 2.5])
    counts = np.full(4, 5)
    oracle = OCBA(Table(np.zeros((1, 4))), 4, 120, 100, n_0=5, obj="min")
    oracle._means, oracle._vars, oracle._allocations = -means, sds**2, counts.copy()
    theirs = oracle._allocate()
    ours = allocate(means, sds, counts, 100)
    assert ratios(means, sds) == pytest.approx(oracle._ratios / oracle._ratios.sum())
    # ours gives one at a time, sim-tools rounds the shares and puts what is left over on the best
    assert sum(ours) == sum(theirs) == 100
    assert np.abs(np.array(ours) - theirs).max() <= 2


def test_the_estimate_of_ocba_is_right_as_often_as_it_says():
    """Over systems with means spread at random; one that takes errors for half as large is told apart."""
    runs, right, said, boasts = 400, 0, [], []
    for seed in range(runs):
        generator = np.random.default_rng([7, seed])
        means = generator.normal(0, 1, 5)
        choice = spent(means + 3 * generator.standard_normal((200, 5)), 150)
        right += choice.best == int(means.argmax())
        said.append(choice.correct)
        boasts.append(probability_correct(choice.means, choice.sds, 4 * np.array(choice.replications)))
    share = right / runs
    error = math.sqrt(share * (1 - share) / runs)
    print(f"right {share:.3f}, said {np.mean(said):.3f}, with half the errors {np.mean(boasts):.3f}")
    assert abs(np.mean(said) - share) < 3 * error
    assert np.mean(boasts) - share > 3 * error
