"""When a run stops: at the horizon, or when the last measured case is closed, whatever else happens then."""

from __future__ import annotations

from tests import gallery
from tests.engine.trace import execute, needs

DAY, HOUR = 86_400, 3_600


def test_at_the_horizon_where_nothing_measured_is_open() -> None:
    for opens in ("08:00", "09:00"):  # the next event after the horizon is not what it waits for
        hours = [{"pattern": "day", "days": "daily", "opens": opens, "closes": "17:00"}]
        _, _, log = execute(gallery.one_station(hours=hours, replay=needs(("1 09:00", "file"))))
        assert log.stopped == 2 * DAY


def test_when_the_last_measured_case_is_closed() -> None:
    cases = needs(("2 16:50", "file"), ("2 16:55", "file"), ("3 09:10", "file"))
    _, _, log = execute(gallery.one_station(replay=cases))
    assert log.stopped == log.cases.closed[1] == 2 * DAY + 9 * HOUR + 1800
    assert log.cases.outcome.tolist() == [1, 1, 0]


def test_at_the_latest_at_the_end() -> None:
    _, _, log = execute(gallery.rotating_law(replay=needs(("2 15:40", "law"))), facility=[0])
    assert log.stopped == 4 * DAY
    assert log.cases.outcome.tolist() == [0]
