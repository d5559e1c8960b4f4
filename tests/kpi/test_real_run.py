"""KPIs of a run of the small city, against what the engine counted on its own way."""

import numpy as np
import polars as pl
import pytest

import sim.kpi
from sim.engine.reference import run
from sim.kpi.measured import Measured
from sim.network import compile_network
from sim.sampling import draw_case_table
from tests.gallery import small_city


@pytest.fixture(scope="module")
def arrays():
    compiled = compile_network(small_city())
    table = draw_case_table(compiled, seed=3, replication=0)
    return compiled, table, run(compiled.network, table)


@pytest.fixture(scope="module")
def values(arrays):
    frame = sim.kpi.compute(*arrays)
    return {(row["kpi"], row["level"], row["key"]): row["value"] for row in frame.iter_rows(named=True)}


@pytest.fixture(scope="module")
def curves(arrays):
    return sim.kpi.series(*arrays)


def test_overtime_of_the_whole_run_is_what_the_engine_counted(arrays):
    compiled, table, log = arrays
    measured = Measured(*compiled, table, log)
    measured.window = (0, compiled.network.clock.end + 1)
    group, seconds = compiled.network.members.group, measured.overtime.by_member
    overtime = np.bincount(group, weights=seconds, minlength=log.overtime.size)
    assert overtime.sum() > 0
    assert overtime.tolist() == log.overtime.tolist()


def test_each_kpi_has_values_at_each_level_that_it_declares(values):
    declared = {(name, level) for name, one in sim.kpi.REGISTRY.items() for level in one.levels}
    assert {(name, level) for name, level, _ in values} == declared


def test_every_measured_case_is_counted_once(values):
    ends = ("cases_solved", "unsolved_cases", "open_cases", "lost_cases", "unserved_cases")
    arisen = values["cases_arisen", "network", "all"]
    assert arisen > 300
    assert sum(values[name, "network", "all"] for name in ends) == arisen


def test_the_flow_ends_where_the_cases_ended(values, curves):
    flow = {
        row["key"]: row["value"] for row in curves.filter(curves["series"] == "flow").iter_rows(named=True)
    }
    for end, kpi in (("solved", "cases_solved"), ("lost", "lost_cases"), ("open", "open_cases")):
        arrived = sum(value for key, value in flow.items() if key.endswith(f">{end}"))
        assert arrived == values[kpi, "network", "all"]
    inner = ("subcentre", "district", "city", "session")
    for node in inner:  # what comes in goes out, but for cases that start there
        came = sum(value for key, value in flow.items() if key.endswith(f">{node}"))
        went = sum(value for key, value in flow.items() if key.startswith(f"{node}>"))
        assert went >= came


def test_the_heat_map_holds_the_busy_and_present_hours(values, curves):
    for name in ("busy_hours", "presence_hours"):
        seconds = curves.filter(curves["series"] == name)["value"].sum()
        assert seconds == pytest.approx(values[name, "network", "all"] * 3600)


def test_the_backlog_at_the_horizon_is_the_one_of_the_curve(arrays, values, curves):
    last = arrays[0].network.clock.horizon // 86_400 - 1
    at_horizon = curves.filter((curves["series"] == "backlog") & (curves["x"] == last))
    assert at_horizon["value"].sum() == values["backlog_end", "network", "all"]


def test_some_kpis_are_as_among_all(arrays):
    some = ["processing_days_p90", "busy_hours", "on_time_share"]
    frame = sim.kpi.compute(*arrays)
    assert sim.kpi.compute(*arrays, some).equals(frame.filter(pl.col("kpi").is_in(some)))
