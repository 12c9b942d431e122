"""The last metre: a survey of every kind of question under a finger, on small phones, for people of 75.

One survey of our own stands beside the seed's; what was once wrong on the phone is one test each.
"""

import pytest

from tests.journeys.conftest import SHOTS
from tests.surveys.questionnaire.samples import option, words

ELDER = {"name": "mode", "value": "elder"}
WECHAT_WINDOW = {"width": 360, "height": 640}
NARROW = {"width": 320, "height": 640}
SCALE = [
    {"code": "satisfied", "polarity": 2, "text": words("满意")},
    {"code": "fairly", "polarity": 1, "text": words("比较满意")},
    {"code": "rather_not", "polarity": -1, "text": words("不太满意")},
    {"code": "dissatisfied", "polarity": -2, "text": words("不满意")},
    {"code": "unclear", "text": words("不清楚")},
]
DEFINITION = {
    "code": "touch",
    "title": words("触屏"),
    "introduction": words("共 6 题，大约 2 分钟。"),
    "minutes": 2,
    "scales": {"satisfaction": SCALE},
    "items": [
        {"id": "part", "kind": "section", "text": words("先问几句您家的情况")},
        {"id": "height", "kind": "number", "required": True, "minimum": 1, "maximum": 180, "text": words("几厘米？")},
        {
            "id": "way",
            "kind": "single",
            "required": True,
            "text": words("怎么扔？"),
            "options": [option("sorts"), option("sells"), option("else", other=True)],
        },
        {"id": "since", "kind": "date", "earliest": "2020-01-01", "latest": "2026-11-30", "text": words("哪天起？")},
        {
            "id": "score",
            "kind": "rating",
            "required": True,
            "unclear": True,
            "text": words("打几分？"),
            "low": words("很差"),
            "high": words("很好"),
        },
        {
            "id": "facilities",
            "kind": "satisfaction",
            "scale": "satisfaction",
            "required": True,
            "text": words("您对住处附近的分类设施、投放时间和垃圾收运的及时程度，总的来说满意不满意？"),
        },
        {"id": "last", "kind": "note", "text": words("还有最后一题。")},
        {"id": "wish", "kind": "text", "max_length": 300, "text": words("最希望改进什么？")},
        {"id": "end", "kind": "note", "text": words("谢谢您。")},
    ],
}
MADE = """
from datetime import timedelta
from portal.clock import now
from surveys.models import Survey, Wave
from surveys.operations.questionnaires import load_questionnaire
from tests.journeys.test_touch_survey import DEFINITION
version = load_questionnaire(definition=DEFINITION).version
survey = Survey.objects.create(slug="touch", title="触屏", title_en="Touch", questionnaire_code="touch",
    form_number="天无废 9 表", issuer="天宁区生态环境局", approval_number="天统备〔2026〕9 号",
    valid_until="2027-11-24", privacy_version="1", handler="天宁区无废城市建设工作专班", contact="0519-00000000")
Wave.objects.create(survey=survey, number=1, version=version, state="open",
    opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=30))
"""
STORED = "from surveys.models import Response; print('rows', Response.objects.filter(wave__survey__slug='touch').order_by('-pk')[0].answers)"


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


def test_where_answers_do_not_fit_it_is_told_and_none_is_left_unseen(phone, picture):
    page = phone(FACILITIES, viewport={"width": 320, "height": 540}, elder=True)
    assert page.evaluate(HIDDEN)
    assert page.locator(".more-below").is_visible()
    picture(page, "more-below-elder-320")
    page.locator("[name=q_facilities][value=satisfied]").dispatch_event("click")
    page.locator("button[data-next]").tap()
    assert stands_at(page) == "facilities"
    for _ in range(3):
        if page.locator(".more-below").is_visible():
            page.locator(".more-below").tap()
    assert page.evaluate(HIDDEN) == []
    page.locator("button[data-next]").tap()
    assert stands_at(page) == "last"


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
