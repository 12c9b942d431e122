"""Journeys: a real Chromium against a real server, on SQLite, and on PostgreSQL when DATABASE_URL names one.

Every page is watched: a script error, a breach of the content policy or a request to another host fails the test.
"""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from bench.phones import ADDRESSES
from tests.journeys.browser import FLAGS, chromium_path
from tests.journeys.door import Door
from tests.journeys.server import ROOT, Server

PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOTS = ROOT / "build" / "journeys"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser():
    path = chromium_path()
    if not path:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    try:
        server.prepare()
        server.fill()
        server.start()
        yield server
    finally:
        server.stop()
        server.database.drop()


class Watch:
    """What a page must not do: fail in its scripts, break the policy, call another host."""

    def __init__(self, server):
        self.server, self.faults, self.expected = server, [], []

    def expect(self, pattern):
        """A console message that belongs to this journey, such as the 403 that it provokes."""
        self.expected.append(re.compile(pattern))

    def over(self, page):
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message):
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.server.address, "data:", "blob:")):
            self.faults.append(f"foreign host: {request.url}")

    def unexpected(self):
        return [fault for fault in self.faults if not any(pattern.search(fault) for pattern in self.expected)]


@pytest.fixture
def watch(server):
    return Watch(server)


@pytest.fixture
def new_page(browser, server, watch):
    """Pages of people who know nothing of each other: `new_page()`, `new_page(javaScriptEnabled=False)`."""
    contexts = []

    def open_page(**options):
        settings = {"viewport": PHONE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "base_url": server.address}
        # What one of them does much of is not counted for another.
        settings["extra_http_headers"] = {"X-Forwarded-For": next(ADDRESSES)}
        context = browser.new_context(**(settings | options))
        context.set_default_timeout(60_000)  # three suites share two cores
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.unexpected() == []


@pytest.fixture
def page(new_page):
    """A phone in the hand of nobody in particular."""
    return new_page()


@pytest.fixture(scope="session")
def accounts(server):
    """The seed's people by key: what each signs in with."""
    return {account["key"]: account for account in server.seed["accounts"]}


@pytest.fixture(scope="session")
def door(server):
    return Door(server)


@pytest.fixture(scope="session")
def sign_in(door):
    return door.sign_in


@pytest.fixture(scope="session")
def _cookies():
    return {}


@pytest.fixture
def person(new_page, accounts, sign_in, _cookies):
    """A page of somebody signed in: once a session by the one door, again only when the session has run out."""

    def open_page(key, *, then="/account/sessions/", **options):
        page = new_page(storage_state=_cookies.get(key), **options)
        page.goto("/account/sessions/")
        if "/login/" in page.url:
            sign_in(page, accounts[key])
            _cookies[key] = page.context.storage_state()
        page.goto(then)
        return page

    return open_page


@pytest.fixture(scope="session")
def axe_faults():
    """The rules that a page breaks, each with the elements that break it."""
    tool = Axe()
    # Preloading would write a <style> of axe's own, which our policy rightly refuses.
    options = {"runOnly": {"type": "tag", "values": TAGS}, "preload": False, "resultTypes": ["violations"]}

    def faults(page):
        found = tool.run(page, options=options).response["violations"]
        return [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found]

    return faults


@pytest.fixture(scope="session")
def axe(axe_faults):
    """Fails with the names of the rules and of the elements that break them."""

    def check(page):
        assert axe_faults(page) == [], page.url

    return check


@pytest.fixture(scope="session")
def shot():
    """A picture of the whole page into build/journeys, for who looks at them: `make test T=…`; nobody looks at all."""
    if not os.environ.get("PORTAL_TEST_PICTURES"):
        return lambda page, name: None

    def take(page, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return take


@pytest.fixture
def looked(server, axe, shot):
    """Both: no fault of the checker's, and a picture named after the width.

    The pages are the same on either database, so they are looked at once, on SQLite: it is half of a journey's time.
    """

    def look(page, name):
        if server.database.kind == "sqlite":
            axe(page)
            shot(page, f"{name}-{page.viewport_size['width']}")

    return look
