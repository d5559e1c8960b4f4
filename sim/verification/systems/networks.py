"""Several facilities: cases that are handed up flow through a network of queues."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.network.codes import StageKind
from sim.queueing import birth_death, traffic
from sim.verification.run import Run
from sim.verification.station import Change, Class, add, centre, copy, facility, policy, station, update
from sim.verification.system import SECOND, Quantity, System, slack

WARM_UP = 10  # days
HOUR = 3600.0
DELAY = 6.0  # mean hours of a hand-off


def _wait_at(place: int) -> Callable[[Run], float]:
    return lambda run: run.wait_at(place)


def _solve(**chances: float) -> Change:
    return update(
        "services", {"id": "class0"}, **{f"solve_{tier}": chance for tier, chance in chances.items()}
    )


def tandem() -> System:
    """Return two counters in a row: the station solves nothing and hands all to the centre at once."""
    one = Class(0.55)

    def wait(mean: float) -> float:
        return birth_death(one.rate, mean, 1).wait

    bound = slack(wait, one.mean, 2 * SECOND)
    return System(
        "tandem", "串联（两个 M/M/1）", "Tandem of two M/M/1", "jackson",
        lambda days: station([one], 1, WARM_UP + days, _solve(station=0), *centre(), warm_up=WARM_UP),
        (
            Quantity("第一站平均等待", "mean wait, first", "s", wait(one.mean), _wait_at(0), bound),
            Quantity("第二站平均等待", "mean wait, second", "s", wait(one.mean), _wait_at(1), bound),
        ),
    )  # fmt: skip


def handoff() -> System:
    """Return the tandem with a lognormal delay between, a server for each case: Poisson streams stay so."""
    one = Class(0.55)

    def wait(mean: float) -> float:
        return birth_death(one.rate, mean, 1).wait

    def under_way(run: Run) -> float:
        first, last = run.window
        stages = run.log.stages
        inside = np.clip(stages.ended, first, last) - np.clip(stages.joined, first, last)
        return float(inside[stages.kind == StageKind.HANDOFF].sum()) / run.seconds

    def delay(run: Run) -> float:
        return float(run.log.cases.handoff_time[run.measured()].mean()) / HOUR

    changes = [_solve(station=0), *centre(), policy(push__hours_without=DELAY)]
    return System(
        "handoff", "流转时延之后的队列（M/M/1 → M/G/∞ → M/M/1）",
        "A queue behind a hand-off delay: M/M/1, M/G/infinity, M/M/1", "m_g_infinity",
        lambda days: station([one], 1, WARM_UP + days, *changes, warm_up=WARM_UP),
        (
            Quantity("平均流转时间", "mean hand-off delay", "h", DELAY, delay, 1 / HOUR),
            Quantity(
                "平均在途件数", "mean number under way", "", one.rate * DELAY * HOUR, under_way,
                one.rate * SECOND
            ),
            Quantity(
                "流转后平均等待", "mean wait behind it", "s", wait(one.mean), _wait_at(1),
                slack(wait, one.mean, 3 * SECOND),
            ),
        ),
    )  # fmt: skip


def jackson() -> System:
    """Return two stations, a sub-centre and a centre: chances to solve and grades route the cases."""
    rate, mean = 1 / 1800, {"station": 1500.0, "subcentre": 1200.0, "district": 1000.0}
    solve = {"station": 0.4, "subcentre": 0.5, "district": 1.0}
    graded, servers = {"subcentre": 0.2, "district": 0.1}, {"subcentre": 2, "centre": 1}
    direct = 1 - sum(graded.values())
    # The second demand point has half as many needs as the first. Nodes in order of the facilities.
    streams = (rate, rate / 2)
    outside = [
        direct * streams[0],
        graded["district"] * sum(streams),
        graded["subcentre"] * sum(streams),
        direct * streams[1],
    ]
    up = 1 - solve["station"]
    routing: list[list[float]] = [
        [0, 0, up, 0],
        [0, 0, 0, 0],
        [0, 1 - solve["subcentre"], 0, 0],
        [0, 0, up, 0],
    ]
    flow = traffic(outside, routing)
    nodes = (
        ("一号驿站平均等待", "mean wait, station 1", mean["station"], 1),
        ("区县中心平均等待", "mean wait, centre", mean["district"], servers["centre"]),
        ("分中心平均等待", "mean wait, sub-centre", mean["subcentre"], servers["subcentre"]),
        ("二号驿站平均等待", "mean wait, station 2", mean["station"], 1),
    )
    changes = [
        update(
            "services", {"id": "class0"}, **{f"handling_{tier}": each / 60 for tier, each in mean.items()}
        ),
        update("services", {"id": "class0"}, **{f"grade_{tier}": share for tier, share in graded.items()}),
        _solve(**solve),
        policy(grading__on=True),
        copy(
            "zones", {"id": "point"}, id="far", lat=31.5
        ),  # 70 km away: its own station is the only one near
        add("enterprises", zone="far", industry="any", enterprises=1),
        update("zones", {"id": "far"}, demand_factor=0.5),
        # Each copy of the station has the parent that the station has by then.
        *centre(servers["centre"]),
        *facility("subcentre", "subcentre", "subcentre", servers["subcentre"], ("station",)),
        copy("facilities", {"id": "station"}, id="second", lat=31.5),
        copy("staff", {"id": "counter"}, id="second-team", facility="second"),
        copy("catalogues", {"facility": "station"}, facility="second"),
    ]

    def waits(node: int) -> Callable[[float], float]:
        return lambda seconds: birth_death(flow[node], seconds, nodes[node][3]).wait

    return System(
        "jackson", "Jackson 网络（两站、分中心、中心，概率路由）",
        "Jackson network: two stations, sub-centre, centre, routed by chance", "jackson",
        lambda days: station([Class(rate * mean["station"], mean["station"])], 1, WARM_UP + days, *changes,
                             warm_up=WARM_UP),
        tuple(
            Quantity(
                zh, en, "s", waits(node)(each), _wait_at(node), slack(waits(node), each, 2 * SECOND)
            )
            for node, (zh, en, each, _) in enumerate(nodes)
        ),
    )  # fmt: skip
