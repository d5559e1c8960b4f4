"""Rates and staff that change in the course of a day: exact chains, and work that rests overnight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.queueing import Passage, Phase, birth_death, through
from sim.queueing.chain import Moves, State
from sim.scenario import Scenario
from sim.verification.run import Run
from sim.verification.station import DAY, Change, Class, add, copy, station, update
from sim.verification.system import SECOND, Quantity, System, slack

HOUR = 3600
ROOM = 80  # cases at which the chains are cut: never reached
FIRST_DAY = "2024-01-01"
REPLICATIONS = 2000  # days, each a replication


def _duty(team: str, opens: str, closes: str) -> Change:
    return add(
        "rosters", id=f"{team}-duty", staff=team, facility="station", days="daily", opens=opens,
        closes=closes, date_from=FIRST_DAY, date_to=FIRST_DAY,
    )  # fmt: skip


# Staff that comes in turn

WEIGHTS = (1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 10, 9, 6, 8, 10, 11, 12, 11, 9, 7, 5, 4, 3, 2)
SHIFTS = ((0, 1), (8, 2), (13, 4))  # from this hour on, so many clerks
STREAM = Class(1.9, 2400)


def _rates() -> list[float]:
    """Arrivals a second by hour: the profile's weights over their mean."""
    mean = sum(WEIGHTS) / 24
    return [STREAM.rate * weight / mean for weight in WEIGHTS]


def _clerks(hour: int) -> int:
    return max(clerks for begins, clerks in SHIFTS if begins <= hour)


def _queue(arrivals: float, servers: int, mean: float) -> Moves:
    def moves(state: State) -> Iterator[tuple[float, State]]:
        (n,) = state
        if n < ROOM:
            yield arrivals, (n + 1,)
        if n > 0:
            yield min(n, servers) / mean, (n - 1,)

    return moves


def risen_day(mean: float) -> list[Passage]:
    """Return the passages of the hours; rewards: waiting, chance to wait x arrivals, busy clerks."""
    phases = []
    for hour, rate in enumerate(_rates()):
        clerks = _clerks(hour)
        rewards = (
            lambda state, c=clerks: float(max(state[0] - c, 0)),
            lambda state, c=clerks, r=rate: r * (state[0] >= c),
            lambda state, c=clerks: float(min(state[0], c)),
        )
        phases.append(Phase(HOUR, _queue(rate, clerks, mean), rewards))
    return through({(0,): 1.0}, phases)


def _risen(mean: float) -> list[float]:
    """Return mean number waiting over the day, share that waits, and busy clerks on average."""
    earned = np.sum([passage.earned for passage in risen_day(mean)], axis=0)
    return [float(earned[0]) / DAY, float(earned[1]) / (STREAM.rate * DAY), float(earned[2]) / DAY]


def _risen_scenario(days: int) -> Scenario:
    profile = [
        update("profiles", {"profile": "hour_working", "index": hour}, weight=weight)
        for hour, weight in enumerate(WEIGHTS)
    ]
    teams = [
        copy("staff", {"id": "counter"}, id="middle", head_count=1),
        copy("staff", {"id": "counter"}, id="late", head_count=2),
        _duty("middle", "08:00", "24:00"),
        _duty("late", "13:00", "24:00"),
    ]
    return station([STREAM], 1, days, *profile, *teams, warm_up=0)


def rising() -> System:
    """Return a station that calls up clerks in the course of the day: one, two, four."""
    exact, longer = _risen(STREAM.mean), _risen(STREAM.mean + 0.5)
    bound = [abs(a - b) for a, b in zip(exact, longer, strict=True)]
    expected = STREAM.rate * DAY

    def delayed(run: Run) -> float:
        return float((run.log.cases.wait[run.measured()] > 0).sum()) / expected

    return System(
        "rising", "M(t)/M/c(t)，一日内人手由 1 增至 2、4",
        "M(t)/M/c(t), c rising from 1 to 2 and 4 within a day",
        "kolmogorov", _risen_scenario,
        (
            Quantity("平均排队人数", "mean number waiting", "", exact[0], Run.queue,
                     bound[0] + STREAM.rate * SECOND),
            Quantity("等待的件，占期望件数", "cases that wait, of those expected", "", exact[1], delayed,
                     bound[1] + 2 / STREAM.mean),
            Quantity("平均忙碌人数", "mean number of busy clerks", "", exact[2],
                     lambda run: run.utilisation(1), bound[2]),
        ),
        days=1, replications=REPLICATIONS,
    )  # fmt: skip


# Staff that leaves: two of three at noon, who finish what they have begun

NOON = 12 * HOUR
LEAVING = 2
DROP = Class(2.2, 2700)


def _before(arrivals: float, mean: float) -> Moves:
    """States (is the clerk who stays busy, how many of the others, waiting); the one who stays goes first."""

    def moves(state: State) -> Iterator[tuple[float, State]]:
        stays, leaving, waiting = state
        if not stays:
            yield arrivals, (1, leaving, 0)
        elif leaving < LEAVING:
            yield arrivals, (1, leaving + 1, 0)
        elif waiting < ROOM:
            yield arrivals, (1, LEAVING, waiting + 1)
        if waiting:
            yield (stays + leaving) / mean, (stays, leaving, waiting - 1)
            return
        if stays:
            yield 1 / mean, (0, leaving, 0)
        if leaving:
            yield leaving / mean, (stays, leaving - 1, 0)

    return moves


