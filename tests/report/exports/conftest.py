"""The small case log, written once a session."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def small_log():
    path = Path(__file__).with_name("small_log.py")
    spec = importlib.util.spec_from_file_location("small_log", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def small_run(small_log, tmp_path_factory):
    return small_log.write(tmp_path_factory.mktemp("small") / "run")
