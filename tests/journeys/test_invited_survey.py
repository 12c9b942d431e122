"""A survey by invitation on a phone: strangers are told whom to ask, and a link brings its one answer."""

import pytest

from tests.journeys.test_resident_survey import ANSWERS, choose

TOKENS = ["journey-first-0000001", "journey-second-000002"]
# A survey of its own: what is answered here is in nobody else's figures.
MAKE = f"""
import uuid
from surveys.models import Invitation, Survey, Wave
from surveys.operations.collection import invitation_digest
survey, made = (Survey.objects.get(slug="invited") for _ in range(2))
made.pk, made.public_id, made.slug, made.title = None, uuid.uuid4(), "drawn", "演示：抽样调查"
made.save()
wave = Wave.objects.get(survey=survey)
wave.pk, wave.public_id, wave.survey = None, uuid.uuid4(), made
wave.save()
Invitation.objects.bulk_create(Invitation(wave=wave, digest=invitation_digest(token)) for token in {TOKENS})
"""


@pytest.fixture(scope="module")
def survey(server) -> str:
    server.manage("shell", "-v0", "-c", MAKE)
    return "/surveys/drawn/"


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_stranger_is_told_whom_to_ask(page, survey, language, axe, shot):
    page.goto(language + survey)
    assert "0519-00000000" in page.locator("main").inner_text()
    assert page.locator("form[data-survey]").count() == 0
    axe(page)
    shot(page, f"invited-stranger{language.replace('/', '-')}-360")


def test_a_link_opens_the_form_leaves_the_address_and_brings_one_answer(page, survey, axe, shot):
    link = f"/surveys/invited/{TOKENS[0]}/"
    page.goto(link)
    assert page.url.endswith("/surveys/invited/answer/")
    axe(page)
    shot(page, "invited-start-360")
    following = page.locator("button[data-next]")
    following.click()
    for name, value in ANSWERS.items():
        choose(page, name, value)
        following.click()
    page.locator("button[data-submit]").click()
    page.wait_for_url("**/receipts/**")
    page.goto(link)
    assert "已经用过一次" in page.locator("main").inner_text()
    shot(page, "invited-used-360")


def test_without_scripts_and_cookies_the_code_is_typed(new_page, survey, shot):
    page = new_page(java_script_enabled=False)
    page.goto("/surveys/invited/answer/")
    shot(page, "invited-code-360")
    page.locator("input[name=invitation]").fill(TOKENS[1])
    page.context.clear_cookies()
    page.locator("button[type=submit][form=invitation]").click()
    for name, value in ANSWERS.items():
        choose(page, name, value)
    page.locator("button[data-submit]").click()
    assert "/receipts/" in page.url
