"""The same source, not compiled: the same table to the last bit."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.sampling import draw_case_table
from tests.sampling.city import DAY, TOWN

ROOT = Path(__file__).parents[2]
PROGRAM = """
import pickle, sys
from sim.sampling import draw_case_table
compiled = pickle.load(sys.stdin.buffer)
pickle.dump(draw_case_table(compiled, 7, 2**32 - 1), sys.stdout.buffer)
"""


@pytest.mark.parametrize(
    "policy",
    [{}, {"visits_on": False, "tracking_on": False, "self_report_delay": DAY, "tracking_delay": DAY}],
)
def test_plain_python_draws_the_same_bits(policy: dict[str, object]) -> None:
    """Warnings are errors there: whole numbers must not wrap around where the interpreter notices."""
    compiled = TOWN.with_(days=5, policy=policy).compile()
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        input=pickle.dumps(compiled),
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    plain, table = pickle.loads(run.stdout), draw_case_table(compiled, 7, 2**32 - 1)
    assert len(table.key) > 200
    for name, ours, theirs in zip(table._fields, table, plain, strict=True):
        assert np.array_equal(ours, theirs), name
        assert (ours.dtype, ours.tobytes()) == (theirs.dtype, theirs.tobytes()), name
