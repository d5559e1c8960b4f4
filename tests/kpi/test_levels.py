import math
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kpi import REGISTRY
from sim.kpi.column import Column
from sim.kpi.measured import Measured
from sim.kpi.tally import PERCENTS, Tally
from sim.kpi.view import View
from sim.network.codes import Channel, Outcome
from tests.kpi.build import BETA, DAY, END, HUB, Values, case, run

COUNTS = [name for name, definition in REGISTRY.items() if definition.unit == "cases"]
PARTITIONS = ("county", "kind", "service", "family", "channel", "industry")


@st.composite
def cases(draw):
    outcome = draw(st.sampled_from(list(Outcome)))
    arose = draw(st.integers(0, 12 * DAY))
    length = draw(st.integers(0, END - arose))
    flags = ("first_contact", "satisfied", "surveyed", "reported", "in_session", "backstop", "linked")
    handled = outcome in {Outcome.OPEN, Outcome.SOLVED, Outcome.UNSOLVED}  # nobody dealt with the others
    zone = draw(st.integers(0, 2))
    return case(
        arose,
        outcome=outcome,
        closed=-1 if outcome == Outcome.OPEN else arose + length,
        zone=zone,
        facility=-1 if outcome == Outcome.UNSERVED else draw(st.sampled_from([0, BETA, HUB])),
        industry=draw(st.integers(0, 1)),
        service=draw(st.integers(0, 1)),
        channel=draw(st.sampled_from(list(Channel))),
        one_way=draw(st.integers(0, 3000)),
        travel=draw(st.integers(0, 9000)),
        wait=draw(st.integers(0, length)),
        handoffs=draw(st.integers(0, 3)),
        **{flag: handled and draw(st.booleans()) for flag in flags},
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(cases(), max_size=12))
def test_counts_add_up_and_shares_stay_shares(rows):
    values = Values(rows)
    for name in COUNTS:
        for level in PARTITIONS:
            assert sum(values(name, level).values()) == values.all(name), (name, level)
        elsewhere = values.all("unserved_cases") if name in {"cases_arisen", "unserved_cases"} else 0
        assert sum(values(name, "facility").values()) == values.all(name) - elsewhere, name
    ends = ("cases_solved", "unsolved_cases", "open_cases", "lost_cases", "unserved_cases")
    assert sum(values.all(name) for name in ends) == values.all("cases_arisen")
    causes = ("lost_reneged", "lost_balked", "lost_blocked", "lost_no_show")
    assert sum(values.all(name) for name in causes) == values.all("lost_cases")
    for row in values.frame.filter(values.frame["unit"] == "share").iter_rows(named=True):
        assert 0 <= row["value"] <= 1, row


@settings(max_examples=25, deadline=None)
@given(st.lists(cases(), min_size=1, max_size=12))
def test_means_of_the_counties_weighted_by_their_cases_give_the_mean_of_the_network(rows):
    values = Values(rows)
    means, solved = values("time_to_solution_days_mean", "county"), values("cases_solved", "county")
    assert set(means) == {key for key, count in solved.items() if count}
    if means:
        total = sum(means[key] * solved[key] for key in means)
        assert values.all("time_to_solution_days_mean") == pytest.approx(total / values.all("cases_solved"))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20)), max_size=30), st.sampled_from(PERCENTS))
def test_percentiles_are_nearest_rank_order_statistics(rows, percent):
    compiled, table, log = run([case(industry=industry) for industry, _ in rows])
    measured = Measured(*compiled, table, log)
    seconds = np.array([value for _, value in rows], np.int32)
    column = Column(seconds, measured.everything, measured.everything)
    found = View(Tally(measured), "industry").percentile(column, percent)
    for industry in range(2):
        values = Counter(value for i, value in rows if i == industry)
        n = sum(values.values())
        below = [x for x in sorted(values) if sum(values[y] for y in values if y <= x) * 100 >= percent * n]
        assert found[industry] == below[0] if n else math.isnan(found[industry])


PROGRAM = """
import hashlib, runpy, sys
import numpy as np
import sim.kpi
from sim.network.codes import Outcome
build = runpy.run_path("tests/kpi/build.py")
DAY, busy, case, run, stage = (build[name] for name in ("DAY", "busy", "case", "run", "stage"))
draw = np.random.default_rng(7)
cases = [
    case(
        int(arose), closed=int(arose + length) if outcome else -1, outcome=Outcome(int(outcome)),
        zone=int(zone), service=int(service), facility=-1 if outcome == 7 else int(zone),
        wait=int(length) // 7, surveyed=bool(service), reported=bool(zone),
    )
    for arose, length, outcome, zone, service in zip(
        np.sort(draw.integers(0, 11 * DAY, 3000)), draw.integers(1, 9 * DAY, 3000),
        draw.choice([0, 1, 1, 1, 2, 3, 7], 3000), draw.integers(0, 3, 3000), draw.integers(0, 2, 3000),
    )
]
spells = [busy(i % 4, i % 3, int(t), int(t) + 997) for i, t in enumerate(draw.integers(0, 12 * DAY, 2000))]
stages = [stage(i, i % 4, cases[i]["arose"]) for i in range(0, 3000, 2)]
arrays = run(cases, spells=spells, stages=stages)
for frame in (sim.kpi.compute(*arrays), sim.kpi.series(*arrays)):
    assert frame.height > 200
    sys.stdout.write(hashlib.sha256(frame.write_csv(float_precision=17).encode()).hexdigest() + "\\n")
    sys.stdout.write(hashlib.sha256(frame["value"].to_numpy().tobytes()).hexdigest() + "\\n")
"""


def test_neither_the_number_of_threads_nor_compilation_changes_a_byte():
    root = Path(__file__).resolve().parents[2]
    outputs = set()
    for threads, interpreted in (("1", "0"), ("2", "0"), ("4", "0"), ("1", "1")):
        environment = os.environ | {"POLARS_MAX_THREADS": threads, "NUMBA_DISABLE_JIT": interpreted}
        environment["PYTHONPATH"] = str(root)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop().split()) == 4
