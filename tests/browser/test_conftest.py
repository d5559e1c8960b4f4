"""The fixtures are not blind: pages that do wrong are found out."""

import pytest

from tests.browser.conftest import Watch, grave_findings

pytestmark = pytest.mark.browser


@pytest.fixture
def watched(browser):
    """A page of its own with a watch that no test fails for."""
    context = browser.new_context()
    page, watch = context.new_page(), Watch()
    page.route("http://outside.example/**", lambda route: route.fulfill(status=200, body=""))
    watch.follow(page)
    yield page, watch
    context.close()


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>console.error('a fault of the page')</script>", "console: a fault of the page"),
        ("<script>throw new Error('not caught')</script>", "exception: not caught"),
        ("<script>Promise.reject(new Error('forgotten'))</script>", "exception: forgotten"),
        (
            "<link rel=stylesheet href='http://outside.example/a.css'>",
            "outside request: http://outside.example/a.css",
        ),
        (
            "<script>fetch('http://outside.example/b').catch(() => {})</script>",
            "outside request: http://outside.example/b",
        ),
    ],
)
def test_a_page_that_does_wrong_is_found_out(watched, html, fault):
    page, watch = watched
    page.set_content(f"<html lang=en><title>t</title><body><p>text</p>{html}")
    page.wait_for_timeout(200)
    assert fault in watch.faults


def test_a_page_that_does_no_wrong_passes(watched):
    page, watch = watched
    page.set_content(
        "<html lang=en><title>t</title><main><h1>t</h1><script>console.log('fine')</script></main>"
    )
    page.wait_for_timeout(100)
    assert watch.faults == []
    assert grave_findings(page) == []


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<input>", "label"),
        ("<button></button>", "button-name"),
        ("<p style='color: #bbb; background: #fff'>pale words</p>", "color-contrast"),
    ],
)
def test_what_hinders_readers_is_found(watched, html, rule):
    page, _ = watched
    page.set_content(f"<html lang=en><title>t</title><main><h1>t</h1>{html}</main>")
    assert [rule in finding for finding in grave_findings(page)] == [True]
