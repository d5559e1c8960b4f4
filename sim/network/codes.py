"""Integer codes used in the arrays of the contract, each one fact in one place."""

from __future__ import annotations

from enum import IntEnum


class Tier(IntEnum):
    """Level of a facility; cases climb upwards."""

    STATION = 0
    SUBCENTRE = 1
    DISTRICT = 2
    CITY = 3
    DEPARTMENT = 4


class Family(IntEnum):
    """Family of a service class: decides the parent it is handed to."""

    BASIC = 0
    VALUE_ADDED = 1
    PROFESSIONAL = 2


class CaseKind(IntEnum):
    """Transaction 件 or problem 问题; every KPI keeps them apart."""

    TRANSACTION = 0
    PROBLEM = 1


class FacilityKind(IntEnum):
    """Kind of a facility."""

    TOWNSHIP = 0
    PARK = 1
    BUSINESS_DISTRICT = 2
    EMBEDDED = 3
    BRAND = 4
    ROVING = 5
    SUBCENTRE = 6
    DISTRICT_CENTRE = 7
    CITY_CENTRE = 8
    DEPARTMENT = 9


class StaffMode(IntEnum):
    """Resident 常驻, rotating 轮驻, on call 随驻."""

    RESIDENT = 0
    ROTATING = 1
    ON_CALL = 2


class StaffRole(IntEnum):
    """Member, one of the three chiefs, chief specialist of a board."""

    MEMBER = 0
    CHIEF = 1
    CHIEF_SPECIALIST = 2


class Channel(IntEnum):
    """How a case comes; ROVING is a walk-in won by a roving point."""

    WALK_IN = 0
    APPOINTMENT = 1
    ONLINE = 2
    HOME_VISIT = 3
    ROVING = 4


class Origin(IntEnum):
    """What raised the case."""

    DEMAND = 0
    PROJECT = 1
    VISIT = 2
    REPLAY = 3


class Distribution(IntEnum):
    """Distribution of handling times."""

    LOGNORMAL = 0
    EXPONENTIAL = 1
    CONSTANT = 2
    UNIFORM = 3


class Outcome(IntEnum):
    """What became of a case."""

    OPEN = 0
    SOLVED = 1
    UNSOLVED = 2  # closed: nobody above could solve it and no session is held
    RENEGED = 3  # lost: patience ran out
    BALKED = 4  # lost: turned away from a queue
    BLOCKED = 5  # lost: facility full
    NO_SHOW = 6  # lost: did not come to the slot
    UNSERVED = 7  # outside option: no facility was worth the way


LOST = (Outcome.RENEGED, Outcome.BALKED, Outcome.BLOCKED, Outcome.NO_SHOW)


class StageKind(IntEnum):
    """What a stage of a case is."""

    QUEUE = 0  # waiting in a queue that ended without service
    SERVICE = 1  # waiting in a queue, then service
    HANDOFF = 2
    REVIEW = 3  # a pure working-time delay; a review in a department's queue is a SERVICE with sub > 0
    SESSION = 4
    AWAY = 5  # gone home at closing, or until the specialist's next visit
    APPOINTMENT = 6  # from booking to slot
    TRIP = 7  # filing in person in another city


class StageOutcome(IntEnum):
    """How a stage ended."""

    DONE = 0  # the stage ran to its end
    SOLVED = 1
    UNSOLVED = 2
    LEFT = 3  # closing: the queue was sent home
    RENEGED = 4
    TAKEN = 5  # the backstop took it out
    NO_SHOW = 6
    OPEN = 7  # still going on when the clock stopped


class EventKind(IntEnum):
    """Order of events at one second; within a kind by facility, case, sub-job."""

    SERVICE_END = 0
    REVIEW_JOIN = 1
    HANDOFF_ARRIVAL = 2
    CALENDAR = 3
    ROSTER = 4
    TIMER = 5
    SESSION = 6
    ARRIVAL = 7
    DISPATCH = 8


# Draw slots: which column of CaseTable.handling / solve_u a service uses.
DRAW_SLOTS = ("station", "locality", "subcentre", "district", "city", "chiefs")
SLOT_STATION, SLOT_LOCALITY, SLOT_SUBCENTRE, SLOT_DISTRICT, SLOT_CITY, SLOT_CHIEFS = range(6)

MAX_REVIEWS = 4
MAX_LEVELS = 6
