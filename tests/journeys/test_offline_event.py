"""F20: a street officer without a signal: five reports with fifteen photos, a wrong clock, a killed browser, two tabs."""

import re

import pytest

from tests.journeys.browser import FLAGS, chromium_path
from tests.journeys.files import photo, upload

PHONE = {"width": 360, "height": 780}
TITLES = [f"断网登记{number}" for number in "一二三四五"]
KEPT = """async () => new Promise((resolve) => {
    const request = indexedDB.open("events", 1);
    request.onsuccess = () => {
        const all = request.result.transaction("waiting").objectStore("waiting").getAll();
        all.onsuccess = () => resolve(all.result.map((row) => row.title));
    };
})"""
CHOSEN = "async () => [...document.querySelector('[name=proof_files]').files].map((file) => file.size)"
NO_ROOM = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"


@pytest.fixture
def phone(browser, server, tmp_path):
    """A browser whose data outlasts it: `phone()` opens it, closing it kills it."""

    def opened():
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=chromium_path(),
            args=FLAGS,
            viewport=PHONE,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            base_url=server.address,
        )
        context.clock.set_fixed_time("2031-01-01T08:00:00Z")
        return context

    return opened


def fill(page, title, files=()):
    page.locator("#id_title").fill(title)
    page.locator("label:has(input[name=type][value=talk])").click()
    page.locator("#id_people_reached").fill("30")
    if files:
        page.locator("[name=proof_files]").set_input_files(files)
        page.locator(".files li", has_text="KB").nth(len(files) - 1).wait_for()
        page.locator(".event-form .actions button:not([aria-busy=true])").wait_for()
    else:
        page.locator("#id_proof_link").fill("https://example.org/news/offline")


def send(page):
    page.locator(".event-form .actions button").click()


def logged_without_a_signal(phone, door, account):
    context = phone()
    page = context.pages[0]
    door.sign_in(page, account, then="/events/log/")
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.reload()
    page.wait_for_load_state("networkidle")
    today = page.locator("#id_day").input_value()
    context.set_offline(True)
    page.goto("/events/log/")
    for title in TITLES:
        large = upload(f"{title}.jpg", photo(title, size=(4000, 3000)))
        fill(page, title, [large, upload(f"{title}二.jpg"), upload(f"{title}三.jpg")])
        assert page.locator("#id_day").input_value() == today
        assert max(page.evaluate(CHOSEN)) <= 600_000
        send(page)
        page.locator("[data-queue] li", has_text=title).wait_for()
    assert page.evaluate(KEPT) != []
    assert page.locator("[data-queue] li").count() == len(TITLES)
    context.close()


def test_kept_without_a_signal_and_sent_once(door, phone, accounts):
    account = accounts["officer-hongmei"]
    logged_without_a_signal(phone, door, account)
    context = phone()
    # A browser that was killed has forgotten who is signed in, and nothing else; two tabs find the same queue.
    page, other = context.pages[0], context.new_page()
    door.sign_in(page, account, then="/account/sessions/")
    for tab in (page, other):
        tab.goto("/events/log/", wait_until="commit")
    for tab in (page, other):
        tab.locator("[data-queue][data-settled]").wait_for(state="attached")
    assert sum(tab.locator("[data-received] a").count() for tab in (page, other)) == len(TITLES)
    assert page.evaluate(KEPT) == []
    page.goto("/events/mine/")
    listed = page.get_by_role("link", name=re.compile("^断网登记"))
    assert listed.all_inner_texts() == TITLES[::-1]
    for address in [link.get_attribute("href") for link in listed.all()]:
        page.goto(address)
        assert page.locator(".evidence-list li").count() == 3
    context.close()


def test_no_room_is_said_before_anything_is_lost(new_page, sign_in, accounts, watch):
    watch.expect("status of 404|ERR_INTERNET_DISCONNECTED")
    page, said = new_page(), []
    sign_in(page, accounts["officer-hongmei"], then="/events/log/")
    fill(page, "存满的手机")
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    page.evaluate(NO_ROOM)
    page.context.set_offline(True)
    send(page)
    page.locator(".event-form .actions button[aria-busy=false]").wait_for()
    assert "没有空间" in said[0]
    assert page.locator("#id_title").input_value() == "存满的手机"
    page.context.set_offline(False)
    send(page)
    page.wait_for_url(re.compile("/receipt/"))
