"""Everything that is known before the first event, in one sorted list: doors, staff, lessons, sessions."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.engine import plan
from sim.engine.order import AFTER_ALL, event_when
from sim.network.codes import EventKind
from sim.network.contract import Bools, Ints, Narrow, Network

# What an entry of the timetable does.
DOORS, STAFF, LESSON, MONTH, SESSION, LOOK = range(6)


class Timetable(NamedTuple):
    """Entries in the order in which they happen, and the rows of doors and staff that they refer to."""

    when: Ints  # [E] keys (time, kind, facility)
    act: Ints  # [E] DOORS ... LOOK
    row: Ints  # [E] number of the batch, block, month or session
    calendar_batch: Ints  # first row of each second's openings and closings
    calendar_facility: Narrow
    calendar_opens: Bools
    roster_batch: Ints  # first row of each second's comings and goings
    roster_member: Narrow
    roster_facility: Narrow
    roster_until: Narrow  # end of the presence that begins, -1 = one ends


def timetable(network: Network) -> Timetable:
    """Merge calendar, rosters, ends of coaching blocks and months, sessions, and two seconds to look at."""
    clock, coaching, rules, last = (
        network.clock, network.coaching, network.rules, len(network.facilities.tier),
    )  # fmt: skip
    doors, staff = plan.calendar(network), plan.roster(network)
    doors_batch, staff_batch = plan.batches(doors), plan.batches(staff)
    roster, session = int(EventKind.ROSTER), int(EventKind.SESSION)
    entries = [
        *_entries(doors[doors_batch[:-1], plan.TIME].tolist(), int(EventKind.CALENDAR), -1, DOORS),
        *_entries(staff[staff_batch[:-1], plan.TIME].tolist(), roster, -1, STAFF),
        *_entries(coaching.end.tolist(), roster, last, LESSON),
        *_entries(coaching.month_end.tolist() if rules.assessment_on else [], roster, last + 1, MONTH),
        *_entries(network.sessions.time.tolist() if rules.sessions_on else [], session, -1, SESSION),
        *_entries([int(clock.horizon), int(clock.end)], AFTER_ALL, -1, LOOK),
    ]
    entries = sorted(entry for entry in entries if entry[3] <= clock.end)
    when, act, row = (np.array([entry[i] for entry in entries], dtype=np.int64) for i in range(3))
    return Timetable(
        when, act, row,
        doors_batch, doors[:, plan.FACILITY].astype(np.int16), doors[:, plan.IS_START] == 1,
        staff_batch, staff[:, plan.MEMBER].copy(), staff[:, plan.FACILITY].astype(np.int16),
        np.where(staff[:, plan.IS_START] == 1, staff[:, plan.UNTIL], np.int32(-1)),
    )  # fmt: skip


def _entries(times: list[int], kind: int, facility: int, act: int) -> list[tuple[int, int, int, int]]:
    return [(event_when(time, kind, facility), act, row, time) for row, time in enumerate(times)]
