"""`run.py serve`: what it refuses before it listens. What it answers is tested in tests/page."""

import importlib.util
import socket

import pytest

from sim.commands import serve as command


@pytest.fixture
def folders(tmp_path):
    (tmp_path / "scenarios").mkdir()
    return tmp_path


def test_a_missing_folder_of_scenarios_is_told(cli):
    assert "no folder scenarios" in cli.refused("serve")


def test_results_lie_apart_from_scenarios(cli, folders):
    for results in ("scenarios", "scenarios/results", "."):
        assert "apart" in cli.refused("serve", "--results", results)


def test_a_taken_port_is_told(cli, folders):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert "cannot listen" in cli.refused("serve", "--port", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "站" * 80])
def test_an_address_that_is_not_this_machines_is_told(cli, folders, host):
    assert "cannot listen" in cli.refused("serve", "--host", host, "--port", 0)


@pytest.mark.parametrize(
    "token", ["short", "with blanks in it", "x" * 11, "口令口令口令口令口令口令", "a;b=c;d=e;f=g"]
)
def test_a_token_that_is_easily_guessed_or_cannot_be_sent_is_refused(cli, folders, token):
    assert "--token" in cli.refused("serve", "--token", token)


def test_missing_packages_are_told_with_what_to_do(cli, folders, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "uvicorn" else find(name))
    told = cli.refused("serve")
    assert "uvicorn" in told
    assert "requirements/page.txt" in told


def test_the_address_is_that_which_a_browser_opens():
    token = "abcdefghijkl"
    assert command._address("127.0.0.1", 8765, "", None) == "http://127.0.0.1:8765/"
    assert command._address("::1", 80, token, command.Lang.zh) == f"http://[::1]:80/?token={token}&lang=zh"
    assert command._address("0.0.0.0", 1, token, None) == f"http://{socket.gethostname()}:1/?token={token}"


def test_a_page_for_others_makes_a_token_and_one_for_this_machine_needs_none(cli, folders, monkeypatch):
    made = []
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: made.append(self.config.app))
    open_to_others = [("--host", "0.0.0.0"), ("--token", "x" * 12), ("--name", "plan.example.org")]
    for words, secret in [((), False), *((one, True) for one in open_to_others)]:
        shown = cli("serve", "--port", 0, *words)
        assert shown.exit_code == 0, shown.output
        assert ("?token=" in shown.stdout) == secret
        gate = next(one.kwargs["gate"] for one in made[-1].user_middleware if "gate" in one.kwargs)
        assert bool(gate.token) == secret
        assert (gate.token in shown.stdout) or not secret
        assert "stopped" in shown.stdout
