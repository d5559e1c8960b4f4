"""What replications share: remembered by scenario, never by content; refusals."""

import numpy as np
import pytest

from sim.sampling import draw_case_table, preparation
from sim.sampling.preparation import KEPT, prepare, prepared
from tests.sampling.city import TOWN


def test_prepared_once_per_scenario() -> None:
    compiled, same_content = TOWN.compile(), TOWN.compile()
    first = prepared(compiled)
    assert prepared(compiled) is first
    assert prepared(same_content) is not first
    assert prepared(compiled) is first
    for _ in range(KEPT):
        prepared(TOWN.compile())
    assert len(preparation._recent) == KEPT
    assert prepared(compiled) is not first


def test_a_changed_scenario_is_another() -> None:
    """A change made by replacing an array shares all others with the scenario that it was made from."""
    compiled = TOWN.compile()
    draw_case_table(compiled, 1, 0)
    more = compiled._replace(demand=compiled.demand._replace(rate=compiled.demand.rate * 2.0))
    assert len(draw_case_table(more, 1, 0).key) > 1.5 * len(draw_case_table(compiled, 1, 0).key)


def test_tables_are_their_own() -> None:
    """Contiguous, writable copies: one type each for compiled code, and the scenario is left as it was."""
    compiled = TOWN.compile()
    for part in prepare(compiled):
        for name, value in part._asdict().items():
            if isinstance(value, np.ndarray):
                assert value.flags.c_contiguous, name
                assert value.flags.writeable, name
                assert not any(np.shares_memory(value, other) for other in compiled.demand[:15]), name


def test_a_place_too_many_is_refused() -> None:
    compiled = TOWN.compile()
    far = compiled.demand.zone_county + 40_000
    with pytest.raises(OverflowError, match="county"):
        prepare(compiled._replace(demand=compiled.demand._replace(zone_county=far)))


def test_a_run_too_long_is_refused() -> None:
    compiled = TOWN.compile()
    clock = compiled.network.clock._replace(end=2**31)
    with pytest.raises(OverflowError, match="ends at second"):
        prepare(compiled._replace(network=compiled.network._replace(clock=clock)))
