from sim.network.codes import Channel, Outcome
from tests.kpi.build import MINUTE, Values, case

# Waits of 6, 12, .. 60 minutes; one that balked and so never queued.
QUEUE = [case(wait=minutes * MINUTE) for minutes in range(6, 61, 6)] + [case(outcome=Outcome.BALKED)]
# Half of each wait at the counter, the rest as a ticket on a higher tier; online there is no counter.
COUNTER = [
    case(wait=20 * MINUTE, site_wait=10 * MINUTE),
    case(wait=30 * MINUTE, site_wait=15 * MINUTE, channel=Channel.APPOINTMENT),
    case(wait=60 * MINUTE, site_wait=15 * MINUTE + 1, channel=Channel.ROVING),
    case(wait=39 * MINUTE, site_wait=20 * MINUTE - 1, outcome=Outcome.RENEGED),
    case(wait=90 * MINUTE, channel=Channel.ONLINE),
    case(wait=90 * MINUTE, channel=Channel.HOME_VISIT),
    case(outcome=Outcome.BALKED),
]


def test_wait_minutes_mean():
    values = Values(QUEUE)
    assert values.all("wait_minutes_mean") == 33
    assert values("wait_minutes_mean", "facility") == {"alpha": 33}


def test_wait_minutes_p90():
    assert Values(QUEUE).all("wait_minutes_p90") == 54  # rank 9 of 10


def test_on_site_wait_minutes_mean():
    values = Values(COUNTER)
    assert values.all("on_site_wait_minutes_mean") == 15
    assert values("on_site_wait_minutes_mean", "channel")["appointment"] == 15
    assert "online" not in values("on_site_wait_minutes_mean", "channel")


def test_wait_within_15_minutes():
    assert Values(COUNTER).all("wait_within_15_minutes") == 2 / 4
