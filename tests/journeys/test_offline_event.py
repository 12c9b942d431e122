"""F20: a street officer without a signal: five reports with fifteen photos, a wrong clock, a killed browser, two tabs."""

import re

import pytest

from tests.journeys.browser import FLAGS, chromium_path
from tests.journeys.files import photo, upload
from tests.journeys.hand import Hand, verified
from tests.journeys.presses import press

PHONE = {"width": 360, "height": 780}
MOST_TAPS = 12
TITLES = [f"断网登记{number}" for number in "一二三四五"]
KEPT = """async () => new Promise((resolve) => {
    const request = indexedDB.open("events", 1);
    request.onsuccess = () => {
        const all = request.result.transaction("waiting").objectStore("waiting").getAll();
        all.onsuccess = () => resolve(all.result.map((row) => row.title));
    };
})"""
CHOSEN = "async () => [...document.querySelector('[name=proof_files]').files].map((file) => file.size)"
# A full phone refuses at once, or takes the row and then ends the transaction by abort alone.
NO_ROOM = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"

CUT_OFF = """() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (row) {
        const asked = put.call(this, row);
        this.transaction.abort();
        return asked;
    };
}"""


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


def fill(page, title, files=()) -> Hand:
    hand = Hand(page)
    hand.type("#id_title", title)
    hand.tap("label:has(input[name=type][value=talk])")
    hand.type("#id_people_reached", "30")
    if files:
        hand.choose("[name=proof_files]", *files)
        page.locator(".files li", has_text="KB").nth(len(files) - 1).wait_for()
        page.locator(".event-form .actions button:not([aria-busy=true])").wait_for()
    else:
        hand.type("#id_proof_link", "https://example.org/news/offline")
    return hand


SEND = ".event-form .actions button"


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
        hand = fill(page, title, [large, upload(f"{title}二.jpg"), upload(f"{title}三.jpg")])
        assert page.locator("#id_day").input_value() == today
        assert max(page.evaluate(CHOSEN)) <= 600_000
        hand.tap(SEND)
        # One more opened the form.
        assert hand.taps < MOST_TAPS
        page.locator("[data-queue] li", has_text=title).wait_for()
    assert page.evaluate(KEPT) != []
    assert page.locator("[data-queue] li").count() == len(TITLES)
    context.close()


def verified_and_public(district, resident):
    """The district verifies one of them; its ledger and the public calendar say the same."""
    before = verified(district, "红梅街道")
    district.goto("/events/review/")
    district.get_by_role("link", name=TITLES[0]).click()
    district.get_by_role("button", name=re.compile("核实通过")).click()
    district.wait_for_url(re.compile("/review/$"))
    assert verified(district, "红梅街道") == before + 1
    resident.goto("/events/?when=past&area=hongmei")
    press(resident.get_by_role("link", name=TITLES[0]))
    assert resident.get_by_text("已举办并核实").is_visible()


def test_kept_without_a_signal_sent_once_verified_and_counted(door, phone, accounts, person, new_page, watch):
    watch.expect("status of 404")
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
    verified_and_public(person("reviewer"), new_page())


@pytest.mark.parametrize(("full", "title"), [(NO_ROOM, "存满的手机"), (CUT_OFF, "存满后断开的手机")])
def test_no_room_is_said_before_anything_is_lost(new_page, sign_in, accounts, watch, full, title):
    watch.expect("status of 404|ERR_INTERNET_DISCONNECTED")
    page, said = new_page(), []
    sign_in(page, accounts["officer-hongmei"], then="/events/log/")
    hand = fill(page, title)
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    page.evaluate(full)
    page.context.set_offline(True)
    hand.tap(SEND)
    page.locator(".event-form .actions button[aria-busy=false]").wait_for()
    assert "没有空间" in said[0]
    assert page.locator("#id_title").input_value() == title
    page.context.set_offline(False)
    hand.tap(SEND)
    page.wait_for_url(re.compile("/receipt/"))
