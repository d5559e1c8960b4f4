import numpy as np

import sim.kpi
from sim.network.codes import Channel, Outcome, StageKind
from tests.kpi.build import (
    ALPHA,
    BETA,
    CENTRE,
    CITY,
    DISPUTE,
    END,
    HORIZON,
    HOUR,
    HUB,
    MINUTE,
    OFFICE,
    at,
    busy,
    case,
    compiled,
    run,
    stage,
)


def curve(name, cases, network=None, **logs):
    """{(key, x): value} of one series, zeros left out."""
    frame = sim.kpi.series(*run(cases, network, **logs))
    rows = frame.filter(frame["series"] == name)
    return {(row["key"], row["x"]): row["value"] for row in rows.iter_rows(named=True) if row["value"]}


def test_processing_ratio_counts_working_time_over_the_promise_in_bins_of_a_twentieth():
    nine = at(1, 9)
    step = 23_400 // 20  # 19.5 minutes of a promise of 6.5 h
    cases = [
        case(nine, closed=nine),
        case(nine, closed=nine + step - 1),
        case(nine, closed=nine + step),
        case(nine, closed=at(1, 17)),  # just the promise
        case(nine, closed=at(20, 9)),  # 19 times the promise
        case(nine, outcome=Outcome.OPEN),
        case(nine, closed=at(2, 17), service=DISPUTE),  # just the promise of two days
        case(nine, outcome=Outcome.RENEGED),
        case(at(0, 9)),
    ]
    assert curve("processing_ratio", cases) == {
        ("transaction", 0.0): 2,
        ("transaction", 0.05): 1,
        ("transaction", 1.0): 1,
        ("transaction", 3.0): 2,
        ("problem", 1.0): 1,
    }


def test_processing_days_counts_whole_calendar_days():
    nine = at(1, 9)
    cases = [case(nine, closed=at(2, 9) - 1), case(nine, closed=at(2, 9)), case(nine, closed=at(99, 9))]
    cases += [case(nine, outcome=Outcome.OPEN, service=DISPUTE), case(nine, outcome=Outcome.BALKED)]
    expected = {
        ("transaction", 0.0): 1,
        ("transaction", 1.0): 1,
        ("transaction", 60.0): 1,
        ("problem", 60.0): 1,
    }
    assert curve("processing_days", cases) == expected


def test_both_distributions_hold_each_handled_case_once_and_every_bin_of_the_axis():
    frame = sim.kpi.series(*run([case(), case(outcome=Outcome.OPEN), case(outcome=Outcome.NO_SHOW)]))
    for name in ("processing_ratio", "processing_days"):
        rows = frame.filter(frame["series"] == name)
        assert rows.height == 2 * 61
        assert rows["value"].sum() == 2


def test_backlog_counts_what_is_in_hand_when_a_day_ends():
    cases = [
        case(at(0, 9), closed=at(2, 9)),  # of the warm-up: at the end of days 0 and 1
        case(at(1, 9), closed=at(1, 10)),
        case(at(1, 9), closed=at(2)),  # closed at the very end of day 1: still in hand at it
        case(at(19, 9), outcome=Outcome.OPEN, service=DISPUTE),
        case(at(1), closed=at(1)),  # comes and goes at midnight
        case(at(5), closed=at(5, 1)),  # comes just after day 4 ends: not in hand at it
        case(at(1, 9), outcome=Outcome.UNSERVED, facility=-1),
    ]
    expected = {("transaction", 0.0): 1, ("transaction", 1.0): 2, ("problem", 19.0): 1, ("problem", 20.0): 1}
    assert curve("backlog", cases) == expected


def test_backlog_ends_where_the_engine_stopped():
    frame = sim.kpi.series(*run([case()], stopped=HORIZON))
    assert frame.filter(frame["series"] == "backlog")["x"].max() == HORIZON // at(1) - 1 < END // at(1) - 1


