"""One synthetic run and comparison of each size, loaded once a session."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from sim.report.data import load_comparison, load_run


def _builder():
    if "report_builder" not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            "report_builder", Path(__file__).with_name("builder.py")
        )
        module = importlib.util.module_from_spec(spec)
        sys.modules["report_builder"] = module
        spec.loader.exec_module(module)
    return sys.modules["report_builder"]


@pytest.fixture(scope="session")
def builder():
    return _builder()


@pytest.fixture(scope="session")
def datasets(builder, tmp_path_factory):
    """Map (size, subject) to a loaded run or comparison."""
    found = {}
    for name, size, others in (
        ("city", builder.CITY, 6),
        ("single", builder.SINGLE, 3),
        ("tiny", builder.TINY, 1),
    ):
        folder = tmp_path_factory.mktemp(name)
        found[name, "run"] = load_run(builder.build_run(folder / "run", size))
        found[name, "comparison"] = load_comparison(
            builder.build_comparison(folder / "comparison", size, others)
        )
    return found
