"""Random networks: invariants hold, nobody idles while a case waits, only facilities have an order."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import numpy as np
import pytest

from sim.network import Compiled
from sim.network.codes import Outcome, StageKind, StageOutcome
from sim.network.contract import CaseTable, EngineLog
from sim.scenario.scenario import Scenario
from tests.engine.idle import idle_while_waited_for
from tests.engine.random_networks import random_network
from tests.engine.trace import execute

NETWORKS, SHUFFLED = 200, 45


@pytest.fixture(scope="module")
def met() -> Counter[str]:
    """How often each stage, end of a stage, outcome and mechanism came up; each run is checked on the way."""
    found: Counter[str] = Counter()
    for seed in range(NETWORKS):
        try:
            compiled, _, log = execute(random_network(seed))  # checks the invariants
            assert idle_while_waited_for(compiled, log) == []
        except AssertionError as error:
            raise AssertionError(f"random network {seed}: {error}") from error
        found.update(StageKind(kind).name for kind in log.stages.kind.tolist())
        found.update(f"stage {StageOutcome(how).name}" for how in log.stages.outcome.tolist())
        found.update(f"case {Outcome(how).name}" for how in log.cases.outcome.tolist())
        found["on-call travel"] += int((log.busy.case < 0).sum())
        found["paused"] += int((log.stages.work < (log.stages.ended - log.stages.started)).sum())
        found["overtime"] += int((log.overtime > 0).sum())
        found["coached"] += int((log.coaching_level > 0).sum())
        found["assessed"] += len(log.assessment)
        found["department queue"] += int(((log.stages.sub > 0) & (log.stages.group >= 0)).sum())
        found["backstop"] += int(log.cases.backstop.sum())
    return found


def test_every_mechanism_comes_up_in_the_networks_that_were_checked(met: Counter[str]) -> None:
    expected = {kind.name for kind in StageKind} | {f"case {how.name}" for how in Outcome}
    expected |= {f"stage {how.name}" for how in StageOutcome}
    expected |= {
        "on-call travel",
        "paused",
        "overtime",
        "coached",
        "assessed",
        "department queue",
        "backstop",
    }
    assert {name for name in expected if met[name] < 20} == set()


@pytest.mark.parametrize("first", range(0, SHUFFLED, 15))
def test_no_order_of_rows_changes_a_result_but_that_of_facilities(first: int) -> None:
    for seed in range(first, first + 15):
        scenario = random_network(seed)
        assert by_key(*execute(scenario)) == by_key(*execute(shuffled(scenario, seed))), f"network {seed}"


def shuffled(scenario: Scenario, seed: int) -> Scenario:
    """The scenario with the rows of every table but the facilities in another order."""
    content = scenario.model_dump(mode="json")
    for table, rows in content.items():
        if isinstance(rows, list) and table != "facilities":
            Random(seed).shuffle(rows)
    return Scenario.model_validate(content)


def by_key(compiled: Compiled, table: CaseTable, log: EngineLog) -> dict[str, Any]:
    """Case log by stable key and totals by name, free of positions in tables."""
    order = np.argsort(table.key)
    facility = np.array([*compiled.labels.facility, "nowhere"])
    service = compiled.labels.service
    columns = {
        name: column[order].tolist()
        for name, column in log.cases._asdict().items()
        if name not in ("facility_last", "score")  # a position, and NaN where nobody was asked
    }
    return {
        **columns,
        "key": table.key[order].tolist(),
        "facility_last": facility[log.cases.facility_last][order].tolist(),
        "score": np.nan_to_num(log.cases.score, nan=99.0)[order].tolist(),
        "overtime": dict(zip(compiled.labels.group, log.overtime.tolist(), strict=True)),
        "level": {
            (place, service[s]): level
            for place, levels in zip(compiled.labels.facility, log.coaching_level.tolist(), strict=True)
            for s, level in enumerate(levels)
        },
        "assessment": [(time, facility[at], *rest) for time, at, *rest in log.assessment.tolist()],
        "stopped": log.stopped,
    }
