"""From answers to the board: forty answers, the close, one who prepares and another who publishes, the drawing."""

import html
import re
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.journeys.conftest import DESK
from tests.journeys.presses import press
from tests.journeys.test_resident_survey import ANSWERS
from tests.journeys.test_round_repeats import KEY, READING, posted

PEOPLE = 40
SATISFIED = 30  # of forty: 75 %
INDICATORS = (50, 51, 52)


@pytest.fixture(scope="module")
def answered(server):
    """Forty people who were drawn open their links, each the own one."""
    survey = next(survey for survey in server.seed["surveys"] if survey["slug"] == "invited")
    tokens = survey["invitation_tokens"][-PEOPLE:]
    address = "/surveys/invited/answer/"
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda token: key_of(server.url(address), token), tokens))
        time.sleep(READING)
        bodies = [filled(number, *pair) for number, pair in enumerate(zip(keys, tokens, strict=True))]
        replies = list(pool.map(lambda body: posted(server.port, address, body)[0], bodies))
    assert replies == [302] * PEOPLE


def key_of(address, token) -> str:
    with urllib.request.urlopen(address, urlencode({"invitation": token}).encode()) as answer:
        return html.unescape(KEY.search(answer.read().decode())[1])


def filled(number: int, key: str, token: str) -> str:
    overall = "satisfied" if number < SATISFIED else "dissatisfied"
    answers = ANSWERS | {"overall": overall, "wish": f"演示 {number}"}
    return urlencode({f"q_{name}": value for name, value in answers.items()} | {"key": key, "invitation": token})


def figures_of(page, words):
    page.get_by_role("link", name=re.compile(words)).first.click()
    press(page.locator("a[href$='/estimates/']").first)


def publish_all(page):
    while page.locator("button[name=publish][value=on]").count():
        press(page.locator("button[name=publish][value=on]").first)


def prepare_and_publish(prepares, publishes, words):
    figures_of(prepares, words)
    press(prepares.locator(".actions form button"))
    assert prepares.locator("button[name=publish]").count() == 0
    figures_of(publishes, words)
    publish_all(publishes)


def on_the_board(page, number):
    page.goto(f"/board/2022-2025/{number}/")
    return page.locator(".standing").inner_text()


def closed(administrator, look):
    administrator.get_by_role("link", name=re.compile("凭邀请），第 1 期")).first.click()
    look(administrator, "fieldwork")
    form = administrator.locator("form[action$='/close/']")
    form.locator("[name=reason]").fill("演示：旅程提前结束")
    press(form.locator("button"))


def published_figures(person, words):
    pages = [person(key, then="/surveys/work/", viewport=DESK) for key in ("reviewer", "reviewer-2")]
    prepare_and_publish(*pages, words)
    return pages[1]


def drawings(page) -> int:
    page.goto("/board/2022-2025/52/")
    return page.locator("#history-title ~ table tbody tr").count()


def test_too_few_then_a_figure_with_its_interval(server, person, new_page, answered, looked):
    def look(page, name):
        looked(page, f"figures-{name}")

    published_figures(person, "已结束")
    server.manage("draw_observations")
    anyone = new_page()
    for number in INDICATORS:
        assert "目前有效答卷0份，达到30份后公布" in on_the_board(anyone, number)
    look(anyone, "too-few")

    closed(person("administrator", then="/surveys/work/", viewport=DESK), look)
    look(published_figures(person, "凭邀请"), "published")
    server.manage("draw_observations")
    for number in INDICATORS:
        assert f"n = {PEOPLE}" in on_the_board(anyone, number)
    words = on_the_board(anyone, 52)
    assert "75" in words
    assert "置信区间" in words
    look(anyone, "52")
    proof = anyone.request.get(anyone.locator("#proof a[download]").get_attribute("href")).json()
    assert proof["content"]["inputs"]["survey"]
    anyone.goto("/en/board/2022-2025/52/")
    assert "confidence between" in anyone.locator(".standing").inner_text()
    look(anyone, "52-en")
    before = drawings(anyone)
    server.manage("draw_observations")
    assert drawings(anyone) == before
