"""Leaders' sessions: a batch every so many days, and another try for what stays unsolved."""

from __future__ import annotations

import numpy as np

from sim.network.codes import StageKind
from sim.queueing import mean_waiting
from sim.verification.run import Run
from sim.verification.station import DAY, Class, add, policy, station, update
from sim.verification.system import SECOND, Quantity, System

HOUR = 3600
EVERY, BATCH, SOLVE, MINUTES = 2, 5, 0.7, 120
PER_SESSION = 2.8  # problems that arise from one session to the next
SERVICE = 600.0  # seconds at the counter, which solves nothing
CLERKS = 5  # enough that nobody waits there
WARM_UP = 100  # days


def _waiting(run: Run) -> float:
    """Return the mean number over the window that wait for a session or are in one."""
    first, last = run.window
    stages = run.log.stages
    inside = np.clip(stages.ended, first, last) - np.clip(stages.joined, first, last)
    return float(inside[stages.kind == StageKind.SESSION].sum()) / run.seconds


def sessions() -> System:
    """Return a county whose problems are all for the leaders."""
    rate = PER_SESSION / (EVERY * DAY)
    number = mean_waiting(PER_SESSION, BATCH, SOLVE, MINUTES * 60 / (EVERY * DAY))
    changes = [
        update("services", {"id": "class0"}, kind="problem", **{f"solve_{tier}": 0 for tier in _TIERS}),
        policy(sessions__on=True, sessions__solve=SOLVE),
        add("sessions", county="theory", first="2024-01-02", every_days=EVERY, batch=BATCH, minutes=MINUTES),
    ]
    one = Class(rate * SERVICE, SERVICE)
    return System(
        "sessions", "政企面对面：每两日一期，每期 5 件，解决概率 0.7",
        "Batch session: every 2 days, 5 cases, each solved with chance 0.7", "batches",
        lambda days: station([one], CLERKS, WARM_UP + days, *changes, warm_up=WARM_UP),
        (
            Quantity("平均等候件数", "mean number waiting", "", number, _waiting, rate * SECOND),
            Quantity(
                "至会议解决的平均时间", "mean time to a session's solution", "h", number / rate / HOUR,
                lambda run: float(run.log.cases.session_time[run.measured()].mean()) / HOUR, SECOND / HOUR,
            ),
        ),
        days=1000,
    )  # fmt: skip


_TIERS = ("station", "subcentre", "district", "city")
