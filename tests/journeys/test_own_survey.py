"""A newcomer's first survey of one's own: opened, answered in several modes, closed, figures, a second person, a page
with a picture for each question, files to take away, and an answer to what people named."""

import re
import secrets
import time
import urllib.request
from urllib.parse import urlencode

from bench.phones import Form, Phone, stamp_of
from tests.factories.own_survey import DEFINITION, given
from tests.journeys.conftest import DESK
from tests.journeys.presses import press
from tests.journeys.test_round_repeats import READING
from tests.journeys.test_round_survey import step

PHONES, HELPED = 38, 2
CLOSED_QUESTIONS = 9
MADE = """
from datetime import timedelta
from portal.clock import now
from surveys.models import Survey, Wave
from surveys.operations.questionnaires import load_questionnaire
from tests.factories.own_survey import DEFINITION
from tests.journeys.presses import press
load_questionnaire(definition=DEFINITION)
survey = Survey.objects.create(slug="market", title="演示：菜市场分类调查", title_en="Demo: market survey",
    questionnaire_code="market", form_number="演示 2 表", issuer="演示：专班", approval_number="演示〔2026〕2 号",
    valid_until="2099-12-31", privacy_version="演示 1", handler="演示：专班", contact="演示：0519-00000000")
wave = Wave.objects.create(survey=survey, number=1, opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=9))
print("wave", wave.public_id)
"""


def made(server) -> str:
    found = re.search(r"wave ([0-9a-f-]{36})", server.manage("shell", "-v0", "-c", MADE))
    return f"/surveys/work/{found[1]}/"


def filled(number: int) -> list[tuple[str, str]]:
    return [(f"q_{name}", value) for name, values in given(number).items() for value in values]


def answered_on_phones(server):
    """One form is taken first; all are sent when it could have been read."""
    address = server.url("/surveys/market/")
    stamp, people = stamp_of(address), Phone(address)
    time.sleep(READING)
    forms = []
    for number in range(PHONES):
        word = secrets.token_urlsafe(16)
        forms.append(Form(word, urlencode([*filled(number), ("key", f"{stamp}!0!{word}"), ("taken", READING)])))
    assert {people.send(form)[0] for form in forms} == {302}


def answered_with_help(officer, wave, number):
    officer.goto(f"{wave}assist/")
    names = ("key", "csrfmiddlewaretoken")
    hidden = [(name, officer.locator(f'#answers input[name="{name}"]').input_value()) for name in names]
    headers = {
        "Origin": officer.url[: officer.url.index("/surveys")],
        "Content-Type": "application/x-www-form-urlencoded",
    }
    done = officer.request.post(f"{wave}assist/", data=urlencode([*filled(number), *hidden]), headers=headers)
    assert "/receipts/" in done.url


def published(prepares, publishes, wave):
    prepares.goto(f"{wave}estimates/")
    press(prepares.locator(".actions form button"))
    assert "每一题的回答" in prepares.locator("main").inner_text()
    assert prepares.locator("form[action$='/estimates/publish/']").count() == 0
    publishes.goto(f"{wave}estimates/")
    press(publishes.locator("form[action$='/estimates/publish/'] button"))


def taken_away(page, server):
    """Every file that the page offers is what it says."""
    marks = {".png": b"\x89PNG", ".svg": b"<svg", ".csv": "\ufeff".encode(), ".pdf": b"%PDF"}
    links = page.locator("main a[download], main a[href$='.pdf'], main a[href$='.csv']")
    addresses = {links.nth(place).get_attribute("href") for place in range(links.count())}
    assert len(addresses) == 3 * CLOSED_QUESTIONS + 2
    for address in sorted(addresses)[:6] + [found for found in addresses if found.endswith(".pdf")]:
        with urllib.request.urlopen(server.url(address)) as answer:
            name = re.search(r'filename="?([^";]+)', answer.headers["Content-Disposition"])[1]
            assert answer.read(8).startswith(marks[name[-4:]]), address


def promised(administrator, wave):
    administrator.goto(f"{wave}commitments/")
    administrator.locator("[name=concern]").fill("演示：市场没有分类桶")
    press(administrator.locator("main form.panel button").last)
    administrator.locator("details summary", has_text="作出承诺").click()
    form = administrator.locator("form[action$='/promise/']")
    form.locator("[name=answer]").fill("演示：本月内放好四组分类桶。")
    form.locator("[name=office]").select_option(index=1)
    form.locator("[name=due_on]").fill("2026-12-20")
    press(form.locator("button"))


def test_from_a_survey_of_ones_own_to_a_picture_for_each_question(server, person, new_page, looked):
    wave = made(server)
    administrator = person("administrator", then=wave, viewport=DESK)
    step(administrator, "/open/")
    answered_on_phones(server)
    officer = person("officer-hongmei", viewport=DESK)
    for number in range(PHONES, PHONES + HELPED):
        answered_with_help(officer, wave, number)
    administrator.goto(wave)
    step(administrator, "/close/", reason="演示：旅程提前结束")
    published(*(person(key, viewport=DESK) for key in ("reviewer", "reviewer-2")), wave)

    anyone = new_page()
    anyone.goto("/surveys/market/waves/1/")
    assert anyone.locator(".answer-bars").count() == CLOSED_QUESTIONS
    assert f"{PHONES + HELPED} 人回答了这一题" in anyone.locator("main").inner_text()
    assert DEFINITION["items"][4]["text"]["zh"] in anyone.locator("main").inner_text()
    looked(anyone, "own-survey")
    taken_away(anyone, server)
    assert "same bytes" in server.manage("recompute_estimate")

    promised(administrator, wave)
    looked(administrator, "commitments")
    anyone.reload()
    assert "四组分类桶" in anyone.locator("#commitments").inner_text()
