"""Stages become events that a hand can count."""

from __future__ import annotations

import polars as pl
import pytest

from sim.experiment.page import CODES
from sim.report.exports.events import DESKS, OTHERS, batches, events_of, first_replication


def rows(events: pl.DataFrame) -> list[tuple]:
    columns = ("case", "time", "activity", "transition", "resource", "facility", "outcome")
    clock = pl.col("time").dt.strftime("%H:%M")
    return events.with_columns(clock.alias("time")).select(columns).rows()


@pytest.fixture
def tiers(small_log):
    return {small_log.STATION: "station", "centre": "district"}


def test_the_small_log_has_the_events_written_by_hand(small_log, small_run):
    assert first_replication(small_run) == 2
    events = pl.concat([one for _, one in batches(small_run, 2)])
    assert rows(events) == small_log.EVENTS


def test_reviews_side_by_side_keep_their_numbers(small_run):
    events = pl.concat([one for _, one in batches(small_run, 2)])
    reviews = events.filter(activity="review").select("transition", "instance").rows()
    assert reviews == [("start", "2"), ("start", "1"), ("complete", "2")]  # the first one is still open


def test_cases_that_never_came_are_left_out_and_lost_ones_are_not(small_run):
    cases = pl.concat([one for one, _ in batches(small_run, 2)])
    assert cases["case"].to_list() == ["a1", "b2", "c3", "e5"]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_size_of_a_batch_changes_nothing(small_log, small_run, size):
    events = pl.concat([one for _, one in batches(small_run, 2, size)])
    assert rows(events) == small_log.EVENTS


@pytest.mark.parametrize(("first", "second"), [("appointment", "trip"), ("trip", "appointment")])
def test_stages_of_one_second_stand_in_the_order_of_their_ends(small_log, tiers, first, second):
    moment = small_log.stages().filter(stage="handoff").with_columns(ended="joined")
    stages = pl.concat([moment.with_columns(stage=pl.lit(name)) for name in (first, second)])
    numbered = stages.with_columns(number=pl.int_range(pl.len()))
    events = events_of(small_log.cases().filter(case="a1"), numbered, tiers)
    assert events["activity"].to_list() == ["arrival", *2 * [OTHERS[first][0]], *2 * [OTHERS[second][0]]]


def test_every_kind_of_stage_and_every_tier_has_an_activity():
    named = {name: words for name, _, words in CODES}
    stages = {one.split(" ")[0] for one in named["stage"].split(", ")}
    assert stages == set(OTHERS) | {"queue", "service"}
    assert {one.split(" ")[0] for one in named["tier_last"].split(", ")} == set(DESKS)
