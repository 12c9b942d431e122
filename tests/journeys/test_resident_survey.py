"""A resident scans a printed code, answers 13 questions without an account, and keeps a receipt."""

import re
from urllib.parse import parse_qsl

import pytest

from tests.journeys.presses import press

REFERENCE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")
ANSWERS = {
    "residence": "six_months",
    "age": "a60",
    "home": "hongmei",
    "awareness": "heard",
    "channels": "community_event",
    "medicine": "hazardous",
    "lamp": "hazardous",
    "furniture": "booked",
    "actions": "sorting",
    "facilities": "fairly_satisfied",
    "response": "satisfied",
    "overall": "satisfied",
}
WISH = "楼下再放一个旧衣箱"


@pytest.fixture
def code(server) -> str:
    survey = next(survey for survey in server.seed["surveys"] if survey["slug"] == "open")
    return f"/q/{survey['place_token']}"


@pytest.fixture
def rows(server):
    """How many answers with one reference the portal has, asked of the portal itself."""

    def count(reference: str) -> int:
        lines = (
            "from surveys.models import Response;"
            f"print('rows', Response.objects.filter(reference='{reference}', place__venue__contains='红梅').count())"
        )
        return int(re.search(r"rows (\d+)", server.manage("shell", "-v0", "-c", lines))[1])

    return count


def choose(page, name, value):
    page.locator(f'input[name="q_{name}"][value="{value}"]').check(force=True)


def test_one_question_a_screen(page, server, code, rows, axe, shot):
    page.goto(code)
    axe(page)
    shot(page, "survey-start-360")
    next_question = page.locator("button[data-next]")
    next_question.click()
    for number, (name, value) in enumerate(ANSWERS.items()):
        choose(page, name, value)
        if number in {2, 4, 11}:
            axe(page)
            shot(page, f"survey-{name}-360")
        next_question.click()
    page.locator("textarea").fill(WISH)
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.post_data))
    page.locator("button[data-submit]").dblclick()
    page.wait_for_url("**/receipts/**")
    reference = REFERENCE.search(page.locator("main").inner_text())[0]
    axe(page)
    shot(page, "survey-receipt-360")
    assert rows(reference) == 1

    again = page.request.post(code, form=dict(parse_qsl(sent[0])), max_redirects=0)
    assert reference in again.headers["location"]
    assert rows(reference) == 1

    page.goto(f"/surveys/receipts/?reference={reference.lower()}")
    assert reference in page.locator("main").inner_text()
    assert WISH not in page.content()


def test_with_scripts_off(new_page, watch, code, rows, shot):
    watch.expect(
        "status of 409"
    )  # going back loses what was written by hand: these are other answers, and so it is told
    page = new_page(java_script_enabled=False)
    page.goto(code)
    for name, value in ANSWERS.items():
        choose(page, name, value)
    page.locator("textarea").fill(WISH)
    press(page.locator("button[data-submit]"))
    reference = REFERENCE.search(page.locator("main").inner_text())[0]
    assert rows(reference) == 1
    page.go_back()
    press(page.locator("button[data-submit]"))
    assert reference in page.locator("main").inner_text()
    assert rows(reference) == 1


def test_what_is_missing_is_named_and_what_was_typed_is_kept(new_page, watch, code, axe, shot):
    watch.expect("422|400")
    page = new_page(java_script_enabled=False)
    page.goto(code)
    choose(page, "residence", "six_months")
    choose(page, "age", "a30_44")
    page.locator("textarea").fill(WISH)
    page.locator("button[data-submit]").click()
    shot(page, "survey-errors-360")
    assert page.locator("[role=alert] a").count() >= 3
    assert page.locator('input[name="q_age"][value="a30_44"]').is_checked()
    assert page.locator("textarea").input_value() == WISH


def test_a_child_is_thanked_and_nothing_is_kept(page, code, server):
    page.goto(code)
    page.locator("button[data-next]").click()
    choose(page, "residence", "six_months")
    page.locator("button[data-next]").click()
    choose(page, "age", "under_14")
    page.locator("button[data-next]").click()
    assert page.locator("button[data-submit]").is_hidden()
    assert page.evaluate("() => localStorage.length") == 0


def test_a_code_that_somebody_changed_still_opens_the_survey(page, code):
    page.goto(code[:-2] + "xx")
    assert page.locator("form[data-survey]").count() == 1


def test_a_link_preselects_nothing(page, code):
    page.goto(f"{code}?overall=satisfied&q=5")
    assert page.locator("input:checked").count() == 0


def test_what_a_script_finds_missing_is_spoken_and_belongs_to_its_question(page, code):
    """Of every kind of question: the words stand in an alert that describes the field with the focus, or its group."""
    page.goto(code)
    page.locator("button[data-next]").click()
    page.locator("button[data-next]").click()
    page.locator(".question-error:visible").wait_for()
    described = page.evaluate(
        """() => {
          const named = document.activeElement.closest("[aria-describedby]");
          const texts = named.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id));
          return texts.filter((text) => text?.getAttribute("role") === "alert").map((text) => text.textContent.trim());
        }"""
    )
    assert len(described) == 1
    assert described[0]
    places = page.locator("form[data-survey] .question-error")
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("form[data-survey] .question-error")].map((place) => place.id)
          .filter((id) => !document.querySelector(`[aria-describedby~="${id}"]`))"""
    )
    assert places.count() > 5
    assert unnamed == []
