"""The cross-check: identities hold, a textbook queue is checked, and every flag can be raised."""

from __future__ import annotations

import json

import numpy as np
import polars as pl
import pytest

from sim.engine.fast import run
from sim.experiment import result as result_module
from sim.experiment.cross_check import conclude, flags, markdown, observe
from sim.experiment.cross_check.assumptions import REASONS, pools
from sim.experiment.cross_check.conclude import EXACT
from sim.experiment.cross_check.tallies import tallies
from sim.experiment.cross_check.words import CHECKS
from sim.experiment.folder import read_csv
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from sim.network import compile_network
from sim.network.codes import StageKind
from sim.network.contract import Compiled, EngineLog
from sim.sampling import draw_case_table
from sim.scenario import Scenario, change, load
from tests.builders import changed
from tests.engine.theory import THEORY, Class, station
from tests.experiment.cities import base

SEED = 20240101


def logs(scenario: Scenario, replications: int = 6):
    compiled = compile_network(scenario)
    made = []
    for number in range(1, replications + 1):
        table = draw_case_table(compiled, SEED, number)
        made.append((table, run(compiled.network, table)))
    return compiled, made


def concluded(compiled: Compiled, made, change=lambda log: log) -> pl.DataFrame:
    return conclude(compiled, [observe(compiled, table, change(log)) for table, log in made])


def verdicts(found: pl.DataFrame, check: str) -> set[str]:
    return set(found.filter(pl.col("check") == check)["verdict"])


@pytest.fixture(scope="module")
def queue():
    """One M/M/2 at load 1.2, ten days of warm-up and fifty measured."""
    return logs(station([Class(1.2)], 2, 60))


@pytest.fixture(scope="module")
def city():
    return logs(base(days=28, warm_up_days=7, follow_up_days=28), 2)


# What holds


def test_a_textbook_queue_is_checked_and_right(queue):
    found = concluded(*queue)
    assert {check: verdicts(found, check) for check in CHECKS} == {check: {"ok"} for check in CHECKS}
    (wait,) = found.filter(pl.col("check") == "wait").to_dicts()
    assert wait["key"] == "station/counter"
    assert wait["reason"] == ""
    assert wait["expected"] == pytest.approx(0.36 / (1 - 0.36) * 1800, rel=0.1)  # M/M/2: rho^2 / (1 - rho^2)
    assert wait["ci_low"] < 0 < wait["ci_high"]
    assert flags(found) == []


def test_the_identities_hold_in_a_city_and_its_waits_are_informational(city):
    found = concluded(*city)
    assert {verdicts(found, check) == {"ok"} for check in EXACT} == {True}
    assert verdicts(found, "wait") == {"informational"}
    reasons = {key for row in found["reason"] if row for key in row.split(";")}
    assert reasons <= set(REASONS)
    assert "presence" in reasons


def test_the_sums_are_those_of_the_columns(city):
    compiled, ((table, log), *_) = city
    found, stages = tallies(compiled, table, log), log.stages
    queued = np.isin(stages.kind, (StageKind.QUEUE, StageKind.SERVICE))
    pool = stages.facility.astype(int) * compiled.network.n_skills + stages.skill
    waits = stages.started.astype(int) - stages.joined
    assert (
        found.pools.waited.tolist()
        == np.bincount(pool[queued], waits[queued], len(log.queue_integral)).astype(int).tolist()
    )
    first, last = compiled.network.clock.warm_up, compiled.network.clock.horizon
    inside = (stages.kind == StageKind.SERVICE) & (stages.joined >= first) & (stages.joined < last)
    assert found.pools.window_joined.sum() == inside.sum()
    assert found.pools.window_work.sum() == stages.work[inside].sum()
    assert found.pools.window_square.sum() == pytest.approx((stages.work[inside].astype(float) ** 2).sum())
    assert found.stage_work.sum() == stages.work.sum()
    measured = (log.cases.accepted >= first) & (log.cases.accepted < last)
    end = np.where(log.cases.closed >= 0, log.cases.closed, log.stopped)
    assert found.accepted == measured.sum()
    assert found.sojourn == (end - log.cases.accepted)[measured].sum()
    hours = range(first, last, 3600)
    sampled = [((log.cases.accepted >= 0) & (log.cases.accepted <= t) & (end > t)).sum() for t in hours]
    assert found.present / (last - first) == pytest.approx(np.mean(sampled), rel=0.05)


def test_one_replication_checks_no_wait(queue):
    compiled, made = queue
    assert verdicts(concluded(compiled, made[:1]), "wait") == {"not_checked"}


# Which networks are textbook queues


def theory(*changes: dict) -> Scenario:
    return change(station([Class(1.2)], 2, 30), list(changes))


def setting(name: str, value: object) -> dict:
    return {"set": {f"policies.{name}": value}}


def updated(table: str, **values: object) -> dict:
    return {"update": {"table": table, "where": {}, "set": values}}


BREAKING = {
    "rate": updated("profiles", weight=2.0) | {},
    "patience": setting("patience.on", True),
    "backstop": setting("backstop.on", True),
    "capacity": updated("facilities", queue_capacity=3),
    "share": updated("staff", enterprise_share=0.5),
    "presence": updated("hours", closes="20:00"),
    "approximate": updated("services", handling_distribution="constant", handling_cv=0.0),
    "channels": updated("services", share_walk_in=0.5, share_home_visit=0.5),
}