def _after(arrivals: float, mean: float) -> Moves:
    """The same states when only one is present: the others finish, overrunning, and take nobody else."""

    def moves(state: State) -> Iterator[tuple[float, State]]:
        stays, leaving, waiting = state
        if not stays:
            yield arrivals, (1, leaving, 0)
        elif waiting < ROOM:
            yield arrivals, (1, leaving, waiting + 1)
        if stays:
            yield 1 / mean, (1, leaving, waiting - 1) if waiting else (0, leaving, 0)
        if leaving:
            yield leaving / mean, (stays, leaving - 1, waiting)

    return moves


def dropped_day(mean: float) -> list[Passage]:
    """Return the passages of morning and afternoon; rewards: waiting, leaving clerks busy, all busy."""
    rewards = (
        lambda state: float(state[2]), lambda state: float(state[1]), lambda state: float(sum(state[:2])),
    )  # fmt: skip
    phases = [
        Phase(NOON, _before(DROP.rate, mean), rewards), Phase(DAY - NOON, _after(DROP.rate, mean), rewards)
    ]  # fmt: skip
    return through({(0, 0, 0): 1.0}, phases)


def _dropped(mean: float) -> list[float]:
    """Return mean number waiting over the day, overtime (s), and seconds worked after noon by all."""
    morning, afternoon = dropped_day(mean)
    queue = (morning.earned[0] + afternoon.earned[0]) / DAY
    return [queue, _overrun(morning) * mean, afternoon.earned[2]]


def _overrun(morning: Passage) -> float:
    """Mean number of services that the leaving clerks have in hand; each lasts a mean service more."""
    return sum(chance * leaving for (_, leaving, _), chance in morning.chances.items())


def _dropped_scenario(days: int) -> Scenario:
    skills: Sequence[Change] = (
        # Who has fewer skills is taken first: the clerk who stays.
        copy("staff", {"id": "counter"}, id="morning", head_count=LEAVING, skills="counter;other"),
        _duty("morning", "00:00", "12:00"),
    )
    return station([DROP], 1, days, *skills, warm_up=0)


def drop() -> System:
    """Return three clerks of whom two leave at noon and finish the transactions that they have begun."""
    exact, longer = _dropped(DROP.mean), _dropped(DROP.mean + 0.5)
    bound = [abs(a - b) for a, b in zip(exact, longer, strict=True)]

    def overtime(run: Run) -> float:
        return float(run.log.overtime.sum())

    def worked(run: Run) -> float:
        busy = run.log.busy
        return float((np.clip(busy.end, NOON, DAY) - np.clip(busy.start, NOON, DAY)).sum())

    return System(
        "drop", "人手减少（3 → 1），已开始的件办完", "A capacity drop, 3 to 1, services finished past it",
        "overrun", _dropped_scenario,
        (
            Quantity("平均排队人数", "mean number waiting", "", exact[0], Run.queue,
                     bound[0] + DROP.rate * SECOND),
            Quantity("加班", "overtime", "s", exact[1], overtime, bound[1] + LEAVING * SECOND),
            Quantity("减员后办理时间", "work after the drop", "s", exact[2], worked, bound[2] + 3 * SECOND),
        ),
        days=1, replications=REPLICATIONS,
    )  # fmt: skip


# Work that rests overnight

OPENS, CLOSES = 9, 17
NIGHTS_WARM_UP = 30  # days


def nights() -> System:
    """Return tickets that come while the clerk is there; work pauses at closing. M/M/1 on that clock."""
    present = (CLOSES - OPENS) / 24  # share of the day
    one = Class(0.6 * present, 1800)  # by the whole day, as demand is given

    def wait(mean: float) -> float:
        return birth_death(one.rate / present, mean, 1).wait

    def waited(run: Run) -> float:
        stages = run.log.stages
        mask = (stages.skill >= 0) & run.measured()[stages.case]
        return float((run.worked(stages.started[mask]) - run.worked(stages.joined[mask])).mean())

    hours = [f"{OPENS:02}:00", f"{CLOSES:02}:00"]
    changes = [
        {"set": {"settings.working_hours": [hours]}},
        update("services", {"id": "class0"}, kind="problem", share_walk_in=0, share_online=1),
        update("hours", {"pattern": "always"}, opens=hours[0], closes=hours[1]),
        *(
            update("profiles", {"profile": "hour_working", "index": hour}, weight=0)
            for hour in range(24) if not OPENS <= hour < CLOSES
        ),
    ]  # fmt: skip
    return System(
        "nights", "问题件下班暂停、次日续办（在岗时钟上的 M/M/1）",
        "Problem work that pauses overnight: M/M/1 on the clock of presence", "birth_death",
        lambda days: station([one], 1, NIGHTS_WARM_UP + days, *changes, warm_up=NIGHTS_WARM_UP),
        (
            Quantity(
                "在岗时间内平均等待", "mean wait, in time of presence", "s", wait(one.mean), waited,
                slack(wait, one.mean, 2 * SECOND),
            ),
            Quantity(
                "在岗利用率", "utilisation of the time of presence", "", one.load / present,
                lambda run: run.utilisation(1) / present, 0.5 / one.mean,
            ),
        ),
        days=600,
    )  # fmt: skip
