"""Coaching: a visit a day raises the station's chance to solve along the learning curve."""

from __future__ import annotations

from sim.queueing import learnt, mean_learnt
from sim.verification.run import Run
from sim.verification.station import DAY, Class, add, centre, policy, station, update
from sim.verification.system import Quantity, System

START, CEILING, RATE = 0.3, 0.9, 0.06
SERVICE = 60.0  # seconds, all alike
CLERKS = 10  # enough that nobody waits
HALF = 28  # days


def _solved(run: Run, first: int, last: int) -> float:
    """Return the share that the station solved of what arose on the days first .. last - 1."""
    mask = (run.table.arose >= first * DAY) & (run.table.arose < last * DAY)
    return float((run.log.cases.handoffs[mask] == 0).mean())


def coaching() -> System:
    """Return a station that is coached every evening; what it cannot solve goes to the centre."""
    changes = [
        update("services", {"id": "class0"}, solve_station=START),
        *centre(CLERKS),
        policy(coaching__on=True, coaching__ceiling=CEILING, coaching__rate=RATE),
        add(
            "rosters", id="lesson", staff="centre-team", activity="coaching", facility="station",
            service="class0", days="daily", opens="23:00", closes="24:00",
        ),
    ]  # fmt: skip
    one = Class(0.1, SERVICE, "constant", 0.0)

    def share(first: int, last: int) -> float:
        """A case of a day's last minute is judged by the next day's chance."""
        gained = learnt(START, CEILING, RATE, last) - learnt(START, CEILING, RATE, first)
        return mean_learnt(START, CEILING, RATE, first, last) + gained * SERVICE / ((last - first) * DAY)

    halves = (("前 28 日本站解决率", "solved by the station, days 1 to 28", 0, HALF),
              ("后 28 日本站解决率", "solved by the station, days 29 to 56", HALF, 2 * HALF))  # fmt: skip
    return System(
        "coaching", "下沉辅导的学习曲线", "Learning curve of coaching", "learning",
        lambda days: station([one], CLERKS, days, *changes, warm_up=0),
        tuple(
            Quantity(
                zh, en, "", share(first, last),
                lambda run, a=first, b=last: _solved(run, a, b), 1 / (HALF * DAY),  # type: ignore[misc]
            )
            for zh, en, first, last in halves
        ),
        days=2 * HALF,
    )  # fmt: skip
