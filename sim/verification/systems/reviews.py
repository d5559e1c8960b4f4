"""Department reviews: side by side or one after the other, in statutory working time."""

from __future__ import annotations

import numpy as np

from sim.network.codes import StageKind
from sim.queueing import mean_longest, pollaczek_khinchine
from sim.verification.run import Run
from sim.verification.station import Change, Class, add, copy, station, update
from sim.verification.system import SECOND, Quantity, System, slack

HOUR = 3600
MEANS, CVS = (4.0, 6.0, 5.0), (0.6, 0.4, 0.8)  # hours of working time
OFFICE = [["09:00", "12:00"], ["13:30", "17:00"]]
WARM_UP = 7  # days
CLERKS = 20  # enough that nobody waits


def _working_hours(run: Run, klass: int) -> float:
    """Return the mean working hours from the beginning of a case's first review to the end of its last."""
    stages = run.log.stages
    mask = (stages.kind == StageKind.REVIEW) & run.measured(klass)[stages.case]
    case = stages.case[mask]
    begins = np.full(len(run.table.arose), np.iinfo(np.int64).max)
    ends = np.full(len(run.table.arose), -1)
    np.minimum.at(begins, case, stages.joined[mask].astype(np.int64))
    np.maximum.at(ends, case, stages.ended[mask].astype(np.int64))
    of = np.unique(case)
    return float((run.worked(ends[of]) - run.worked(begins[of])).mean()) / HOUR


def reviews() -> System:
    """Return two classes with the same three reviews: a bundle, and one whose reviews wait for each other."""
    changes: list[Change] = [
        {"set": {"settings.working_hours": OFFICE, "settings.calendar": "china"}},
        update("facilities", {"id": "station"}, joint_review=True),
        update("services", {"id": "class0"}, bundle=True),
    ]
    for klass in ("class0", "class1"):
        changes += [
            add("reviews", service=klass, order=order, department=f"bureau{order}", hours=mean, cv=cv)
            for order, (mean, cv) in enumerate(zip(MEANS, CVS, strict=True), 1)
        ]
    one = Class(0.5, 600)
    return System(
        "reviews", "一件事：三项审查并行取最长（工作时间）",
        "Fork and join: a bundle's three reviews, in working time",
        "fork_join",
        lambda days: station([one, one], CLERKS, WARM_UP + days, *changes, warm_up=WARM_UP),
        (
            Quantity(
                "并行审查用时", "reviews side by side", "h", mean_longest(MEANS, CVS),
                lambda run: _working_hours(run, 0), 1 / HOUR,
            ),
            Quantity(
                "依次审查用时", "one after the other", "h", sum(MEANS), lambda run: _working_hours(run, 1),
                3 / HOUR,
            ),
        ),
        days=56,
    )  # fmt: skip


def department() -> System:
    """Return reviews that queue for a department's one officer, coming from a counter without a queue."""
    mean, cv, load = 0.5, 0.8, 0.5
    one = Class(load * 600 / (mean * HOUR), 600)

    def wait(seconds: float) -> float:
        return pollaczek_khinchine(one.rate, seconds, cv**2)

    changes: list[Change] = [
        copy("facilities", {"id": "station"}, id="bureau", tier="department", kind="department"),
        copy("staff", {"id": "counter"}, id="bureau-team", facility="bureau", head_count=1, skills="review"),
        add("reviews", service="class0", order=1, department="bureau", hours=mean, cv=cv, skill="review"),
    ]
    return System(
        "department", "部门审查队列（M/M/∞ → M/G/1）",
        "A department's queue of reviews: M/M/infinity, then M/G/1",
        "pollaczek_khinchine",
        lambda days: station([one], CLERKS, WARM_UP + days, *changes, warm_up=WARM_UP),
        (
            Quantity(
                "部门平均等待", "mean wait for the officer", "s", wait(mean * HOUR),
                lambda run: run.wait_at(1),
                slack(wait, mean * HOUR, SECOND),
            ),
        ),
    )  # fmt: skip
