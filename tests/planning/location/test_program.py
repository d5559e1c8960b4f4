"""The builder of programs: statuses are told apart, and Ctrl-C is heard while the solver computes."""

import time
from _thread import interrupt_main
from threading import Timer

import numpy as np
import pytest

from sim.planning.location.program import INFEASIBLE, OPTIMAL, Program, _interruptible


def test_a_small_program():
    """Maximise 5 a + 4 b with 6 a + 5 b <= 9: a alone gives 5, the relaxation 7.4."""
    program = Program()
    columns = program.add_columns(2, integer=True)
    program.add_row(columns, [6.0, 5.0], upper=9.0)
    found = program.minimise(np.array([-5.0, -4.0]), 10.0)
    assert (found.status, found.objective, found.bound) == (OPTIMAL, -5, -5)
    assert found.x == pytest.approx([1, 0])
    fixed = program.minimise(np.array([-5.0, -4.0]), 10.0, fixed=(0, 0.0))
    assert fixed.objective == -4
    assert program.minimise(np.array([-5.0, -4.0]), 10.0).objective == -5  # fixing was for one call


def test_a_program_without_a_solution():
    program = Program()
    program.add_rows(2, [0, 1], [*program.add_columns(1), 0], 1.0, lower=[1.0, -1.0], upper=[2.0, 0.5])
    found = program.minimise(np.array([1.0]), 10.0)
    assert (found.status, found.x) == (INFEASIBLE, None)
    assert np.isnan(found.objective)


def test_an_interrupt_is_heard_while_the_solver_computes():
    timer = Timer(0.1, interrupt_main)
    began = time.perf_counter()
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        _interruptible(time.sleep, 20.0)
    assert time.perf_counter() - began < 10


def test_a_failure_of_the_solver_is_passed_on():
    with pytest.raises(ZeroDivisionError):
        _interruptible(divmod, 1, 0)
