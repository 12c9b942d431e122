"""The last metre: a survey of every kind of question under a finger, on small phones, for people of 75.

One survey of our own stands beside the seed's; what was once wrong on the phone is one test each.
"""

import pytest

from tests.journeys.conftest import SHOTS
from tests.journeys.touch import DEFINITION, ELDER, MADE, NARROW, STORED, WECHAT_WINDOW


@pytest.fixture(scope="module")
def survey(server):
    server.manage("shell", "-v0", "-c", MADE)
    return "/surveys/touch/"


@pytest.fixture
def phone(new_page, server, survey):
    """`phone(at=3)`: under a finger, at the step of that number, the ones before it answered as they come."""

    def open_phone(at=-1, *, viewport=WECHAT_WINDOW, elder=False):
        page = new_page(viewport=viewport, has_touch=True, is_mobile=True)
        if elder:
            page.context.add_cookies([ELDER | {"url": server.address}])
        page.goto(survey)
        for step in range(-1, at):
            answered(page, step)
            page.locator("button[data-next]").tap()
        return page

    return open_phone


PART, HEIGHT, WAY, SINCE, SCORE, FACILITIES, LAST, WISH, END = range(9)


def answered(page, step):
    if step == HEIGHT:
        page.locator("[name=q_height]").fill("35")
    if step == WAY:
        choose(page, "way", "sorts")
    if step == SCORE:
        choose(page, "score", "0")
    if step == FACILITIES:
        choose(page, "facilities", "fairly")


def choose(page, name, value):
    page.locator(f"label:has(input[name=q_{name}][value='{value}'])").tap()


@pytest.fixture
def picture(server):
    """What the window shows; a picture of the whole page would bring everything into sight."""

    def take(page, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"touch-{name}.png")

    return take


def stands_at(page) -> str:
    return page.locator("[data-step]:visible").get_attribute("data-step")


def position(page) -> str:
    return page.locator("[data-progress-words]").inner_text()


def test_one_tap_is_enough_after_an_error_was_mended(phone):
    page = phone(HEIGHT)
    page.locator("[name=q_height]").fill("很高")
    page.locator("button[data-next]").tap()
    assert "数字" in page.locator(".question-error:visible").inner_text()
    page.locator("[name=q_height]").tap()
    page.locator("[name=q_height]").fill("")
    page.keyboard.type("35")
    page.locator("button[data-next]").tap()
    assert stands_at(page) == "way"
    choose(page, "way", "else")
    page.locator("button[data-next]").tap()
    assert stands_at(page) == "way"
    page.locator("#q_way_other").tap()
    page.keyboard.type("卖")
    choose(page, "way", "sells")
    assert page.locator("[name=q_way][value=sells]").is_checked()


def test_limits_are_told_where_they_are_passed_and_wide_digits_are_digits(phone):
    page = phone(HEIGHT)
    for typed, told in (("500", "180"), ("０", "1"), ("１８１", "180")):
        page.locator("[name=q_height]").fill(typed)
        page.locator("button[data-next]").tap()
        assert told in page.locator(".question-error:visible").inner_text()
    page.locator("[name=q_height]").fill("３５")
    page.locator("button[data-next]").tap()
    answered(page, WAY)
    page.locator("button[data-next]").tap()
    page.locator("[name=q_since]").fill("2019-12-31")
    page.locator("button[data-next]").tap()
    assert "2020-01-01" in page.locator(".question-error:visible").inner_text()
    page.locator("[name=q_since]").fill("2026-11-05")
    page.locator("button[data-next]").tap()
    assert stands_at(page) == "score"


def test_headings_and_notes_are_counted_with_the_questions_beside_them(phone):
    page = phone(PART)
    assert "第 1 题，共 6 题" in position(page)
    assert page.locator("progress").evaluate("bar => bar.value") == 0
    for step, told, done in ((HEIGHT, "第 1 题", 0), (LAST, "第 6 题", 5), (END, "答完", 6)):
        while stands_at(page) != DEFINITION["items"][step]["id"]:
            answered(page, [item["id"] for item in DEFINITION["items"]].index(stands_at(page)))
            page.locator("button[data-next]").tap()
        assert told in position(page)
        assert page.locator("progress").evaluate("bar => bar.value") == done
    assert page.locator("button[data-submit]").is_visible()


