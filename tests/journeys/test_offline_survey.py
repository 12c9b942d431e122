"""SUB-07 in WeChat's browser: a printed code is decoded, the signal drops, the tab is closed; the answers go once."""

import re

import pytest
import zxingcpp
from PIL import Image

from portal.papers.qr import qr_svg

WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; SM-A245F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 "
    "Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.50.2701(0x28003253) WeChat/arm64 NetType/4G Language/zh_CN"
)
ANSWERS = {
    "residence": "six_months",
    "age": "a60",
    "home": "hongmei",
    "awareness": "knows",
    "channels": "home_visit",
    "medicine": "hazardous",
    "lamp": "unclear",
    "furniture": "booked",
    "actions": "own_bag",
    "facilities": "satisfied",
    "response": "unclear",
    "overall": "fairly_satisfied",
}


@pytest.fixture
def code(server, page, tmp_path) -> str:
    """What a phone reads from the picture of the code."""
    survey = next(survey for survey in server.seed["surveys"] if survey["slug"] == "open")
    return scanned(page, server.url(f"/q/{survey['place_token']}"), tmp_path)


def scanned(page, address, folder) -> str:
    page.set_content(qr_svg(address))
    picture = folder / "code.png"
    page.locator("svg").screenshot(path=picture)
    return zxingcpp.read_barcode(Image.open(picture)).text


def answer_all(page):
    page.locator("button[data-next]").click()
    for name, value in ANSWERS.items():
        page.locator(f'input[name="q_{name}"][value="{value}"]').check(force=True)
        page.locator("button[data-next]").click()


def count(server) -> int:
    lines = (
        "from surveys.models import Response; print('rows', Response.objects.filter(answers__lamp=['unclear']).count())"
    )
    return int(re.search(r"rows (\d+)", server.manage("shell", "-v0", "-c", lines))[1])


def kept_form(page, code):
    """The form opened once with a signal, so that the phone has it."""
    page.goto(code)
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.wait_for_function("() => caches.match(location.href)")
    page.wait_for_function("async () => (await (await caches.open('surveys-1')).keys()).length > 3")
    return page


def test_sub_07_answers_wait_on_the_phone_and_go_once(new_page, server, watch, code, axe, shot):
    watch.expect("ERR_INTERNET_DISCONNECTED|Failed to fetch|ERR_FAILED")
    page = kept_form(new_page(user_agent=WECHAT), code)
    before = count(server)

    page.context.set_offline(True)
    page.reload()
    answer_all(page)
    page.locator("button[data-submit]").click()
    page.locator("[data-queue]", has_text="1 份").wait_for()
    axe(page)
    shot(page, "survey-waiting-360")
    context = page.context
    page.close()

    page = context.new_page()
    watch.over(page)
    page.goto(code)
    page.locator("[data-queue]", has_text="1 份").wait_for()
    context.set_offline(False)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    page.locator("[data-queue] a").wait_for()
    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", page.locator("[data-queue]").inner_text())
    assert page.evaluate("() => localStorage.length") == 0
    assert count(server) == before + 1


def test_much_at_once_costs_the_phone_a_little_work_and_nothing_is_lost(new_page, server, watch, code):
    watch.expect("429")
    page = new_page(user_agent=WECHAT)
    page.goto(code)
    key = page.locator("[name=key]").input_value().rpartition("!")[0]
    given = {f"q_{name}": value for name, value in ANSWERS.items()}
    before = count(server)
    statuses = [
        page.request.post(code, form=given | {"key": f"{key}!{number:032}", "taken": "1"}, max_redirects=0).status
        for number in range(25)
    ]
    assert set(statuses) == {302, 429}
    answer_all(page)
    page.evaluate("() => { Date.now = () => 0; }")  # as fast as nobody reads
    page.locator("button[data-submit]").click()
    page.wait_for_url("**/receipts/**")
    assert count(server) == before + statuses.count(302) + 1
