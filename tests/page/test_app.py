import logging

from sim.experiment.folder import write_manifest
from tests.page.conftest import TestClient, refused


def test_a_fault_of_ours_is_logged_and_not_shown(services, page, monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("secret at /home/somebody")

    monkeypatch.setattr(type(services.scenario_library), "detail", fail)
    asked = TestClient(page.app, base_url=page.base_url, raise_server_exceptions=False)
    with caplog.at_level(logging.ERROR):
        body = refused(asked.get("/api/scenario", params={"id": "small_city"}), 500)
    assert "secret" not in str(body)
    assert "Traceback" not in str(body)
    assert "secret at /home/somebody" in caplog.text


def test_what_is_heavy_is_loaded_while_the_page_is_served(services, page, monkeypatch):
    called = []
    monkeypatch.setattr(services, "warm", lambda: called.append(1))
    with page:  # as a server starts and stops it
        assert page.get("/api/status").status_code == 200
    assert called == [1]


def test_the_first_visitor_finds_lists_and_the_newest_report_ready(services, monkeypatch):
    for name, created in (("older", "2024-01-01"), ("newer", "2024-01-02")):
        (services.places.results / name).mkdir()
        write_manifest(services.places.results / name, {"kind": "run", "created": created})
    prepared = []
    monkeypatch.setattr(services.results, "prepare", prepared.append)
    monkeypatch.setattr(services.preparing, "run", lambda _: None)
    services.warm()
    assert prepared == ["newer"]
    monkeypatch.setattr(type(services.scenario_library), "_read_head", None)
    assert len(services.scenario_library.heads()) == 2  # without reading them