@pytest.mark.parametrize("viewport", [NARROW, WECHAT_WINDOW], ids=["320", "360"])
@pytest.mark.parametrize("elder", [False, True], ids=["normal", "elder"])
def test_a_rating_stands_in_even_rows_with_each_figure_in_its_box(phone, picture, viewport, elder):
    page = phone(SCORE, viewport=viewport, elder=elder)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".answers--rating label:not(.apart)")].map((label) => {
          const [outer, inner] = [label, label.querySelector("span")].map((part) => part.getBoundingClientRect());
          return {top: outer.top, width: outer.width, height: outer.height,
            inside: inner.left >= outer.left + 2 && inner.right <= outer.right - 2 && inner.bottom <= outer.bottom};
        })"""
    )
    rows = [sum(1 for box in boxes if box["top"] == top) for top in dict.fromkeys(box["top"] for box in boxes)]
    assert len(boxes) == 11
    assert min(rows) >= 3
    assert all(box["inside"] for box in boxes)
    assert min(min(box["width"], box["height"]) for box in boxes) >= (60 if elder else 44)
    picture(page, f"rating-{'elder' if elder else 'normal'}-{viewport['width']}")


HIDDEN = """() => { const bar = document.querySelector("button[data-next]").closest(".actions").getBoundingClientRect().top;
  return [...document.querySelectorAll("[data-step]:not([hidden]) .answers label")]
    .filter((label) => label.getBoundingClientRect().bottom > bar + 4).map((label) => label.innerText); }"""


def test_no_answer_hides_under_the_bar(phone, picture):
    page = phone(FACILITIES, elder=True)
    picture(page, "scale-elder-360")
    assert page.evaluate(HIDDEN) == []
    assert page.locator(".more-below").is_hidden()


def test_where_answers_do_not_fit_it_is_told_that_more_follow(phone, picture):
    page = phone(FACILITIES, viewport={"width": 320, "height": 540}, elder=True)
    assert page.evaluate(HIDDEN)
    assert page.locator(".more-below").is_visible()
    picture(page, "more-below-elder-320")


def test_words_left_behind_block_nobody_and_back_goes_back_one_question(phone, server):
    page = phone(WAY)
    choose(page, "way", "else")
    page.locator("#q_way_other").fill("给邻居")
    choose(page, "way", "sells")
    page.locator("button[data-next]").tap()
    assert stands_at(page) == "since"
    page.locator("button[data-next]").tap()
    page.go_back()
    assert stands_at(page) == "since"
    page.locator("button[data-back]").tap()
    page.locator("[data-step=way]").wait_for()
    assert page.locator("[name=q_way][value=sells]").is_checked()
    for step in (WAY, SINCE, SCORE, FACILITIES, LAST, WISH):
        if step != WAY:
            answered(page, step)
        page.locator("button[data-next]").tap()
    page.locator("button[data-submit]").tap()
    page.wait_for_url("**/receipts/**")
    stored = server.manage("shell", "-v0", "-c", STORED)
    assert "'way': ['sells']" in stored
    assert "way_other" not in stored


def test_whoever_comes_back_finds_the_question_that_was_left(phone, survey):
    page = phone(SCORE)
    page.goto("/surveys/")
    page.goto(survey)
    assert stands_at(page) == "score"
    page.locator("label:has([name=q_score][value='3'])").tap()
    page.go_back()
    page.locator("[data-step=since]").wait_for()


def test_the_first_screen_asks_within_one_scroll(phone, picture):
    page = phone(elder=True)
    picture(page, "first-elder-360")
    ends = page.locator(".privacy").evaluate("part => part.getBoundingClientRect().bottom + scrollY")
    bar = page.locator(".actions").evaluate("part => part.offsetHeight")
    assert ends <= 2 * (WECHAT_WINDOW["height"] - bar)
    told = page.locator(".privacy").inner_text()
    assert all(
        mark in told for mark in ("天无废 9 表", "天宁区生态环境局", "天统备〔2026〕9 号", "2027-11-24", "工作专班")
    )
    assert page.locator("button[data-next]").is_visible()


def test_a_question_is_read_aloud_by_a_voice_of_the_phone_alone(new_page, survey):
    page = new_page(viewport=WECHAT_WINDOW, has_touch=True, is_mobile=True)
    page.add_init_script(
        """const voices = [{lang: "zh-CN", localService: false}, {lang: "zh-CN", localService: true}];
        window.spoken = [];
        Object.defineProperty(window, "speechSynthesis", {value: {getVoices: () => voices, addEventListener() {},
          speak: (words) => window.spoken.push([words.text, words.voice.localService]), cancel() {}}});
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
    )
    page.goto(survey)
    page.locator("button[data-next]").tap()
    page.locator("button[data-voice]").tap()
    assert page.evaluate("spoken") == [["先问几句您家的情况", True]]
    page.locator("button[data-next]").tap()
    assert "读给我听" in page.locator("button[data-voice]").inner_text()
