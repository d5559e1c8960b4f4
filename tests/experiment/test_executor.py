"""Results come in the order of the tasks, and only so many are held at once."""

import threading
import time

import pytest

from sim.experiment.executor import in_order


@pytest.mark.parametrize("workers", [1, 2, 5, 50])
def test_results_keep_the_order_of_the_tasks(workers):
    def work(n: int) -> int:
        time.sleep(0.002 * (n % 3 == 0))  # the first of three comes last
        return n * n

    assert list(in_order(work, range(20), workers)) == [n * n for n in range(20)]


@pytest.mark.parametrize("workers", [1, 3])
def test_no_more_than_the_workers_are_held(workers):
    lock, held, most = threading.Lock(), 0, 0

    def work(n: int) -> int:
        nonlocal held, most
        with lock:
            held += 1
            most = max(most, held)
        return n

    for _ in in_order(work, range(30), workers):
        time.sleep(0.001)
        with lock:
            held -= 1
    assert most <= workers + 1  # one is in the hands of whoever asked


def test_a_fault_comes_out_and_nothing_is_left_running():
    def work(n: int) -> int:
        if n == 3:
            raise ValueError("third")
        return n

    results = in_order(work, range(100), 2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="third"):
        next(results)
    assert not [one for one in threading.enumerate() if one.name.startswith("replication")]
