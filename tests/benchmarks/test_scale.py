"""What the measurement of scale prints: a run that it watches, its tables, its projection."""

import re

import pytest

from benchmarks import scale


def made(cases: float, peak: int) -> scale.Run:
    return scale.Run("scenarios/x -n 2", cases, 3.0, 2.0, cases, peak, 5_000_000)


def test_line_through_two_runs():
    assert scale.line(made(100_000, 140_000_000), made(1_100_000, 540_000_000)) == (400.0, 100_000_000.0)


def test_table_has_a_row_for_each_run():
    rows = scale.table([made(100_000, 140_000_000)]).splitlines()
    assert len(rows) == 3
    assert rows[2] == "| `scenarios/x -n 2` | 100,000 | 3 | 2 | 100,000 | 140 | 5 |"


def test_projection_multiplies_by_provinces_and_divides_by_cores():
    text = scale.projection(cases=1e6, cpu=36.0, each=400.0, besides=1e8)
    assert "31 million cases a replication" in text
    assert "10 replications take 3.1 processor-hours" in text
    assert "16 at a time: 0.19 hours, 8 GB (0.5 GB each)" in text


@pytest.mark.skipif(not hasattr(scale.os, "wait4"), reason="peak memory is asked of a Unix")
def test_a_run_is_watched(capfd):
    done = scale.run(("scenarios/wuxing", "--days", "7", "--warmup", "1", "-n", "1"))
    assert done.cases > 100
    assert done.cpu > 0
    resource = pytest.importorskip("resource")
    inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # a child begins with it
    assert 50e6 < done.peak < max(2e9, 1.1 * inherited)  # the interpreter and its packages at least
    assert done.results > 10_000
    assert not re.search("Traceback", capfd.readouterr().err)


@pytest.mark.skipif(not hasattr(scale.os, "wait4"), reason="peak memory is asked of a Unix")
def test_a_run_that_fails_is_no_measurement():
    with pytest.raises(ChildProcessError, match="ended with 2"):
        scale.run(("scenarios/nowhere",))
