"""A11-02: whoever has no mouse answers, applies with proof, marks and checks; each stop of the way can be seen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.cell import Unit, credit_code
from tests.journeys.keyboard import Keyboard, Sheet
from tests.journeys.test_resident_survey import ANSWERS, REFERENCE, WISH

COURIER = Unit("演示 键盘快递站", "courier", "快递", "91320402MB2000016", "+8613800138130")


@pytest.fixture
def hands(new_page):
    """Keyboards of the journey; what any of them met is told at its end."""
    taken = []

    def hand(page=None):
        taken.append(Keyboard(page or new_page()))
        return taken[-1]

    yield hand
    assert [fault for keyboard in taken for fault in keyboard.faults.items()] == []


@pytest.mark.parametrize("mode", ["normal", "elder"])
def test_a11_02_a_survey_is_answered(hands, server, mode):
    survey = next(survey for survey in server.seed["surveys"] if survey["slug"] == "open")
    keys = hands()
    keys.page.context.add_cookies([{"name": "mode", "value": mode, "url": server.address}])
    keys.page.goto(f"/q/{survey['place_token']}")
    keys.press("Enter", "button[data-next]")
    for name, value in ANSWERS.items():
        keys.choose(f"q_{name}", value)
        keys.press("Enter", "button[data-next]")
    keys.write("textarea", WISH)
    keys.follow("button[data-submit]")
    keys.page.wait_for_url("**/receipts/**")
    assert REFERENCE.search(keys.page.locator("main").inner_text())


def test_a11_02_a_certificate_is_checked_by_its_number(hands, server):
    number = next(row["number"] for row in server.seed["certificates"] if row["state"] == "valid")
    keys = hands()
    keys.page.goto("/")
    keys.follow("main a[href*='/cells/check/']")
    keys.write("[name=number]", number.lower())
    keys.to("main form [type=submit]")
    keys.follow("[name=number]", back=True)
    expect(keys.page.locator(".verdict")).to_contain_text("有效")
    keys.follow("main a[href$='/cells/']")


def test_a11_02_a_unit_signs_in_and_applies_with_proof(hands, server):
    keys = hands()
    signed_in(keys, server, COURIER.phone)
    keys.page.goto("/cells/mine/")
    keys.follow("main a[href*='register']")
    for field, words in (
        ("name", COURIER.name),
        ("credit_code", credit_code(COURIER.body)),
        ("address", "演示路 2 号"),
    ):
        if field == "address":
            keys.select("unit_type", COURIER.kind_name)
            keys.select("area", "红梅街道")
        keys.write(f"[name={field}]", words)
    keys.follow("main form [type=submit]")
    keys.follow("main section form button")
    keys.follow("main a[href*='/sections/']")
    sheet = Sheet(keys, COURIER.kind)
    assert sheet.fill_sections() >= 5
    assert sheet.pictures >= 4
    keys.follow("main a[href$='/submit/']")
    keys.press("Space", "[name=agreed]")
    keys.write("[name=name]", "演示负责人")
    keys.follow("main form:has([name=agreed]) [type=submit]")
    expect(keys.page.locator("main")).to_contain_text("自评材料已收到")


def test_a11_02_an_evaluator_marks_and_hands_in(hands, person, server):
    page = person("evaluator-1", then="/cells/evaluations/", viewport={"width": 1280, "height": 900})
    keys = hands(page)
    waiting = page.get_by_role("link", name="验收单位").first.get_attribute("href")
    keys.follow(f"main a[href='{waiting}']")
    keys.follow("main a[href*='/sections/']")
    assert Sheet(keys, "jiguan", with_evidence=False).fill_sections() >= 5
    keys.follow("form:has([name=revision]) [type=submit]")
    assert page.url.endswith("/cells/evaluations/")


def test_a11_02_saving_by_itself_leaves_the_focus_where_it_is(hands, person, server):
    case = next(row for row in server.seed["applications"] if row["state"] == "draft")
    keys = hands(person("unit-a", then=f"/cells/applications/{case['id']}/sections/C/"))
    keys.press("Enter", "#JG-C1 summary")
    keys.write("[name='JG-C1-note']", "演示")
    keys.to("#JG-C1 button[name=remove]", back=True)
    expect(keys.page.locator("[data-saved]")).to_contain_text("已自动保存")
    assert keys.page.evaluate("document.activeElement.name") == "remove"


def signed_in(keys, server, phone):
    keys.page.goto("/account/login/code/")
    keys.write("main [name=phone]", phone.removeprefix("+86"))
    keys.follow("main form:has([name=phone]) [type=submit]")
    keys.write("main [name=code]", server.code(phone))
    keys.follow("main form:has([name=code]) [type=submit]")
