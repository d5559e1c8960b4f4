"""Coaching and training blocks, the learning curve, month ends; sessions, which share the calendar."""

from __future__ import annotations

import math

import pytest

from sim.network import compile_network
from sim.network.contract import Coaching
from tests import gallery
from tests.builders import minimal, named, roster

HOUR, DAY = 3_600, 86_400


def rows(coaching: Coaching) -> list[tuple[int, ...]]:
    fields = (
        coaching.start,
        coaching.end,
        coaching.group,
        coaching.facility,
        coaching.service,
        coaching.levels,
    )
    return list(zip(*(field.tolist() for field in fields), strict=True))


def test_a_block_per_day_of_the_row() -> None:
    assert rows(compile_network(gallery.coached()).network.coaching) == [(9 * HOUR, 12 * HOUR, 1, 0, 0, 1)]


def test_training_raises_the_base_of_those_trained() -> None:
    scenario = gallery.changed(gallery.trained(), training={"visits_equivalent": 3})
    assert rows(compile_network(scenario).network.coaching) == [(9 * HOUR, 17 * HOUR, 0, 0, 0, 3)]


def test_blocks_without_a_place_are_allotted_later() -> None:
    lessons = [
        roster("late", "d.team", opens="13:00", closes="15:00", activity="coaching", service="puzzle"),
        roster("early", "s.team", opens="09:00", closes="15:00", activity="training", service="puzzle"),
    ]
    scenario = gallery.coached(rosters=lessons, policies={"coaching": {"on": True}, "training": {"on": True}})
    held = rows(compile_network(scenario).network.coaching)
    assert [(start // DAY, group, place) for start, _, group, place, _, _ in held[:4]] == [
        (0, 0, 0), (0, 1, -1), (1, 0, 0), (1, 1, -1),
    ], "by end, then group"  # fmt: skip


def test_each_lever_drops_its_own_blocks() -> None:
    assert (
        rows(compile_network(gallery.changed(gallery.coached(), coaching={"on": False})).network.coaching)
        == []
    )
    assert (
        rows(compile_network(gallery.changed(gallery.trained(), training={"on": False})).network.coaching)
        == []
    )
    assert (
        len(
            rows(compile_network(gallery.changed(gallery.coached(), training={"on": False})).network.coaching)
        )
        == 1
    )


def test_learning_curve() -> None:
    coaching = compile_network(
        minimal(policies={"coaching": {"rate": 0.5, "ceiling": 0.9, "start_level": 2}})
    ).network.coaching
    assert coaching.curve[:3] == pytest.approx([0, 1 - math.exp(-0.5), 1 - math.exp(-1)])
    assert (coaching.curve.size, coaching.ceiling, coaching.start_level) == (64, 0.9, 2)


def test_month_ends_to_the_very_end() -> None:
    settings = {"start": "2024-01-31", "days": 30, "follow_up_days": 0}  # to 1 March, 00:00
    assert (compile_network(minimal(settings=settings)).network.coaching.month_end // DAY).tolist() == [1, 30]
    first = {"start": "2024-01-01", "days": 30, "follow_up_days": 0}
    assert compile_network(minimal(settings=first)).network.coaching.month_end.size == 0


def session(county: str, first: str, every_days: int, **fields: object) -> dict[str, object]:
    return {"county": county, "first": first, "every_days": every_days, "batch": 2, "minutes": 90, **fields}


def test_sessions_move_to_the_next_working_day() -> None:
    settings = {"start": "2024-09-27", "days": 14, "calendar": "china", "follow_up_days": 0}
    series = [session("c", "2024-10-01", 1), session("b", "2024-09-13", 7), session("c", "2024-11-01", 1)]
    scenario = minimal(
        counties=[named("c"), named("b")],
        settings=settings,
        sessions=series,
        policies={"sessions": {"on": True}},
    )
    sessions = compile_network(scenario).network.sessions
    days = ((sessions.time - 9 * HOUR) / DAY).tolist()
    # b: 27 September and 4 October, held on the 8th; c: from 1 October on, so once on the 8th and then daily
    assert list(zip(days, sessions.county.tolist(), strict=True)) == [
        (0, 1),
        (11, 0),
        (11, 1),
        (12, 0),
        (13, 0),
    ]
    assert set(sessions.batch.tolist()) == {2}
    assert set(sessions.duration.tolist()) == {5400}


def test_no_sessions_without_the_lever() -> None:
    scenario = gallery.sessions_county()
    assert compile_network(scenario).network.sessions.time.size == 3
    assert compile_network(gallery.changed(scenario, sessions={"on": False})).network.sessions.time.size == 0
