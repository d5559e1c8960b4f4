"""Every compiled scenario fits the contract: types, shapes, order of intervals, rows of CSR pairs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.network import Compiled, compile_network
from tests.gallery import GALLERY
from tests.network.shape import KINDS, SHAPES, leaves, sizes

ROOT = Path(__file__).parents[2] / "scenarios"
COMMITTED = {
    str(path.relative_to(ROOT)): path
    for path in (
        *sorted(file.parent for file in ROOT.glob("*/scenario.yaml")),
        *sorted(ROOT.glob("what_if/*.yaml")),
    )
}


def _compile(name: str) -> Compiled:
    if name in GALLERY:
        return compile_network(GALLERY[name]())
    from sim.scenario import load

    return compile_network(load(COMMITTED[name]))


@pytest.fixture(scope="module", params=[*GALLERY, *COMMITTED])
def compiled(request: pytest.FixtureRequest) -> Compiled:
    return _compile(request.param)


def test_types_shapes_and_memory(compiled: Compiled) -> None:
    length = sizes(compiled)
    seen = set()
    for path, declared, value in leaves(compiled):
        if declared in KINDS:
            seen.add(path)
            assert type(value) is np.ndarray, path
            assert value.dtype == KINDS[declared], path
            assert value.flags.c_contiguous, path
            assert value.shape == tuple(length[axis] for axis in SHAPES[path].split()), path
            assert np.isfinite(value).all(), path
        elif isinstance(value, tuple):
            assert len(set(value)) == len(value), f"{path}: a label is used twice"
        else:
            assert type(value) in ((declared,) if declared is not float else (int, float)), path
    assert seen == set(SHAPES)


def test_intervals_are_sorted_and_never_touch(compiled: Compiled) -> None:
    network = compiled.network
    clock, facilities, members, rotation = (
        network.clock,
        network.facilities,
        network.members,
        network.rotation,
    )
    for name, ptr, start, end in (
        ("work", np.array([0, clock.work_start.size]), clock.work_start, clock.work_end),
        ("opening", facilities.open_ptr, facilities.open_start, facilities.open_end),
        ("visits", rotation.visit_ptr, rotation.visit_start, rotation.visit_end),
    ):
        inner = np.ones(max(start.size - 1, 0), np.bool_)
        inner[ptr[(ptr > 0) & (ptr < start.size)] - 1] = False
        assert (end > start).all(), name
        assert (start[1:] > end[:-1])[inner].all(), name
    assert (members.presence_end > members.presence_start).all()
    for first, last in zip(members.presence_ptr[:-1], members.presence_ptr[1:], strict=True):
        start, end = members.presence_start[first:last], members.presence_end[first:last]
        place = members.presence_facility[first:last]
        assert (start[1:] >= end[:-1]).all()
        assert ((start[1:] > end[:-1]) | (place[1:] != place[:-1])).all()


def test_csr_pointers_rise_from_zero_to_the_last_row(compiled: Compiled) -> None:
    network = compiled.network
    for ptr, rows in (
        (network.facilities.open_ptr, network.facilities.open_start),
        (network.facilities.slot_ptr, network.facilities.slot_start),
        (network.members.presence_ptr, network.members.presence_start),
        (network.services.review_ptr, network.services.review_facility),
        (network.rotation.visit_ptr, network.rotation.visit_start),
        (network.rotation.call_ptr, network.rotation.call_group),
    ):
        assert ptr[0] == 0
        assert (np.diff(ptr) >= 0).all()
        assert ptr[-1] == rows.size


def test_nothing_happens_outside_the_run(compiled: Compiled) -> None:
    network = compiled.network
    end = network.clock.end
    for times in (
        network.facilities.open_start,
        network.facilities.slot_start,
        network.members.presence_start,
        network.coaching.start,
        network.sessions.time,
        compiled.demand.projects.time,
        compiled.demand.replay.time,
    ):
        assert ((times >= 0) & (times < end)).all()
    for times in (network.facilities.open_end, network.members.presence_end, network.coaching.month_end):
        assert ((times > 0) & (times <= end)).all()
    assert network.clock.work_end[-1] > end + 180 * 86_400


def test_members_are_present_only_where_it_is_open(compiled: Compiled) -> None:
    facilities, members = compiled.network.facilities, compiled.network.members
    span = compiled.network.clock.end + 1  # facility * span + time orders the openings of all facilities
    owner = np.repeat(np.arange(facilities.tier.size), np.diff(facilities.open_ptr))
    place = members.presence_facility
    starts = owner * span + facilities.open_start
    last = np.searchsorted(starts, place * span + members.presence_start, side="right") - 1
    assert (last >= 0).all()
    assert (owner[last] == place).all()
    assert (facilities.open_end[last] >= members.presence_end).all()


def test_shares_and_chances(compiled: Compiled) -> None:
    demand, network = compiled.demand, compiled.network
    assert (demand.channel_share >= 0).all()
    np.testing.assert_allclose(demand.channel_share.sum(axis=1), 1, rtol=1e-12)
    assert (demand.grade_share.sum(axis=1) <= 1 + 1e-9).all()
    assert ((network.services.solve >= 0) & (network.services.solve <= 1)).all()
    assert ((network.groups.share > 0) & (network.groups.share <= 1)).all()
    assert (np.diff(network.coaching.curve) >= 0).all()
    assert not (network.catalogue.delegated & ~network.catalogue.listed).any()
