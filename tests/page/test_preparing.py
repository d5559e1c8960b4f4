"""The background run that compiles: it runs once, leaves nothing, and ends with the server."""

import sys
import threading
import time
from pathlib import Path

import pytest

from sim.experiment import kernels
from sim.page.preparing import Preparing
from tests.page.conftest import FAKE


def test_it_runs_a_short_simulation_whose_result_is_forgotten(places, monkeypatch, tmp_path):
    monkeypatch.setenv("FAKE_COMMAND", "quick")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    preparing = Preparing([sys.executable, str(FAKE)])
    preparing.run(places.scenarios / "small_city")
    assert not preparing.running
    assert list((tmp_path / "temporary").iterdir()) == []
    assert list(places.results.iterdir()) == []


def test_it_ends_with_the_server(places, monkeypatch):
    monkeypatch.setenv("FAKE_COMMAND", "obedient")
    preparing = Preparing([sys.executable, str(FAKE)])
    thread = threading.Thread(target=preparing.run, args=(places.scenarios / "small_city",))
    thread.start()
    while not preparing.running:
        time.sleep(0.01)
    preparing.stop()
    thread.join(10)
    assert not thread.is_alive()
    assert not preparing.running
    preparing.run(places.scenarios / "small_city")  # nothing starts any more
    assert not preparing.running


@pytest.mark.parametrize("cold", [True, False])
def test_a_server_prepares_the_smallest_scenario_where_nothing_is_compiled(services, monkeypatch, cold):
    ran: list[Path] = []
    monkeypatch.setattr(kernels, "cold", lambda: cold)
    monkeypatch.setattr(services.preparing, "run", ran.append)
    big = services.places.scenarios / "big"
    big.mkdir()
    (big / "scenario.yaml").write_text("id: big\n" + "#" * 1_000_000, encoding="utf-8")
    services.warm()
    assert ran == ([services.places.scenarios / "small_city"] if cold else [])


def test_the_status_tells_that_it_prepares(page, services, monkeypatch):
    assert page.get("/api/status").json()["preparing"] is False
    monkeypatch.setenv("FAKE_COMMAND", "obedient")
    thread = threading.Thread(target=services.preparing.run, args=(services.places.scenarios / "small_city",))
    thread.start()
    while not services.preparing.running:
        time.sleep(0.01)
    assert page.get("/api/status").json()["preparing"] is True
    services.preparing.stop()
    thread.join(10)
    assert page.get("/api/status").json()["preparing"] is False
