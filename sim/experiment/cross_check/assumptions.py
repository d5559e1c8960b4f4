"""Under which assumptions a pool is a textbook queue, and which of them a network breaks.

Only where none is broken may the simulated wait be held against the formula; elsewhere the expectation is
shown for orientation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from sim.compiled import compiled as compiled_code
from sim.compiled import shared
from sim.network.codes import Channel, Distribution, StaffMode, Tier
from sim.network.contract import Bools, Compiled, Floats, Ints

# What may be broken, in words that people read.
REASONS: dict[str, tuple[str, str]] = {
    # key: (English, Chinese)
    "presence": ("staff are not present round the clock", "人员并非全天在岗"),
    "rate": ("the arrival rate varies over the day, week or year", "到达率随时段、星期或季节变化"),
    "skills": ("staff of this pool have other skills too", "该组人员还兼其他技能"),
    "share": ("staff give only part of their time", "人员只投入部分时间"),
    "staff": ("nobody, or a rotating or on-call group, serves it", "无人、轮驻或随驻人员办理"),
    "priorities": ("classes of different priority share the queue", "不同优先级的类别共用队列"),
    "approximate": (
        "several members and other than exponential service times: the formula is an approximation",
        "多名人员且办理时间非指数分布：公式只是近似",
    ),
    "patience": ("people leave or turn away", "有人中途离开或见队即走"),
    "capacity": ("there is room for so many only", "容纳人数有限"),
    "backstop": ("the backstop takes cases out of the queue", "三长兜底会取走队列中的件"),
    "channels": ("appointments or home visits come too", "还有预约或上门代办"),
    "hand_ins": ("cases are handed in from elsewhere", "有其他设施流转来的件"),
    "reviews": ("reviews come between", "中间有部门审查"),
    "coaching": ("coaching or training takes staff away or teaches them", "下沉或上挂改变在岗或能力"),
    "draws": ("every replication has other parameters", "每次重复的参数不同"),
    "other_streams": ("projects, visits or replayed cases come too", "还有项目、走访或回放的件"),
}


EXPONENTIAL = 1e-9  # how far the SCV of exponential services may be from 1
_CV = {Distribution.EXPONENTIAL: 1.0, Distribution.UNIFORM: 3**-0.5, Distribution.CONSTANT: 0.0}


class Pools(NamedTuple):
    """What is known of all pools before anything is simulated; a pool is facility * n_skills + skill."""

    servers: Floats  # [P] members with the skill present on average while the facility is open, in the window
    open_seconds: Floats  # [P] seconds of the window in which the facility is open
    broken: list[tuple[str, ...]]  # [P] keys of REASONS; empty: a textbook queue


def pools(compiled: Compiled) -> Pools:
    """Describe every pool of the network.

    Where the network as a whole breaks an assumption, those of single pools are not looked for.
    """
    network = compiled.network
    n_facilities, n_skills = len(network.facilities.tier), network.n_skills
    present = np.zeros((n_facilities, n_skills), np.int64)
    members, window = network.members, (network.clock.warm_up, network.clock.horizon)
    opening, hours = np.zeros(n_facilities, np.int64), network.facilities
    _add_up(
        (members.presence_ptr, members.presence_start, members.presence_end, members.presence_facility),
        network.groups.skills[members.group],
        (hours.open_ptr, hours.open_start, hours.open_end),
        window,
        present,
        opening,
    )
    seconds = np.repeat(opening, n_skills).astype(np.float64)
    servers = np.divide(present.ravel(), seconds, out=np.zeros(seconds.size), where=seconds > 0)
    everywhere = tuple(_broken_everywhere(compiled))
    if ((opening > 0) & (opening < window[1] - window[0])).any():
        everywhere = ("presence", *everywhere)  # what comes at night waits for the morning
    if everywhere:
        broken = [everywhere] * seconds.size
    else:
        broken = [
            tuple(_broken_here(compiled, facility, skill))
            for facility in range(n_facilities)
            for skill in range(n_skills)
        ]
    return Pools(servers, seconds, broken)


class Moments(NamedTuple):
    """A service time by the inputs."""

    mean: float  # seconds; NaN without a class
    scv: float  # variance / squared mean


def _broken_everywhere(compiled: Compiled) -> Iterator[str]:
    """Yield what the network as a whole breaks."""
    network, demand = compiled.network, compiled.demand
    rules = network.rules
    hours = demand.hour_weight
    if hours.size and not np.all(hours == hours[0]):
        yield "rate"
    if rules.patience_on or rules.balk_per_waiting > 0:
        yield "patience"
    if rules.backstop_on:
        yield "backstop"
    if network.coaching.start.size or rules.assessment_on:
        yield "coaching"
    discovered = demand.policy.visits_on and demand.discovered_rate.sum() > 0
    if discovered or len(demand.projects.time) or len(demand.replay.time):
        yield "other_streams"


def _broken_here(compiled: Compiled, facility: int, skill: int) -> Iterator[str]:
    """Yield what one pool breaks."""
    network, demand = compiled.network, compiled.demand
    groups, services = network.groups, network.services
    classes = classes_of(compiled, facility, skill)
    serving = _serving(compiled, facility, skill)
    if not serving.any() or (groups.mode[serving] != StaffMode.RESIDENT).any():
        yield "staff"
    if (groups.skills[serving] != 1 << skill).any():
        yield "skills"
    if (groups.share[serving] != 1.0).any():
        yield "share"
    if not _round_the_clock(compiled, serving):
        yield "presence"
    if network.facilities.queue_capacity[facility] >= 0:
        yield "capacity"
    if len(np.unique(services.priority[classes])) > 1:
        yield "priorities"
    others = (int(Channel.APPOINTMENT), int(Channel.HOME_VISIT))
    if (demand.channel_share[classes][:, others] > 0).any():
        yield "channels"
    if (np.diff(services.review_ptr)[classes] > 0).any():
        yield "reviews"
    if _handed_in(compiled, facility):
        yield "hand_ins"
    if int(groups.head_count[serving].sum()) > 1 and abs(moments(compiled, classes).scv - 1) > EXPONENTIAL:
        yield "approximate"


def classes_of(compiled: Compiled, facility: int, skill: int) -> Ints:
    """Return the service classes of the skill that the facility lists."""
    network = compiled.network
    listed = np.zeros(len(network.services.skill), np.bool_)
    listed[network.catalogue.item_service[network.catalogue.listed[facility]]] = True
    return np.flatnonzero(listed & (network.services.skill == skill))


def _serving(compiled: Compiled, facility: int, skill: int) -> Bools:
    """Return [G]: has members who serve the skill at the facility."""
    network = compiled.network
    able = (network.groups.skills >> skill) & 1 == 1
    members = np.zeros(len(able), np.bool_)
    counts = np.diff(network.members.presence_ptr)
    owner = np.repeat(network.members.group, counts)
    members[owner[network.members.presence_facility == facility]] = True
    return np.asarray(able & members)


def _round_the_clock(compiled: Compiled, serving: Bools) -> bool:
    """Tell whether every member of the groups is present, in one place, from the start to the end."""
    network = compiled.network
    for member in np.flatnonzero(serving[network.members.group]):
        first, last = network.members.presence_ptr[member : member + 2]
        whole = last - first == 1 and network.members.presence_start[first] <= 0
        if not (whole and network.members.presence_end[first] >= network.clock.end):
            return False
    return True


def _handed_in(compiled: Compiled, facility: int) -> bool:
    """Tell whether cases may come to a facility from another one."""
    facilities = compiled.network.facilities
    named = (facilities.parent == facility).any() or (facilities.chiefs == facility).any()
    return bool(named or facilities.tier[facility] != Tier.STATION)


def moments(compiled: Compiled, classes: Ints) -> Moments:
    """Return mean and SCV of a service time at a station, over classes weighted by their demand."""
    demand = compiled.demand
    rate = demand.rate.sum(axis=(0, 1))[classes]
    if not rate.sum() > 0:
        return Moments(np.nan, np.nan)
    weight = rate / rate.sum()
    mean = demand.handling_mean[classes, 0]
    cv = demand.handling_cv[classes].astype(np.float64)
    kind = demand.handling_distribution[classes]
    for distribution, known in _CV.items():
        cv = np.where(kind == distribution, known, cv)
    average = float(weight @ mean)
    return Moments(average, float(weight @ (mean**2 * (1 + cv**2))) / average**2 - 1)


@compiled_code
def _add_up(
    spells: Any, skills: Ints, hours: Any, window: tuple[int, int], present: Ints, opening: Ints
) -> None:
    """Add up presence and opening time in one kernel; columns come as tuples."""
    first, last = window
    ptr, start, end, facility = spells
    _present(ptr, start, end, facility, skills, first, last, present)
    ptr, start, end = hours
    _open(ptr, start, end, first, last, opening)


@shared
def _present(
    ptr: Ints, start: Ints, end: Ints, facility: Ints, skills: Ints, first: int, last: int, present: Ints
) -> None:
    """Add the seconds of presence within the window to [facility, skill], for each skill of the member."""
    for member in range(len(ptr) - 1):
        for row in range(ptr[member], ptr[member + 1]):
            inside = min(end[row], last) - max(start[row], first)
            if inside > 0:
                for skill in range(present.shape[1]):
                    if (skills[member] >> skill) & 1:
                        present[facility[row], skill] += inside


@shared
def _open(ptr: Ints, start: Ints, end: Ints, first: int, last: int, seconds: Ints) -> None:
    """Add up the opening time of each facility within the window."""
    for facility in range(len(ptr) - 1):
        for row in range(ptr[facility], ptr[facility + 1]):
            seconds[facility] += max(0, min(end[row], last) - max(start[row], first))
