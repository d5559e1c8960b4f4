"""Weekly work by facility and skill, worked out by hand."""

import numpy as np
import pytest

from sim.network.codes import StageKind, StageOutcome
from sim.planning.roster import work_by_place_and_skill
from tests.kpi.build import ALPHA, BETA, CENTRE, CITY, DISPUTE, HUB, at, case, compiled, run, stage

WEEKS = 10 / 7
HANDLING = [3600, 1, 7200, 10_800, 14_400, 1]  # 1, -, 2, 3 and 4 hours: station, locality, sub-centre, ...


def work(cases, stages=(), *, grading=False):
    """Hours over the ten measured days."""
    network, table, log = run(cases, compiled(), stages=stages)
    parent = np.full((6, 3), -1)
    parent[ALPHA], parent[BETA], parent[HUB], parent[CENTRE] = HUB, CENTRE, CENTRE, CITY
    inner = network.network
    inner = inner._replace(
        facilities=inner.facilities._replace(parent=parent),
        services=inner.services._replace(skill=np.array([0, 1])),
        rules=inner.rules._replace(grading_on=grading),
    )
    table = table._replace(handling=np.tile(HANDLING, (len(cases), 1)))
    found = work_by_place_and_skill(network._replace(network=inner), table, log)
    return {pool: pytest.approx(hours * WEEKS) for pool, hours in found.items()}


def handed(of, facility, **fields):
    return stage(of, facility, kind=StageKind.HANDOFF, outcome=StageOutcome.DONE, **fields)


def test_work_is_asked_where_a_case_enters():
    cases = [case(), case(), case(facility=BETA, service=DISPUTE), case(facility=HUB)]
    cases += [case(at(0, 9)), case(at(12, 9)), case(facility=-1, outcome=7)]  # not measured, or nowhere
    assert work(cases) == {("alpha", "counter"): 2, ("beta", "law"): 1, ("hub", "counter"): 2}


def test_a_graded_case_enters_higher_up_if_grading_is_on():
    cases = [case(grade=2)]
    assert work(cases) == {("alpha", "counter"): 1}
    assert work(cases, grading=True) == {("centre", "counter"): 3}


def test_handed_on_after_work_asks_again_and_handed_up_without_does_not():
    """The first case is tried at alpha, then handed to the hub; of the second nobody at alpha takes any care.

    The hub hands it on to the centre, which tries, and hands it to the city.
    """
    stages = [
        stage(0, ALPHA, outcome=StageOutcome.UNSOLVED), handed(0, ALPHA),
        handed(1, ALPHA), handed(1, HUB), stage(1, CENTRE, outcome=StageOutcome.UNSOLVED), handed(1, CENTRE),
    ]  # fmt: skip
    assert work([case(), case(service=DISPUTE)], stages) == {
        ("alpha", "counter"): 1, ("hub", "counter"): 2, ("alpha", "law"): 1, ("city", "law"): 4
    }  # fmt: skip


def test_reviews_are_not_asked_of_specialists():
    stages = [stage(0, ALPHA, sub=1), handed(0, ALPHA)]
    assert work([case()], stages) == {("alpha", "counter"): 1}
