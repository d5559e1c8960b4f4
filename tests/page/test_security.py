import pytest

from sim.page.app import create_app
from sim.page.models import Lang
from sim.page.security import MOST_BYTES, gate, split_host
from tests.page.conftest import PORT, TestClient, client, refused

TOKEN = "a-token-of-the-test"


@pytest.mark.parametrize(
    ("host", "let_in"),
    [
        ("127.0.0.1:8765", True),
        ("localhost:8765", True),
        ("LOCALHOST:8765", True),
        ("[::1]:8765", True),
        ("localhost", True),
        ("evil.example", False),
        ("127.0.0.1:80", False),
        ("127.0.0.1.evil.example", False),
        ("localhost:8765@evil.example", False),
        ("", False),
        ("192.168.1.4:8765", False),
    ],
)
def test_only_names_of_this_server_are_answered(page, host, let_in):
    answer = page.get("/api/status", headers={"Host": host})
    assert answer.status_code == (200 if let_in else 403)
    if not let_in:
        refused(answer, 403)


def test_a_server_bound_to_every_address_knows_addresses_and_no_foreign_names():
    everywhere = gate("0.0.0.0", PORT, TOKEN)
    assert everywhere.knows(f"192.168.1.4:{PORT}")
    assert everywhere.knows(f"[fe80::1]:{PORT}")
    assert not everywhere.knows(f"evil.example:{PORT}")
    assert not gate("192.168.1.4", PORT, TOKEN).knows(f"192.168.1.5:{PORT}")
    assert split_host("[::1]:80") == ("::1", "80")


CHANGING = [
    ("PUT", "/api/what-if"),
    ("DELETE", "/api/what-if"),
    ("POST", "/api/jobs"),
    ("DELETE", "/api/job"),
    ("POST", "/api/uploads"),
    ("POST", "/api/results/ready"),
    ("POST", "/api/results/compare"),
    ("DELETE", "/api/result"),
    ("POST", "/api/draft/check"),
]


@pytest.mark.parametrize(("method", "path"), CHANGING)
def test_another_site_cannot_change_anything(page, method, path):
    refused(page.request(method, path, json={}, headers={"X-Yizhan": ""}), 403)
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{PORT}"},  # another name is another origin
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        refused(page.request(method, path, json={}, headers=headers), 403)
    own = {"Origin": f"http://127.0.0.1:{PORT}", "Sec-Fetch-Site": "same-origin"}
    assert page.request(method, path, json={}, headers=own).status_code != 403


def test_a_proxy_in_front_has_a_name_and_a_scheme_of_its_own(services):
    app = create_app(services, gate("127.0.0.1", PORT, TOKEN, ["plan.example.org"]))
    page = TestClient(
        app, base_url="http://plan.example.org", headers={"X-Yizhan": "1"}, follow_redirects=False
    )
    assert page.get(f"/?token={TOKEN}").status_code == 303
    for host in ("plan.example.org", f"127.0.0.1:{PORT}"):  # passed on, or written anew by the proxy
        headers = {"Host": host, "Origin": "https://plan.example.org", "Cookie": f"yizhan-{PORT}={TOKEN}"}
        assert page.post("/api/draft/check", json={}, headers=headers).status_code == 422
        refused(
            page.post("/api/draft/check", json={}, headers={**headers, "Origin": "https://evil.example"}), 403
        )
    refused(page.get("/", headers={"Host": "evil.example"}), 403)


def test_every_answer_carries_the_headers(page):
    answers = [
        page.get("/"),
        page.get("/api/status"),
        page.get("/nothing"),
        page.get("/api/scenario?id=.."),
        page.get("/static/app.js"),
        page.get("/", headers={"Host": "evil.example"}),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe-eval" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "server" not in answer.headers


def test_the_token_opens_the_page_once_and_then_the_cookie_does(services):
    page = client(services, TOKEN)
    for path in ("/", "/api/status", "/static/app.js", "/?token=wrong", "/?token="):
        refused(page.get(path), 403)
    entered = page.get(f"/?token={TOKEN}&lang=en")
    assert entered.status_code == 303
    assert entered.headers["location"] == "/?lang=en"
    cookie = entered.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/"))
    assert page.get("/").status_code == 200  # the client keeps the cookie
    assert page.get("/api/status").status_code == 200
    refused(client(services, "another-token").get("/", headers={"Cookie": f"yizhan-{PORT}={TOKEN}"}), 403)


def test_the_token_never_leads_to_another_host(services):
    entered = client(services, TOKEN).get(f"//evil.example/?token={TOKEN}")
    assert entered.status_code in (303, 403, 404)
    assert not entered.headers.get("location", "/").startswith("//")


def test_bodies_have_limits(page):
    refused(page.post("/api/draft/check", content=b"x" * (MOST_BYTES + 1)), 413)

    def pieces():  # without a length in its head
        for _ in range(5):
            yield b" " * (MOST_BYTES // 4)

    refused(page.post("/api/draft/check", content=pieces()), 413)


def test_uploads_have_a_limit_of_their_own(services, monkeypatch):
    monkeypatch.setattr("sim.page.app.MOST_UPLOAD_BYTES", MOST_BYTES + 1000)
    page = client(services)
    form = {"data": {"kind": "scenario"}}
    passed = page.post("/api/uploads", **form, files={"file": ("x.zip", b"x" * MOST_BYTES)})
    refused(passed, 415)  # it is read, and no zip
    whole = page.post("/api/uploads", **form, files={"file": ("x.zip", b"x" * (MOST_BYTES + 1000))})
    refused(whole, 413)

    def pieces():  # without a length in its head
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="x.zip"\r\n\r\n'
        for _ in range(5):
            yield b"x" * (MOST_BYTES // 4)

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    refused(page.post("/api/uploads", content=pieces(), headers=headers), 413)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b'{"base": NaN}',
        b'{"base": "\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b"1" * 5000,
    ],
)
def test_what_is_no_json_is_refused(page, body):
    refused(page.post("/api/draft/check", content=body), 400)


@pytest.mark.parametrize(
    "body", [[], "x", 1, {}, {"base": 1}, {"base": "x", "changes": {}}, {"base": "x", "y": 1}]
)
def test_json_of_another_shape_is_refused(page, body):
    assert refused(page.post("/api/draft/check", json=body), 422)["problems"]


def test_the_languages_of_requests_are_those_of_texts():
    assert set(Lang.__args__) == {"zh", "en"}
