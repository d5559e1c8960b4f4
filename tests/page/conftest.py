"""The page's application over two folders of its own: a small city with a what-if, and no results."""

import shutil
import sys
import warnings
from pathlib import Path

import pytest

from sim.page.app import create_app
from sim.page.confine import Places
from sim.page.security import gate
from sim.page.services import Services
from tests.experiment.cities import base, on_disk

with warnings.catch_warnings():  # its module announces a successor of httpx
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

PORT = 8765
FAKE = Path(__file__).with_name("fake_command.py")
EVENING = """\
id: evening
name_zh: 夜间
name_en: Evening
base: ../small_city
changes:
- update: {table: staff, where: {facility: s}, add: {head_count: 1}}
"""
ONE_MORE = {"update": {"table": "staff", "where": {"facility": "s"}, "add": {"head_count": 1}}}


@pytest.fixture(scope="session")
def _city(tmp_path_factory) -> Path:
    return on_disk(base(), tmp_path_factory.mktemp("page_city"))


@pytest.fixture
def places(_city, tmp_path, monkeypatch) -> Places:
    monkeypatch.chdir(tmp_path)
    scenarios, results = tmp_path / "scenarios", tmp_path / "results"
    shutil.copytree(_city, scenarios / "small_city")
    (scenarios / "what_if").mkdir()
    (scenarios / "what_if" / "evening.yaml").write_text(EVENING, encoding="utf-8")
    results.mkdir()
    return Places(scenarios.resolve(), results.resolve())


@pytest.fixture
def services(places):
    made = Services(places, [sys.executable, str(FAKE)])
    yield made
    made.stop()


@pytest.fixture
def page(services) -> TestClient:
    """Asks as the page's own script does."""
    return client(services)


def client(services: Services, token: str = "", host: str = "127.0.0.1") -> TestClient:
    app = create_app(services, gate(host, PORT, token))
    address, headers = f"http://127.0.0.1:{PORT}", {"X-Yizhan": "1"}
    return TestClient(app, base_url=address, headers=headers, follow_redirects=False)


def refused(answer, status: int) -> dict:
    """Return the body of a refusal, which speaks both languages."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body["error"]) == {"zh", "en"}
    assert isinstance(body["problems"], list)
    return body
