"""SUB-02 and SUB-06: however often one answer is sent, it is one row with one reference."""

import html
import http.client
import re
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.journeys.test_resident_survey import ANSWERS, REFERENCE, WISH, choose

AT_ONCE = 20
READING = 25  # seconds; quicker than that nobody reads thirteen questions
SLOW = 2  # seconds
# What a screen reader is told, noted for the next page.
HEARD = """new MutationObserver(() => { sessionStorage.heard = document.getElementById("live").textContent })
  .observe(document.getElementById("live"), {childList: true, characterData: true, subtree: true})"""
KEY = re.compile(r'name="key" value="([^"]+)"')


@pytest.fixture(scope="module")
def address(server) -> str:
    survey = next(survey for survey in server.seed["surveys"] if survey["slug"] == "open")
    return f"/q/{survey['place_token']}"


@pytest.fixture(scope="module", autouse=True)
def handed_out(server, address):
    """A form opened at the start, and the moment."""
    with urllib.request.urlopen(server.url(address)) as answer:
        return html.unescape(KEY.search(answer.read().decode())[1]), time.monotonic()


@pytest.fixture(scope="module")
def rows(server):
    """How many answers there are with this wish, asked of the portal itself."""

    def count(wish: str) -> int:
        lines = (
            "from surveys.models import Response;"
            f"print('rows', sum({wish!r} in str(row.answers) for row in Response.objects.all()))"
        )
        return int(re.search(r"rows (\d+)", server.manage("shell", "-v0", "-c", lines))[1])

    return count


@pytest.fixture
def held(address):
    """A server that takes two seconds."""

    def hold(page):
        posts = []

        def slow(route):
            if route.request.method == "POST":
                posts.append(route.request.post_data)
                time.sleep(SLOW)
            route.continue_()

        page.route(f"**{address}*", slow)
        return posts

    return hold


def to_the_last_question(page, address, wish):
    page.goto(address)
    following = page.locator("button[data-next]")
    following.click()
    for name, value in ANSWERS.items():
        choose(page, name, value)
        following.click()
    page.locator("textarea").fill(wish)


def twice_by_mouse(page):
    page.locator("button[data-submit]").dblclick(no_wait_after=True)


def by_key_and_mouse(page):
    button = page.locator("button[data-submit]")
    box = button.bounding_box()
    button.focus()
    page.keyboard.press("Enter")
    page.mouse.click(box["x"] + 20, box["y"] + 10)


@pytest.mark.parametrize("press", [twice_by_mouse, by_key_and_mouse])
def test_sub_06_pressed_twice_while_the_server_thinks(page, address, held, rows, press):
    wish = f"{WISH} {press.__name__}"
    to_the_last_question(page, address, wish)
    page.evaluate(HEARD)
    posts = held(page)
    press(page)
    page.wait_for_url("**/receipts/**")
    assert len(posts) == 1
    assert "请稍候" in page.evaluate("sessionStorage.heard")
    assert rows(wish) == 1


def test_sub_06_pressed_twice_without_scripts(new_page, address, held, rows):
    page = new_page(java_script_enabled=False)
    wish = f"{WISH} 没有脚本"
    page.goto(address)
    for name, value in ANSWERS.items():
        choose(page, name, value)
    page.locator("textarea").fill(wish)
    held(page)
    twice_by_mouse(page)
    page.wait_for_url("**/receipts/**")
    assert REFERENCE.search(page.locator("main").inner_text())
    assert rows(wish) == 1


def test_sub_02_twenty_at_once_get_one_reference(server, address, handed_out, rows):
    key, moment = handed_out
    time.sleep(max(0, READING - (time.monotonic() - moment)))
    wish = f"{WISH} 二十份"
    fields = {f"q_{name}": value for name, value in ANSWERS.items()} | {"q_wish": wish, "key": key}
    body = urlencode(fields)

    def post(_index):
        for _attempt in range(20):
            status, place = posted(server.port, address, body)
            if status != 409:
                return status, REFERENCE.search(place)[0] if REFERENCE.search(place) else place
            time.sleep(0.5)
        raise AssertionError("still 409 after ten seconds")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = list(pool.map(post, range(AT_ONCE)))
    assert {status for status, _reference in replies} == {302}
    assert len({reference for _status, reference in replies}) == 1
    assert rows(wish) == 1


def posted(port, path, body) -> tuple[int, str]:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{port}"}
    connection.request("POST", path, body, kind)
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers.get("Location", "")
