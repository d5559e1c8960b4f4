import pytest

from sim.network.codes import Channel, Outcome, StageKind
from tests.kpi.build import ALPHA, HUB, MINUTE, Values, at, case, stage

# Waits of 6, 12, .. 60 minutes; one that balked and so never queued.
QUEUE = [case(wait=minutes * MINUTE) for minutes in range(6, 61, 6)] + [case(outcome=Outcome.BALKED)]


def test_wait_minutes_mean():
    values = Values(QUEUE)
    assert values.all("wait_minutes_mean") == 33
    assert values("wait_minutes_mean", "facility") == {"alpha": 33}


def test_wait_minutes_p90():
    assert Values(QUEUE).all("wait_minutes_p90") == 54  # rank 9 of 10


def test_wait_within_15_minutes():
    just = [case(wait=15 * MINUTE), case(wait=15 * MINUTE + 1)]
    assert Values(QUEUE + just).all("wait_within_15_minutes") == 3 / 12


def test_on_site_wait_minutes_mean():
    cases = [case(), case(channel=Channel.ONLINE), case(outcome=Outcome.RENEGED), case()]
    nine = at(1, 9)
    stages = [
        stage(0, ALPHA, joined=nine, started=nine + 10 * MINUTE, ended=nine + 20 * MINUTE),
        stage(0, HUB, joined=at(2, 9), started=at(3, 9), ended=at(3, 10)),  # its second queue
        stage(1, ALPHA, joined=nine, started=at(2, 9), ended=at(2, 10)),  # a ticket
        stage(2, ALPHA, joined=nine, started=nine + 30 * MINUTE, kind=StageKind.QUEUE),
        stage(3, ALPHA, kind=StageKind.HANDOFF, started=at(2, 9)),  # never queued
    ]  # fmt: skip
    assert Values(cases, stages=stages).all("on_site_wait_minutes_mean") == pytest.approx(20)