def test_flow_follows_cases_from_tier_to_tier_to_their_end():
    cases = [
        case(),  # 0: solved at the station
        case(),  # 1: station, sub-centre, district, session
        case(outcome=Outcome.RENEGED),  # 2: left the queue
        case(outcome=Outcome.BALKED),  # 3: never queued
        case(outcome=Outcome.OPEN),  # 4: waits at the city
        case(outcome=Outcome.UNSOLVED),  # 5: another station, then given up
        case(outcome=Outcome.UNSERVED, facility=-1),  # 6
        case(at(0, 9)),  # 7: not measured
    ]
    stages = [
        stage(0, ALPHA, kind=StageKind.QUEUE),
        stage(0, ALPHA),
        stage(1, ALPHA),
        stage(2, ALPHA, kind=StageKind.QUEUE),
        stage(1, ALPHA, kind=StageKind.HANDOFF),
        stage(1, HUB),
        stage(5, ALPHA),
        stage(5, BETA),
        stage(1, OFFICE, sub=1),  # a review in a department's queue is no step
        stage(1, CENTRE),
        stage(4, CITY, kind=StageKind.QUEUE),
        stage(7, ALPHA),
        stage(1, CENTRE, kind=StageKind.SESSION),
    ]
    assert curve("flow", cases, stages=stages) == {
        ("station>solved", 0.0): 1,
        ("station>subcentre", 0.0): 1,
        ("subcentre>district", 0.0): 1,
        ("district>session", 0.0): 1,
        ("session>solved", 0.0): 1,
        ("station>lost", 0.0): 2,
        ("city>open", 0.0): 1,
        ("station>unsolved", 0.0): 1,
    }


def test_hours_of_the_week_hold_member_seconds_from_monday():
    # day 1 is a Tuesday; the spell of Friday of the second week is day 11, beyond the horizon
    spells = [busy(0, ALPHA, at(1, 9, 30), at(1, 11, 15)), busy(2, BETA, at(8, 9), at(8, 10))]
    spells += [busy(2, BETA, at(1, 9, 50), at(1, 10)), busy(0, ALPHA, at(11, 9), at(11, 10))]
    assert curve("busy_hours", [], spells=spells) == {
        ("alpha", 24.0 + 9): 30 * MINUTE,
        ("alpha", 24.0 + 10): HOUR,
        ("alpha", 24.0 + 11): 15 * MINUTE,
        ("beta", 24.0 + 9): 70 * MINUTE,
    }


def test_hours_of_the_week_turn_with_the_first_weekday():
    spells = [busy(0, ALPHA, at(1, 23), at(2, 1))]  # from Sunday to Monday, if day 0 is a Saturday
    expected = {("alpha", 167.0): HOUR, ("alpha", 0.0): HOUR}
    assert curve("busy_hours", [], compiled(first_weekday=5), spells=spells) == expected


def test_presence_hours_add_up_over_the_measured_days():
    found = curve("presence_hours", [case(channel=Channel.ONLINE)])
    # days 1 to 10: Tuesday (24..47) to Thursday come twice, Monday once
    assert found["alpha", 24.0 + 9] == 2 * 2 * HOUR
    assert found["alpha", 9.0] == 2 * HOUR
    assert ("alpha", 24.0 + 17) not in found
    assert sum(found.values()) == 320 * HOUR
    assert np.unique([key for key, _ in found]).tolist() == ["alpha", "beta", "centre"]


def test_closed_cases_and_their_seconds_stand_in_the_week_of_acceptance():
    nine = at(1, 9)
    cases = [
        case(nine, closed=nine + 60),
        case(nine, closed=nine + 90),
        case(at(8, 9), closed=at(9, 9), service=DISPUTE),
        case(at(8, 9), outcome=Outcome.OPEN),  # still open
        case(at(8, 9), outcome=Outcome.RENEGED),  # lost
    ]
    assert curve("closed_weeks", cases) == {("transaction", 0.0): 2, ("problem", 1.0): 1}
    assert curve("processing_weeks", cases) == {("transaction", 0.0): 150, ("problem", 1.0): 86_400}
