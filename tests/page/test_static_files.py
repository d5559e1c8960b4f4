import gzip
import re

import pytest

from sim.page.static_files import CHARTS, STATIC
from tests.page.conftest import refused


def test_the_page_is_there_with_all_that_it_names(page):
    index = page.get("/")
    assert index.headers["content-type"] == "text/html; charset=utf-8"
    named = re.findall(r'(?:src|href)="(/[^"#]+)"', index.text)
    assert named
    for path in named:
        assert page.get(path).status_code == 200, path


def test_files_are_packed_and_told_apart_by_their_content(page):
    plain = page.get("/charts/echarts/echarts.min.js", headers={"Accept-Encoding": "identity"})
    assert plain.content == (CHARTS / "echarts" / "echarts.min.js").read_bytes()
    with page.stream("GET", "/charts/echarts/echarts.min.js", headers={"Accept-Encoding": "gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        raw = b"".join(packed.iter_raw())
    assert len(raw) < len(plain.content) / 2
    assert gzip.decompress(raw) == plain.content
    again = page.get("/charts/echarts/echarts.min.js", headers={"If-None-Match": plain.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_scripts_are_sent_as_scripts(page):
    for path in STATIC.rglob("*.js"):
        answer = page.get(f"/static/{path.relative_to(STATIC).as_posix()}")
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/charts/../data.py",
        "/static//etc/passwd",
        "/static/nope.js",
        "/nope",
        "/static/views",
    ],
)
def test_nothing_else_is_sent(page, path):
    refused(page.get(path), 404)


def test_a_wrong_method_is_told(page):
    refused(page.post("/"), 405)
    refused(page.get("/api/what-if"), 405)
