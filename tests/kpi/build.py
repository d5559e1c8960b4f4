"""A tiny network and hand-made logs for KPI tests: six facilities, three zones, four members of staff.

Statutory working time here is 09:00-12:00 and 13:30-17:00 on every day (6.5 h); warm-up is day 0, days 1 to
10 are measured, the follow-up ends with day 20.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

import sim.kpi
from sim.network.codes import Channel, Outcome, StaffMode, StageKind, StageOutcome, Tier
from sim.network.contract import (
    BusyLog,
    CaseLog,
    CaseTable,
    Catalogue,
    Clock,
    Compiled,
    Demand,
    EngineLog,
    Facilities,
    Groups,
    Labels,
    Members,
    Network,
    Rules,
    Services,
    StageLog,
)
from sim.rules.working_time import add_working

DAY, HOUR, MINUTE = 86_400, 3_600, 60
WARM_UP, HORIZON, END = 1 * DAY, 11 * DAY, 21 * DAY
ALPHA, BETA, HUB, CENTRE, CITY, OFFICE = range(6)  # facilities
LICENCE, DISPUTE = range(2)  # services: a basic transaction and a professional problem
PROMISE = (23_400, 46_800)  # one and two working days
TIERS = (Tier.STATION, Tier.STATION, Tier.SUBCENTRE, Tier.DISTRICT, Tier.CITY, Tier.DEPARTMENT)
NORTH, SOUTH = range(2)
COUNTER, DESK, EXPERT = range(3)  # staff groups: two at alpha, one at beta, one on call at the centre
FOOD, TOOLS = range(2)

LABELS = Labels(
    county=("north", "south"),
    zone=("north-1", "north-2", "south-1"),
    industry=("food", "tools"),
    service=("licence", "dispute"),
    item=("licence-new", "dispute-wages"),
    facility=("alpha", "beta", "hub", "centre", "city", "office"),
    skill=("counter", "law"),
    group=("counter", "desk", "expert"),
    review=(),
)


def at(day: int, hour: int = 0, minute: int = 0) -> int:
    return day * DAY + hour * HOUR + minute * MINUTE


def ints(values: Iterable[int]) -> np.ndarray:
    return np.array(list(values), dtype=np.int64)


def floats(values: Iterable[float]) -> np.ndarray:
    return np.array(list(values), dtype=np.float64)


def daily(opens: tuple[int, int], closes: tuple[int, int], days: int) -> tuple[np.ndarray, np.ndarray]:
    """One interval a day, from and to (hour, minute)."""
    return ints(at(day, *opens) for day in range(days)), ints(at(day, *closes) for day in range(days))


def clock(first_weekday: int = 0) -> Clock:
    morning, afternoon = daily((9, 0), (12, 0), 60), daily((13, 30), (17, 0), 60)
    start = np.sort(np.concatenate((morning[0], afternoon[0])))
    end = np.sort(np.concatenate((morning[1], afternoon[1])))
    length = end - start
    return Clock(WARM_UP, HORIZON, END, start, end, np.cumsum(length) - length, first_weekday)


def facilities(**changes: Any) -> Facilities:
    opens, closes = daily((9, 0), (17, 0), 21)
    fields: dict[str, Any] = dict.fromkeys(Facilities._fields)
    fields |= {
        "tier": ints(TIERS),
        "county": ints((NORTH, SOUTH, NORTH, NORTH, NORTH, NORTH)),
        "out_of_area": np.zeros(6, bool),
        "open_ptr": ints((0, 21, 42, 42, 42, 42, 42)),
        "open_start": np.tile(opens, 2),
        "open_end": np.tile(closes, 2),
    }
    return Facilities(**fields | changes)


def members() -> Members:
    """Members 0 and 1 at alpha, 2 at beta, 3 on call at the centre; all present from 9 to 17 every day."""
    start, end = daily((9, 0), (17, 0), 21)
    return Members(
        group=ints((COUNTER, COUNTER, DESK, EXPERT)),
        presence_ptr=ints((0, 21, 42, 63, 84)),
        presence_start=np.tile(start, 4),
        presence_end=np.tile(end, 4),
        presence_facility=np.repeat(ints((ALPHA, ALPHA, BETA, CENTRE)), 21),
    )


def groups() -> Groups:
    return Groups(
        base=ints((ALPHA, BETA, CENTRE)),
        mode=ints((StaffMode.RESIDENT, StaffMode.RESIDENT, StaffMode.ON_CALL)),
        role=ints((0, 0, 0)),
        skills=ints((1, 1, 2)),
        share=floats((1, 1, 1)),
        head_count=ints((2, 1, 1)),
        cost=floats((100_000, 90_000, 200_000)),
    )


def compiled(first_weekday: int = 0, **facility_changes: Any) -> Compiled:
    services: dict[str, Any] = dict.fromkeys(Services._fields)
    services |= {"family": ints((0, 2)), "kind": ints((0, 1)), "promise": ints(PROMISE)}
    listed = np.zeros((6, 2), bool)
    listed[[ALPHA, HUB, CENTRE]] = True
    listed[BETA, LICENCE] = True
    network: dict[str, Any] = dict.fromkeys(Network._fields)
    network |= {
        "clock": clock(first_weekday),
        "facilities": facilities(**facility_changes),
        "groups": groups(),
        "members": members(),
        "services": Services(**services),
        "catalogue": Catalogue(listed, np.zeros((6, 2), bool), ints((LICENCE, DISPUTE)), floats((1, 1))),
        "rules": Rules(**dict.fromkeys(Rules._fields) | {"working_day": 23_400}),
        "n_skills": 2,
    }
    demand: dict[str, Any] = dict.fromkeys(Demand._fields)
    demand |= {
        "zone_county": ints((NORTH, NORTH, SOUTH)),
        "travel": MINUTE
        * np.array([[10, 40, 10, 5, 5, 9], [20, 30, 25, 5, 5, 9], [14, 5, 30, 50, 50, 9]], dtype=np.int64),
        "enterprises": np.array([[10.0, 0.0], [20.0, 10.0], [5.0, 5.0]]),
        "service_out_of_area": np.array([True, False]),
    }
    return Compiled(Network(**network), Demand(**demand), LABELS)


def case(arose: int = at(1, 9), **fields: Any) -> dict[str, Any]:
    """A transaction accepted at alpha at once, solved after an hour; `one_way` is the table's travel."""
    closing = fields.get("outcome", Outcome.SOLVED) != Outcome.OPEN
    joined = fields.get("outcome") not in (Outcome.UNSERVED, Outcome.BALKED, Outcome.BLOCKED, Outcome.NO_SHOW)
    row: dict[str, Any] = {
        "arose": arose,
        "zone": 0,
        "industry": FOOD,
        "service": LICENCE,
        "channel": Channel.WALK_IN,
        "facility": ALPHA,
        "one_way": 0,
        "outcome": Outcome.SOLVED,
        "accepted": arose if joined else -1,
        "closed": arose + HOUR if closing else -1,
    } | fields
    here = clock()
    calendar = here.work_start.tolist(), here.work_end.tolist(), here.work_before.tolist()
    due = add_working(*calendar, row["accepted"], PROMISE[row["service"]]) if row["accepted"] >= 0 else -1
    row.setdefault("due", due)
    row.setdefault("facility_last", row["facility"])
    row.setdefault("tier_last", TIERS[row["facility_last"]] if row["facility_last"] >= 0 else -1)
    return row


