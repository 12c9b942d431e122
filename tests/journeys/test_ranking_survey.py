"""Answers put in order: by two buttons each under a finger and by keys, by lists of places where no script runs."""

import re

import pytest

from tests.journeys.touch import ELDER
from tests.surveys.questionnaire.samples import option

PHONE = {"width": 360, "height": 740}
DEFINITION = {
    "code": "order",
    "title": {"zh": "先做什么", "en": "What first"},
    "introduction": {"zh": "共 2 题，大约 1 分钟。", "en": "2 questions, about 1 minute."},
    "minutes": 1,
    "items": [
        {
            "id": "first",
            "kind": "ranking",
            "required": True,
            "maximum": 2,
            "text": {"zh": "您希望先做哪两件？", "en": "Which two should come first?"},
            "options": [
                option("bins") | {"text": {"zh": "多设分类投放点", "en": "More sorting points"}},
                option("hours") | {"text": {"zh": "延长投放时间，早晚都能投", "en": "Longer hours, early and late"}},
                option("signs") | {"text": {"zh": "标识更清楚", "en": "Clearer signs"}},
            ],
        },
        {"id": "wish", "kind": "text", "max_length": 300, "text": {"zh": "还有什么要说？", "en": "Anything else?"}},
    ],
}
MADE = """
from datetime import timedelta
from portal.clock import now
from surveys.models import Survey, Wave
from surveys.operations.questionnaires import load_questionnaire
from tests.journeys.test_ranking_survey import DEFINITION
version = load_questionnaire(definition=DEFINITION).version
survey = Survey.objects.create(slug="order", title="先做什么", title_en="What first", questionnaire_code="order",
    form_number="天无废 8 表", issuer="天宁区生态环境局", approval_number="天统备〔2026〕8 号",
    valid_until="2027-11-24", privacy_version="1", handler="天宁区无废城市建设工作专班", contact="0519-00000000")
Wave.objects.create(survey=survey, number=1, version=version, state="open",
    opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=30))
"""
STORED = "from surveys.models import Response; print('rows', [r.answers for r in Response.objects.filter(wave__survey__slug='order')])"


@pytest.fixture(scope="module")
def survey(server):
    server.manage("shell", "-v0", "-c", MADE)
    return "/surveys/order/"


@pytest.fixture
def stored(server):
    return lambda: re.search(r"rows (.*)", server.manage("shell", "-v0", "-c", STORED))[1]


@pytest.fixture
def phone(new_page, survey):
    def open_phone(address=survey, **options):
        page = new_page(**({"viewport": PHONE, "has_touch": True, "is_mobile": True} | options))
        page.goto(address)
        page.locator("button[data-next]").tap()
        return page

    return open_phone


def button(page, way, code):
    return page.locator(f"li:has([name='q_first.{code}']) [data-{way}]")


def order(page):
    """What stands on the page, from the top, each with its place."""
    return [tuple(row.inner_text().split("\n")[:2]) for row in page.locator(".ranking li").all()]


def places(page):
    return {code: page.locator(f"[name='q_first.{code}']").input_value() for code in ("bins", "hours", "signs")}


def test_two_buttons_put_answers_in_order_under_a_finger(phone, axe, shot, stored):
    page = phone()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator("[data-by-list]").is_hidden()
    assert "向上箭头" in page.locator("[data-by-buttons]").inner_text()
    page.locator("button[data-next]").tap()
    assert page.locator(".question-error:visible").inner_text() == "请回答这道题。"
    button(page, "up", "signs").tap()
    button(page, "up", "hours").tap()
    assert order(page)[:2] == [("1", "标识更清楚"), ("2", "延长投放时间，早晚都能投")]
    assert page.locator("#live").inner_text() == "延长投放时间，早晚都能投：第 2 位"
    button(page, "up", "hours").tap()
    assert places(page) == {"bins": "", "hours": "1", "signs": "2"}
    button(page, "up", "bins").tap()  # there are two places: it takes the last
    assert places(page) == {"bins": "2", "hours": "1", "signs": ""}
    sizes = [each.bounding_box() for each in page.locator(".ranking button:visible").all()]
    assert min(min(size["width"], size["height"]) for size in sizes) >= 44
    axe(page)
    shot(page, "ranking-360")


def test_off_the_last_place_there_is_none_and_the_draft_keeps_the_order(phone, stored):
    page = phone()
    for way, code in (("up", "hours"), ("up", "bins")):
        button(page, way, code).tap()
    assert places(page) == {"bins": "2", "hours": "1", "signs": ""}
    button(page, "down", "bins").tap()
    button(page, "down", "hours").tap()
    assert places(page) == {"bins": "", "hours": "", "signs": ""}
    button(page, "up", "signs").tap()
    page.reload()
    assert places(page) == {"bins": "", "hours": "", "signs": "1"}
    assert order(page)[0] == ("1", "标识更清楚")
    page.locator("button[data-next]").tap()
    page.locator("button[data-submit]").tap()
    page.wait_for_url("**/receipts/**")
    assert "{'first': ['signs']}" in stored()


def test_keys_alone_will_do_and_stay_on_their_button(phone):
    page = phone()
    button(page, "up", "hours").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")  # the first place cannot go up
    assert places(page)["hours"] == "1"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "上移：延长投放时间，早晚都能投"


@pytest.mark.parametrize(
    ("language", "width", "is_elder"), [("en", 360, False), ("zh", 360, True), ("zh", 1280, False), ("en", 1280, True)]
)
def test_it_fits_every_window_and_mode(phone, survey, server, shot, axe, language, width, is_elder):
    address = survey if language == "zh" else f"/en{survey}"
    page = phone(address, viewport={"width": width, "height": 740})
    if is_elder:
        page.context.add_cookies([ELDER | {"url": server.address}])
        page.reload()
        page.locator("button[data-next]").tap()
    button(page, "up", "hours").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
    shot(page, f"ranking-{language}-{width}{'-elder' if is_elder else ''}")


def test_without_scripts_each_answer_has_a_list_of_places(new_page, survey, stored, shot, watch):
    watch.expect("status of 400")
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(survey)
    assert page.locator(".ranking button:visible").count() == 0
    assert page.locator("[data-by-buttons]").is_hidden()
    for code in ("bins", "hours"):
        page.locator(f"[name='q_first.{code}']").select_option("1")
    page.locator("button[data-submit]").click()
    assert "有两项排在同一位" in page.locator(".errors").inner_text()
    assert page.locator("[name='q_first.hours']").input_value() == "1"
    shot(page, "ranking-no-script-360")
    page.locator("[name='q_first.hours']").select_option("2")
    page.locator("button[data-submit]").click()
    page.wait_for_url("**/receipts/**")
    assert "{'first': ['bins', 'hours']}" in stored()


def test_the_script_comes_only_where_something_is_put_in_order(new_page, survey):
    page = new_page(viewport=PHONE)
    page.goto(survey)
    assert page.locator("script[src*='ranking']").count() == 1
    page.goto("/surveys/open/")
    assert page.locator("form[data-survey]").count() == 1
    assert page.locator("script[src*='ranking']").count() == 0
