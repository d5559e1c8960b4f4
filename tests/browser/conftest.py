"""A headless Chromium, and pages that fail a test on any console error or request off this machine."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.steps import SEEN, Visitor
from tests.browser.workplace import Workplace, make, served

AXE = Path(__file__).parent / "axe" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
AT_HOME = {"127.0.0.1", "localhost", "::1"}
GRAVE = {"critical", "serious"}

Open = Callable[..., Page]


def chromium() -> str:
    """Find the system's Chromium (or what CHROMIUM names)."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("Chromium is missing: apt install chromium, or name it in CHROMIUM")
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium; --no-sandbox because tests may run as root in a container."""
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


class Watch:
    """Gathers what a page must not do: errors on the console, exceptions, requests off the machine."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.pardoned: list[str] = []  # parts of messages that a test provokes

    def follow(self, page: Page) -> None:
        page.on("console", lambda line: line.type == "error" and self.add(f"console: {line.text}"))
        page.on("pageerror", lambda fault: self.add(f"exception: {fault}"))
        page.on("request", self._asked)

    def add(self, fault: str) -> None:
        if not any(part in fault for part in self.pardoned):
            self.faults.append(fault)

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in AT_HOME:
            self.add(f"outside request: {request.url}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What pages did wrong; the test fails if there is any."""
    found = Watch()
    yield found
    assert found.faults == []


@pytest.fixture
def opened(browser: Browser, watch: Watch) -> Iterator[Open]:
    """Open pages, each in a context of its own: opened(address, lang="zh", width=1440, **context)."""
    contexts = []

    def open_page(address: str = "about:blank", lang: str = "en", width: int = 1440, **more) -> Page:
        options = {
            "viewport": {"width": width, "height": 900},
            "locale": "zh-CN" if lang == "zh" else "en-GB",
        }
        contexts.append(browser.new_context(**options | {"accept_downloads": True} | more))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        watch.follow(page)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def grave_findings(page: Page, within: str = "body") -> list[str]:
    """What axe-core finds critical or serious, each with its rule and the first element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async (within) => (await axe.run(within)).violations", within)
    return [
        f"{one['impact']}: {one['id']} ({one['help']}), {len(one['nodes'])} x {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.fixture(scope="session")
def place(tmp_path_factory) -> Workplace:
    """Folders with finished runs, for tests that add to them or read them."""
    return make(tmp_path_factory.mktemp("workplace"))


@pytest.fixture(scope="session")
def address(place) -> Iterator[str]:
    """The page, served from `place`."""
    with served(place) as found:
        yield found


@pytest.fixture
def visit(opened, address) -> Callable[..., Visitor]:
    """Come to the page as someone who has seen the guide: visit('#/jobs', lang='en', **context)."""

    def come(where: str = "#/scenarios", lang: str = "en", **more) -> Visitor:
        page = opened(lang=lang, **more)
        page.add_init_script(SEEN)
        visitor = Visitor(page, address, lang)
        visitor.go(where)
        return visitor

    return come


@pytest.fixture
def planner(visit):
    """Open the page at a hash: planner('#/network?…', lang, width)."""
    return lambda where, lang="en", width=1440: visit(where, lang, width=width).page
