"""Levers on a case's way up: coaching, hand-offs, reviews, backstop, sessions, grading, assessment, survey.

The register of levers, and what the tests here have in common, is in ``test_levers.py``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.network.codes import StageKind, Tier
from tests import gallery
from tests.builders import changed, facility, named, review, roster, service, staff, with_demand, zone
from tests.engine.levers import MONTH, assert_same_log, assert_same_stamps, both, compare, lever, play

DAY, HOUR = 86400, 3600


def two_counties(**overrides: Any):
    """Problem ``puzzle``, often unsolved: station and district in each of the counties ``c`` and ``b``."""
    content: dict[str, Any] = {
        "settings": {**MONTH, "follow_up_days": 30},
        "counties": [named("c"), named("b")],
        "zones": [zone("z"), zone("y", county="b")],
        "enterprises": [{"zone": name, "industry": "i", "enterprises": 100} for name in ("z", "y")],
        "services": [
            service("puzzle", kind="problem", solve=(0.2, 0.5, 0.5, 0.5), promise_hours=24, minutes=60),
        ],
        "facilities": [
            facility("s", parent="d", chiefs="d"), facility("d", tier="district", chiefs="d"),
            facility("t", parent="e", county="b"), facility("e", tier="district", county="b"),
        ],
        "staff": [
            *(staff(f"{place}.team", place, head_count=2) for place in "sdte"),
            staff("d.chiefs", "d", skills="chiefs", role="chief"),
        ],
        "policies": {"choice": {"centre": -50}, "push": {"hours_without": 20, "cv": 0.5}},
    }  # fmt: skip
    return with_demand(gallery.minimal(**{**content, **overrides}), 8)


ALL_STAMPS = (
    "outcome", "accepted", "due", "first_start", "closed", "attempts", "handoffs", "wait", "work",
    "handoff_time", "satisfied", "backstop", "in_session",
)  # fmt: skip


# Learning


@lever("coaching", "coaching")
def test_coaching_lets_the_station_solve_more_from_its_end_on() -> None:
    heads = [staff("s.team", "s", head_count=2), staff("d.team", "d", head_count=2)]
    classes = [service("puzzle", kind="problem", solve=(0, 0, 1, 1)), service("file")]
    on, off = both(
        with_demand(gallery.coached(settings=MONTH, staff=heads, services=classes), 16),
        coaching={"on": False},
    )
    assert on.kpi("solved_share_station", "service", "puzzle") > off.kpi(
        "solved_share_station", "service", "puzzle"
    )
    assert on.kpi("handoffs_mean") < off.kpi("handoffs_mean")
    assert on.kpi("presence_hours") < off.kpi("presence_hours")  # the coach is away from its own counter
    level = on.log.coaching_level
    assert level[on.place("s"), on.service("puzzle")] == 1
    assert level.sum() == 1
    assert off.log.coaching_level.sum() == 0

    # Until the lesson is over (noon of the first day) the station works as it did.
    def before(run):
        return [row for row in run.stages(StageKind.SERVICE, facility=run.place("s")) if row[5] < 12 * HOUR]

    assert before(on) == before(off)
    assert before(on)


@lever("training", "training")
def test_training_costs_a_day_and_then_solves_more() -> None:
    heads = [staff("s.team", "s", head_count=2), staff("d.team", "d", head_count=2)]
    base = with_demand(gallery.trained(settings={**MONTH, "warm_up_days": 3}, staff=heads), 14)
    on, off = both(base, training={"on": False})
    assert on.kpi("solved_share_station") > off.kpi("solved_share_station")
    first_day = [
        [row for row in run.stages(StageKind.SERVICE, facility=run.place("s")) if row[4] < DAY]
        for run in (on, off)
    ]
    assert not first_day[0]
    assert first_day[1]
    assert on.log.coaching_level[on.place("s")].tolist() == [1]
    assert off.log.coaching_level.sum() == 0
    _, twice = both(base, training={"visits_equivalent": 2})
    assert twice.log.coaching_level[on.place("s")].tolist() == [2]


# Hand-offs, filing, reviews


@lever("push", "push")
def test_push_shortens_hand_offs_where_both_sides_have_it() -> None:
    base = with_demand(gallery.pushed(settings=MONTH), 6)
    on, off = both(base, push={"on": False})
    assert on.kpi("handoff_hours_mean") < off.kpi("handoff_hours_mean")
    assert on.kpi("processing_hours_mean") < off.kpi("processing_hours_mean")

    # What is done at the station before the hand-off is the same, second by second.
    station = on.place("s")
    first = [{row[:6] for row in run.stages(StageKind.SERVICE, facility=station)} for run in (on, off)]
    until = min(on.log.stopped, off.log.stopped)
    assert {row for row in first[0] if row[5] < until} == {row for row in first[1] if row[5] < until}
    assert first[0]
    # Push at one side only changes nothing.
    tandem = [facility("s", parent="d", push=True), facility("d", tier="district", km=10)]
    one_sided = with_demand(gallery.pushed(settings=MONTH, facilities=tandem), 6)
    assert_same_log(play(one_sided), off)


@lever("out-of-area filing", "out_of_area")
def test_out_of_area_filing_serves_the_neighbours_and_saves_the_trip() -> None:
    on, off = both(with_demand(gallery.out_of_area(settings=MONTH), 8), out_of_area={"on": False})
    assert on.kpi("unserved_cases") < off.kpi("unserved_cases")
    assert on.kpi("cases_solved") > off.kpi("cases_solved") == 0

    at_home = gallery.out_of_area(settings=MONTH, zones=[zone("z", county="c")])
    on, off = both(with_demand(at_home, 8), out_of_area={"on": False})
    assert on.kpi("linked_processing_hours_mean") < off.kpi("linked_processing_hours_mean")
    assert not on.stages(StageKind.TRIP)
    trips = off.stages(StageKind.TRIP)
    abroad = off.rows("cross_city", where=off.table.cross_city)
    assert trips
    assert {row[0] for row in trips} <= abroad.keys()
    local = ~on.table.cross_city
    assert on.stamps(*ALL_STAMPS, where=local) == off.stamps(*ALL_STAMPS, where=local)


@lever("mutual recognition", "mutual_recognition")
def test_mutual_recognition_drops_the_reviews_made_elsewhere() -> None:
    half = [service("permit", kind="problem", out_of_area=True, cross_city_share=0.5)]
    base = with_demand(gallery.mutual_recognition(settings=MONTH, services=half), 8)
    on, off = both(base, mutual_recognition={"on": False})
    assert on.kpi("review_hours_mean") < off.kpi("review_hours_mean")
    assert on.kpi("linked_processing_hours_mean") < off.kpi("linked_processing_hours_mean")
    second = [{row[0] for row in run.stages(StageKind.REVIEW, sub=2)} for run in (on, off)]
    dropped = second[1] - second[0]
    assert dropped
    assert dropped <= on.rows("cross_city", where=on.table.cross_city).keys()
    local = ~on.table.cross_city
    assert on.stamps(*ALL_STAMPS, where=local) == off.stamps(*ALL_STAMPS, where=local)


@lever("bundles", "bundles")
def test_a_bundle_runs_its_reviews_side_by_side() -> None:
    classes = [service("permit", kind="problem", bundle=True), service("plain", kind="problem")]
    reviews = [review(name, order, order + 1) for name in ("permit", "plain") for order in (1, 2)]
    base = with_demand(gallery.bundle_reviews(settings=MONTH, services=classes, reviews=reviews), 8)
    on, off = both(base, bundles={"on": False})
    assert on.kpi("review_hours_mean", "service", "permit") < off.kpi(
        "review_hours_mean", "service", "permit"
    )
    assert on.kpi("linked_processing_hours_mean") < off.kpi("linked_processing_hours_mean")
    joined = {row[0]: row[3] for row in on.stages(StageKind.REVIEW, sub=1)}
    bundled = on.rows("service", where=on.of("permit")).keys()
    together = [row[0] for row in on.stages(StageKind.REVIEW, sub=2) if row[3] == joined[row[0]]]
    assert set(together) <= bundled
    assert len(together) > 10
    # Reviews hold no clerk: services, and every class that is no bundle, stay as they were.
    plain = on.of("plain")
    assert on.stamps(*ALL_STAMPS, where=plain) == off.stamps(*ALL_STAMPS, where=plain)
    assert on.stamps("first_start", "wait", "work") == off.stamps("first_start", "wait", "work")


# Chiefs and leaders


@lever("backstop", "backstop")
def test_the_backstop_solves_more_in_time_and_stays_in_its_county() -> None:
    base = two_counties()
    on, off = both(base, backstop={"on": True})[::-1]
    key = ("county", "c")
    assert on.kpi("problem_on_time_share", *key) > off.kpi("problem_on_time_share", *key)
    assert on.kpi("problem_solved_share", *key) > off.kpi("problem_solved_share", *key)
    assert on.kpi("backstop_cases", *key) > 0 == off.kpi("backstop_cases")
    assert on.kpi("backstop_cases", "county", "b") == 0
    chiefs = on.group("d.chiefs")
    taken = {row[0] for row in on.stages(StageKind.SERVICE, group=chiefs)}
    assert taken
    other = on.of_county("b")
    assert on.stamps(*ALL_STAMPS, where=other) == off.stamps(*ALL_STAMPS, where=other)

    _, later = both(changed(base, backstop={"on": True}), backstop={"share": 1})
    assert later.kpi("backstop_cases") < on.kpi("backstop_cases")


@lever("sessions", "sessions")
def test_sessions_solve_what_nobody_could_and_stay_in_their_county() -> None:
    session = {"county": "c", "first": "2024-01-03", "every_days": 2, "batch": 20, "minutes": 60}
    on, off = both(two_counties(sessions=[session]), sessions={"on": True})[::-1]
    key = ("county", "c")
    assert on.kpi("problem_solved_share", *key) > off.kpi("problem_solved_share", *key)
    assert on.kpi("session_cases", *key) > 0 == off.kpi("session_cases")
    assert on.stages(StageKind.SESSION)
    other = on.of_county("b")
    assert on.stamps(*ALL_STAMPS, where=other) == off.stamps(*ALL_STAMPS, where=other)
    # What was solved without a session was solved at the same second.
    below = on.measured & ~on.log.cases.in_session & on.of_county("c")
    solved = on.stamps("closed", "outcome", where=below)
    assert {k: v for k, v in off.stamps("closed", "outcome").items() if k in solved} == solved


@lever("grading", "grading")
def test_grading_saves_hand_offs_and_moves_no_ungraded_arrival() -> None:
    classes = [service("puzzle", kind="problem", solve=(0, 0, 1, 1), grade_district=0.6), service("file")]
    on, off = both(with_demand(gallery.graded(settings=MONTH, services=classes), 6), grading={"on": False})
    assert on.kpi("handoffs_mean") < off.kpi("handoffs_mean")
    assert on.kpi("processing_hours_mean", "kind", "problem") < off.kpi(
        "processing_hours_mean", "kind", "problem"
    )
    graded = on.rows("grade", where=on.table.grade == Tier.DISTRICT).keys()
    station = {row[0] for row in on.stages(StageKind.SERVICE, facility=on.place("s"))}
    assert graded
    assert not graded & station
    assert graded & {row[0] for row in off.stages(StageKind.SERVICE, facility=off.place("s"))}
    where = ("facility", "travel", "entry", "channel")
    assert on.rows(*where) == off.rows(*where)


# Assessment and survey


def paired_stations():
    """Board ``d.board`` coaches easy station ``p`` and hard station ``q``; only ``q`` gets puzzles."""
    classes = [service("file"), service("puzzle", kind="problem", solve=(0, 0, 1, 1))]
    lesson = roster("lesson", "d.board", opens="09:00", closes="10:00", activity="coaching", service="puzzle")
    scenario = gallery.minimal(
        settings={"start": "2024-01-29", "days": 40, "follow_up_days": 20},
        zones=[zone("zp"), zone("zq", km=10)],
        industries=[named("easy"), named("hard")],
        enterprises=[
            {"zone": "zp", "industry": "easy", "enterprises": 100},
            {"zone": "zq", "industry": "hard", "enterprises": 100},
        ],
        services=classes,
        facilities=[
            facility("p", parent="d", paired_board="d.board"),
            facility("q", km=10, parent="d", paired_board="d.board"),
            facility("d", tier="district", km=5),
        ],
        staff=[
            staff("p.team", "p"), staff("q.team", "q"), staff("d.team", "d", head_count=2),
            staff("d.board", "d", role="chief_specialist", board="finance"),
        ],
        rosters=[lesson],
        policies={
            "coaching": {"on": True, "ceiling": 1, "rate": 0.02}, "assessment": {"on": True},
            "choice": {"centre": -50, "radius_km": 5, "outside": -100},
        },
    )  # fmt: skip
    content = scenario.model_dump(mode="json")
    content["demand"] = [
        {"industry": industry, "service": name, "rate": 4 * 3.65}
        for industry, name in (("easy", "file"), ("hard", "puzzle"))
    ]
    return type(scenario).model_validate(content)


@lever("joint assessment", "assessment")
def test_the_assessment_sends_the_coach_where_the_score_is_low() -> None:
    on, off = both(paired_stations(), assessment={"on": False})
    p, q = on.place("p"), on.place("q")
    puzzle = on.service("puzzle")
    assert on.log.coaching_level[q, puzzle] > off.log.coaching_level[q, puzzle]
    assert on.log.coaching_level[p, puzzle] < off.log.coaching_level[p, puzzle]
    assert on.kpi("solved_share_station", "service", "puzzle") > off.kpi(
        "solved_share_station", "service", "puzzle"
    )
    assert on.kpi("assessment_score", "facility", "q") < on.kpi("assessment_score", "facility", "p")
    assert on.kpi("coached_visits", "facility", "q") > 0 == on.kpi("coached_visits", "facility", "p")
    assert len(on.log.assessment) > 0 == len(off.log.assessment)
    easy = on.of("file")
    assert on.stamps(*ALL_STAMPS, where=easy) == off.stamps(*ALL_STAMPS, where=easy)


@lever("third-party evaluation", "survey")
def test_the_survey_asks_and_changes_nothing_else() -> None:
    base = two_counties(counties=[named("c", response_rate=0.9, reporting_effect=0.5), named("b")])
    base = changed(base, survey={"on": True, "rate": 0.5}, satisfaction={"intercept": 1})
    on, off = both(base, survey={"on": False})
    assert on.kpi("surveyed_cases") > off.kpi("surveyed_cases") == 0
    assert np.isnan(off.kpi("satisfaction_surveyed"))
    assert_same_stamps(on, off)
    assert on.stamps("satisfied", "score", where=on.log.cases.closed >= 0).keys()
    np.testing.assert_array_equal(on.log.cases.satisfied, off.log.cases.satisfied)

    _, everybody = both(base, survey={"rate": 1})
    assert everybody.kpi("surveyed_cases") > on.kpi("surveyed_cases")
    assert everybody.kpi("satisfaction_true") == on.kpi("satisfaction_true")
    # The county where half of the dissatisfied report otherwise looks better than it is; the other does not.
    assert everybody.kpi("satisfaction_surveyed", "county", "c") > everybody.kpi(
        "satisfaction_true", "county", "c"
    )
    assert (everybody.log.cases.reported == everybody.log.cases.satisfied)[everybody.of_county("b")].all()


WEIGHTS = ("intercept", "wait", "late", "lateness", "handoff", "travel", "unsolved")


@pytest.mark.parametrize("weight", WEIGHTS)
def test_weights_of_satisfaction_move_opinions_only(weight: str) -> None:
    base = two_counties(
        settings={"days": 20, "follow_up_days": 20}, zones=[zone("z", km=4), zone("y", km=4, county="b")],
        staff=[staff(f"{place}.team", place) for place in "sdte"],
    )  # fmt: skip
    base = changed(base, satisfaction={"intercept": 3})
    usual, worse = both(base, satisfaction={weight: -9})
    assert_same_stamps(usual, worse)
    assert worse.kpi("satisfaction_true") < usual.kpi("satisfaction_true")


def test_a_lever_in_one_county_leaves_the_other_alone() -> None:
    """More staff and push in county c: cases of county b are the same to the second."""
    one = two_counties()
    strong = two_counties(
        facilities=[
            facility("s", parent="d", push=True, queue_capacity=50),
            facility("d", tier="district", push=True),
            facility("t", parent="e", county="b"), facility("e", tier="district", county="b"),
        ],
        staff=[
            *(staff(f"{place}.team", place, head_count=4) for place in "sd"),
            *(staff(f"{place}.team", place, head_count=2) for place in "te"),
            staff("d.chiefs", "d", skills="chiefs", role="chief"),
        ],
    )  # fmt: skip
    a, b = compare(one, strong)
    mine, other = a.of_county("c"), a.of_county("b")
    assert a.stamps(*ALL_STAMPS, where=mine) != b.stamps(*ALL_STAMPS, where=mine)
    assert a.stamps(*ALL_STAMPS, where=other) == b.stamps(*ALL_STAMPS, where=other)