BOOLS = {
    "first_contact",
    "backstop",
    "in_session",
    "linked",
    "satisfied",
    "surveyed",
    "reported",
    "cross_city",
}


def columns(fields: Iterable[str], rows: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """Columns of the rows; what no row gives is 0 or False."""
    kinds = dict.fromkeys(BOOLS, np.bool_) | {"score": np.float64}
    return {
        name: np.array([row.get(name, 0) for row in rows], dtype=kinds.get(name, np.int64)) for name in fields
    }


def table_of(cases: list[dict[str, Any]]) -> CaseTable:
    fields = columns(CaseTable._fields, cases)
    fields["travel"] = ints(row["one_way"] for row in cases)
    return CaseTable(**fields)


def stage(of: int, facility: int, start: int = at(1, 9), **fields: Any) -> dict[str, Any]:
    """A service of an hour that solved, begun as soon as it was joined."""
    row = {"case": of, "facility": facility, "kind": StageKind.SERVICE, "joined": start, "started": start}
    row |= {"ended": start + HOUR, "outcome": StageOutcome.SOLVED}
    return row | fields


def busy(member: int, facility: int, start: int, end: int) -> dict[str, Any]:
    return {"member": member, "facility": facility, "start": start, "end": end}


def log_of(
    cases: list[dict[str, Any]],
    stages: Iterable[dict[str, Any]] = (),
    spells: Iterable[dict[str, Any]] = (),
    assessment: Iterable[tuple[int, int, int, int]] = (),
    stopped: int = END,
) -> EngineLog:
    nothing = np.zeros(0, np.int64)
    return EngineLog(
        cases=CaseLog(**columns(CaseLog._fields, cases)),
        stages=StageLog(**columns(StageLog._fields, list(stages))),
        busy=BusyLog(**columns(BusyLog._fields, list(spells))),
        queue_integral=nothing,
        overtime=nothing,
        coaching_level=nothing,
        assessment=np.array(list(assessment), dtype=np.int64).reshape(-1, 4),
        stopped=stopped,
    )


def run(
    cases: list[dict[str, Any]],
    network: Compiled | None = None,
    stages: Iterable[dict[str, Any]] = (),
    **logs: Any,
) -> tuple[Any, ...]:
    """(compiled, table, log) of the cases in the order of their need; stages name a case by its place."""
    order = sorted(range(len(cases)), key=lambda row: cases[row]["arose"])
    row_of = {case: row for row, case in enumerate(order)}
    cases = [cases[case] for case in order]
    stages = [row | {"case": row_of[row["case"]]} for row in stages]
    return network or compiled(), table_of(cases), log_of(cases, stages, **logs)


class Values:
    """The computed frame as a mapping: `values("cases_solved", "county")` -> {"north": 2.0, "south": 0.0}."""

    def __init__(self, cases: list[dict[str, Any]], network: Compiled | None = None, **logs: Any) -> None:
        self.frame = sim.kpi.compute(*run(cases, network, **logs))

    def __call__(self, kpi: str, level: str = "network") -> Mapping[str, float]:
        rows = self.frame.filter((self.frame["kpi"] == kpi) & (self.frame["level"] == level))
        return dict(zip(rows["key"].to_list(), rows["value"].to_list(), strict=True))

    def all(self, kpi: str) -> float:
        """The one value at level network."""
        return self(kpi)["all"]
