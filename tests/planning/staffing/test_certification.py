"""The certification of made-up plans: years that it takes, when it ends early, and chances of its own."""

import numpy as np
import pytest

from sim.planning.certify import error_of, years_needed
from sim.planning.design import Design
from sim.planning.evaluate import Reading
from sim.planning.numbers import ATTEMPT, CERTIFY, RECHECK
from sim.planning.staffing.certification import ATTEMPTS, YEARS_OF_MEANS, Terms, certify
from tests.planning.staffing.made import AT_LEAST_0

DESIGN = Design("it")
YEAR = Terms("year", 0.8, 0.9)  # 28 years at the first attempt: 2 of them may be missed


class Years:
    """Years that keep the bound, but for some, by their place in the certification."""

    def __init__(self, *missed: int, value: float = 1.0) -> None:
        self.missed, self.value, self.numbers = set(missed), value, []

    def run(self, designs, numbers):
        assert designs == [DESIGN]
        nothing = np.zeros((1, 1, 1))
        found = []
        for number in numbers:
            self.numbers.append(number)
            value = -1.0 if len(self.numbers) in self.missed else self.value
            found.append(Reading(np.array([value, 7.0]), nothing, nothing, np.zeros(1), np.zeros(1), 0.0))
        return [found]


def certified(years, terms=YEAR, number=1):
    return certify(years, DESIGN, [AT_LEAST_0], terms, number)


def test_two_years_may_miss():
    n = years_needed(0.8, error_of(1, 0.9))
    assert n == 30
    good = Years(5, n)
    found = certified(good)
    assert (found.certified, found.years, len(found.values)) == (True, n, n)
    assert found.kept([AT_LEAST_0]).sum() == n - 2
    assert good.numbers == list(range(CERTIFY, CERTIFY + n))


def test_the_third_ends_it_after_its_block_of_ten():
    early = Years(1, 2, 3)
    found = certified(early)
    assert (found.certified, len(found.values), found.years) == (False, 10, 30)
    late = certified(Years(1, 2, 30))
    assert (late.certified, len(late.values)) == (False, 30)


def test_attempts_have_chances_and_errors_of_their_own():
    seen = []
    for number in range(1, ATTEMPTS + 1):
        years = Years()
        found = certified(years, number=number)
        assert found.error == pytest.approx(0.1 / 2**number)
        assert found.years == years_needed(0.8, found.error)
        seen += years.numbers
    assert len(seen) == len(set(seen))
    assert max(seen) < CERTIFY + ATTEMPTS * ATTEMPT <= RECHECK


def test_means_are_certified_by_thirty_years():
    rng = np.random.default_rng(1)

    class Noisy(Years):
        def run(self, designs, numbers):
            (found,) = super().run(designs, numbers)
            return [[one._replace(values=one.values + rng.normal(0, 1)) for one in found]]

    sure = certified(Noisy(value=1.0), Terms("mean", confidence=0.9))
    assert (sure.certified, len(sure.values)) == (True, YEARS_OF_MEANS)
    assert not certified(Noisy(value=0.1), Terms("mean", confidence=0.9)).certified
