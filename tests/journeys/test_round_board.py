"""The board as the public reads it: every indicator in a state that fits its kind, each with what it was made from."""

import re

import pytest

from tests.journeys.conftest import DESK

NO_FIGURE, ELSEWHERE, OUT = "尚无数据", "由市统一部署", "本区不涉及"
# What each kind says before any department has entered a figure, and after the portal has drawn its own.
STATES = {
    1: NO_FIGURE,  # stay under a cap
    6: OUT,
    9: NO_FIGURE,
    12: ELSEWHERE,
    23: NO_FIGURE,  # reach a value, with a baseline
    14: NO_FIGURE,  # a direction
    16: NO_FIGURE,  # what the city sets
    22: OUT,
    27: OUT,
    39: NO_FIGURE,  # a milestone
    41: "不参与评判",  # drawn after the plan was over: shown as later
    50: NO_FIGURE,
}
SURVEYED = (50, 51, 52)


@pytest.fixture(scope="module")
def drawn(server):
    server.manage("draw_observations")


def tile(page, number):
    return page.locator("article.tile").filter(
        has=page.locator(".tile__number", has_text=re.compile(rf"^\s*{number}(?!\d)"))
    )


def test_every_indicator_in_a_state_of_its_kind(page, new_page, drawn, axe, shot):
    page.goto("/board/")
    assert page.locator("article.tile").count() == 52
    said = {number: tile(page, number).locator(".chip").inner_text().strip() for number in STATES}
    assert said == STATES
    # Only a way from a figure of 2020 to a target is a bar; none of these has a figure yet.
    assert tile(page, 14).locator("progress").count() == 0
    axe(page)
    shot(page, "board-360")
    desk = new_page(viewport=DESK)
    for address, name in (("/board/", "board-1280"), ("/en/board/", "board-en-1280")):
        desk.goto(address)
        axe(desk)
        shot(desk, name)
    assert "Does not apply" in tile(desk, 6).inner_text()


def test_41_counts_each_certified_unit_once_and_says_who_does_not_count(page, server, drawn, axe, shot):
    valid = [row for row in server.seed["certificates"] if row["state"] in {"valid", "due"}]
    page.goto("/board/2022-2025/41/")
    standing = page.locator(".standing")
    assert standing.locator(".standing__value strong").inner_text() == str(len(valid))
    for details in page.locator("#proof details").all():
        details.locator("summary").click()
    proof = page.locator("#proof").inner_text()
    left_out = {row["number"] for row in server.seed["certificates"]} - {row["number"] for row in valid}
    counted, _, others = proof.partition("未计入")
    assert all(row["number"] in counted for row in valid)
    assert all(number in others for number in left_out)
    axe(page)
    shot(page, "board-41-360")
    file = page.request.get(page.locator("#proof a[download]").get_attribute("href"))
    assert {row["number"] for row in file.json()["content"]["counted"]} == {row["number"] for row in valid}


@pytest.mark.parametrize("number", SURVEYED)
def test_what_people_say_is_a_figure_with_its_interval_or_too_few(page, drawn, axe, shot, number):
    page.goto(f"/board/2022-2025/{number}/")
    words = page.locator(".standing").inner_text()
    has_figure = re.search(r"n = \d+", words) and "置信" in words
    assert has_figure or "份" in words or "尚未" in words
    axe(page)
    shot(page, f"board-{number}-360")


@pytest.mark.parametrize(
    "address",
    [
        "/en/board/2022-2025/13/",
        "/board/2022-2025/6/",
        "/board/2022-2025/12/",
        "/board/outreach/",
        "/board/2022-2025/projects/",
    ],
)
def test_each_opens_to_what_it_was_made_from(page, drawn, axe, shot, address):
    page.goto(address)
    axe(page)
    shot(page, f"board{address.removeprefix('/').removesuffix('/').replace('/', '-')}")
    page.context.add_cookies([{"name": "mode", "value": "elder", "url": page.url}])
    page.goto(address)
    axe(page)
    shot(page, f"board{address.removeprefix('/').removesuffix('/').replace('/', '-')}-elder")
