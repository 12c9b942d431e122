"""A survey by invitation on a phone: strangers are told whom to ask, and a link brings its one answer."""

import pytest

from tests.journeys.test_resident_survey import ANSWERS, choose


@pytest.fixture
def survey(server) -> dict:
    return next(survey for survey in server.seed["surveys"] if survey["slug"] == "invited")


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_stranger_is_told_whom_to_ask(page, survey, language, axe, shot):
    page.goto(f"{language}/surveys/invited-only/".replace("invited-only", survey["slug"]))
    assert "0519-00000000" in page.locator("main").inner_text()
    assert page.locator("form[data-survey]").count() == 0
    axe(page)
    shot(page, f"invited-stranger{language.replace('/', '-')}-360")


def test_a_link_opens_the_form_leaves_the_address_and_brings_one_answer(page, survey, axe, shot):
    link = survey["invitation_addresses"][0]
    page.goto(link)
    assert page.url.endswith("/surveys/invited/")
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
    page.goto("/surveys/invited/")
    shot(page, "invited-code-360")
    page.locator("input[name=invitation]").fill(survey["invitation_tokens"][1])
    page.context.clear_cookies()
    page.locator("button[type=submit][form=invitation]").click()
    for name, value in ANSWERS.items():
        choose(page, name, value)
    page.locator("button[data-submit]").click()
    assert "/receipts/" in page.url
