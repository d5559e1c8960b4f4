import numpy as np
import pytest

from tests.kpi.build import ALPHA, BETA, CENTRE, Values, at, busy, case, compiled

# Ten measured days of 8 h: 160 h of presence at alpha (two heads), 80 h at beta, 80 h on call at the centre.
WORK = [
    busy(0, ALPHA, at(0, 9), at(0, 17)),  # in the warm-up
    busy(0, ALPHA, at(1, 9), at(1, 17)),
    busy(1, ALPHA, at(2, 16), at(2, 18)),  # an hour past presence
    busy(2, BETA, at(3, 8), at(3, 10)),  # an hour before it
    busy(3, BETA, at(4, 10), at(4, 14)),  # the expert, called out to beta
    busy(2, BETA, at(10, 20), at(11, 10)),  # past presence through the night, cut at the horizon
]


def test_utilisation():
    values = Values([], spells=WORK)
    assert values("utilisation", "group") == {"counter": 10 / 160, "desk": (2 + 4) / 80, "expert": 4 / 80}
    # the expert's work counts at its base
    assert values("utilisation", "facility") == {"alpha": 10 / 160, "beta": 6 / 80, "centre": 4 / 80}
    assert values.all("utilisation") == 20 / 320


def test_presence_hours():
    values = Values([])
    assert values.all("presence_hours") == 320
    assert values("presence_hours", "group") == {"counter": 160, "desk": 80, "expert": 80}
    assert values("presence_hours", "facility")["office"] == 0


def test_busy_hours():
    values = Values([], spells=WORK)
    assert values.all("busy_hours") == 20
    assert values("busy_hours", "group") == {"counter": 10, "desk": 6, "expert": 4}


def test_overtime_hours():
    values = Values([], spells=WORK)
    assert values("overtime_hours", "group") == {"counter": 1, "desk": 1 + 4, "expert": 0}
    assert values.all("overtime_hours") == 6


def test_staff_cost():
    values = Values([])
    assert values.all("staff_cost") == 490_000
    assert values("staff_cost", "group") == {"counter": 200_000, "desk": 90_000, "expert": 200_000}
    assert values("staff_cost", "facility")["centre"] == 200_000


def test_posts_held_for_longer_than_full_time_are_paid_pro_rata():
    plain = compiled()
    members = plain.network.members
    until_nine = members.presence_end + np.where(members.presence_facility == CENTRE, 4 * 3600, 0)
    longer = members._replace(presence_end=until_nine)  # 12 hours a day at the centre
    values = Values([], plain._replace(network=plain.network._replace(members=longer)))
    assert values("staff_cost", "group") == {"counter": 200_000, "desk": 90_000, "expert": 300_000}


def test_cost_per_solved():
    values = Values([case(), case(), case(at(0, 9))])
    assert values.all("cost_per_solved") == pytest.approx(490_000 * (10 / 365) / 2)
    assert Values([])("cost_per_solved") == {}
