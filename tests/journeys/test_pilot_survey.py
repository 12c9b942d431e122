"""A pilot in real browsers: where forms are left and sent is noted, once a form, and staff see it."""

import re

import pytest

PHONE = {"width": 360, "height": 740}
MADE = """
from datetime import timedelta
from portal.clock import now
from surveys.models import Survey, Wave
from surveys.operations.questionnaires import load_questionnaire
from tests.journeys.test_ranking_survey import DEFINITION
version = load_questionnaire(definition=DEFINITION | {"code": "trial"}).version
survey = Survey.objects.create(slug="trial", title="试填的问卷", title_en="A trial", questionnaire_code="trial",
    form_number="天无废 7 表", issuer="天宁区生态环境局", approval_number="天统备〔2026〕7 号",
    valid_until="2027-11-24", privacy_version="1", handler="天宁区无废城市建设工作专班", contact="0519-00000000")
wave = Wave.objects.create(survey=survey, number=1, version=version, state="open", is_pilot=True,
    opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=30))
print("wave", wave.public_id)
"""
NOTED = (
    "from surveys.models import PilotVisit; "
    "print('rows', sorted(PilotVisit.objects.values_list('question', 'is_sent')), PilotVisit.objects.filter(seconds__gt=99).count())"
)


@pytest.fixture(scope="module")
def wave(server):
    return re.search(r"wave ([0-9a-f-]{36})", server.manage("shell", "-v0", "-c", MADE))[1]


@pytest.fixture
def noted(server):
    return lambda: re.search(r"rows (.*)", server.manage("shell", "-v0", "-c", NOTED))[1]


def test_where_a_form_is_left_and_sent_is_noted_and_shown_to_the_district(new_page, person, wave, noted, shot, axe):
    left, sent, looked = (new_page(viewport=PHONE) for _ in range(3))
    for page in (left, sent, looked):
        page.goto("/surveys/trial/")
        assert "这次是试填" in page.locator(".privacy").inner_text()
    shot(looked, "pilot-notice-360")
    looked.goto("/surveys/")  # left at the notice
    for page in (left, sent):
        page.locator("button[data-next]").click()
        page.locator("li:has([name='q_first.bins']) [data-up]").click()
    left.goto("/surveys/")
    sent.locator("button[data-next]").click()
    sent.locator("button[data-submit]").click()
    sent.wait_for_url("**/receipts/**")
    assert "结果" not in sent.locator("[data-receipt]").inner_text()
    sent.goto("/surveys/")
    assert noted() == "[('', False), ('first', False), ('wish', True)] 0"

    desk = person("administrator", then=f"/surveys/work/{wave}/", viewport={"width": 1280, "height": 900})
    row = desk.locator("tr:has-text('您希望先做哪两件？')")
    assert [cell.strip().replace("\n", " ") for cell in row.locator("td").all_inner_texts()] == [
        "2",
        "1 (50 %)",
        "1",
        "0 (0 %)",
    ]
    axe(desk)
    shot(desk, "pilot-desk-1280")
    desk.set_viewport_size(PHONE)
    shot(desk, "pilot-desk-360")
