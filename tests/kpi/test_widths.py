"""Narrow columns are added up in 64 bits: KPIs are those of wide columns, up to the limits."""

import numpy as np
import pytest

import sim.kpi
from sim.engine.reference import run as simulate
from sim.network import compile_network
from sim.network.codes import CaseKind
from sim.network.contract import BusyLog, CaseLog, CaseTable, StageLog, narrow
from sim.sampling import draw_case_table
from tests.gallery import small_city
from tests.kpi.build import ALPHA, DAY, DISPUTE, HOUR, busy, case, compiled, ints, log_of, run, stage

FAR = 600_000_000  # seconds: nineteen years; four times as much is more than 32 bits hold


def wide(columns):
    """The columns with whole numbers of 64 bits."""
    cast = {name: c.astype(np.int64) for name, c in columns._asdict().items() if c.dtype.kind == "i"}
    return columns._replace(**cast)


def narrowed(table, log):
    """The same table and log in the widths of the contract."""
    parts = {"cases": CaseLog, "stages": StageLog, "busy": BusyLog}
    parts = {name: narrow(kind, **getattr(log, name)._asdict()) for name, kind in parts.items()}
    return narrow(CaseTable, **table._asdict()), log._replace(**parts)


@pytest.fixture(scope="module")
def city():
    network = compile_network(small_city())
    table = draw_case_table(network, seed=5, replication=0)
    return network, table, simulate(network.network, table)


def test_wide_columns_give_the_kpis_and_series_of_narrow_ones(city):
    network, table, log = city
    assert log.stages.joined.dtype == np.int32
    wider = log._replace(cases=wide(log.cases), stages=wide(log.stages), busy=wide(log.busy))
    for function in (sim.kpi.compute, sim.kpi.series):
        assert function(network, wide(table), wider).equals(function(network, table, log))


def always_working():
    """The tiny network, measured for twenty years in one statutory interval, with everybody present."""
    network = compiled()
    clock = network.network.clock._replace(
        warm_up=0, horizon=FAR + 1, end=FAR + DAY, work_start=ints([0]), work_end=ints([2 * FAR]),
        work_before=ints([0]),
    )  # fmt: skip
    members = network.network.members._replace(
        presence_ptr=ints(range(5)), presence_start=ints([0] * 4), presence_end=ints([FAR - DAY] * 4),
        presence_facility=network.network.members.presence_facility[::21],
    )  # fmt: skip
    return network._replace(network=network.network._replace(clock=clock, members=members))


@pytest.fixture(scope="module", params=["narrow", "wide"])
def far(request):
    """Eight disputes that wait, travel and take for nineteen years each, and what they keep busy."""
    times = {"accepted": 0, "closed": FAR, "wait": FAR, "site_wait": FAR, "travel": FAR, "handoff_time": FAR}
    times |= {"due": 1}  # at once past its limit
    cases = [case(0, service=DISPUTE, **times) for _ in range(8)]
    stages = [stage(row, ALPHA, 0) for row in range(8)]
    spells = [busy(row % 2, ALPHA, 0, FAR) for row in range(8)]
    network, table, log = run(cases, always_working(), stages=stages, spells=spells, stopped=FAR + DAY)
    if request.param == "narrow":
        table, log = narrowed(table, log)
    return network, table, log


def test_sums_beyond_32_bits_are_exact(far):
    frame = sim.kpi.compute(*far)
    rows = frame.filter(frame["level"] == "facility", frame["key"] == "alpha")
    found = dict(zip(rows["kpi"], rows["value"], strict=True))
    assert 8 * FAR > 2**32
    for name in ("wait_minutes_mean", "wait_minutes_p90", "on_site_wait_minutes_mean", "travel_minutes_mean"):
        assert found[name] == FAR / 60
    for name in ("processing_days_mean", "processing_days_p95", "time_to_solution_days_mean"):
        assert found[name] == FAR / DAY
    assert found["processing_hours_mean"] == found["processing_hours_p90"] == FAR / HOUR
    assert found["lateness_hours_mean"] == (FAR - 1) / HOUR
    assert found["handoff_hours_mean"] == FAR / HOUR
    assert found["busy_hours"] == 8 * FAR / HOUR
    assert found["presence_hours"] == 2 * (FAR - DAY) / HOUR
    assert found["overtime_hours"] == 8 * DAY / HOUR


def test_series_beyond_32_bits_are_exact(far):
    frame = sim.kpi.series(*far)
    seconds = {name: frame.filter(frame["series"] == name)["value"].sum() for name in ("busy_hours",)}
    assert seconds["busy_hours"] == 8 * FAR
    last = {"processing_ratio": 3.0, "processing_days": 60.0}
    for name, x in last.items():
        rows = frame.filter(frame["series"] == name, frame["value"] > 0)
        assert rows.select("key", "x", "value").rows() == [(CaseKind.PROBLEM.name.lower(), x, 8)]
    backlog = frame.filter(frame["series"] == "backlog", frame["key"] == "problem")["value"]
    assert backlog.to_list() == [8] * (FAR // DAY) + [0] * (len(backlog) - FAR // DAY)


def test_a_value_that_does_not_fit_is_refused():
    cases = [case(0, closed=2**31)]
    with pytest.raises(OverflowError, match="closed"):
        sim.kpi.compute(*run(cases))
    network, table, log = run([case()])
    with pytest.raises(OverflowError, match="joined"):
        sim.kpi.compute(network, table, log._replace(stages=log_of([], [stage(0, ALPHA, 2**40)]).stages))


def test_a_place_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="zone"):
        sim.kpi.compute(*run([case(zone=3)]))
    with pytest.raises(ValueError, match="outcome"):
        sim.kpi.compute(*run([case(outcome=9)]))


def test_a_table_in_another_order_is_refused():
    network, table, log = run([case(0), case(1)])
    with pytest.raises(ValueError, match="not sorted"):
        sim.kpi.compute(network, table._replace(arose=table.arose[::-1]), log)
