from __future__ import annotations

from functools import cmp_to_key
from itertools import permutations

import pytest

from sim.rules.selection import job_goes_before, member_goes_before

# (skills, idle since, id) and (priority, order, case, sub), best first.
MEMBERS = [(1, 50, 7), (1, 60, 2), (1, 60, 3), (2, 0, 0), (2, 0, 1)]
JOBS = [(0, 900, 9, 0), (4, 10, 5, 0), (4, 10, 6, 1), (4, 10, 6, 2), (4, 20, 1, 0), (5, 0, 0, 0)]


def test_fewest_skills_then_longest_idle_then_id() -> None:
    for i, one in enumerate(MEMBERS):
        for j, other in enumerate(MEMBERS):
            assert member_goes_before(*one, *other) is (i < j)


def test_priority_then_order_then_case_then_sub_job() -> None:
    for i, one in enumerate(JOBS):
        for j, other in enumerate(JOBS):
            assert job_goes_before(*one, *other) is (i < j)


@pytest.mark.parametrize(("rule", "rows"), [(member_goes_before, MEMBERS), (job_goes_before, JOBS[1:5])])
def test_a_total_order_whatever_the_order_of_asking(rule, rows) -> None:
    for shuffled in permutations(rows):
        ranked = sorted(shuffled, key=cmp_to_key(lambda a, b: -1 if rule(*a, *b) else 1))
        assert ranked == list(rows)