@pytest.mark.parametrize("reason", BREAKING)
def test_a_broken_assumption_makes_the_wait_informational(reason):
    changes = [BREAKING[reason]]
    if reason == "rate":
        where = {"profile": "weekday", "index": 1}
        changes = [{"update": {"table": "profiles", "where": where, "set": {"weight": 2.0}}}]
    if reason == "channels":
        changes.append(updated("facilities", home_visits=True))
    compiled, made = logs(theory(*changes), 2)
    (wait,) = concluded(compiled, made).filter(pl.col("check") == "wait").to_dicts()
    assert wait["verdict"] == "informational"
    assert reason in wait["reason"].split(";")


def test_priorities_and_hand_ins_break_the_textbook():
    ranked = compile_network(station([Class(0.3, priority=1), Class(0.3)], 1, 30))
    assert pools(ranked).broken == [("priorities",)]
    line = compile_network(station([Class(0.5)], 1, 30, tandem=True))
    assert [set(broken) for broken in pools(line).broken] == [set(), {"hand_ins"}]


def test_a_single_server_with_any_service_is_textbook():
    compiled, made = logs(station([Class(0.5, distribution="lognormal", cv=1.5)], 1, 120), 8)
    (wait,) = concluded(compiled, made).filter(pl.col("check") == "wait").to_dicts()
    assert (wait["verdict"], wait["reason"]) == ("ok", "")


# Each flag can be raised


def tampered(log: EngineLog, what: str) -> EngineLog:
    stages, cases = log.stages, log.cases
    if what == "little":
        return log._replace(queue_integral=log.queue_integral + 1)
    if what == "utilisation":
        return log._replace(stages=stages._replace(work=stages.work + (stages.work > 0)))
    if what == "flow_balance":
        moved = cases.facility_last.copy()
        moved[np.flatnonzero(moved >= 0)[0]] = -1
        return log._replace(cases=cases._replace(facility_last=moved))
    if what == "wait":
        later = stages.started + (stages.started - stages.joined)  # everybody waits twice as long
        return log._replace(stages=stages._replace(started=later))
    left_open = np.where(np.arange(len(cases.closed)) % 10 == 0, -1, cases.closed)
    return log._replace(cases=cases._replace(closed=left_open))  # every tenth is never closed


@pytest.mark.parametrize("what", CHECKS)
def test_a_tampered_log_raises_its_flag(queue, what):
    found = concluded(*queue, lambda log: tampered(log, what))
    assert "flag" in verdicts(found, what)
    told = flags(found)
    assert any(CHECKS[what][0] in one["en"] and CHECKS[what][1] in one["zh"] for one in told)
    assert "FLAG" in markdown(found)
    assert "| check | level | key |" in markdown(found)


def test_longer_services_are_seen_in_the_wait(queue):
    """A tenth longer services in the engine, while the inputs say otherwise."""
    compiled, _ = queue
    _, slower = logs(station([Class(1.2 * 1.1, 1800 * 1.1)], 2, 60))
    assert verdicts(concluded(compiled, slower), "wait") == {"flag"}


def test_an_overload_is_no_steady_state():
    found = concluded(*logs(station([Class(1.5)], 1, 60), 2))
    assert verdicts(found, "steady_state") == {"flag"}
    assert verdicts(found, "wait") == {"flag"}  # there is no wait to be expected
    assert any("staff enough" in one["en"] for one in flags(found))


def test_false_flags_are_as_rare_as_promised():
    """Thirty runs of an M/M/1: at 1 % a run more than three flags come once in 20,000 times."""
    compiled = compile_network(station([Class(0.6)], 1, 40))
    flagged = 0
    for seed in range(30):
        observations = []
        for number in range(1, 6):
            table = draw_case_table(compiled, seed, number)
            observations.append(observe(compiled, table, run(compiled.network, table)))
        flagged += "flag" in verdicts(conclude(compiled, observations), "wait")
    assert flagged <= 3


# In a run


def test_flags_stand_in_the_manifest_and_the_files(tmp_path, monkeypatch):
    done = simulate(base(), Options(replications=2), tmp_path / "right")
    table = read_csv(done.folder / "verification.csv")
    assert "flag" not in set(table.filter(pl.col("check").is_in(EXACT))["verdict"])
    assert (done.folder / "verification.md").read_text(encoding="utf-8").startswith("# Verification 核对")
    replicate = result_module.replicate

    def wrong(*arguments):
        found = replicate(*arguments)
        return found._replace(checks=found.checks.with_columns(expected=pl.col("expected") + 1))

    monkeypatch.setattr(result_module, "replicate", wrong)
    simulate(base(), Options(replications=2), tmp_path / "wrong")
    manifest = json.loads((tmp_path / "wrong" / "manifest.json").read_text(encoding="utf-8"))
    assert any("cross-check: Utilisation law" in one["en"] for one in manifest["warnings"])
    assert any("核对：" in one["zh"] for one in manifest["warnings"])


def test_the_city_of_the_levers_keeps_its_identities():
    everything = changed(
        base(days=28, warm_up_days=7, follow_up_days=28),
        backstop={"on": True, "share": 0.1},
        patience={"on": True},
    )
    found = concluded(*logs(everything, 2))
    assert {verdicts(found, check) == {"ok"} for check in EXACT} == {True}


def test_the_scenario_that_is_shipped_for_it_is_checked():
    assert pools(compile_network(load(THEORY))).broken == [()]
