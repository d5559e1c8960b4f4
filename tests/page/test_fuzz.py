"""A thousand requests, right and wrong, made from the page's own OpenAPI document: never a server fault."""

import json
from collections import Counter

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as some
from schemathesis import GenerationMode

from sim.experiment.folder import write_manifest
from sim.page import openapi
from sim.scenario.schema import TABLES
from tests.page.conftest import PORT, client

REQUESTS = 1000
HOSTILE = [
    "../x",
    "..",
    "/etc/passwd",
    ".",
    "",
    "a\0b",
    "<img src=x onerror=alert(1)>",
    "x" * 400,
    "-x",
    "C:\\x",
]
REAL = 2 * len(HOSTILE)  # names that exist are drawn more often than those that should not get through
KNOWN = {
    "base": ["small_city", "what_if/evening.yaml"] * REAL + ["mine/plan.yaml", *HOSTILE],
    "scenario": ["small_city", "what_if/evening.yaml"] * REAL + HOSTILE,
    "table": [*TABLES, "settings", "policies", *HOSTILE],
    "id": ["small_city", "what_if/evening.yaml", "plan", "mine/plan.yaml", "torn"] * 5 + HOSTILE,
    "outlines": [None] * REAL + HOSTILE,
    "result": ["torn"] * REAL + HOSTILE,
}
TABLE_NAMES = some.sampled_from([*TABLES, "policies", "nope", ""])
FIELDS = some.sampled_from(
    ["id", "facility", "head_count", "lat", "open", "hours", "kind", "skills", "rate", "nope", ""]
)
PLAIN = some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False, allow_infinity=False)
VALUES = (
    PLAIN | some.sampled_from(["s", "t", "wx", "09:00", "mon;tue", "", "x" * 3000]) | some.text(max_size=20)
)
NESTED = some.recursive(
    VALUES,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
ROWS = some.dictionaries(FIELDS, NESTED, max_size=4)
PATHS = some.sampled_from(
    ["settings.days", "settings.seed", "policies.travel.speed", "policies.backstop.on", "x", ""]
)
CHANGE = (
    some.fixed_dictionaries(
        {
            "update": some.fixed_dictionaries(
                {"table": TABLE_NAMES}, optional={"where": ROWS, "set": ROWS, "add": ROWS, "multiply": ROWS}
            )
        }
    )
    | some.fixed_dictionaries({"remove": some.fixed_dictionaries({"table": TABLE_NAMES, "where": ROWS})})
    | some.fixed_dictionaries(
        {"copy": some.fixed_dictionaries({"table": TABLE_NAMES, "where": ROWS, "set": ROWS})}
    )
    | some.fixed_dictionaries(
        {
            "add": some.fixed_dictionaries(
                {"table": TABLE_NAMES}, optional={"row": ROWS, "rows": some.lists(ROWS, max_size=2)}
            )
        }
    )
    | some.fixed_dictionaries({"set": some.dictionaries(PATHS, NESTED, max_size=2)})
    | NESTED
)


@some.composite
def requests_of(draw, operations):
    """Draw an operation and a request that fits its description or does not, often with names that exist."""
    operation = draw(some.sampled_from(operations))
    mode = draw(
        some.sampled_from([GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    )
    case = draw(operation.as_strategy(generation_mode=mode))
    for part in (case.query, case.body):
        if isinstance(part, dict) and mode == GenerationMode.POSITIVE:
            for name in sorted(set(part) & set(KNOWN)):
                part[name] = draw(some.sampled_from(KNOWN[name]))
            if "changes" in part:
                part["changes"] = draw(some.lists(CHANGE, max_size=4))
    return case


def make(folder):
    folder.mkdir()
    return folder


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore")
def test_no_request_makes_the_server_fail(services, monkeypatch):
    monkeypatch.setenv("FAKE_COMMAND", "quick")
    write_manifest(make(services.places.results / "torn"), {"kind": "run"})
    page = client(services)
    document = schemathesis.openapi.from_dict(openapi.document())
    operations = [found.ok() for found in document.get_all_operations()]
    answers = Counter()

    @settings(
        max_examples=REQUESTS,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(requests_of(operations))
    def ask(case):
        kwargs = case.as_transport_kwargs(base_url=f"http://127.0.0.1:{PORT}")
        kwargs.pop("timeout", None)
        try:
            made = requests.Request(**kwargs).prepare()
        except (requests.RequestException, ValueError, UnicodeError):
            assume(False)
        headers = {
            "X-Yizhan": "1",
            **{name: value for name, value in made.headers.items() if name != "Cookie"},
        }
        answer = page.request(made.method, made.url, content=made.body or b"", headers=headers)
        answers[answer.status_code] += 1
        assert answer.status_code < 500, (case.method, case.path, made.body, answer.text)
        if answer.status_code >= 400:
            assert set(json.loads(answer.content)["error"]) == {"zh", "en"}

    ask()
    assert answers.total() >= REQUESTS
    assert answers[200] + answers[202] > REQUESTS / 10, answers  # not all bounced off the door
