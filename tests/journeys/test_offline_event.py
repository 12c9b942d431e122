"""A street officer without a signal: kept on the phone, the browser killed, back again, sent once."""

import re

import pytest

from tests.journeys.browser import FLAGS, chromium_path

PHONE = {"width": 360, "height": 780}


@pytest.fixture
def phone(browser, server, tmp_path):
    """A browser whose data outlasts it: `phone()` opens it, closing it kills it."""

    def opened():
        return browser.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=chromium_path(),
            args=FLAGS,
            viewport=PHONE,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            base_url=server.address,
        )

    return opened


def fill(page, title):
    page.locator("#id_title").fill(title)
    page.locator("label:has(input[name=type][value=talk])").click()
    page.locator("#id_people_reached").fill("30")
    page.locator("#id_proof_link").fill("https://example.org/news/offline")
    page.locator(".event-form .actions button").click()


def test_kept_without_a_signal_and_sent_once(server, door, phone):
    account = next(found for found in server.seed["accounts"] if found["key"] == "officer-hongmei")
    context = phone()
    page = context.pages[0]
    door.sign_in(page, account, then="/events/log/")
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.reload()
    page.wait_for_load_state("networkidle")

    context.set_offline(True)
    page.goto("/events/log/")
    for title in ("断网登记一", "断网登记二"):
        fill(page, title)
        page.locator("[data-queue] li", has_text=title).wait_for()
    assert page.locator("[data-queue] li").count() == 2
    context.close()

    context = phone()
    page = context.pages[0]
    # A browser that was killed has forgotten who is signed in, and nothing else.
    door.sign_in(page, account, then="/events/log/")
    page.locator("[data-queue]").wait_for(state="hidden")
    page.goto("/events/mine/")
    for title in ("断网登记一", "断网登记二"):
        assert page.get_by_role("link", name=re.compile(title)).count() == 1
    page.goto("/events/log/")
    assert page.locator("[data-queue]").is_hidden()
    context.close()
