"""Measurements in a process of their own: the answer is its last line, an error is a reason."""

import subprocess

import pytest

from benchmarks import child, memory
from benchmarks.measurement import NotMeasuredError


def test_an_error_in_the_process_is_told():
    with pytest.raises(NotMeasuredError, match="IndexError") as fault:
        child.ask("benchmarks.memory")  # the number of days is missing
    assert "错误" in fault.value.reason.zh


def test_the_last_line_is_the_answer(monkeypatch):
    code = "import os, json; print('first'); print(json.dumps({'seen': os.environ['SEEN']}))"
    real = subprocess.run
    monkeypatch.setattr(child.subprocess, "run", lambda command, **how: real([command[0], "-c", code], **how))
    assert child.ask("any", environment={"SEEN": "yes"}) == {"seen": "yes"}


@pytest.mark.skipif(not memory._CLEAR.exists(), reason="no /proc")
def test_the_process_reads_its_own_memory():
    assert memory._kilobytes("VmHWM") >= memory._kilobytes("VmRSS") > 10_000_000
